import Columnar
import Foundation
import QueryEngine
import Testing

/// Looking after tables without being asked, and looking closely.
@Suite struct MaintenanceTests {
  @Test(arguments: ["true", "auto"])
  func smallFilesArePutTogetherBehindAWrite(_ setting: String) async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    try await session.execute(
      "CREATE TABLE t TBLPROPERTIES ('delta.autoOptimize.autoCompact' = '\(setting)') AS SELECT 0 i"
    )
    for number in 1..<50 { try await session.execute("INSERT INTO t VALUES (\(number))") }
    await test.lake.finishBackgroundWork()
    let rows = try await session.execute("SELECT count(*), sum(i) FROM t").rows()
    #expect(rows == [[.integer(50), .hugeInteger(1225)]])
    let files = try await session.execute("DESCRIBE DETAIL t").column("numFiles")
    #expect(files == [.integer(1)])
    let last = try await session.execute("DESCRIBE HISTORY t LIMIT 1").column("operation")
    #expect(last == [.string("OPTIMIZE")])
  }

  @Test func smallFilesStayWhereNobodyAsks() async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    try await session.execute("CREATE TABLE t AS SELECT 0 i")
    for number in 1..<50 { try await session.execute("INSERT INTO t VALUES (\(number))") }
    let files = try await session.execute("DESCRIBE DETAIL t").column("numFiles")
    #expect(files == [.integer(50)])
  }

  /// A statistic, and what stands in its place.
  static let falsehoods = [
    ("\\\"id\\\":9,", "\\\"id\\\":8,", "id"),
    ("\\\"id\\\":0,\\\"note\\\":\\\"x", "\\\"id\\\":1,\\\"note\\\":\\\"x", "id"),
    ("\\\"city\\\":\\\"b\\\"", "\\\"city\\\":\\\"a\\\"", "address.city"),
    ("\\\"note\\\":5", "\\\"note\\\":0", "note"),
  ]

  @Test(arguments: falsehoods)
  func statisticsThatDenyARowAreFound(
    _ truth: String, _ falsehood: String, _ column: String
  ) async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    try await session.execute(
      """
      CREATE TABLE t AS SELECT i::BIGINT AS id, {'city': ['a', 'b'][i % 2 + 1]} AS address,
        if(i % 2 = 0, NULL, 'x') AS note, i::DOUBLE / 0 AS ratio FROM range(10) r(i)
      """)
    let none = try await session.execute("FSCK REPAIR TABLE t DRY RUN").rows()
    #expect(none.isEmpty)
    let log = test.path("main.t") + "/_delta_log/00000000000000000000.json"
    let text = try String(contentsOfFile: log, encoding: .utf8)
    try #require(text.contains(truth), "\(text)")
    try text.replacing(truth, with: falsehood).write(toFile: log, atomically: true, encoding: .utf8)
    let other = try await Lake(LakeConfiguration(root: nil)).session()
    let found = try await other.execute(
      "FSCK REPAIR TABLE delta.`\(test.path("main.t"))` DRY RUN")
    let messages = try await found.column("message")
    #expect(messages == [.string("its statistics of \"\(column)\" exclude a row that it holds")])
  }
}

extension StatementResult {
  /// The values of one column.
  fileprivate func column(_ name: String) async throws -> [Value] {
    let index = try #require(schema.names.firstIndex(of: name))
    return try await rows().map { $0[index] }
  }
}
