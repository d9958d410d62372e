import Spelling
import Columnar
import FoundationEssentials
import Jinja
import OrderedCollections
import QueryEngine

/// Runs a unit test: the model's code over the rows given, its rows compared with those expected.
struct UnitTestRunner {
  let runner: NodeRunner

  private var node: Node { runner.node }
  private var manifest: Manifest { runner.run.manifest }

  func run(_ result: inout NodeResult) throws {
    guard let test = node.unitTest,
      let model = node.dependsOn.first.flatMap({ manifest.nodes[$0] })
    else { throw TransformError(.unresolved, "the unit test has no model", at: node.location) }
    let scope = NodeScope(
      context: runner.run.context, node: model, package: model.packageName,
      connection: runner.connection)
    let progress = runner.run.progress
    scope.say = { progress.say($0) }
    scope.flags = runner.run.invocation.flagValues
    try override(test.overrides, in: scope)
    var expressions: OrderedDictionary<String, String> = [:]
    for given in test.given { try stand(given, for: model, scope, &expressions) }
    scope.takesOnlyStandIns = true
    let code = try Compiler(scope: scope).compile(model)
    let sql = Compiler.inject(expressions.values.map { $0 }, into: code.text)
    result.code = Compiler.Code(text: sql)
    try runner.write(sql, below: "compiled")
    try compare(sql, test, &result)
  }

  private func override(_ overrides: DataValue.Dictionary, in scope: NodeScope) throws {
    for (name, value) in overrides["macros"]?.dictionary ?? [:] {
      let plain = Jinja.Value(value)
      let function = Jinja.Value.function(name) { _, _ in plain }
      if name.contains(".") {
        scope.macroStandIns["macro." + name] = function
      } else {
        scope.extras[name] = function
      }
    }
    let variables = overrides["vars"]?.dictionary ?? [:]
    if !variables.isEmpty {
      let context = scope.context
      let package = scope.package
      scope.extras["var"] = BuiltinFunctions.variable {
        variables[$0] ?? context.variable($0, package: package)
      }
    }
    let environment = overrides["env_vars"]?.dictionary ?? [:]
    if !environment.isEmpty {
      var all = scope.context.options.environment
      for (name, value) in environment { all[name] = value.pythonString }
      scope.extras["env_var"] = BuiltinFunctions.environmentVariable(all)
    }
  }

  /// Lets a ref, a source or `this` lead to the rows given.
  private func stand(
    _ given: UnitTestDetails.Rows, for model: Node, _ scope: NodeScope,
    _ expressions: inout OrderedDictionary<String, String>
  ) throws {
    let input = given.input.trimmed
    if input == "this" {
      let name = "__dbt__cte__" + model.alias
      let rows = try fixture(given, relation: model.relationName, name: model.name)
      expressions[name] = " \(name) as (\n\(rows)\n)"
      scope.extras["this"] = .object(
        Relation(database: nil, schema: nil, identifier: name, type: "cte"))
      return
    }
    guard let part = StaticTemplate("{{ \(input) }}")?.parts.first else {
      throw TransformError(
        .yaml, "the input \"\(input)\" is neither a ref nor a source", at: node.location)
    }
    let index = scope.context.index
    switch part {
    case .reference(let reference):
      guard case .found(let id) = index.resolve(reference, from: model.packageName),
        let found = manifest.nodes[id]
      else {
        throw index.unresolved(reference, in: node.uniqueID, isDisabled: false, at: node.location)
      }
      let name = "__dbt__cte__" + found.alias
      let relation =
        scope.context.runtime.deferred?.relation(id)?.text ?? found.relationName
      let rows = try fixture(given, relation: relation, name: found.name, ephemeral: found)
      expressions[name] = " \(name) as (\n\(rows)\n)"
      scope.standIn[id] = .object(
        Relation(database: nil, schema: nil, identifier: name, type: "cte"))
    case .source(let source):
      guard case .found(let id) = index.resolve(source, from: model.packageName),
        let table = manifest.sources[id]
      else {
        throw index.unresolved(source, in: node.uniqueID, isDisabled: false, at: node.location)
      }
      let name = "__dbt__cte__\(table.sourceName)__\(table.name)"
      let relation = Relation(
        database: table.database, schema: table.schema, identifier: table.identifier)
      let rows = try fixture(given, relation: relation.text, name: table.name)
      expressions[name] = " \(name) as (\n\(rows)\n)"
      scope.standIn[id] = .object(
        Relation(database: nil, schema: nil, identifier: name, type: "cte"))
    case .text: break
    }
  }

  private func fixture(
    _ given: UnitTestDetails.Rows, relation: String, name: String, ephemeral: Node? = nil
  ) throws -> String {
    if given.format == "sql" { return given.rows.string ?? "" }
    var source = relation
    if let ephemeral, ephemeral.isEphemeral {
      let scope = NodeScope(
        context: runner.run.context, node: ephemeral, package: ephemeral.packageName,
        connection: runner.connection)
      source = "(\(try Compiler(scope: scope).compile(ephemeral).text))"
    }
    let fields: [Field]
    do {
      fields = try runner.connection.execute("select * from \(source) limit 0").schema.fields
    } catch {
      throw TransformError(
        .database,
        "Not able to get columns for unit test '\(name)' from relation \(relation) because the "
          + "relation doesn't exist",
        hint: "build it first, or give the rows with format: sql", at: node.location)
    }
    let rows = try select(UnitTestRows.rows(given, at: node.location), fields, in: name)
    return "-- Fixture for \(name)\n" + rows
  }

