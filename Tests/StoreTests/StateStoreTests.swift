import Foundation
import Store
import Testing

@Suite struct StateStoreTests {
  private static let first = Migration(
    module: "notes", version: 1,
    statements: ["CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL)"])
  private static let second = Migration(
    module: "notes", version: 2, statements: ["ALTER TABLE notes ADD COLUMN mark REAL"])

  private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + "state-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
  }

  @Test func keepsWhatATransactionWrote() async throws {
    try await withFolder { folder in
      let path = folder + "/deep/state.db"
      let store = try StateStore(path: path, migrations: [Self.first, Self.second])
      try await store.write { state in
        try state.execute(
          "INSERT INTO notes (id, text, mark) VALUES (?, ?, ?)", [1, "first", .real(0.5)])
      }
      let again = try StateStore(path: path, migrations: [Self.first, Self.second])
      let rows = try await again.read { try $0.rows("SELECT * FROM notes") }
      #expect(rows.count == 1)
      #expect(try rows[0].text("text") == "first")
      #expect(try rows[0].integer("id") == 1)
      #expect(rows[0]["mark"] == .real(0.5))
      #expect(try rows[0].optionalText("missing") == nil)
    }
  }

  @Test func undoesATransactionThatThrows() async throws {
    struct Stop: Error {}
    let store = try StateStore(path: nil, migrations: [Self.first])
    await #expect(throws: Stop.self) {
      try await store.write { state in
        try state.execute("INSERT INTO notes (id, text) VALUES (1, 'gone')")
        throw Stop()
      }
    }
    let rows = try await store.read { try $0.rows("SELECT id FROM notes") }
    #expect(rows.isEmpty)
  }

  @Test func migratesForwardOnly() async throws {
    try await withFolder { folder in
      let path = folder + "/state.db"
      _ = try StateStore(path: path, migrations: [Self.first])
      let newer = try StateStore(path: path, migrations: [Self.first, Self.second])
      try await newer.write { try $0.execute("INSERT INTO notes VALUES (1, 'a', 2.0)") }
      let error = #expect(throws: StoreError.self) {
        try StateStore(path: path, migrations: [Self.first])
      }
      #expect(error?.kind == .newerSchema)
    }
  }

  @Test func saysWhatIsWrongWithAFile() async throws {
    try await withFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      let path = folder + "/state.db"
      try Data("this is no database, whatever its name says ...".utf8)
        .write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: StoreError.self) {
        try StateStore(path: path, migrations: [Self.first])
      }
      #expect(error?.kind == .damaged)
    }
  }

  @Test func namesBrokenRulesAndWrongTypes() async throws {
    let store = try StateStore(path: nil, migrations: [Self.first])
    let constraint = await #expect(throws: StoreError.self) {
      try await store.write { try $0.execute("INSERT INTO notes (id, text) VALUES (1, NULL)") }
    }
    #expect(constraint?.kind == .constraint)
    let type = await #expect(throws: StoreError.self) {
      try await store.read { try $0.rows("SELECT 1 AS id")[0].text("id") }
    }
    #expect(type?.kind == .type)
  }
}
