import Store

/// The catalogue's tables within one transaction.
struct CatalogRows {
  let state: StoreTransaction

  func schema(_ name: String) throws -> String? {
    try state.rows(
      "SELECT name FROM catalog_schemas WHERE folded_name = ?", [.text(name.lowercased())]
    ).first?.text("name")
  }

  func requireSchema(_ name: String) throws -> String {
    guard let schema = try schema(name) else {
      throw CatalogError(
        .schemaNotFound, "there is no schema \"\(name)\"",
        hint: "make it with CREATE SCHEMA \"\(name)\"")
    }
    return schema
  }

  private static let objectColumns = """
    SELECT s.name AS schema_name, o.name AS name, o.folded_schema AS folded_schema,
      o.folded_name AS folded_name, o.kind AS kind, o.location AS location, o.format AS format,
      o.is_managed AS is_managed, o.view_sql AS view_sql, o.description AS description,
      o.owner AS owner
    FROM catalog_objects o JOIN catalog_schemas s ON s.folded_name = o.folded_schema
    """

  func object(_ name: ObjectName) throws -> CatalogObject? {
    guard
      let row = try state.rows(
        Self.objectColumns + " WHERE o.folded_schema = ? AND o.folded_name = ?", key(name)
      ).first
    else { return nil }
    let place = "WHERE folded_schema = ? AND folded_object = ?"
    return try object(row, try Parts(state, place, key(name)))
  }

  func objects(in schema: String?) throws -> [CatalogObject] {
    let values = schema.map { [StoreValue.text($0.lowercased())] } ?? []
    let parts = try Parts(state, schema == nil ? "" : "WHERE folded_schema = ?", values)
    let place = schema == nil ? "" : " WHERE o.folded_schema = ?"
    return try state.rows(
      Self.objectColumns + place + " ORDER BY o.folded_schema, o.folded_name", values
    ).map { try object($0, parts) }
  }

  /// What objects consist of, by their folded names: all of a listing at once.
  private struct Parts {
    var columns: [ObjectName: [CatalogColumn]] = [:]
    var tags: [ObjectName: [String]] = [:]

    init(_ state: StoreTransaction, _ place: String, _ values: [StoreValue]) throws {
      for row in try state.rows(
        """
        SELECT folded_schema, folded_object, name, type, is_nullable, description
        FROM catalog_columns \(place) ORDER BY folded_schema, folded_object, position
        """, values)
      {
        let column = CatalogColumn(
          name: try row.text("name"), type: try row.text("type"),
          isNullable: try row.integer("is_nullable") != 0,
          description: try row.optionalText("description"))
        columns[try Self.owner(row), default: []].append(column)
      }
      for row in try state.rows(
        "SELECT folded_schema, folded_object, tag FROM catalog_tags \(place) ORDER BY tag", values)
      {
        tags[try Self.owner(row), default: []].append(try row.text("tag"))
      }
    }

    private static func owner(_ row: StoreRow) throws -> ObjectName {
      ObjectName(schema: try row.text("folded_schema"), name: try row.text("folded_object"))
    }
  }

  private func object(_ row: StoreRow, _ parts: Parts) throws -> CatalogObject {
    let folded = ObjectName(
      schema: try row.text("folded_schema"), name: try row.text("folded_name"))
    let name = ObjectName(schema: try row.text("schema_name"), name: try row.text("name"))
    let kind: CatalogObject.Kind
    if try row.text("kind") == "view" {
      kind = .view(sql: try row.text("view_sql"))
    } else {
      let format = CatalogObject.Format(rawValue: try row.text("format")) ?? .delta
      kind = .table(
        location: try row.text("location"), format: format,
        isManaged: try row.integer("is_managed") != 0)
    }
    return CatalogObject(
      name: name, kind: kind, columns: parts.columns[folded] ?? [],
      description: try row.optionalText("description"), owner: try row.optionalText("owner"),
      tags: parts.tags[folded] ?? [])
  }

  func insert(_ object: CatalogObject) throws {
    var location: String?
    var format: String?
    var view: String?
    var isManaged = false
    switch object.kind {
    case .table(let place, let storage, let managed):
      location = place
      format = storage.rawValue
      isManaged = managed
    case .view(let sql): view = sql
    }
    let values: [StoreValue] = [
      .text(object.name.name), .text(object.isView ? "view" : "table"), .optional(location),
      .optional(format), .boolean(isManaged), .optional(view), .optional(object.description),
      .optional(object.owner),
    ]
    try state.execute(
      """
      INSERT INTO catalog_objects (folded_schema, folded_name, name, kind, location, format,
        is_managed, view_sql, description, owner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, key(object.name) + values)
    for (position, column) in object.columns.enumerated() {
      let values: [StoreValue] = [
        .integer(Int64(position)), .text(column.name), .text(column.type),
        .boolean(column.isNullable), .optional(column.description),
      ]
      try state.execute(
        """
        INSERT INTO catalog_columns (folded_schema, folded_object, position, name, type,
          is_nullable, description) VALUES (?, ?, ?, ?, ?, ?, ?)
        """, key(object.name) + values)
    }
    for tag in Set(object.tags).sorted() {
      try state.execute(
        "INSERT INTO catalog_tags (folded_schema, folded_object, tag) VALUES (?, ?, ?)",
        key(object.name) + [.text(tag)])
    }
  }

  func delete(_ name: ObjectName) throws {
    try state.execute(
      "DELETE FROM catalog_objects WHERE folded_schema = ? AND folded_name = ?", key(name))
  }

  private func key(_ name: ObjectName) -> [StoreValue] {
    [.text(name.schema.lowercased()), .text(name.name.lowercased())]
  }
}
