import FoundationEssentials
import OrderedCollections
import QueryEngine

/// What `docs generate` does once nodes are compiled: writes `catalog.json` and the page that shows
/// the project.
struct DocsCommand {
  let invocation: Invocation
  let outcome: Invocation.Outcome
  /// How nodes last ended, read before this command wrote its own results.
  let lastResults: LastResults

  func run(on warehouse: any Warehouse, _ report: @Sendable (LogLine) -> Void) async throws {
    let manifest = outcome.manifest
    guard outcome.succeeded else {
      report(LogLine(.error, "Compile failed, cannot generate docs"))
      return
    }
    let catalog = try await CatalogCommand(
      manifest: manifest, isEmpty: invocation.settings.emptiesCatalog
    ).run(on: warehouse, report)
    let page = DocsSite(
      document: DocsDocument(
        manifest: manifest, compiled: outcome.compiled, catalog: catalog, bound: outcome.bound,
        lastResults: lastResults.byNode)
    ).page()
    let folder = manifest.project.targetFolder
    try write(page, to: folder + "/index.html")
    if invocation.settings.isStatic { try write(page, to: folder + "/static_index.html") }
    try copyAssets(of: manifest.project)
    try lastResults.save { id in
      manifest.nodes[id] != nil || manifest.sources[id] != nil
    }
    report(LogLine(.info, "Documentation written to \(folder)/index.html"))
  }

  private func write(_ page: [UInt8], to path: String) throws(TransformError) {
    do {
      try Data(page).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw TransformError(.file, "could not write \(path)", cause: "\(error)")
    }
  }

  /// Puts the folders of `asset-paths` beside the page, for the pictures of descriptions.
  private func copyAssets(of project: ProjectConfiguration) throws(TransformError) {
    let files = FileManager.default
    for path in project.assetPaths {
      let source = "\(project.root)/\(path)"
      let target = "\(project.targetFolder)/\(path)"
      guard files.fileExists(atPath: source), !path.hasPrefix("/"), !path.contains("..") else {
        continue
      }
      do {
        if files.fileExists(atPath: target) { try files.removeItem(atPath: target) }
        try files.copyItem(atPath: source, toPath: target)
      } catch {
        throw TransformError(.file, "could not copy \(source) to \(target)", cause: "\(error)")
      }
    }
  }
}

extension Invocation {
  /// The folder that `docs serve` serves: the one `docs generate` writes to.
  ///
  /// - Returns: its absolute path.
  /// - Throws: ``TransformError`` if there is no page in it.
  public func servedFolder() throws(TransformError) -> String { try served().folder }

  func served() throws(TransformError) -> (folder: String, outcome: Outcome) {
    let reading = try ProjectParser.configuration(options)
    let folder = reading.project.targetFolder
    guard FileManager.default.fileExists(atPath: folder + "/index.html") else {
      throw TransformError(
        .configuration, "there is no documentation in \(folder)",
        hint: "run dbt docs generate first")
    }
    let manifest = Manifest(project: reading.project, profile: reading.profile)
    let outcome = Outcome(
      manifest: manifest, selected: [], results: [], compiled: [:], warnings: [])
    return (folder, outcome)
  }
}
