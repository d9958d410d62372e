import Store

extension LakeCatalog {
  /// What was recorded under a kind, by name.
  ///
  /// Records are what others want to know again of the lake, such as from what code a table was
  /// made. The catalogue does not look into them.
  ///
  /// - Throws: `StoreError`.
  public func records(_ kind: String) async throws -> [String: [UInt8]] {
    try await store.read { state in
      var result: [String: [UInt8]] = [:]
      for row in try state.rows(
        "SELECT name, content FROM catalog_records WHERE kind = ?", [.text(kind)])
      {
        guard case .binary(let content) = row["content"] else { continue }
        result[try row.text("name")] = content
      }
      return result
    }
  }

  /// Changes records of a kind, all of them or, where it fails, none.
  ///
  /// - Parameters:
  ///   - kind: The kind.
  ///   - changes: The new contents by name; `nil` forgets one.
  /// - Throws: `StoreError`.
  public func setRecords(_ kind: String, _ changes: [String: [UInt8]?]) async throws {
    guard !changes.isEmpty else { return }
    try await store.write { state in
      for (name, content) in changes {
        if let content {
          try state.execute(
            """
            INSERT INTO catalog_records (kind, name, content) VALUES (?, ?, ?)
            ON CONFLICT (kind, name) DO UPDATE SET content = excluded.content
            """, [.text(kind), .text(name), .binary(content)])
        } else {
          try state.execute(
            "DELETE FROM catalog_records WHERE kind = ? AND name = ?", [.text(kind), .text(name)])
        }
      }
    }
  }
}
