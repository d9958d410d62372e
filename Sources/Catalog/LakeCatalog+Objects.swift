import Store

extension LakeCatalog {
  /// What ``put(_:policy:)`` does where the name is taken.
  public enum PutPolicy: Sendable, Hashable {
    /// Refuse.
    case create
    /// Replace what is there, whichever kind it is.
    case replace
    /// Keep what is there.
    case keep
  }

  /// The object called `name`, `nil` if there is none.
  ///
  /// - Throws: `StoreError`.
  public func object(_ name: ObjectName) async throws -> CatalogObject? {
    try await store.read { try CatalogRows(state: $0).object(name) }
  }

  /// The objects of a schema, or of all schemas, by schema and name.
  ///
  /// - Throws: `StoreError`.
  public func objects(in schema: String? = nil) async throws -> [CatalogObject] {
    try await store.read { try CatalogRows(state: $0).objects(in: schema) }
  }

  /// Records an object, in one step even where it replaces one of the other kind. Replacing
  /// keeps the description, owner and tags unless the new object has its own.
  ///
  /// - Returns: Whether the catalogue changed.
  /// - Throws: ``CatalogError`` if the schema is missing, or the name taken under
  ///   ``PutPolicy/create``, and `StoreError`.
  @discardableResult
  public func put(_ object: CatalogObject, policy: PutPolicy) async throws -> Bool {
    try Self.check(object.name.name, object.isView ? "view" : "table")
    return try await store.write { state in
      let rows = CatalogRows(state: state)
      _ = try rows.requireSchema(object.name.schema)
      var object = object
      if let existing = try rows.object(object.name) {
        switch policy {
        case .keep: return false
        case .create:
          throw CatalogError(
            .objectExists,
            "\(existing.isView ? "view" : "table") \"\(existing.name)\" already exists",
            hint: "use CREATE OR REPLACE, or IF NOT EXISTS")
        case .replace:
          object.description = object.description ?? existing.description
          object.owner = object.owner ?? existing.owner
          if object.tags.isEmpty { object.tags = existing.tags }
          try rows.delete(object.name)
        }
      }
      try rows.insert(object)
      return true
    }
  }

  /// Forgets an object.
  ///
  /// - Returns: What was forgotten, `nil` if there was no such object.
  /// - Throws: `StoreError`.
  @discardableResult
  public func remove(_ name: ObjectName) async throws -> CatalogObject? {
    try await store.write { state in
      let rows = CatalogRows(state: state)
      guard let existing = try rows.object(name) else { return nil }
      try rows.delete(name)
      return existing
    }
  }

  /// Gives an object another name, and a table another location where one is given.
  ///
  /// - Throws: ``CatalogError`` if there is no such object or the new name is taken, and
  ///   `StoreError`.
  public func rename(
    _ name: ObjectName, to newName: ObjectName, location newLocation: String? = nil
  ) async throws {
    try Self.check(newName.name, "table")
    try await store.write { state in
      let rows = CatalogRows(state: state)
      guard var object = try rows.object(name) else { throw CatalogError.notFound(name) }
      _ = try rows.requireSchema(newName.schema)
      let isSame =
        name.schema.lowercased() == newName.schema.lowercased()
        && name.name.lowercased() == newName.name.lowercased()
      if !isSame, try rows.object(newName) != nil {
        throw CatalogError(.objectExists, "\"\(newName)\" already exists")
      }
      try rows.delete(name)
      object.name = newName
      if let newLocation, case .table(_, let format, let isManaged) = object.kind {
        object.kind = .table(location: newLocation, format: format, isManaged: isManaged)
      }
      try rows.insert(object)
    }
  }

  /// Sets what people say of an object; `nil` leaves a part as it is.
  ///
  /// - Parameters:
  ///   - name: The object.
  ///   - description: What it holds.
  ///   - owner: Who answers for it.
  ///   - tags: Its labels, all of them.
  ///   - columns: What columns mean, by name without regard to case; others keep theirs.
  /// - Throws: ``CatalogError`` if there is no such object, and `StoreError`.
  public func annotate(
    _ name: ObjectName, description: String? = nil, owner: String? = nil, tags: [String]? = nil,
    columns: [String: String] = [:]
  ) async throws {
    let folded = Dictionary(
      columns.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { _, last in last })
    try await store.write { state in
      let rows = CatalogRows(state: state)
      guard var object = try rows.object(name) else { throw CatalogError.notFound(name) }
      object.description = description ?? object.description
      object.owner = owner ?? object.owner
      object.tags = tags ?? object.tags
      for index in object.columns.indices {
        let text = folded[object.columns[index].name.lowercased()]
        object.columns[index].description = text ?? object.columns[index].description
      }
      try rows.delete(name)
      try rows.insert(object)
    }
  }
}

extension CatalogError {
  static func notFound(_ name: ObjectName) -> CatalogError {
    CatalogError(.objectNotFound, "there is no table or view \"\(name)\"")
  }
}
