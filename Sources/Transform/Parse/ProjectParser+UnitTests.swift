import Spelling
import OrderedCollections

extension ProjectParser {
  /// Reads the unit tests of every schema file.
  func readUnitTests() throws(TransformError) {
    for (package, schema) in schemas {
      for entry in schema.unitTests { try addUnitTest(entry, package: package, schema) }
    }
  }

  private func addUnitTest(
    _ entry: YAMLValue, package: String, _ schema: SchemaFile
  ) throws(TransformError) {
    guard let name = entry["name"]?.string else {
      throw TransformError(.yaml, "a unit test has no `name`", at: entry.location)
    }
    guard let model = entry["model"]?.string else {
      throw TransformError(
        .yaml, "the unit test \"\(name)\" names no `model`", at: entry.location)
    }
    let candidates = manifest.nodes.values.filter {
      $0.resourceType == .model && $0.name == model && $0.packageName == package
    }
    guard !candidates.isEmpty else {
      if manifest.disabled.contains(where: { $0.resourceType == .model && $0.name == model }) {
        return
      }
      let names = manifest.nodes.values.lazy.filter { $0.resourceType == .model }.map(\.name)
      throw TransformError(
        .unresolved,
        "unable to find model '\(package).\(model)' for unit test '\(name)' in \(schema.path)",
        hint: NearestName.of(model, among: names).map { "did you mean \"\($0)\"?" },
        at: entry.location)
    }
    let config = try SchemaFile.config(entry)
    let versions = entry["versions"]?.data ?? .null
    for target in candidates where Self.covers(versions, target.version) {
      var node = try unitTest(name, of: target, entry, package: package, schema)
      node.config = tree.config(.unitTest, package: package, fqn: node.fqn, patch: config)
      node.unrenderedConfig = config
      try add(node)
    }
  }

  private static func covers(_ versions: DataValue, _ version: DataValue?) -> Bool {
    guard let version else { return true }
    if let included = versions["include"]?.list {
      return included.contains { $0.pythonString == version.pythonString }
    }
    if let excluded = versions["exclude"]?.list {
      return !excluded.contains { $0.pythonString == version.pythonString }
    }
    return true
  }

  private func unitTest(
    _ name: String, of target: Node, _ entry: YAMLValue, package: String, _ schema: SchemaFile
  ) throws(TransformError) -> Node {
    let suffix = target.version.map { "_v" + $0.pythonString } ?? ""
    let id = "unit_test.\(package).\(target.name).\(name)\(suffix)"
    let fqn = [package] + Self.folders(of: schema.path) + [target.name, name]
    var node = Node(
      uniqueID: id, resourceType: .unitTest, name: name, packageName: package,
      path: schema.path.split(separator: "/").dropFirst().joined(separator: "/"),
      originalPath: schema.path, fqn: fqn, rawCode: "", config: NodeConfig(),
      location: entry.location)
    var given: [UnitTestDetails.Rows] = []
    for member in entry["given"]?.members ?? [] {
      guard let input = member["input"]?.string else {
        throw TransformError(
          .yaml, "an entry of `given` has no `input`", hint: "write input: ref('orders')",
          at: member.location)
      }
      given.append(try rows(member, input: input, package: package))
    }
    guard let expect = entry["expect"] else {
      throw TransformError(.yaml, "the unit test \"\(name)\" has no `expect`", at: entry.location)
    }
    node.unitTest = UnitTestDetails(
      model: target.name, version: target.version, given: given,
      expected: try rows(expect, input: "", package: package),
      overrides: entry["overrides"]?.data.dictionary ?? [:],
      versions: entry["versions"]?.data ?? .null)
    node.description = try evaluator.description(
      entry["description"]?.string ?? "", package: package, docs: manifest.docs,
      at: entry.location
    ).text
    node.dependsOn = [target.uniqueID]
    node.checksum = node.unitTest.map { Self.checksum($0.pythonRepresentation) } ?? ""
    return node
  }

  /// The rows of an input or of what is expected: for `dict` and `csv` mappings, the first one
  /// complete where one is.
  private func rows(
    _ value: YAMLValue, input: String, package: String
  ) throws(TransformError) -> UnitTestDetails.Rows {
    let format = value["format"]?.string ?? "dict"
    guard ["dict", "csv", "sql"].contains(format) else {
      throw TransformError(
        .yaml, "a unit test has no rows of format \"\(format)\"", hint: "one of: dict, csv, sql",
        at: value.location)
    }
    var rows = value["rows"]?.data ?? .null
    let fixture = value["fixture"]?.string
    if let fixture { rows = .string(try fixtureText(fixture, format, package, at: value.location)) }
    if format == "dict", rows.isNull, fixture == nil, !input.isEmpty {
      rows = try seedRows(input, package, at: value.location)
    }
    if format == "csv" {
      guard let text = rows.string else {
        throw TransformError(.yaml, "rows of format csv are a text", at: value.location)
      }
      rows = try Self.records(text, at: value.location)
    }
    guard format != "sql", var members = rows.list else {
      return UnitTestDetails.Rows(input: input, format: format, rows: rows, fixture: fixture)
    }
    let complete = members.firstIndex { row in
      row.dictionary?.values.contains { $0.isNull } == false
    }
    if let complete { members.swapAt(0, complete) }
    return UnitTestDetails.Rows(
      input: input, format: format, rows: .list(members), fixture: fixture)
  }

