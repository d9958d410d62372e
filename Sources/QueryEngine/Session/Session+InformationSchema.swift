import Catalog
import Columnar
import DeltaLake
import SQLAnalysis

/// The views of the SQL standard's information schema, which list what is in the lake, with
/// DuckDB's columns; temporary tables stand beside it as in DuckDB.
enum InformationSchema: String {
  case tables, columns, schemata, views

  static let schema = "information_schema"
  /// The workspace's schema of the views: DuckDB has one of the standard's name itself.
  static let workspaceSchema = "information_schema@lake"

  /// The view that a reference of two or three parts names; `nil` if it names none of the lake's.
  static func view(_ parts: [String]) -> QualifiedName? {
    guard let name = parts.last?.lowercased(), InformationSchema(rawValue: name) != nil,
      parts.dropLast().last?.lowercased() == schema
    else { return nil }
    if parts.count == 3, parts[0].lowercased() != QualifiedName.lakeCatalog { return nil }
    return QualifiedName(schema: workspaceSchema, name: name)
  }

  /// The columns that are not null throughout.
  var filled: [String] {
    switch self {
    case .tables:
      [
        "table_catalog", "table_schema", "table_name", "table_type", "is_insertable_into",
        "is_typed", "TABLE_COMMENT",
      ]
    case .columns:
      [
        "table_catalog", "table_schema", "table_name", "column_name", "ordinal_position",
        "column_default", "is_nullable", "data_type", "COLUMN_COMMENT",
      ]
    case .schemata: ["catalog_name", "schema_name", "schema_owner"]
    case .views:
      [
        "table_catalog", "table_schema", "table_name", "view_definition", "check_option",
        "is_updatable", "is_insertable_into",
      ]
    }
  }

  /// What DuckDB itself has to say: of temporary objects.
  private var ownRows: String {
    let catalog = self == .schemata ? "catalog_name" : "table_catalog"
    // Even where nothing is temporary its view says which columns there are.
    return "SELECT * FROM system.information_schema.\(rawValue) WHERE \(catalog) = 'temp'"
      + (self == .schemata ? " AND false" : "")
  }

  /// A query for the view: what DuckDB says, and rows of the lake, each a list of expressions.
  func query(_ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return ownRows }
    let names = filled.map { SQLQuoting.name($0) }.joined(separator: ", ")
    let values = rows.map { "(\($0.joined(separator: ", ")))" }.joined(separator: ", ")
    return "\(ownRows) UNION ALL BY NAME SELECT * FROM (VALUES \(values)) AS lake(\(names))"
  }
}

extension Session {
  /// A view of the information schema as it is now, to be read as any other view.
  func informationView(_ name: QualifiedName) async throws -> CatalogObject? {
    guard name.schema == InformationSchema.workspaceSchema,
      let view = InformationSchema(rawValue: name.name)
    else { return nil }
    try await lake.adoptAll()
    var rows: [[String]] = []
    switch view {
    case .schemata:
      rows = try await lake.catalog.schemas().map { ["'lake'", SQLQuoting.string($0), "'lake'"] }
    case .tables:
      for object in try await lake.catalog.objects() {
        let kind = object.isView ? ["'VIEW'", "'NO'"] : ["'BASE TABLE'", "'YES'"]
        rows.append(Self.place(of: object) + kind + ["'NO'", Self.text(object.description)])
      }
    case .views:
      for object in try await lake.catalog.objects() {
        guard case .view(let sql) = object.kind else { continue }
        rows.append(
          Self.place(of: object) + [SQLQuoting.string(sql), "'NONE'", "'NO'", "'NO'"])
      }
    case .columns:
      for object in try await lake.catalog.objects() { rows += try await columnRows(object) }
    }
    return CatalogObject(
      name: ObjectName(schema: name.schema, name: name.name),
      kind: .view(sql: view.query(rows)))
  }

  private func columnRows(_ object: CatalogObject) async throws -> [[String]] {
    let name = QualifiedName(schema: object.name.schema, name: object.name.name)
    // A view that no longer works has none.
    let fields = (try? await columns(of: name)) ?? []
    return fields.enumerated().map { index, field in
      let described = object.columns.first { $0.name == field.name }?.description
      let details = [
        SQLQuoting.string(field.name), "\(index + 1)::INTEGER",
        Self.text(field.defaultExpression), field.isNullable ? "'YES'" : "'NO'",
        SQLQuoting.string("\(field.type)"), Self.text(described ?? field.deltaText("comment")),
      ]
      return Self.place(of: object) + details
    }
  }

  private static func place(of object: CatalogObject) -> [String] {
    ["lake", object.name.schema, object.name.name].map { SQLQuoting.string($0) }
  }

  private static func text(_ text: String?) -> String {
    text.map { SQLQuoting.string($0) } ?? "NULL::VARCHAR"
  }
}