  /// A query that gives the rows with the types of the columns.
  private func select(
    _ rows: [DataValue.Dictionary], _ fields: [Field], in name: String
  ) throws -> String {
    var known: [String: Field] = [:]
    for field in fields { known[field.name.lowercased()] = field }
    for row in rows {
      for key in row.keys where known[key.lowercased()] == nil {
        throw TransformError(
          .yaml, "Invalid column name: '\(key)' in unit test fixture for '\(name)'.",
          hint: NearestName.hint(for: key, among: fields.map(\.name), kind: "column"),
          at: node.location)
      }
    }
    func line(_ row: DataValue.Dictionary) -> String {
      var values: [String: DataValue] = [:]
      for (key, value) in row { values[key.lowercased()] = value }
      let columns = fields.map { field -> String in
        let literal = UnitTestRows.literal(values[field.name.lowercased()] ?? .null)
        return "cast(\(literal) as \(field.type)) as \"\(field.name)\""
      }
      return "select " + columns.joined(separator: ", ")
    }
    guard !rows.isEmpty else { return line([:]) + "\nlimit 0" }
    return rows.map(line).joined(separator: "\nunion all\n")
  }

  private func compare(
    _ sql: String, _ test: UnitTestDetails, _ result: inout NodeResult
  ) throws {
    let empty = try runner.connection.execute("select * from (\n\(sql)\n) limit 0")
    let all = empty.schema.fields
    var fields = all
    let expectedSQL: String
    if test.expected.format == "sql" {
      expectedSQL = test.expected.rows.string ?? ""
      let named = try runner.connection.execute("select * from (\n\(expectedSQL)\n) limit 0")
      let names = Set(named.schema.fields.map { $0.name.lowercased() })
      fields = all.filter { names.contains($0.name.lowercased()) }
    } else {
      let rows = try UnitTestRows.rows(test.expected, at: node.location)
      if let first = rows.first {
        let names = Set(first.keys.map { $0.lowercased() })
        fields = all.filter { names.contains($0.name.lowercased()) }
        for key in first.keys
        where !all.contains(where: { $0.name.lowercased() == key.lowercased() }) {
          throw TransformError(
            .yaml,
            "Invalid column name: '\(key)' in unit test fixture for expected output.",
            hint: NearestName.hint(for: key, among: all.map(\.name), kind: "column"),
            at: node.location)
        }
      }
      expectedSQL = try select(rows, fields, in: "expected output")
    }
    let columns = fields.map { "\"\($0.name)\"" }.joined(separator: ", ")
    let actual = try rows("select \(columns) from (\n\(sql)\n)")
    let expected = try rows("select \(columns) from (\n\(expectedSQL)\n)")
    result.failures = 0
    if actual == expected {
      result.status = .pass
      return
    }
    result.status = .fail
    result.failures = 1
    result.message = UnitTestRows.difference(
      fields.map(\.name), actual: actual, expected: expected)
  }

  private func rows(_ sql: String) throws -> [[String]] {
    let result = try runner.connection.execute(sql)
    let texts = result.rows.map { row in
      row.map { value -> String in
        if case .null = value { return "NULL" }
        return (try? Jinja.Value(value).text()) ?? "\(value)"
      }
    }
    return texts.sorted { $0.lexicographicallyPrecedes($1) }
  }
}

/// Rows of unit tests as values, as SQL and as a difference for people.
enum UnitTestRows {
  /// The rows of `dict` and `csv`, which are mappings.
  ///
  /// - Throws: ``TransformError`` where they have another shape.
  static func rows(
    _ given: UnitTestDetails.Rows, at location: SourceLocation
  ) throws(TransformError) -> [DataValue.Dictionary] {
    guard !given.rows.isNull else { return [] }
    guard let members = given.rows.list else {
      throw TransformError(
        .yaml, "rows of format \(given.format) are a list of mappings", at: location)
    }
    return members.map { $0.dictionary ?? [:] }
  }

  /// A value as SQL.
  static func literal(_ value: DataValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let flag): flag ? "true" : "false"
    case .integer, .float: value.pythonString
    case .list, .dictionary: "'\(value.json().replacing("'", with: "''"))'"
    case .string(let text): "'\(text.replacing("'", with: "''"))'"
    }
  }

  /// The rows that only one side has, marked `+++` and `---`.
  static func difference(
    _ names: [String], actual: [[String]], expected: [[String]]
  ) -> String {
    var missing = expected
    var lines: [String] = []
    for row in actual {
      if let index = missing.firstIndex(of: row) {
        missing.remove(at: index)
        lines.append("    | " + row.joined(separator: " | "))
      } else {
        lines.append("+++ | " + row.joined(separator: " | "))
      }
    }
    lines += missing.map { "--- | " + $0.joined(separator: " | ") }
    return "\n\nactual differs from expected:\n\n@@  | \(names.joined(separator: " | "))\n"
      + lines.joined(separator: "\n") + "\n"
  }
}
