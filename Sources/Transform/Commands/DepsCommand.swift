import Foundation
import OrderedCollections

/// `deps`: installs the packages that a project names, with what those name in turn.
///
/// Local folders are linked, git repositories are cloned, packages of the hub and tarballs are
/// fetched with `curl` and unpacked with `tar`.
struct DepsCommand {
  let invocation: Invocation

  /// The registry that `package:` entries are looked up in.
  static let hub = "https://hub.getdbt.com"

  func run(
    _ report: @escaping @Sendable (LogLine) -> Void
  ) async throws -> Invocation.Outcome {
    let reading = try ProjectParser.configuration(invocation.options)
    let project = reading.project
    let outcome = Invocation.Outcome(
      manifest: Manifest(project: project, profile: reading.profile), selected: [], results: [],
      compiled: [:], warnings: [])
    let declared = try PackageList.load(root: project.root)
    guard !declared.isEmpty else {
      report(LogLine(.warn, "[WARNING]: No packages were found in packages.yml"))
      return outcome
    }
    let folder = project.root + "/" + project.packagesPath
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var waiting = declared[...]
    var installed: OrderedDictionary<String, PackageSource> = [:]
    while let source = waiting.popFirst() {
      guard !installed.values.contains(where: { $0.identity == source.identity }) else { continue }
      report(LogLine(.info, "Installing \(source.shown)"))
      let root = try await install(source, into: folder, relativeTo: project.root)
      let text = try? String(contentsOfFile: root + "/dbt_project.yml", encoding: .utf8)
      let name = try text.map { try YAMLValue.parse($0, file: "dbt_project.yml") }?["name"]?.string
      guard let name else {
        throw TransformError(
          .configuration, "the package \(source.shown) has no dbt_project.yml with a name",
          at: source.location)
      }
      let place = folder + "/" + name
      if root != place {
        guard !FileManager.default.fileExists(atPath: place) else { continue }
        try FileManager.default.moveItem(atPath: root, toPath: place)
      }
      installed[name] = source
      report(LogLine(.info, "Installed from \(source.origin)"))
      waiting += try PackageList.load(root: place).map { $0.rebased(from: place) }
    }
    try writeLock(installed, root: project.root)
    return outcome
  }

  private func install(
    _ source: PackageSource, into folder: String, relativeTo root: String
  ) async throws -> String {
    let place = folder + "/.incoming-" + UUID().uuidString
    switch source.kind {
    case .local(let path):
      let target = URL(
        filePath: path, directoryHint: .isDirectory,
        relativeTo: URL(filePath: root, directoryHint: .isDirectory)
      ).standardizedFileURL.path
      guard FileManager.default.fileExists(atPath: target + "/dbt_project.yml") else {
        throw TransformError(
          .configuration,
          "the local package '\(path)' is not a dbt project: no \(target)/"
            + "dbt_project.yml", at: source.location)
      }
      try FileManager.default.createSymbolicLink(
        atPath: place, withDestinationPath: target.trimmingSuffix { $0 == "/" })
      return place
    case .git(let url, let revision, let subfolder):
      var words = ["git", "clone", "--quiet", url, place]
      try await Subprocess.run(words, for: source)
      if let revision {
        words = ["git", "-C", place, "checkout", "--quiet", revision]
        try await Subprocess.run(words, for: source)
      }
      return subfolder.map { place + "/" + $0 } ?? place
    case .tarball(let url, _):
      try await unpack(url, at: place, for: source)
      return place
    case .hub(let name, let versions):
      let version = try await latest(of: name, versions, for: source)
      let url = "\(Self.hub)/api/v1/\(name)/\(version).json"
      let text = try await Subprocess.run(["curl", "-fsSL", url], for: source)
      guard let tarball = DataValue(json: text.utf8)?["downloads"]?["tarball"]?.string else {
        throw TransformError(
          .configuration, "the hub names no file for \(name) \(version)", at: source.location)
      }
      try await unpack(tarball, at: place, for: source)
      return place
    }
  }

  private func unpack(_ url: String, at place: String, for source: PackageSource) async throws {
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    let file = place + ".tar.gz"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try await Subprocess.run(["curl", "-fsSL", "-o", file, url], for: source)
    try await Subprocess.run(
      ["tar", "-xzf", file, "-C", place, "--strip-components=1"], for: source)
  }

  private func latest(
    of name: String, _ ranges: [String], for source: PackageSource
  ) async throws -> String {
    let text = try await Subprocess.run(
      ["curl", "-fsSL", "\(Self.hub)/api/v1/\(name).json"], for: source)
    let known = DataValue(json: text.utf8)?["versions"]?.dictionary?.keys ?? []
    let fitting = known.compactMap(PackageVersion.init).filter { version in
      ranges.allSatisfy { version.satisfies($0) }
    }
    let stable = fitting.filter { !$0.isPrerelease }
    guard let best = (stable.isEmpty ? fitting : stable).max() else {
      throw TransformError(
        .configuration, "no version of \(name) satisfies \(ranges.joined(separator: ", "))",
        hint: "the hub has: " + known.suffix(8).joined(separator: ", "), at: source.location)
    }
    return best.text
  }

  private func writeLock(
    _ installed: OrderedDictionary<String, PackageSource>, root: String
  ) throws {
    var text = "packages:\n"
    for (name, source) in installed {
      text += source.lockEntry(name: name)
    }
    try text.write(toFile: root + "/package-lock.yml", atomically: true, encoding: .utf8)
  }
}

/// Runs other programs.
enum Subprocess {
  /// Runs a program and gives what it prints.
  ///
  /// - Throws: ``TransformError`` where it cannot be started or fails.
  @discardableResult
  static func run(_ words: [String], for source: PackageSource) async throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    let result = await WorkThread.run { () -> (String, String, Int32)? in
      do { try process.run() } catch { return nil }
      let text = output.fileHandleForReading.readDataToEndOfFile()
      let problem = errors.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return (
        String(decoding: text, as: UTF8.self), String(decoding: problem, as: UTF8.self),
        process.terminationStatus
      )
    }
    guard let result, result.2 == 0 else {
      let program = words.first ?? ""
      throw TransformError(
        .file, "could not install \(source.shown): \(program) failed",
        hint: result == nil || result?.2 == 127 ? "install \(program)" : nil,
        at: source.location, cause: result?.1.trimmed)
    }
    return result.0
  }
}
