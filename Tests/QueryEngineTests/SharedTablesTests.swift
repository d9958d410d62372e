import Columnar
import Foundation
import QueryEngine
import Testing

/// Tables that other writers wrote give the rows that other readers find in them.
@Suite struct SharedTablesTests {
  /// What another reader says of a table; see Scripts/lake-oracle.
  struct Expectation: Sendable, Decodable {
    var columns: [String]?
    var rows: Int64?
    var checksum: String?
    var error: String?
  }

  struct Table: Sendable, CustomStringConvertible {
    var name: String
    var expected: Expectation
    var description: String { name }
  }

  static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  static let shared: String = {
    let folders = ["../../..", "../../../.."].map { level in
      tests.appending(path: "\(level)/shared/data/delta-tables").standardized.path
    }
    return folders.first { FileManager.default.fileExists(atPath: $0) } ?? folders[0]
  }()
  static let isPresent = FileManager.default.fileExists(atPath: shared)

  static let tables: [Table] = {
    do {
      let data = try Data(contentsOf: tests.appending(path: "Expected/tables.json"))
      return try JSONDecoder().decode([String: Expectation].self, from: data)
        .sorted { $0.key < $1.key }.map { Table(name: $0.key, expected: $0.value) }
    } catch {
      Issue.record("the expectations cannot be read: \(error)")
      return []
    }
  }()

  @Test(
    .enabled(if: isPresent, "the tables in ../shared/data/delta-tables are not there"),
    arguments: tables)
  func givesTheRowsThatOthersRead(_ table: Table) async throws {
    let lake = try await Lake(LakeConfiguration(root: nil))
    let session = try await lake.session()
    let path = "delta.`\(Self.shared)/\(table.name)`"
    guard let columns = table.expected.columns else {
      // What nobody can read is an error here too, or a table that only we can read.
      do {
        try await session.execute("SELECT count(*) FROM \(path)")
      } catch let error as QueryError {
        #expect(error.kind != .internal, "\(error)")
      }
      return
    }
    let names = columns.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    let rows = try await session.execute(
      """
      SELECT count(*), coalesce(sum(hash(to_json(t)::VARCHAR)::HUGEINT), 0)::VARCHAR
      FROM (SELECT \(names.joined(separator: ", ")) FROM \(path)) t
      """
    ).rows()
    #expect(rows.first?.first == table.expected.rows.map { .integer($0) })
    #expect(rows.first?.last == table.expected.checksum.map { .string($0) })
  }
}
