import Columnar
import Jinja
import OrderedCollections

/// A table, view or common table expression, as templates handle it: `{{ relation }}` writes its
/// quoted name.
final class Relation: Object {
  var database: String?
  var schema: String?
  var identifier: String?
  /// `table`, `view`, `cte`; nil where it is not known.
  var type: String?
  /// Text written instead of a name, such as a function that reads a file.
  var replacement: String?
  /// A condition that rows are read by, and the name of the subquery it makes.
  var restriction: String?
  var quotesDatabase = true
  var quotesSchema = true
  var quotesIdentifier = true

  init(database: String?, schema: String?, identifier: String?, type: String? = nil) {
    self.database = database
    self.schema = schema
    self.identifier = identifier
    self.type = type
  }

  private func copy() -> Relation {
    let copy = Relation(database: database, schema: schema, identifier: identifier, type: type)
    copy.replacement = replacement
    copy.restriction = restriction
    copy.quotesDatabase = quotesDatabase
    copy.quotesSchema = quotesSchema
    copy.quotesIdentifier = quotesIdentifier
    return copy
  }

  var typeName: String { "Relation" }
  var isTrue: Bool { true }

  var text: String {
    guard let restriction else { return name }
    return "(select * from \(name) \(restriction))"
  }

  /// Takes which parts are quoted from the project or a source's declaration.
  func take(quoting: DataValue.Dictionary) {
    quotesDatabase = quoting["database"]?.boolean ?? quotesDatabase
    quotesSchema = quoting["schema"]?.boolean ?? quotesSchema
    quotesIdentifier = quoting["identifier"]?.boolean ?? quotesIdentifier
  }

  private var name: String {
    if let replacement { return replacement }
    if type == "cte" { return identifier ?? "" }
    var parts: [String] = []
    if let database { parts.append(Self.quote(database, quotesDatabase)) }
    if let schema { parts.append(Self.quote(schema, quotesSchema)) }
    if let identifier { parts.append(Self.quote(identifier, quotesIdentifier)) }
    return parts.joined(separator: ".")
  }

  var representation: String { "<Relation \(text)>" }

