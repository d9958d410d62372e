public import FoundationEssentials
import Samples
import Transform

extension DbtRequest {
  /// Whether the command is `init`, which comes before there is a project.
  public var isInitialization: Bool { line.command == .initialize }

  /// What the command line says of profiles, as words for another command.
  public var profileWords: [String] {
    line.text("profiles-dir").map { ["--profiles-dir", $0] } ?? []
  }

  /// `init`: makes the starter project and a profile for it; within a project, the profile only.
  ///
  /// - Parameters:
  ///   - folder: the current folder, which the new project is to lie in.
  ///   - askForName: asked for the project's name where the command line has none; told what is
  ///     wrong with the answer before. Nil where nobody can be asked.
  ///   - report: told of each line of the log.
  /// - Returns: the folder of the project that is worth a look by `debug`, or nil.
  /// - Throws: a ``Diagnostic`` if there is such a folder already, the name is none, or a file
  ///   cannot be written.
  public func initialize(
    in folder: URL, askForName: ((_ objection: String?) -> String?)?,
    report: (Line) -> Void
  ) throws(Diagnostic) -> URL? {
    do {
      let here = projectFolder.map { URL(filePath: $0, relativeTo: folder).absoluteURL } ?? folder
      if let project = try Self.dbtProject(around: here.standardizedFileURL) {
        return try setUpProfile(of: project, report: report)
      }
      let name = try validName(askForName)
      return try makeProject(name, in: folder, report: report)
    } catch {
      throw Diagnostic(error)
    }
  }

  private func makeProject(
    _ name: String, in folder: URL, report: (Line) -> Void
  ) throws -> URL? {
    let root = folder.appending(path: name, directoryHint: .isDirectory)
    guard !FileManager.default.fileExists(atPath: root.path) else {
      throw Diagnostic(
        .configuration, "a project called \(name) already exists here",
        hint: "choose another name, or run dbt init within it to set up its profile")
    }
    let profiles = profiles(beside: folder)
    let wanted = line.text("profile")
    let known = try profiles.names()
    if let wanted, !known.contains(wanted) {
      throw Diagnostic(
        .configuration, "could not find profile named '\(wanted)' in \(profiles.path)",
        hint: known.isEmpty
          ? "leave --profile out to have one made"
          : "the profiles are: " + known.joined(separator: ", "))
    }
    let files = try Template.starter.write(
      to: root.path, name: name, profile: wanted ?? name)
    say("Your new dbt project \"\(name)\" was created: \(files.count) files.", report)
    let isSkipped = line.toggle("skip-profile-setup") == true
    if wanted == nil, !isSkipped { try add(name, to: profiles, report: report) }
    say("Next: cd \(name), then dbt build.", report)
    return isSkipped || line.toggle("skip-debug") == true ? nil : root
  }

  private func setUpProfile(of project: URL, report: (Line) -> Void) throws -> URL? {
    guard line.text("profile") == nil else {
      throw Diagnostic(
        .configuration, "a project that is there already names its profile itself",
        hint: "change `profile` in \(project.path)/dbt_project.yml")
    }
    if line.toggle("skip-profile-setup") == true { return nil }
    let name = try ProjectConfiguration.profileName(
      inProjectAt: project.path, environment: environment)
    try add(name, to: profiles(beside: project), report: report)
    return line.toggle("skip-debug") == true ? nil : project
  }

  private func add(_ name: String, to profiles: ProfilesFile, report: (Line) -> Void) throws {
    guard try !profiles.names().contains(name) else {
      say("The profile \(name) is in \(profiles.path) already, and stays as it is.", report)
      return
    }
    try profiles.add(name)
    say("Profile \(name) written to \(profiles.path).", report)
  }

  private func profiles(beside folder: URL) -> ProfilesFile {
    ProfilesFile(
      in: line.text("profiles-dir").map { URL(filePath: $0).standardizedFileURL.path },
      projectRoot: folder.path, environment: environment)
  }

  private func validName(_ ask: ((String?) -> String?)?) throws -> String {
    guard let ask else {
      guard let name = line.operands.first else {
        throw Diagnostic(
          .configuration, "the new project has no name, and there is nobody to ask",
          hint: "dbt init NAME")
      }
      if let objection = ProjectConfiguration.objection(toName: name) {
        throw Diagnostic(
          .configuration, "\"\(name)\" cannot be a project's name", hint: objection)
      }
      return name
    }
    var answer = line.operands.first
    var objection = answer.flatMap(Self.objection)
    while answer == nil || objection != nil {
      guard let next = ask(objection) else {
        throw Diagnostic(.configuration, "the new project has no name", hint: "dbt init NAME")
      }
      (answer, objection) = (next, Self.objection(to: next))
    }
    return answer ?? ""
  }

  private static func objection(to name: String) -> String? {
    ProjectConfiguration.objection(toName: name).map { "\"\(name)\" cannot be it: \($0)" }
  }

  private func say(_ text: String, _ report: (Line) -> Void) {
    report(Line(text: text, isError: false, isOutput: false))
  }

  /// The dbt project that a folder lies in.
  private static func dbtProject(around folder: URL) throws(Diagnostic) -> URL? {
    var current = folder.path
    while true {
      if FileManager.default.fileExists(atPath: current + "/dbt_project.yml") {
        return URL(filePath: current)
      }
      guard let end = current.lastIndex(of: "/"), current != "/" else { return nil }
      current = end == current.startIndex ? "/" : String(current[..<end])
    }
  }
}
