import Columnar
import DeltaLake
import Foundation
import QueryEngine
import TestSupport
import Testing

/// Rows that are tracked keep their ids whatever statements do to them, and say which version
/// changed them last.
@Suite struct RowTrackingTests {
  /// What is known of a row.
  struct Row: Equatable {
    var value: Int
    var id: Int64
    var version: Int64
  }

  struct Kind: CustomTestStringConvertible, Sendable {
    var vectors: Bool
    var feed: Bool
    var mapping: Bool
    var partitioned: Bool

    var testDescription: String {
      "vectors \(vectors), feed \(feed), mapping \(mapping), partitioned \(partitioned)"
    }

    static let all = [
      Kind(vectors: false, feed: false, mapping: false, partitioned: false),
      Kind(vectors: true, feed: false, mapping: true, partitioned: false),
      Kind(vectors: false, feed: true, mapping: false, partitioned: true),
      Kind(vectors: true, feed: true, mapping: false, partitioned: true),
    ]
  }

  /// A table and what it should hold.
  struct Series {
    let session: Session
    var random: SeededGenerator
    var rows: [Int: Row] = [:]
    var next = 0
    var usedIds: Set<Int64> = []
    var history: [Int: [Int: Row]] = [:]

    /// Runs a statement after which rows have other values, are gone or are new.
    mutating func run(_ sql: String, _ change: (inout [Int: Int]) -> Set<Int>) async throws {
      var values = rows.mapValues(\.value)
      let touched = change(&values)
      let version = try await session.execute(sql).committedVersion
      let found = try await read()
      #expect(found.mapValues(\.value) == values, "\(sql)")
      for (key, row) in found {
        guard let known = rows[key] else {
          #expect(usedIds.insert(row.id).inserted, "\(sql): the new row \(key) has an old id")
          #expect(row.version == version.map(Int64.init), "\(sql): the version of the new \(key)")
          continue
        }
        #expect(row.id == known.id, "\(sql): the row \(key) has another id")
        let expected = touched.contains(key) ? version.map(Int64.init) : known.version
        #expect(row.version == expected, "\(sql): the version of \(key)")
      }
      rows = found
      if let version { history[version] = rows }
    }

    func read() async throws -> [Int: Row] {
      let result = try await session.execute(
        """
        SELECT key, value + len(tags), t._metadata.row_id, _metadata.row_commit_version FROM t
        """)
      var found: [Int: Row] = [:]
      for row in try await result.rows() {
        let numbers = row.map { value -> Int64 in
          if case .integer(let number) = value { number } else { -1 }
        }
        found[Int(numbers[0])] = Row(
          value: Int(numbers[1]), id: numbers[2], version: numbers[3])
      }
      #expect(Set(found.values.map(\.id)).count == found.count, "ids are there twice")
      return found
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  }

  @Test(arguments: Kind.all)
  func idsStay(_ kind: Kind) async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    try await session.execute(
      """
      CREATE TABLE t (key BIGINT, part BIGINT, value BIGINT, tags BIGINT[])
      \(kind.partitioned ? "PARTITIONED BY (part)" : "")
      TBLPROPERTIES ('delta.enableRowTracking' = 'true',
        'delta.enableDeletionVectors' = '\(kind.vectors)',
        'delta.enableChangeDataFeed' = '\(kind.feed)',
        'delta.checkpointInterval' = '10'\(
          kind.mapping ? ", 'delta.columnMapping.mode' = 'name'" : ""))
      """)
    var series = Series(session: session, random: SeededGenerator(seed: kind.vectors ? 5 : 6))
    try await series.insert(40)
    for _ in 0..<20 { try await series.step() }
    // A reader that has seen nothing finds the same in the log and its checkpoints.
    let other = try await Lake(LakeConfiguration(root: nil)).session()
    let sum = "SELECT sum(_metadata.row_id * (1 + _metadata.row_commit_version)) FROM "
    let here = try await session.execute(sum + "t").rows()
    let there = try await other.execute(sum + "delta.`\(test.path("main.t"))`").rows()
    #expect(here == there)
  }

