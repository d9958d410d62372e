import Orchestration
public import Store

/// What Airflow's side of tasks has to remember, beside what the scheduler keeps.
public struct AirflowState: Sendable {
  /// The steps of the schema, for opening the `StateStore`.
  public static let migrations: [Migration] = [
    Migration(
      module: "airflow", version: 1,
      statements: [
        """
        CREATE TABLE airflow_files (
          path TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, result TEXT NOT NULL)
        """,
        """
        CREATE TABLE airflow_notes (
          dag TEXT NOT NULL, run TEXT NOT NULL, task TEXT NOT NULL, map_index INTEGER NOT NULL,
          name TEXT NOT NULL, value TEXT NOT NULL,
          PRIMARY KEY (dag, run, task, map_index, name))
        """,
        """
        CREATE TABLE airflow_asset_notes (
          asset TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
          PRIMARY KEY (asset, name))
        """,
      ])
  ]

  private let store: StateStore

  /// Keeps the state in a store that was opened with ``migrations``.
  public init(_ store: StateStore) {
    self.store = store
  }

  /// Keeps something of a task instance, as JSON; `nil` forgets it.
  func put(_ value: WireValue?, _ name: String, of id: TaskInstanceID) async throws {
    let json = value?.json
    try await store.write { transaction in
      let place = id.place + [.text(name)]
      try transaction.execute(
        """
        DELETE FROM airflow_notes
        WHERE dag = ? AND run = ? AND task = ? AND map_index = ? AND name = ?
        """, place)
      guard let json else { return }
      try transaction.execute(
        """
        INSERT INTO airflow_notes (dag, run, task, map_index, name, value)
        VALUES (?, ?, ?, ?, ?, ?)
        """, place + [.text(json)])
    }
  }

  /// All that is kept of a task instance, by name.
  func notes(of id: TaskInstanceID) async throws -> [String: WireValue] {
    let rows = try await store.read { transaction in
      try transaction.rows(
        """
        SELECT name, value FROM airflow_notes
        WHERE dag = ? AND run = ? AND task = ? AND map_index = ?
        """, id.place)
    }
    var notes: [String: WireValue] = [:]
    for row in rows { notes[try row.text("name")] = try WireValue(json: try row.text("value")) }
    return notes
  }

  /// Forgets what is kept of a task instance under these names.
  func remove(_ names: [String], of id: TaskInstanceID) async throws {
    guard !names.isEmpty else { return }
    try await store.write { transaction in
      for name in names {
        try transaction.execute(
          """
          DELETE FROM airflow_notes
          WHERE dag = ? AND run = ? AND task = ? AND map_index = ? AND name = ?
          """, id.place + [.text(name)])
      }
    }
  }

  /// Every task instance that something is kept of under a name, with what it is.
  func all(_ name: String) async throws -> [(id: TaskInstanceID, value: WireValue)] {
    let rows = try await store.read { transaction in
      try transaction.rows("SELECT * FROM airflow_notes WHERE name = ?", [.text(name)])
    }
    return try rows.map { row in
      let index = Int(try row.integer("map_index"))
      let id = TaskInstanceID(
        run: RunID(dag: try row.text("dag"), name: try row.text("run")),
        task: TaskID(try row.text("task")), mapIndex: index < 0 ? nil : index)
      return (id, try WireValue(json: try row.text("value")))
    }
  }

  /// Keeps something of an asset; `nil` forgets it, and without a name everything of it.
  func put(_ value: WireValue?, _ name: String?, of asset: AssetID) async throws {
    let json = value?.json
    try await store.write { transaction in
      guard let name else {
        try transaction.execute(
          "DELETE FROM airflow_asset_notes WHERE asset = ?", [.text(asset.name)])
        return
      }
      let place: [StoreValue] = [.text(asset.name), .text(name)]
      try transaction.execute(
        "DELETE FROM airflow_asset_notes WHERE asset = ? AND name = ?", place)
      guard let json else { return }
      try transaction.execute(
        "INSERT INTO airflow_asset_notes (asset, name, value) VALUES (?, ?, ?)",
        place + [.text(json)])
    }
  }

  /// What is kept of an asset under a name.
  func note(_ name: String, of asset: AssetID) async throws -> WireValue? {
    let row = try await store.read { transaction in
      try transaction.rows(
        "SELECT value FROM airflow_asset_notes WHERE asset = ? AND name = ?",
        [.text(asset.name), .text(name)]
      ).first
    }
    return try row.map { try WireValue(json: try $0.text("value")) }
  }

  /// What parsing a file came to, if it was this very file.
  func parsed(_ path: String, fingerprint: String) async throws -> WireValue? {
    let row = try await store.read { transaction in
      try transaction.rows(
        "SELECT result FROM airflow_files WHERE path = ? AND fingerprint = ?",
        [.text(path), .text(fingerprint)]
      ).first
    }
    return try row.map { try WireValue(json: try $0.text("result")) }
  }

  /// Keeps what parsing a file came to.
  func put(parsed result: WireValue, of path: String, fingerprint: String) async throws {
    let json = result.json
    try await store.write { transaction in
      try transaction.execute("DELETE FROM airflow_files WHERE path = ?", [.text(path)])
      try transaction.execute(
        "INSERT INTO airflow_files (path, fingerprint, result) VALUES (?, ?, ?)",
        [.text(path), .text(fingerprint), .text(json)])
    }
  }
}

extension TaskInstanceID {
  fileprivate var place: [StoreValue] {
    [.text(run.dag), .text(run.name), .text(task.name), .integer(Int64(mapIndex ?? -1))]
  }
}