  /// The lines of a CSV text as mappings of texts; an empty field is null.
  private static func records(
    _ text: String, at location: SourceLocation
  ) throws(TransformError) -> DataValue {
    guard !text.trimmed.isEmpty else { return [] }
    let table = try CSVTable(text, delimiter: ",", at: location)
    return .list(
      table.rows.map { row in
        var entry = DataValue.Dictionary(minimumCapacity: row.count)
        for (name, field) in zip(table.header, row) { entry[name] = DataValue(field) }
        return .dictionary(entry)
      })
  }

  /// The rows of the seed that an input without rows refers to.
  private func seedRows(
    _ input: String, _ package: String, at location: SourceLocation
  ) throws(TransformError) -> DataValue {
    guard case .reference(let reference)? = StaticTemplate("{{ \(input) }}")?.parts.first else {
      return .null
    }
    let owner = reference.package ?? package
    guard let seed = manifest.nodes["seed.\(owner).\(reference.name)"],
      let project = manifest.projects[owner]
    else {
      throw TransformError(
        .unresolved,
        "Unable to find seed '\(owner).\(reference.name)' for unit tests in '\(owner)' package",
        hint: "give the input `rows`: only those of seeds need not be written", at: location)
    }
    return try Self.records(try read(seed.originalPath, of: project), at: location)
  }

  private func fixtureText(
    _ name: String, _ format: String, _ package: String, at location: SourceLocation
  ) throws(TransformError) -> String {
    guard let project = manifest.projects[package] else { return "" }
    let scan = scan(of: project)
    let files = scan.files(
      in: project.testPaths.map { $0 + "/fixtures" }, extensions: ["." + format])
    guard let file = files.first(where: { $0.stem == name }) else {
      throw TransformError(
        .unresolved, "could not find fixture file \(name).\(format) for unit test",
        hint: NearestName.hint(for: name, among: files.map(\.stem), kind: "fixture")
          ?? "fixtures lie in \(project.testPaths.first ?? "tests")/fixtures",
        at: location)
    }
    return try read(file.originalPath, of: project)
  }

  /// Finds, for each model, the columns that tell its rows apart: those of a primary key
  /// constraint, else those that tests say are unique and not null, else those that are unique.
  func findPrimaryKeys() {
    var tests: [String: [Node]] = [:]
    for node in Array(manifest.nodes.values) + manifest.disabled {
      guard let attached = node.test?.attachedNode else { continue }
      tests[attached, default: []].append(node)
    }
    for id in manifest.nodes.keys {
      guard let node = manifest.nodes[id], node.resourceType == .model else { continue }
      let constrained = Self.constrainedKey(node)
      let found = constrained.isEmpty ? Self.testedKey(tests[id] ?? []) : constrained
      if !found.isEmpty { manifest.nodes[id]?.primaryKey = found }
    }
  }

  private static func constrainedKey(_ node: Node) -> [String] {
    for constraint in node.constraints where constraint["type"]?.string == "primary_key" {
      return constraint["columns"]?.stringList ?? []
    }
    let column = node.columns.values.first { column in
      column.constraints.contains { $0["type"]?.string == "primary_key" }
    }
    return column.map { [$0.name] } ?? []
  }

  private static func testedKey(_ tests: [Node]) -> [String] {
    var unique: OrderedSet<String> = []
    var switchedOff: OrderedSet<String> = []
    var complete: OrderedSet<String> = []
    for test in tests {
      guard let details = test.test else { continue }
      let columns =
        details.arguments["column_name"].map(\.stringList)
        ?? details.arguments["combination_of_columns"]?.stringList ?? []
      switch details.name {
      case "unique", "unique_combination_of_columns":
        if test.config.isEnabled {
          unique.append(contentsOf: columns)
        } else {
          switchedOff.append(contentsOf: columns)
        }
      case "not_null": complete.append(contentsOf: columns)
      default: break
      }
    }
    let both = complete.filter { unique.contains($0) || switchedOff.contains($0) }
    return [Array(both), Array(unique), Array(switchedOff)].first { !$0.isEmpty } ?? []
  }
}
