import Foundation
import StateSupport
import Store
import Testing

@Suite(.postgreSQL) struct StateStoreTests {
  private static let first = Migration(
    module: "notes", version: 1,
    statements: [
      """
      CREATE TABLE notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL, user TEXT DEFAULT 'who?',
        sealed BLOB)
      """
    ])
  private static let second = Migration(
    module: "notes", version: 2, statements: ["ALTER TABLE notes ADD COLUMN mark REAL"])

  private static func notes(_ store: StateStore) async throws -> Int {
    try await store.read { try $0.rows("SELECT * FROM notes").count }
  }

  /// Calls `body` with a place for state that outlives a store.
  private func withLocation(
    _ kind: StateKind, _ body: (StateLocation) async throws -> Void
  ) async throws {
    let folder = NSTemporaryDirectory() + "state-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(try kind.location(path: folder + "/deep/state.db"))
  }

  @Test(arguments: StateKind.available)
  func keepsWhatATransactionWrote(_ kind: StateKind) async throws {
    try await withLocation(kind) { location in
      let store = try StateStore(location, migrations: [Self.first, Self.second])
      try await store.write { state in
        try state.execute(
          "INSERT INTO notes (id, text, mark, sealed) VALUES (?, ?, ?, ?)",
          [1_764_500_000_000_000, "first", .real(0.5), .binary([0, 255])])
      }
      let again = try StateStore(location, migrations: [Self.first, Self.second])
      let rows = try await again.read { try $0.rows("SELECT * FROM notes") }
      #expect(rows.count == 1)
      #expect(try rows[0].text("text") == "first")
      #expect(try rows[0].integer("id") == 1_764_500_000_000_000)
      #expect(try rows[0].text("user") == "who?")
      #expect(rows[0]["mark"] == .real(0.5))
      #expect(rows[0]["sealed"] == .binary([0, 255]))
      #expect(try rows[0].optionalText("missing") == nil)
    }
  }

  @Test(arguments: StateKind.available)
  func undoesATransactionThatThrows(_ kind: StateKind) async throws {
    struct Stop: Error {}
    let store = try kind.store(migrations: [Self.first])
    await #expect(throws: Stop.self) {
      try await store.write { state in
        try state.execute("INSERT INTO notes (id, text) VALUES (1, 'gone')")
        throw Stop()
      }
    }
    let rows = try await store.read { try $0.rows("SELECT id FROM notes") }
    #expect(rows.isEmpty)
  }

  @Test(arguments: StateKind.available)
  func givesNumbersAndComparesByteByByte(_ kind: StateKind) async throws {
    let store = try kind.store(migrations: [Self.first])
    try await store.write { state in
      try state.execute(
        "INSERT INTO notes (text) VALUES (?)",
        each: ["b", "a", "B", "ä", "_", "is '?' \"?\""].map { [.text($0)] })
    }
    let rows = try await store.read { state in
      try state.rows(
        "SELECT id, text FROM notes WHERE text <> ? AND text <> '?' ORDER BY text", ["a"])
    }
    #expect(try rows.map { try $0.text("text") } == ["B", "_", "b", "is '?' \"?\"", "ä"])
    #expect(try rows.map { try $0.integer("id") }.sorted() == [1, 3, 4, 5, 6])
  }

  @Test(arguments: StateKind.available)
  func letsOneWriteAfterTheOther(_ kind: StateKind) async throws {
    try await withLocation(kind) { location in
      let stores = try (0..<3).map { _ in try StateStore(location, migrations: [Self.first]) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<60 {
          group.addTask {
            try await stores[number % stores.count].write { state in
              let last = try state.rows("SELECT COALESCE(MAX(id), 0) AS id FROM notes")
              try state.execute(
                "INSERT INTO notes (id, text) VALUES (?, '')",
                [.integer(try last[0].integer("id") + 1)])
            }
          }
        }
        try await group.waitForAll()
      }
      let rows = try await stores[0].read { try $0.rows("SELECT COUNT(*) AS n FROM notes") }
      #expect(try rows[0].integer("n") == 60)
    }
  }

  @Test(arguments: StateKind.available)
  func migratesForwardOnly(_ kind: StateKind) async throws {
    try await withLocation(kind) { location in
      let older = try StateStore(location, migrations: [Self.first])
      #expect(try await Self.notes(older) == 0)
      let newer = try StateStore(location, migrations: [Self.first, Self.second])
      try await newer.write { try $0.execute("INSERT INTO notes (text, mark) VALUES ('a', 2.0)") }
      // Who still has it open goes on with the columns that there are now.
      #expect(try await Self.notes(older) == 1)
      let error = await #expect(throws: StoreError.self) {
        try await Self.notes(try StateStore(location, migrations: [Self.first]))
      }
      #expect(error?.kind == .newerSchema)
    }
  }

  @Test func saysWhatIsWrongWithAFile() async throws {
    try await withLocation(.sqlite) { location in
      guard case .file(let path) = location else { return }
      let url = URL(fileURLWithPath: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("this is no database, whatever its name says ...".utf8).write(to: url)
      let error = #expect(throws: StoreError.self) {
        try StateStore(path: path, migrations: [Self.first])
      }
      #expect(error?.kind == .damaged)
    }
  }

  @Test(arguments: StateKind.available)
  func namesBrokenRulesAndWrongTypes(_ kind: StateKind) async throws {
    let store = try kind.store(migrations: [Self.first])
    let constraint = await #expect(throws: StoreError.self) {
      try await store.write { try $0.execute("INSERT INTO notes (id, text) VALUES (1, NULL)") }
    }
    #expect(constraint?.kind == .constraint)
    let type = await #expect(throws: StoreError.self) {
      try await store.read { try $0.rows("SELECT 1 AS id")[0].text("id") }
    }
    #expect(type?.kind == .type)
  }

  @Test(arguments: StateKind.available)
  func stopsWithTheTask(_ kind: StateKind) async throws {
    let store = try kind.store(migrations: [Self.first])
    let writing = Task {
      while !Task.isCancelled { await Task.yield() }
      try await store.write { try $0.execute("INSERT INTO notes (text) VALUES ('late')") }
    }
    writing.cancel()
    await #expect(throws: CancellationError.self) { try await writing.value }
  }
}