  private static func quote(_ name: String, _ isQuoted: Bool) -> String {
    isQuoted ? "\"\(name.replacing("\"", with: "\"\""))\"" : name
  }

  /// Packages tell a relation from a text by its being a mapping with this metadata.
  var isMapping: Bool { true }

  func attribute(_ name: String) -> Jinja.Value? {
    switch name {
    case "metadata": ["type": "DuckDBRelation"]
    case "database": Jinja.Value(database)
    case "schema": Jinja.Value(schema)
    case "identifier", "name", "table": Jinja.Value(identifier)
    case "type": Jinja.Value(type)
    case "is_table": .boolean(type == "table")
    case "is_view": .boolean(type == "view")
    case "is_cte": .boolean(type == "cte")
    case "is_materialized_view", "is_pointer", "can_be_replaced": .boolean(false)
    case "can_be_renamed": .boolean(true)
    case "quote_character": "\""
    case "path":
      [
        "database": Jinja.Value(database), "schema": Jinja.Value(schema),
        "identifier": Jinja.Value(identifier),
      ]
    default: nil
    }
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Jinja.Value? {
    switch name {
    case "include", "quote": return .object(try adjusted(name, arguments))
    // The name alone: a window of event time or `--empty` holds where a template writes the relation.
    case "render": return .string(self.name)
    case "get":
      let key = try arguments.positional.first?.text() ?? ""
      return attribute(key)
        ?? (arguments.positional.count > 1 ? arguments.positional[1] : Jinja.Value.none)
    case "without_identifier":
      let result = copy()
      result.identifier = nil
      return .object(result)
    case "incorporate": return .object(try incorporating(arguments))
    case "replace_path":
      let result = copy()
      try result.take(arguments)
      return .object(result)
    case "information_schema", "information_schema_only":
      let result = copy()
      result.schema = "information_schema"
      let view = try arguments.positional.first?.text()
      result.replacement = "information_schema" + (view.map { "." + $0.lowercased() } ?? "")
      return .object(result)
    case "matches":
      let bound = try arguments.bind(name, ["database", "schema", "identifier"])
      let own = [database, schema, identifier]
      return .boolean(
        zip(bound, own).allSatisfy { given, mine in
          guard let wanted = given?.stringValue else { return true }
          return wanted.lowercased() == (mine ?? "").lowercased()
        })
    case "quoted": return .string(Self.quote(try arguments.positional.first?.text() ?? "", true))
    case "add_ephemeral_prefix":
      return .string("__dbt__cte__" + (try arguments.positional.first?.text() ?? ""))
    case "create": return .object(try Self.create(arguments))
    default: return nil
    }
  }

  private func adjusted(_ method: String, _ arguments: Arguments) throws -> Relation {
    let bound = try arguments.bind(method, ["database", "schema", "identifier"])
    let flags = try bound.map { try $0?.isTrue() }
    let result = copy()
    if method == "quote" {
      result.quotesDatabase = flags[0] ?? quotesDatabase
      result.quotesSchema = flags[1] ?? quotesSchema
      result.quotesIdentifier = flags[2] ?? quotesIdentifier
    } else {
      if flags[0] == false { result.database = nil }
      if flags[1] == false { result.schema = nil }
      if flags[2] == false { result.identifier = nil }
    }
    return result
  }

  private func incorporating(_ arguments: Arguments) throws -> Relation {
    let result = copy()
    if case .dict(let path)? = arguments["path"] {
      if let value = path["database"] { result.database = try value.optionalText() }
      if let value = path["schema"] { result.schema = try value.optionalText() }
      if let value = path["identifier"] { result.identifier = try value.optionalText() }
    }
    if let type = arguments["type"] { result.type = try type.optionalText() }
    return result
  }

  private func take(_ arguments: Arguments) throws {
    if let value = arguments["database"] { database = try value.optionalText() }
    if let value = arguments["schema"] { schema = try value.optionalText() }
    if let value = arguments["identifier"] { identifier = try value.optionalText() }
  }

  /// `api.Relation.create(database, schema, identifier, type)`.
  static func create(_ arguments: Arguments) throws -> Relation {
    let relation = Relation(database: nil, schema: nil, identifier: nil)
    for (index, value) in arguments.positional.prefix(3).enumerated() {
      let text = try value.optionalText()
      if index == 0 { relation.database = text }
      if index == 1 { relation.schema = text }
      if index == 2 { relation.identifier = text }
    }
    try relation.take(arguments)
    relation.type = try arguments["type"]?.optionalText()
    return relation
  }

  func isEqual(to value: Jinja.Value) -> Bool {
    guard case .object(let object) = value, let other = object as? Relation else { return false }
    return other === self || other.text == text
  }

  func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// The class `api.Relation`.
final class RelationClass: Object {
  var typeName: String { "type" }
  func attribute(_ name: String) -> Jinja.Value? {
    switch name {
    case "Table": "table"
    case "View": "view"
    case "CTE": "cte"
    case "get_relation_type": .object(self)
    default: nil
    }
  }
  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Jinja.Value? {
    guard name == "create" else { return nil }
    return .object(try Relation.create(arguments))
  }
}

/// A column of a relation, as templates handle it.
final class RelationColumn: Object {
  let name: String
  let dataType: String

  init(name: String, dataType: String) {
    self.name = name
    self.dataType = dataType
  }

  convenience init(_ field: Field) {
    self.init(name: field.name, dataType: "\(field.type)")
  }

  var typeName: String { "Column" }
  var representation: String { "<Column \(name) (\(dataType))>" }

  private var family: String {
    dataType.lowercased().prefix { $0 != "(" }.trimmedText
  }

  func attribute(_ attribute: String) -> Jinja.Value? {
    switch attribute {
    case "name", "column": .string(name)
    case "quoted": .string("\"\(name.replacing("\"", with: "\"\""))\"")
    case "dtype": .string(dataType)
    // dbt's columns of text have a size, which DuckDB's do not have.
    case "data_type": .string(dataType == "VARCHAR" ? "character varying(256)" : dataType)
    case "char_size", "numeric_precision", "numeric_scale": Jinja.Value.none
    default: nil
    }
  }

  func callMethod(_ method: String, _ arguments: Arguments, _ state: State) throws -> Jinja.Value? {
    switch method {
    case "is_string":
      .boolean(["varchar", "text", "string", "character varying", "char"].contains(family))
    case "is_integer":
      .boolean(family.hasSuffix("int") || family == "integer")
    case "is_float": .boolean(["float", "double", "real"].contains(family))
    case "is_numeric": .boolean(["decimal", "numeric"].contains(family))
    case "is_number":
      .boolean(
        family.hasSuffix("int")
          || ["integer", "float", "double", "real", "decimal", "numeric"].contains(family))
    case "string_size": 16_777_216
    case "can_expand_to": false
    default: nil
    }
  }

  func isEqual(to value: Jinja.Value) -> Bool {
    guard case .object(let object) = value, let other = object as? RelationColumn else {
      return false
    }
    return other.name == name && other.dataType == dataType
  }

  func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// The class `api.Column`.
final class RelationColumnClass: Object {
  var typeName: String { "type" }
  var isCallable: Bool { true }

  func call(_ arguments: Arguments, _ state: State) throws -> Jinja.Value {
    let bound = try arguments.bind("Column", ["column", "dtype", "char_size"], required: 2)
    return .object(
      RelationColumn(name: try bound[0]?.text() ?? "", dataType: try bound[1]?.text() ?? ""))
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Jinja.Value? {
    switch name {
    case "translate_type":
      let type = try arguments.positional.first?.text() ?? ""
      let translated = ["string": "text", "STRING": "text"]
      return .string(translated[type] ?? type)
    case "create": return try call(arguments, state)
    case "numeric_type", "string_type": return "varchar"
    default: return nil
    }
  }
}
