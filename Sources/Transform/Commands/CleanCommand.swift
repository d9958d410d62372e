import FoundationEssentials

/// `clean`: removes the folders that the project names under `clean-targets`.
struct CleanCommand {
  let invocation: Invocation

  func run(_ report: @Sendable (LogLine) -> Void) throws(TransformError) -> Invocation.Outcome {
    let reading = try ProjectParser.configuration(invocation.options)
    let project = reading.project
    let root = URL(filePath: project.root).standardizedFileURL.path
    let sources = Set(
      (project.modelPaths + project.seedPaths + project.testPaths + project.snapshotPaths
        + project.macroPaths + project.analysisPaths).map { folder($0, below: root) })
    for name in project.cleanTargets {
      let path = folder(name, below: root)
      let isInside = path.hasPrefix(root + "/")
      guard isInside || !invocation.settings.cleansProjectOnly else {
        throw TransformError(
          .configuration, "dbt will not clean '\(name)', which lies outside of the project",
          hint: "use --no-clean-project-files-only to remove it all the same")
      }
      guard path != root, !root.hasPrefix(path + "/"), !sources.contains(path) else {
        throw TransformError(
          .configuration, "dbt will not clean '\(name)', which holds the project's own files",
          hint: "take it out of `clean-targets`")
      }
      report(LogLine(.info, "Checking \(path)/*"))
      guard FileManager.default.fileExists(atPath: path) else { continue }
      do {
        try FileManager.default.removeItem(atPath: path)
      } catch {
        throw TransformError(.file, "could not remove \(path)", cause: "\(error)")
      }
      report(LogLine(.info, "Cleaned \(path)/*"))
    }
    report(LogLine(.info, "Finished cleaning all paths."))
    return Invocation.Outcome(
      manifest: Manifest(project: project, profile: reading.profile), selected: [], results: [],
      compiled: [:], warnings: [])
  }

  private func folder(_ name: String, below root: String) -> String {
    let path = name.hasPrefix("/") ? name : root + "/" + name
    return URL(filePath: path).standardizedFileURL.path.trimmingSuffix { $0 == "/" }
  }
}
