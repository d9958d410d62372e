import Columnar
import Settings
import Foundation
import Ingest
import QueryEngine

/// A project folder with one source table `bronze.t`, and the lake beside it.
struct TestProject {
  let folder: URL
  let lake: Lake

  func source() throws -> SourceTable? {
    let text = try String(contentsOf: folder.appending(path: "source.yml"), encoding: .utf8)
    let source = ConfigurationSource(file: "source.yml", text: text)
    return try SourceFile(source, in: folder.path).tables.first
  }

  /// Loads the table and says what came of it.
  func load() async -> String {
    do {
      guard let table = try source() else { return "no table\n" }
      let report = try await Ingestion(of: table, into: lake).run()
      var text =
        "rows \(report.rows), rejected \(report.rejected), files \(report.files)\n"
      for file in report.changedFiles { text += "changed: \(file)\n" }
      return text
    } catch let error as IngestError {
      var text = "error (\(error.kind.rawValue)): \(error.description)\n"
      text = text.replacing(folder.path, with: "PROJECT")
      return text
    } catch {
      return "error: \(error)\n"
    }
  }

  /// The rows of a table as text, without what differs from run to run.
  func dump(_ table: String) async throws -> String {
    let session = try await lake.session()
    let result: StatementResult
    do {
      result = try await session.execute("SELECT * FROM bronze.\(table) ORDER BY ALL")
    } catch let error as QueryError
      where error.kind == .tableNotFound || error.kind == .schemaNotFound
    {
      return "\(table): none\n"
    }
    let shown = result.schema.fields.indices.filter {
      !["_ingested_at", "_source_modified_at"].contains(result.schema.fields[$0].name)
    }
    var text = "\(table):\n"
    text +=
      shown.map { "\(result.schema.fields[$0].name) \(result.schema.fields[$0].type)" }
      .joined(separator: " | ") + "\n"
    for row in try await result.rows() {
      text +=
        shown.map { "\(row[$0])".debugDescription.dropFirst().dropLast() }
        .joined(separator: " | ") + "\n"
    }
    await session.close()
    return text
  }

  func count(_ sql: String) async throws -> Int {
    let session = try await lake.session()
    guard case .integer(let count)? = try await session.execute(sql).rows().first?.first else {
      return -1
    }
    await session.close()
    return Int(count)
  }
}

/// Runs a test in a fresh project folder, filled from `template` if given.
func withProject(
  copying template: URL? = nil, _ body: (TestProject) async throws -> Void
) async throws {
  let files = FileManager.default
  let folder = files.temporaryDirectory.appending(path: "ingest-\(UUID().uuidString)")
  if let template {
    try files.copyItem(at: template, to: folder)
  } else {
    try files.createDirectory(at: folder, withIntermediateDirectories: true)
  }
  defer { try? files.removeItem(at: folder) }
  let lake = try await Lake(
    LakeConfiguration(
      root: folder.appending(path: "lake").path,
      state: folder.appending(path: ".millrace/state.db").path))
  try await body(TestProject(folder: folder, lake: lake))
}