  @Test func aTableBeginsToTrackItsRows() async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    try await session.execute("CREATE TABLE t AS SELECT i AS key FROM range(3) r(i)")
    try await session.execute("INSERT INTO t VALUES (3), (4)")
    try await session.execute(
      "ALTER TABLE t SET TBLPROPERTIES ('delta.enableRowTracking' = 'true')")
    let ids = "SELECT key, _metadata.row_id, _metadata.row_commit_version FROM t ORDER BY key"
    let before = try await session.execute(ids).rows()
    #expect(Set(before.map { $0[1] }).count == 5)
    #expect(before.allSatisfy { $0[2] == .integer(2) })
    try await session.execute("OPTIMIZE t")
    #expect(try await session.execute(ids).rows() == before)
    try await session.execute("CREATE TABLE c SHALLOW CLONE t")
    #expect(try await session.execute(ids.replacing("t ORDER", with: "c ORDER")).rows() == before)
    try await session.execute("INSERT INTO c VALUES (5)")
    let added = try await session.execute(
      "SELECT count(DISTINCT _metadata.row_id), count(*) FROM c"
    ).rows()
    #expect(added == [[.integer(6), .integer(6)]])
    let snapshot = try await test.lake.table(QualifiedName(schema: "main", name: "t")).snapshot
    #expect(
      snapshot.domainMetadata["delta.rowTracking"]?.configuration == #"{"rowIdHighWaterMark":9}"#)
  }
}

extension RowTrackingTests.Series {
  mutating func insert(_ count: Int) async throws {
    let first = next
    next += count
    let end = next
    try await run("INSERT INTO t SELECT i, i % 3, i, [] FROM range(\(first), \(end)) r(i)") {
      for key in first..<end { $0[key] = key }
      return []
    }
  }

  mutating func update(_ assignment: String) async throws {
    let (divisor, rest) = (number(2...9), number(0...2))
    try await run("UPDATE t SET \(assignment) WHERE key % \(divisor) = \(rest)") { values in
      let keys = values.keys.filter { $0 % divisor == rest }
      if !assignment.contains("part") { for key in keys { values[key, default: 0] += 1 } }
      return Set(keys)
    }
  }

  mutating func delete() async throws {
    let (divisor, rest) = (number(5...12), number(0...4))
    try await run("DELETE FROM t WHERE key % \(divisor) = \(rest)") { values in
      values = values.filter { $0.key % divisor != rest }
      return []
    }
  }

  mutating func merge(_ insert: String) async throws {
    let low = number(0...next)
    let end = low + 12
    next = max(next, end)
    try await run(
      """
      MERGE INTO t USING (SELECT i AS k FROM range(\(low), \(end)) r(i)) AS s ON t.key = s.k
      WHEN MATCHED AND s.k % 5 = 0 THEN DELETE
      WHEN MATCHED AND s.k % 2 = 0 THEN UPDATE SET value = t.value + 3
      WHEN NOT MATCHED THEN INSERT \(insert) VALUES (s.k, s.k % 3, 7, [])
      """
    ) { values in
      var touched: Set<Int> = []
      for key in low..<end {
        if values[key] == nil {
          values[key] = 7
        } else if key % 5 == 0 {
          values[key] = nil
        } else if key % 2 == 0 {
          values[key, default: 0] += 3
          touched.insert(key)
        }
      }
      return touched
    }
  }

  mutating func replaceWhere() async throws {
    let part = number(0...2)
    let parts = try await session.execute("SELECT key FROM t WHERE part = \(part)").rows()
    let gone = parts.compactMap { row -> Int? in
      if case .integer(let key) = row[0] { Int(key) } else { nil }
    }
    let first = next
    next += 4
    try await run(
      "INSERT INTO t REPLACE WHERE part = \(part) "
        + "SELECT i, \(part), 1, [] FROM range(\(first), \(first + 4)) r(i)"
    ) { values in
      for key in gone { values[key] = nil }
      for key in first..<(first + 4) { values[key] = 1 }
      return []
    }
  }

  mutating func restore() async throws {
    guard let version = history.keys.sorted().randomElement(using: &random),
      let then = history[version]
    else { return }
    try await session.execute("RESTORE TABLE t TO VERSION AS OF \(version)")
    rows = try await read()
    #expect(rows == then, "restored to \(version)")
  }

  mutating func step() async throws {
    switch number(0...12) {
    case 0, 1: try await insert(number(1...6))
    case 2: try await update("value = value + 1")
    case 3: try await update("tags = list_append(tags, 1)")
    case 4: try await update("part = (part + 1) % 3")
    case 5: try await delete()
    case 6: try await merge("(key, part, value, tags)")
    case 7: try await merge("")
    case 8: try await replaceWhere()
    case 9: try await restore()
    case 10: try await run("OPTIMIZE t ZORDER BY (key, value)") { _ in [] }
    case 11: try await run("REORG TABLE t APPLY (PURGE)") { _ in [] }
    default: try await run("OPTIMIZE t") { _ in [] }
    }
  }
}
