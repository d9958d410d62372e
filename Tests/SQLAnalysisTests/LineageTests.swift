import Columnar
import DuckDB
import Foundation
import SQLAnalysis
import Testing

/// Each file of `Lineage` has tables, `name: column, column`, an empty line, and queries, each
/// followed by a line of dashes and its columns with what they come from. `UPDATE_GOLDEN=1` records
/// anew.
@Suite struct LineageTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Lineage")

  static let files: [String] = {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).filter { $0.hasSuffix(".lineage") }.sorted()
  }()

  @Test func casesAreThere() {
    #expect(Self.files.count >= 5)
  }

  @Test(arguments: files)
  func columnsComeFromWhereTheFileSays(_ name: String) throws {
    let url = Self.folder.appending(path: name)
    let written = try String(contentsOf: url, encoding: .utf8)
    let blocks = written.components(separatedBy: "\n\n")
    let tables = Self.tables(blocks[0])
    let connection = try Database().connect()
    var answered = [blocks[0]]
    for block in blocks.dropFirst() {
      let sql = block.components(separatedBy: "\n----")[0].trimmingCharacters(in: .newlines)
      answered.append(try sql + "\n----\n" + Self.answer(sql, tables, connection))
    }
    let text = answered.joined(separator: "\n\n") + "\n"
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil, text != written {
      try Data(text.utf8).write(to: url)
      Issue.record("\(name) was recorded anew; look at the difference")
    }
    #expect(text == written)
  }

  private static func tables(_ text: String) -> [String: [String]] {
    var tables: [String: [String]] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":")
      guard parts.count == 2 else { continue }
      tables[String(parts[0])] = parts[1].split(separator: ",").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
    }
    return tables
  }

  private static func text(_ value: Columnar.Value?) -> String? {
    guard case .string(let text)? = value else { return nil }
    return text
  }

  private static func answer(
    _ sql: String, _ tables: [String: [String]], _ connection: Connection
  ) throws -> String {
    let statement = try connection.prepare("SELECT json_serialize_sql($1::VARCHAR)::VARCHAR")
    try statement.bind(.string(sql), at: 0)
    let json = try #require(text(statement.execute().rows().first?.first))
    let root = try #require(SyntaxNode(json: json))
    let aggregates = try connection.rows(
      "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'aggregate'")
    let lineage = ColumnLineage(
      aggregates: Set(aggregates.compactMap { text($0.first) }),
      columns: { parts in parts.last.flatMap { tables[$0.lowercased()] } })
    guard let columns = lineage.derive(root) else { return "unknown" }
    return columns.map { column in
      let origins = column.origins?.map { origin in
        "\(origin.table.joined(separator: ".")).\(origin.column) (\(origin.derivation.rawValue))"
      }.sorted().joined(separator: ", ")
      return "\(column.name ?? "?") < \(origins ?? "unknown")"
    }.joined(separator: "\n")
  }
}
