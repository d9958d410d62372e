import Columnar
import DuckDB
import Foundation
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ProgressTests {
  private actor Worker {
    private let executor = ThreadExecutor(name: "progress")
    private let connection: Connection

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init() throws {
      connection = try Database(configuration: ["threads": "1"]).connect()
      // Without this the estimate begins after two seconds.
      try connection.execute("SET progress_bar_time = 0")
      try connection.execute("CREATE TABLE numbers AS SELECT range AS n FROM range(1000000)")
    }

    func run(
      _ sql: String, report: @escaping @Sendable (QueryProgress) -> Void
    ) async throws -> [[Value]] {
      try await connection.reportingProgress(every: .milliseconds(1), to: report) { connection in
        executor.checkIsolated()
        return try connection.rows(sql)
      }
    }
  }

  @Test func progressGrows() async throws {
    let worker = try Worker()
    let seen = Seen()
    let rows = try await worker.run(
      "SELECT count(DISTINCT sha256(n::VARCHAR)) FROM numbers", report: { seen.add($0) })
    #expect(rows == [[.integer(1_000_000)]])
    // How many reports there are depends on the machine; that they never go back does not.
    let fractions = seen.fractions
    #expect(fractions.allSatisfy { (0...1).contains($0) })
    #expect(fractions == fractions.sorted())
  }

  @Test func anErrorEndsTheReports() async throws {
    let worker = try Worker()
    let error = await #expect(throws: DuckDBError.self) {
      try await worker.run("SELECT error('broken')", report: { _ in })
    }
    #expect(error?.kind == .invalidInput)
    #expect(try await worker.run("SELECT 1", report: { _ in }) == [[.integer(1)]])
  }
}

/// The estimates in the order that they came in.
private final class Seen: Sendable {
  private let all = Mutex<[Double]>([])

  var fractions: [Double] { all.withLock { $0 } }

  func add(_ progress: QueryProgress) { all.withLock { $0.append(progress.fraction) } }
}

struct ExtensionTests {
  /// Where Scripts/bootstrap has put the extensions of this platform.
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../.deps/extensions/\(Database.libraryVersion)")

  private static func file(_ name: String) -> URL? {
    let platforms = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return platforms?.map { $0.appending(path: "\(name).duckdb_extension") }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }

  @Test(.enabled("Scripts/bootstrap has put no extension here") { file("tpch") != nil })
  func anExtensionIsLoaded() throws {
    let path = try #require(Self.file("tpch")).standardizedFileURL.path
    let connection = try Database().connect()
    #expect(throws: DuckDBError.self) { try connection.rows("CALL dbgen(sf = 0)") }
    try connection.loadExtension(path: path)
    try connection.execute("CALL dbgen(sf = 0)")
    #expect(try connection.rows("SELECT count(*) FROM lineitem") == [[.integer(0)]])
    #expect(
      try connection.rows(
        "SELECT loaded FROM duckdb_extensions() WHERE extension_name = 'tpch'")
        == [[.boolean(true)]])
    // Loading again does nothing.
    try connection.loadExtension(path: path)
  }

  @Test func whatIsNoExtensionIsRefused() throws {
    let connection = try Database().connect()
    let missing = #expect(throws: DuckDBError.self) {
      try connection.loadExtension(path: "/no/such/folder/it's.duckdb_extension")
    }
    #expect(missing?.kind == .io)
    let file = FileManager.default.temporaryDirectory
      .appending(path: "\(UUID().uuidString).duckdb_extension")
    try Data("no extension".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let error = #expect(throws: DuckDBError.self) { try connection.loadExtension(path: file.path) }
    #expect([.io, .invalidInput].contains(error?.kind))
  }
}
