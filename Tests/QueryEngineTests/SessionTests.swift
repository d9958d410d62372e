import Columnar
import DeltaLake
import Foundation
import QueryEngine
import Testing

@Suite struct SessionTests {
  private func count(_ session: Session, _ sql: String) async throws -> Value? {
    try await session.execute(sql).rows().first?.first
  }

  @Test func appendsOfManySessionsAllArrive() async throws {
    let test = try await TestLake()
    let first = try await test.lake.session()
    try await first.execute("CREATE TABLE t (writer BIGINT, n BIGINT)")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let session = try await test.lake.session()
          for n in 0..<5 { try await session.execute("INSERT INTO t VALUES (\(writer), \(n))") }
          await session.close()
        }
      }
      try await group.waitForAll()
    }
    #expect(
      try await count(first, "SELECT count(DISTINCT writer * 100 + n) FROM t") == .integer(20))
    #expect(
      try await test.lake.table(QualifiedName(schema: "main", name: "t")).snapshot.version == 20)
  }

  @Test func replacingAtTheSameTimeGivesOneOfBoth() async throws {
    let test = try await TestLake()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let session = try await test.lake.session()
          try await session.execute(
            "CREATE OR REPLACE TABLE t AS SELECT \(writer) AS w FROM range(10)")
        }
      }
      try await group.waitForAll()
    }
    let session = try await test.lake.session()
    #expect(try await count(session, "SELECT count(*) FROM t") == .integer(10))
    #expect(try await count(session, "SELECT count(DISTINCT w) FROM t") == .integer(1))
  }

  @Test func prunesByPartitionAndStatistics() async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    try await session.execute(
      "CREATE TABLE t PARTITIONED BY (p) AS SELECT range AS id, range // 100 AS p FROM range(400)")
    try await session.execute(
      "INSERT INTO t SELECT range + 1000 AS id, range // 100 AS p FROM range(400)")
    let cases: [(String, Int, Int)] = [
      ("SELECT * FROM t", 0, 0),
      ("SELECT * FROM t WHERE p = 2", 6, 0),
      ("SELECT * FROM t WHERE id = 150", 0, 7),
      ("SELECT * FROM t WHERE p = 1 AND id < 500", 6, 1),
      ("SELECT * FROM t x WHERE x.p IN (0, 1) OR x.p = 3", 2, 0),
      ("WITH c AS (SELECT * FROM t) SELECT * FROM c WHERE p = 0", 6, 0),
      ("WITH c AS (SELECT id AS key, p FROM t) SELECT * FROM c WHERE key > 1300", 0, 7),
      ("SELECT * FROM (SELECT *, 1 AS one FROM t) s WHERE s.p = 0", 6, 0),
      ("SELECT * FROM (SELECT * FROM t LIMIT 5) s WHERE s.p = 0", 0, 0),
      ("SELECT * FROM (SELECT p, count(*) AS id FROM t GROUP BY p) WHERE id = 150", 0, 0),
      ("SELECT * FROM t a JOIN t b ON a.id = b.id WHERE a.p = 1 AND b.p = 1", 6, 0),
      ("SELECT * FROM t a JOIN t b ON a.id = b.id WHERE a.p = 1", 0, 0),
      ("SELECT * FROM t WHERE p = 2 UNION ALL SELECT * FROM t WHERE p = 3", 4, 0),
      ("SELECT * FROM t WHERE p = '2'", 6, 0),
      ("SELECT * FROM t WHERE p + 0 = 2", 0, 0),
      ("SELECT * FROM t WHERE p IS NULL", 8, 0),
    ]
    for (sql, byPartition, byStatistics) in cases {
      let result = try await session.execute(sql)
      let scan = try #require(result.scan.tables.first)
      #expect(scan.files == 8)
      #expect(scan.prunedByPartition == byPartition, "\(sql)")
      #expect(scan.prunedByStatistics == byStatistics, "\(sql)")
      let rows = try await result.rows().count
      // The same without any pruning: a condition no analysis can see through.
      let whole = try await session.execute(
        "SELECT count(*) FROM (\(sql.replacing("FROM t", with: "FROM (SELECT * FROM t LIMIT 1000)")))"
      ).rows()
      #expect(whole.first?.first == .integer(Int64(rows)), "\(sql)")
    }
    let plan = try await session.execute("EXPLAIN SELECT * FROM t WHERE p = 2").rows()
    #expect(
      plan.last == [
        .string("lake_scan"),
        .string("main.t version 1: 2 of 8 files, 6 pruned by partition, 0 by statistics"),
      ])
  }

  @Test func failedWritesLeaveNothing() async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    try await session.execute("CREATE TABLE t (a BIGINT NOT NULL)")
    try await session.execute("INSERT INTO t VALUES (1)")
    let before = test.dataFiles("main.t")
    for sql in [
      "INSERT INTO t SELECT CASE WHEN range = 299999 THEN error('late') ELSE range END FROM range(300000)",
      "INSERT INTO t SELECT CASE WHEN range < 10 THEN NULL ELSE range END FROM range(20)",
      "UPDATE t SET a = NULL",
    ] {
      await #expect(throws: QueryError.self) { try await session.execute(sql) }
    }
    await #expect(throws: QueryError.self) {
      try await session.execute("CREATE TABLE u AS SELECT error('never') AS a")
    }
    #expect(test.dataFiles("main.t") == before)
    #expect(test.dataFiles("main.u").isEmpty)
    #expect(try await count(session, "SELECT count(*) FROM t") == .integer(1))
  }

  @Test func filesOfAWriterThatDiedAreNotSeen() async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    try await session.execute("CREATE TABLE t AS SELECT 1 AS a")
    // What a process leaves that is killed between writing its file and committing it.
    let file = try #require(test.dataFiles("main.t").first)
    try FileManager.default.copyItem(
      atPath: test.path("main.t") + "/" + file, toPath: test.path("main.t") + "/part-dead.parquet")
    try FileManager.default.createDirectory(
      atPath: test.path("main.dead"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: test.path("main.t") + "/" + file, toPath: test.path("main.dead") + "/a.parquet")
    #expect(try await count(session, "SELECT count(*) FROM t") == .integer(1))
    let error = await #expect(throws: QueryError.self) { try await session.execute("FROM dead") }
    #expect(error?.kind == .tableNotFound)
    try await session.execute("CREATE TABLE dead AS SELECT 2 AS b")
    #expect(try await count(session, "SELECT sum(b) FROM dead")?.description == "2")
  }

  @Test func tablesInTheirFoldersAreFound() async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    try await session.execute("CREATE SCHEMA s; CREATE TABLE s.t AS SELECT 5 AS a")
    let other = try await Lake(LakeConfiguration(root: test.folder + "/lake"))
    let elsewhere = try await other.session()
    #expect(try await count(elsewhere, "SELECT a FROM s.T") == .integer(5))
    #expect(try await elsewhere.execute("SHOW ALL TABLES").rows().count == 1)
  }

  @Test func readOnlyLakesRefuseChanges() async throws {
    let test = try await TestLake()
    try await test.lake.session().execute("CREATE TABLE t AS SELECT 1 AS a")
    let lake = try await Lake(
      LakeConfiguration(root: test.folder + "/lake", isReadOnly: true))
    let session = try await lake.session()
    #expect(try await count(session, "SELECT a FROM t") == .integer(1))
    for sql in [
      "INSERT INTO t VALUES (1)", "CREATE TABLE u AS SELECT 1 AS a", "DROP TABLE t",
      "DELETE FROM t", "CREATE VIEW v AS SELECT 1 AS a", "CREATE SCHEMA s", "TRUNCATE t",
    ] {
      let error = await #expect(throws: QueryError.self) { try await session.execute(sql) }
      #expect(error?.kind == .readOnly, "\(sql)")
    }
  }

  @Test func aHoleInTheLogIsAnErrorThatSaysSo() async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    try await session.execute("CREATE TABLE t AS SELECT 1 AS a")
    for value in 2...4 { try await session.execute("INSERT INTO t VALUES (\(value))") }
    try FileManager.default.removeItem(
      atPath: test.path("main.t") + "/_delta_log/00000000000000000002.json")
    let other = try await Lake(LakeConfiguration(root: test.folder + "/lake"))
    let error = await #expect(throws: QueryError.self) {
      try await other.session().execute("SELECT * FROM t")
    }
    #expect(error?.kind == .corruptTable)
    #expect(error?.location?.offset == 14)
    #expect(error?.hint != nil)
  }

  @Test func rowsStreamUntilTheNextStatement() async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    let result = try await session.execute("SELECT range AS n FROM range(10000000)")
    #expect(result.schema.names == ["n"])
    let batch = try #require(try await result.next())
    #expect(batch.count > 0)
    try await session.execute("SELECT 1")
    let error = await #expect(throws: QueryError.self) { try await result.next() }
    #expect(error?.kind == .interrupted)
  }

  @Test func cancellationInterrupts() async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    let task = Task {
      try await session.execute(
        "CREATE TABLE t AS SELECT sum(a.range * b.range) AS s FROM range(1000000) a, range(1000000) b"
      )
    }
    try await Task.sleep(for: .milliseconds(300))
    task.cancel()
    let error = await #expect(throws: QueryError.self) { try await task.value }
    #expect(error?.kind == .interrupted)
    #expect(try await count(session, "SELECT 1") == .integer(1))
  }

  @Test func parametersAreBound() async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    try await session.execute("CREATE TABLE t AS SELECT range AS a FROM range(10)")
    let rows = try await session.execute(
      "SELECT a FROM t WHERE a > ? AND a < $2 ORDER BY a", parameters: [.integer(3), .integer(6)]
    )
    .rows()
    #expect(rows == [[.integer(4)], [.integer(5)]])
    try await session.execute("INSERT INTO t VALUES (?)", parameters: [.integer(77)])
    try await session.execute("DELETE FROM t WHERE a = ?", parameters: [.integer(0)])
    #expect(try await count(session, "SELECT max(a) - min(a) FROM t") == .integer(76))
  }

  @Test func writesKeepTheirProgress() async throws {
    let test = try await TestLake()
    let session = try await test.lake.session()
    let name = QualifiedName(schema: "main", name: "t")
    var options = WriteOptions(
      schemaPolicy: .addColumns, createsTable: true,
      transactions: [TransactionIdentifier(appId: "load", version: 1)])
    let first = try await session.write("SELECT 1 AS a", to: name, options: options)
    #expect(first.rows == 1)
    #expect(first.version == 0)
    let again = await #expect(throws: QueryError.self) {
      try await session.write("SELECT 1 AS a", to: name, options: options)
    }
    #expect(again?.kind == .conflict)
    options.transactions = [TransactionIdentifier(appId: "load", version: 2)]
    try await session.write("SELECT 'x' AS b, 2 AS a", to: name, options: options)
    #expect(try await test.lake.table(name).snapshot.transactionVersion(of: "load") == 2)
    let rows = try await session.execute("SELECT a, b FROM t ORDER BY a").rows()
    #expect(rows == [[.integer(1), .null], [.integer(2), .string("x")]])
  }

  @Test func aWarehouseListsAndLoads() async throws {
    let test = try await TestLake()
    let connection = try await LakeWarehouse(test.lake).connect()
    _ = try await connection.execute("CREATE SCHEMA seeds; CREATE SCHEMA other")
    let path = test.folder + "/seed.csv"
    try "id,name,day\n1,\"a,b\",2026-01-31\n2,,\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    let relation = QualifiedName(schema: "seeds", name: "people")
    let fields = [Field("id", .int32), Field("name", .string), Field("day", .date)]
    for _ in 0..<2 {
      let count = try await connection.load(
        .csv(path: path, columns: fields), into: relation, replace: true)
      #expect(count == 2)
    }
    let batch = try ColumnBatch(
      schema: Schema(fields), rows: [[.integer(3), .string("c"), .null]])
    #expect(try await connection.load(.batches([batch]), into: relation, replace: false) == 1)
    _ = try await connection.execute(
      "CREATE VIEW seeds.named AS SELECT name AS n FROM seeds.people")
    #expect(try await connection.schemas(in: "lake") == ["other", "seeds"])
    #expect(
      try await connection.relations(in: "seeds", database: "lake") == [
        RelationInfo(name: "named", kind: .view), RelationInfo(name: "people", kind: .table),
      ])
    #expect(try await connection.columns(of: relation).map(\.type) == [.int32, .string, .date])
    #expect(
      try await connection.columns(of: QualifiedName(schema: "seeds", name: "named")).map(\.name)
        == ["n"])
    let result = try await connection.execute("SELECT id, name FROM lake.seeds.people ORDER BY id")
    #expect(result.message == "SELECT 3")
    #expect(result.rows.map { $0[1] } == [.string("a,b"), .null, .string("c")])
    await connection.close()
    await #expect(throws: QueryError.self) { _ = try await connection.execute("SELECT 1") }
  }
}
