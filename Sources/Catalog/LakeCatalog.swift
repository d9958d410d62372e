public import Store

/// The schemas, tables and views of a lake, kept in the state store.
///
/// Every change is one transaction: another session or process sees a name either before or
/// after it, never missing in between. In particular ``put(_:policy:)`` turns a view into a
/// table and back at once.
public final class LakeCatalog: Sendable {
  /// The steps of the catalogue's schema, for opening its ``StateStore``.
  public static let migrations: [Migration] = [
    Migration(
      module: "catalog", version: 1,
      statements: [
        """
        CREATE TABLE catalog_schemas (
          folded_name TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT)
        """,
        """
        CREATE TABLE catalog_objects (
          folded_schema TEXT NOT NULL REFERENCES catalog_schemas (folded_name),
          folded_name TEXT NOT NULL,
          name TEXT NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('table', 'view')),
          location TEXT, format TEXT, is_managed INTEGER NOT NULL, view_sql TEXT,
          description TEXT, owner TEXT,
          PRIMARY KEY (folded_schema, folded_name))
        """,
        """
        CREATE TABLE catalog_columns (
          folded_schema TEXT NOT NULL, folded_object TEXT NOT NULL, position INTEGER NOT NULL,
          name TEXT NOT NULL, type TEXT NOT NULL, is_nullable INTEGER NOT NULL, description TEXT,
          PRIMARY KEY (folded_schema, folded_object, position),
          FOREIGN KEY (folded_schema, folded_object)
            REFERENCES catalog_objects (folded_schema, folded_name)
            ON DELETE CASCADE ON UPDATE CASCADE)
        """,
        """
        CREATE TABLE catalog_tags (
          folded_schema TEXT NOT NULL, folded_object TEXT NOT NULL, tag TEXT NOT NULL,
          PRIMARY KEY (folded_schema, folded_object, tag),
          FOREIGN KEY (folded_schema, folded_object)
            REFERENCES catalog_objects (folded_schema, folded_name)
            ON DELETE CASCADE ON UPDATE CASCADE)
        """,
      ]),
    Migration(
      module: "catalog", version: 2,
      statements: [
        """
        CREATE TABLE catalog_records (
          kind TEXT NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL,
          PRIMARY KEY (kind, name))
        """
      ]),
  ]

  let store: StateStore

  /// Makes a catalogue over a store opened with ``migrations``.
  public init(store: StateStore) {
    self.store = store
  }

  // MARK: Schemas

  /// The names of all schemas, in alphabetical order.
  ///
  /// - Throws: `StoreError`.
  public func schemas() async throws -> [String] {
    try await store.read { state in
      try state.rows("SELECT name FROM catalog_schemas ORDER BY folded_name").map {
        try $0.text("name")
      }
    }
  }

  /// The spelling of a schema's name, `nil` if there is no such schema.
  ///
  /// - Throws: `StoreError`.
  public func schema(_ name: String) async throws -> String? {
    try await store.read { try CatalogRows(state: $0).schema(name) }
  }

  /// Makes a schema.
  ///
  /// - Parameters:
  ///   - name: The name; without `/`, control characters, and not `.` or `..`.
  ///   - ifNotExists: Whether an existing schema is fine.
  /// - Returns: Whether it was made.
  /// - Throws: ``CatalogError`` if it exists or the name is not usable, and `StoreError`.
  @discardableResult
  public func createSchema(_ name: String, ifNotExists: Bool = false) async throws -> Bool {
    try Self.check(name, "schema")
    return try await store.write { state in
      let inserted = try state.execute(
        "INSERT INTO catalog_schemas (folded_name, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [.text(name.lowercased()), .text(name)])
      if inserted == 0, !ifNotExists {
        throw CatalogError(
          .schemaExists, "schema \"\(name)\" already exists",
          hint: "use CREATE SCHEMA IF NOT EXISTS")
      }
      return inserted > 0
    }
  }

  /// Forgets an empty schema.
  ///
  /// - Throws: ``CatalogError`` if there is no such schema or it still has objects, and
  ///   `StoreError`.
  public func dropSchema(_ name: String) async throws {
    try await store.write { state in
      let rows = CatalogRows(state: state)
      _ = try rows.requireSchema(name)
      let folded = StoreValue.text(name.lowercased())
      let count = try state.rows(
        "SELECT name FROM catalog_objects WHERE folded_schema = ? LIMIT 1", [folded]
      ).count
      guard count == 0 else {
        throw CatalogError(
          .schemaNotEmpty, "schema \"\(name)\" is not empty",
          hint: "drop what is in it first, or use DROP SCHEMA … CASCADE")
      }
      try state.execute("DELETE FROM catalog_schemas WHERE folded_name = ?", [folded])
    }
  }

  static func check(_ name: String, _ what: String) throws {
    let isUsable =
      !name.isEmpty && name != "." && name != ".." && name.utf8.count <= 200
      && !name.unicodeScalars.contains { $0 == "/" || $0.value < 32 || $0.value == 127 }
    guard isUsable else {
      throw CatalogError(
        .invalidName, "\"\(name)\" cannot be the name of a \(what)",
        hint: "names are 1 to 200 bytes, without slashes and control characters")
    }
  }
}
