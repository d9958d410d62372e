import FoundationEssentials

/// The `profiles.yml` that a project finds its profile in.
public struct ProfilesFile: Sendable {
  /// Where the file lies, or is to lie.
  public let path: String

  /// The file that dbt's search finds for a project.
  ///
  /// - Parameters:
  ///   - folder: the folder of the file; the search's when nil.
  ///   - projectRoot: the folder of the project, or the current one where there is none yet.
  ///   - environment: the process's environment.
  public init(in folder: String?, projectRoot: String, environment: [String: String]) {
    let folder = Profile.folder(
      named: folder, projectRoot: projectRoot, environment: environment)
    path = folder + "/profiles.yml"
  }

  /// The names of the profiles; none where there is no file.
  ///
  /// - Throws: ``TransformError`` where the file is no YAML.
  public func names() throws(TransformError) -> [String] {
    guard let text else { return [] }
    return (try YAMLValue.parse(text, file: path).entries ?? []).map(\.key)
      .filter { $0 != "config" }
  }

  /// Writes a profile of DuckDB's at the end of the file, which is made where it is not there.
  /// What the file says already stays as it is, comments too.
  ///
  /// - Parameter name: the profile's name; no profile in the file may have it.
  /// - Throws: ``TransformError`` of kind `file`.
  public func add(_ name: String) throws(TransformError) {
    let before = text ?? ""
    let gap = before.isEmpty ? "" : before.hasSuffix("\n") ? "\n" : "\n\n"
    let profile = """
      \(name):
        target: dev
        outputs:
          dev:
            type: duckdb
            path: \(name).duckdb
            schema: main
            threads: 4

      """
    let url = URL(filePath: path)
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data((before + gap + profile).utf8).write(to: url, options: .atomic)
    } catch {
      throw TransformError(.file, "could not write \(path)", cause: "\(error)")
    }
  }

  private var text: String? { try? String(contentsOfFile: path, encoding: .utf8) }
}

extension ProjectConfiguration {
  /// The profile that the project in a folder names.
  ///
  /// - Throws: ``TransformError`` where `dbt_project.yml` cannot be read or names none.
  public static func profileName(
    inProjectAt root: String, environment: [String: String]
  ) throws(TransformError) -> String {
    let options = ProjectOptions(projectFolder: root, environment: environment)
    let renderer = YAMLRenderer.early(options: options, target: nil).lenient
    guard let name = try load(root: root, renderer: renderer).profileName else {
      throw TransformError(
        .configuration, "the project names no profile", hint: "add `profile: name`",
        at: SourceLocation(file: fileName))
    }
    return name
  }

  /// Why a project cannot be called so; nil where it can.
  public static func objection(toName name: String) -> String? {
    if name == "dbt" || name == "dbt_duckdb" { return "it is a package of dbt's own" }
    guard name.utf8.count < 127 else { return "it is too long" }
    let isWord = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard isWord, let first = name.first, !first.isNumber else {
      return "letters, digits and underscores make a name, and no digit begins it"
    }
    return nil
  }
}
