import QueryEngine
import FoundationEssentials
import Jinja
import OrderedCollections

extension NodeScope {
  /// A function or value of dbt's context.
  func builtin(_ name: String) throws -> Value? {
    if let value = try nodeFunction(name) { return value }
    let manifest = context.manifest
    switch name {
    case "this": return this
    case "model": return model
    case "target": return Value(manifest.profile.targetDictionary)
    case "schema": return .string(node?.schema ?? manifest.profile.schema)
    case "database": return .string(node?.database ?? manifest.profile.database)
    case "project_name": return .string(manifest.project.name)
    case "dbt_version": return .string(ManifestDocument.dbtVersion)
    case "execute": return .boolean(executes)
    case "invocation_id":
      record.isTimed = true
      return .string(context.invocationID)
    case "thread_id": return "Thread-1"
    case "run_started_at":
      record.isTimed = true
      return .object(PythonDateTime(context.startedAt))
    case "flags": return .object(FlagValues(flags))
    case "adapter": return .object(AdapterValue(self))
    case "api":
      return ["Relation": .object(RelationClass()), "Column": .object(RelationColumnClass())]
    case "exceptions": return .object(ExceptionValue(self))
    case "validation": return .object(ValidationValue())
    case "defer_relation":
      guard let node, let relation = context.runtime.deferred?.relation(node.uniqueID) else {
        return Value.none
      }
      return .object(relation)
    case "pre_hooks": return hooks("pre-hook")
    case "post_hooks": return hooks("post-hook")
    case "builtins":
      let dict = Dict()
      for key in ["ref", "source", "config", "var"] { dict[key] = try nodeFunction(key) }
      return .dict(dict)
    case "modules":
      return PythonModules.value { [unowned self] in
        record.isTimed = true
        return Date()
      }
    case "selected_resources": return .list(context.runtime.selected.sorted().map { .string($0) })
    case "invocation_args_dict": return Value(context.runtime.arguments)
    case "dbt_metadata_envs":
      // What they are is looked at anew each time.
      record.isTimed = true
      return Value(context.options.metadataVariables)
    case "env": return .dict(Dict())
    case "graph": return ManifestDocument.graphValue(manifest)
    case "env_var":
      return BuiltinFunctions.environmentVariable(
        context.options.environment, reads: context.options.reads)
    default: return BuiltinFunctions.pure(name)
    }
  }

  private func hooks(_ key: String) -> Value {
    let hooks = node?.config[key]?.listed ?? []
    return .list(hooks.map { Value($0) })
  }

  private func nodeFunction(_ name: String) throws -> Value? {
    switch name {
    case "ref": .function("ref") { [unowned self] arguments, _ in try ref(arguments) }
    case "source": .function("source") { [unowned self] arguments, _ in try source(arguments) }
    case "config": .object(ConfigValue(self))
    case "var":
      BuiltinFunctions.variable(isParsing: !executes) { [unowned self] in
        context.variable($0, package: package)
      }
    case "doc":
      .function("doc") { [unowned self] arguments, _ in
        let names = try arguments.positional.map { try $0.text() }
        let found = context.manifest.docs.values.first {
          $0.name == names.last && (names.count < 2 || $0.packageName == names[0])
        }
        guard let found else {
          throw TransformError(.unresolved, "there is no docs block \"\(names.last ?? "")\"")
        }
        return .string(found.contents)
      }
    case "log":
      .function(name) { [unowned self] arguments, _ in
        let message = try arguments.positional.first?.text() ?? ""
        let isInfo =
          try arguments["info"]?.isTrue()
          ?? (arguments.positional.count > 1 && arguments.positional[1].isTrue())
        say(LogLine(isInfo ? .info : .debug, message))
        return ""
      }
    case "print":
      .function(name) { [unowned self] arguments, _ in
        let text = try arguments.positional.first?.text() ?? ""
        if try flags["PRINT"]?.isTrue() ?? true { say(.plain(text)) }
        return ""
      }
    case "write":
      .function("write") { [unowned self] arguments, _ in
        written += try arguments.positional.first?.text() ?? ""
        return ""
      }
    case "render":
      .function("render") { [unowned self] arguments, _ in
        let text = try arguments.positional.first?.text() ?? ""
        return .string(try render(text, name: node?.location.file ?? "render"))
      }
    case "store_result", "store_raw_result":
      .function(name) { [unowned self] arguments, _ in
        try store(arguments, raw: name != "store_result")
      }
    case "load_result":
      .function("load_result") { [unowned self] arguments, _ in
        results[try arguments.positional.first?.text() ?? arguments["name"]?.text() ?? ""] ?? .none
      }
    case "try_or_compiler_error":
      .function(name) { arguments, state in
        var rest = arguments
        guard rest.positional.count >= 2 else { return .none }
        let message = try rest.positional.removeFirst().text()
        let function = rest.positional.removeFirst()
        do { return try function.call(rest, state) } catch {
          throw TransformError(.raised, message)
        }
      }
    default: nil
    }
  }

