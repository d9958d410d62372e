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
    try state.rows(
      Self.objectColumns + " WHERE o.folded_schema = ? AND o.folded_name = ?", key(name)
    ).first.map(object)
  }

  func objects(in schema: String?) throws -> [CatalogObject] {
    let order = " ORDER BY o.folded_schema, o.folded_name"
    guard let schema else { return try state.rows(Self.objectColumns + order).map(object) }
    return try state.rows(
      Self.objectColumns + " WHERE o.folded_schema = ?" + order, [.text(schema.lowercased())]
    ).map(object)
  }

  private func object(_ row: StoreRow) throws -> CatalogObject {
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
    let columns = try state.rows(
      """
      SELECT name, type, is_nullable, description FROM catalog_columns
      WHERE folded_schema = ? AND folded_object = ? ORDER BY position
      """, key(name))
    let tags = try state.rows(
      "SELECT tag FROM catalog_tags WHERE folded_schema = ? AND folded_object = ? ORDER BY tag",
      key(name))
    return CatalogObject(
      name: name, kind: kind,
      columns: try columns.map { column in
        CatalogColumn(
          name: try column.text("name"), type: try column.text("type"),
          isNullable: try column.integer("is_nullable") != 0,
          description: try column.optionalText("description"))
      },
      description: try row.optionalText("description"), owner: try row.optionalText("owner"),
      tags: try tags.map { try $0.text("tag") })
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
