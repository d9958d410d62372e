import Columnar
import Jinja
import OrderedCollections
import QueryEngine

/// `adapter`: what templates ask of the warehouse.
final class AdapterValue: Object {
  private unowned let scope: NodeScope

  init(_ scope: NodeScope) { self.scope = scope }

  var typeName: String { "adapter" }

  private var macros: MacroIndex { scope.context.manifest.macros }

  func attribute(_ name: String) -> Jinja.Value? {
    name == "Relation" ? .object(RelationClass()) : nil
  }

  func callMethod(
    _ name: String, _ arguments: Arguments, _ state: State
  ) throws -> Jinja.Value? {
    switch name {
    case "dispatch": return try dispatch(arguments)
    case "type": return .string(scope.context.manifest.profile.type)
    case "quote":
      let text = try arguments.positional.first?.text() ?? ""
      return .string("\"\(text)\"")
    case "quote_as_configured", "quote_seed_column":
      let text = try arguments.positional.first?.text() ?? ""
      return .string(name == "quote_seed_column" ? "\"\(text)\"" : text)
    case "commit", "clear_transaction", "begin", "cache_added", "cache_dropped", "cache_renamed",
      "verify_database", "valid_incremental_strategies_check", "set_relations_cache",
      "assert_valid_snapshot_target_given_strategy", "post_model_hook", "pre_model_hook",
      "store_relation", "external_root", "warn_once", "use_database", "location_exists":
      return ""
    case "valid_incremental_strategies":
      return ["append", "delete+insert", "merge", "insert_overwrite", "microbatch"]
    case "dispatch_prefixes": return nil
    case "render_raw_columns_constraints":
      let columns = try (arguments["raw_columns"] ?? arguments.positional.first)?.data()
      return .list(ConstraintText.columns(columns?.dictionary ?? [:]).map { .string($0) })
    case "render_raw_model_constraints":
      let constraints = try (arguments["raw_constraints"] ?? arguments.positional.first)?.data()
      return .list(ConstraintText.table(constraints?.list ?? []).map { .string($0) })
    case "constraint_checks":
      let bound = try arguments.bind(name, ["relation", "model"], required: 2)
      let checks = ConstraintText.checks(
        of: try bound[0]?.text() ?? "", try bound[1]?.data() ?? .null)
      return .list(checks.map { ["sql": .string($0.sql), "message": .string($0.message)] })
    default:
      guard scope.executes else { return parsing(name) }
      return try executing(name, arguments, state)
    }
  }

  /// What methods answer while parsing, where there is no warehouse to ask.
  private func parsing(_ name: String) -> Jinja.Value? {
    switch name {
    case "get_relation", "load_relation": Jinja.Value.none
    case "get_columns_in_relation", "list_relations", "get_missing_columns", "list_schemas": []
    case "check_schema_exists": true
    case "execute": .tuple(["", .none])
    default: ""
    }
  }

  private func dispatch(_ arguments: Arguments) throws -> Jinja.Value {
    let bound = try arguments.bind("dispatch", ["macro_name", "macro_namespace"], required: 1)
    let name = try bound[0]?.text() ?? ""
    let namespace = try bound[1]?.optionalText()
    let project = scope.context.manifest.project
    var packages: [String?] = [nil]
    if let namespace {
      if let order = project.dispatch[namespace] {
        packages = order
      } else if namespace != MacroIndex.globalPackage, macros.hasPackage(namespace) {
        packages = [project.name, namespace]
      }
    }
    let prefixes = [scope.context.manifest.profile.type, "default"]
    for package in packages {
      for prefix in prefixes {
        let candidate = "\(prefix)__\(name)"
        let found =
          package.map { macros.macro(candidate, in: $0) }
          ?? macros.macro(candidate, from: scope.package)
        if let found { return try scope.macro(found) }
      }
    }
    throw TransformError(
      .unresolved,
      "in dispatch: no macro named '\(name)' found within namespace: "
        + "'\(namespace ?? "None")'",
      hint: "looked for " + prefixes.map { "\($0)__\(name)" }.joined(separator: ", "))
  }