  private func store(_ arguments: Arguments, raw: Bool) throws -> Value {
    let name = try (arguments.positional.first ?? arguments["name"])?.text() ?? ""
    let table = arguments["agate_table"] ?? .none
    let response: Value
    if raw {
      response = [
        "_message": arguments["message"] ?? .none, "code": arguments["code"] ?? .none,
        "rows_affected": arguments["rows_affected"] ?? .none,
      ]
    } else {
      response =
        arguments["response"] ?? (arguments.positional.count > 1 ? arguments.positional[1] : .none)
    }
    let data: Value
    if case .object(let object) = table, let rows = object as? ResultTable {
      data = .list(rows.rows.map { .tuple($0.values) })
    } else {
      data = []
    }
    results[name] = ["response": response, "data": data, "table": table]
    return ""
  }

  private func ref(_ arguments: Arguments) throws -> Value {
    let names = try arguments.positional.map { try $0.text() }
    guard (1...2).contains(names.count), let name = names.last else {
      throw TransformError(.template, "ref() takes a model's name, or a package and a name")
    }
    let version = try (arguments["version"] ?? arguments["v"])?.data()
    let reference = Reference(
      package: names.count == 2 ? names[0] : nil, name: name,
      version: version.flatMap { $0.isNull ? nil : $0 })
    guard executes else {
      record.references.append(reference)
      return this.isNone ? .object(Relation(database: nil, schema: nil, identifier: name)) : this
    }
    return try resolved(reference)
  }

  private func notGiven(_ input: String) -> TransformError {
    TransformError(
      .unresolved, "the unit test gives no rows for \(input), which the model reads",
      hint: "add `- input: \(input)` to its `given`, with `rows: []` where none matter",
      at: node?.location)
  }

  /// The relation that a reference means.
  func resolved(_ reference: Reference) throws -> Value {
    guard case .found(let id) = context.index.resolve(reference, from: package),
      let found = context.manifest.nodes[id]
    else {
      throw context.index.unresolved(
        reference, in: node?.uniqueID ?? package, isDisabled: false, at: nil)
    }
    if let node, node.resourceType != .operation, node.uniqueID != id, !node.dependsOn.contains(id)
    {
      throw TransformError(
        .unresolved,
        "\(node.uniqueID) refers to \"\(found.name)\" only when it runs, so the order is not known",
        hint: "add `-- depends_on: {{ ref('\(found.name)') }}` to its code")
    }
    if let stand = standIn[id] { return stand }
    if takesOnlyStandIns { throw notGiven("ref('\(found.name)')") }
    guard !found.isEphemeral else {
      if !record.ephemeral.contains(id) { record.ephemeral.append(id) }
      return .object(
        Relation(
          database: nil, schema: nil, identifier: "__dbt__cte__\(found.alias)", type: "cte"))
    }
    let relation =
      try deferred(found)
      ?? Relation(database: found.database, schema: found.schema, identifier: found.alias)
    relation.take(quoting: context.manifest.project.quoting)
    try limit(relation, eventTime: found.config.text("event_time"))
    return .object(relation)
  }

  /// The relation of the earlier state, where a ref to a node that is not worked on leads there.
  private func deferred(_ found: Node) throws -> Relation? {
    guard let state = context.runtime.deferred, found.uniqueID != node?.uniqueID,
      !context.runtime.selected.contains(found.uniqueID),
      let relation = state.relation(found.uniqueID)
    else { return nil }
    if !context.runtime.favorsState,
      try connection?.relation(found.alias, in: found.schema, database: found.database) != nil
    {
      return nil
    }
    return relation
  }

  /// Lets a relation give no rows, or those of a window of event time, where the run asks so.
  private func limit(_ relation: Relation, eventTime: String?) throws {
    guard node?.resourceType == .model || node?.resourceType == .snapshot else { return }
    if context.runtime.isEmpty {
      relation.restriction = "where false limit 0"
      return
    }
    guard let eventTime, let window = window ?? context.runtime.sample else { return }
    relation.restriction =
      "where \(eventTime) >= '\(window.start)' and \(eventTime) < '\(window.end)'"
  }

  private func source(_ arguments: Arguments) throws -> Value {
    let names = try arguments.positional.map { try $0.text() }
    guard names.count == 2 else {
      throw TransformError(.template, "source() takes a source's name and a table's name")
    }
    let reference = SourceReference(source: names[0], table: names[1])
    guard executes else {
      record.sources.append(reference)
      return .object(Relation(database: nil, schema: names[0], identifier: names[1]))
    }
    return try resolved(reference)
  }

  /// The relation that a source reference means.
  func resolved(_ reference: SourceReference) throws -> Value {
    guard case .found(let id) = context.index.resolve(reference, from: package),
      let table = context.manifest.sources[id]
    else {
      throw context.index.unresolved(
        reference, in: node?.uniqueID ?? package, isDisabled: false, at: nil)
    }
    if let stand = standIn[id] { return stand }
    if takesOnlyStandIns { throw notGiven("source('\(reference.source)', '\(reference.table)')") }
    let relation = Relation(
      database: table.database, schema: table.schema, identifier: table.identifier)
    relation.take(quoting: table.quoting)
    try limit(relation, eventTime: table.config.text("event_time"))
    let location =
      table.config.text("external_location") ?? table.config["meta"]?["external_location"]?.string
      ?? table.sourceMeta["external_location"]?.string
    if let location {
      let path = location.replacing("{name}", with: table.name)
        .replacing("{identifier}", with: table.identifier)
      relation.replacement = path.contains("(") ? path : "'\(path)'"
    }
    return .object(relation)
  }
}