  private func executing(
    _ name: String, _ arguments: Arguments, _ state: State
  ) throws -> Jinja.Value? {
    guard let connection = scope.connection else { return nil }
    switch name {
    case "execute": return try execute(arguments, on: connection)
    case "get_relation":
      let bound = try arguments.bind(name, ["database", "schema", "identifier"], required: 3)
      return try relation(bound.map { try $0?.optionalText() ?? "" }, on: connection)
    // What a hook after the node asks of it holds for the run that made it.
    case "relation_at_start":
      guard case .object(let object)? = arguments.positional.first,
        let asked = object as? Relation
      else { return Jinja.Value.none }
      if let known = scope.atStart[asked.text] { return known }
      let found = try relation(
        [asked.database ?? "", asked.schema ?? "", asked.identifier ?? ""], on: connection)
      scope.atStart[asked.text] = found
      return found
    case "list_relations", "list_relations_without_caching":
      let (database, schema) = try place(arguments)
      return .list(
        try connection.relations(in: schema, database: database).map {
          .object(
            Relation(
              database: database, schema: schema, identifier: $0.name, type: $0.kind.rawValue))
        })
    case "list_schemas":
      return .list(
        try connection.schemas(in: arguments.positional.first?.text() ?? "").map { .string($0) })
    case "check_schema_exists":
      let (database, schema) = try place(arguments)
      return .boolean(try connection.schemas(in: database).contains(schema))
    case "get_columns_in_relation":
      return .list(try columns(arguments.positional.first ?? arguments["relation"], connection))
    case "get_missing_columns":
      let from = try columns(arguments.positional.first ?? arguments["from_relation"], connection)
      let to = try columns(
        arguments.positional.dropFirst().first ?? arguments["to_relation"], connection)
      let names = Set(try to.map { try $0.attribute("name", state).text().lowercased() })
      return .list(
        try from.filter { !names.contains(try $0.attribute("name", state).text().lowercased()) })
    case "get_column_schema_from_query":
      let result = try connection.execute(arguments.positional.first?.text() ?? "")
      return .list(result.schema.fields.map { .object(RelationColumn($0)) })
    case "expand_target_column_types": return ""
    case "create_schema", "drop_schema", "drop_relation", "rename_relation", "truncate_relation":
      guard let macro = macros.macro(name, from: scope.package) else { return nil }
      if name == "drop_relation" { try dropOther(arguments, connection) }
      return try scope.macro(macro).call(arguments, state)
    default: return nil
    }
  }

  /// A relation's type decides how it is dropped, and callers may not know it.
  private func dropOther(_ arguments: Arguments, _ connection: BlockingConnection) throws {
    guard case .object(let object)? = arguments.positional.first,
      let relation = object as? Relation, relation.type == nil,
      let schema = relation.schema, let name = relation.identifier
    else { return }
    relation.type =
      try connection.relation(name, in: schema, database: relation.database ?? "")?.kind.rawValue
  }

  private func execute(
    _ arguments: Arguments, on connection: BlockingConnection
  ) throws -> Jinja.Value {
    let sql = try (arguments.positional.first ?? arguments["sql"])?.text() ?? ""
    let fetches = try arguments["fetch"]?.isTrue() ?? false
    let result = try connection.execute(sql)
    let code = result.message.prefix { $0 != " " }
    let response: Jinja.Value = [
      "_message": .string(result.message), "code": .string(String(code)),
      "rows_affected": result.rowsAffected.map { .integer($0) } ?? .none,
    ]
    guard fetches else {
      return .tuple([response, .object(ResultTable(columnNames: [], rows: []))])
    }
    let table = ResultTable(
      columnNames: result.schema.fields.map(\.name),
      rows: result.rows.map { row in row.map { Jinja.Value(cell: $0) } })
    return .tuple([response, .object(table)])
  }

  private func relation(
    _ names: [String], on connection: BlockingConnection
  ) throws -> Jinja.Value {
    let found = try connection.relation(names[2], in: names[1], database: names[0])
    guard let found else { return .none }
    return .object(
      Relation(
        database: names[0], schema: names[1], identifier: found.name, type: found.kind.rawValue))
  }

  private func place(_ arguments: Arguments) throws -> (database: String, schema: String) {
    if case .object(let object)? = arguments.positional.first, let relation = object as? Relation {
      return (relation.database ?? "", relation.schema ?? "")
    }
    let database = try (arguments.positional.first ?? arguments["database"])?.text() ?? ""
    let schema = try (arguments.positional.dropFirst().first ?? arguments["schema"])?.text() ?? ""
    return (database, schema)
  }

  private func columns(
    _ value: Jinja.Value?, _ connection: BlockingConnection
  ) throws -> [Jinja.Value] {
    guard case .object(let object)? = value, let relation = object as? Relation else { return [] }
    if relation.database == nil || relation.schema == nil || relation.replacement != nil {
      let result = try connection.execute("select * from \(relation.text) limit 0")
      return result.schema.fields.map { .object(RelationColumn($0)) }
    }
    let name = QualifiedName(
      catalog: relation.database ?? "", schema: relation.schema ?? "",
      name: relation.identifier ?? "")
    return try connection.columns(of: name).map { .object(RelationColumn($0)) }
  }
}
