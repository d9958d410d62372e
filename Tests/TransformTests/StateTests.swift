import OrderedCollections
import Testing

@testable import Transform

/// A property that a state forgets would come back blank. So each type is tried with a value none
/// of whose properties is blank, and a new property has to be given one here.
@Suite struct StateTests {
  @Test func keepsEveryProperty() throws {
    try check(Self.node)
    try check(Self.test)
    try check(Self.unitTest)
    try check(Self.rows)
    try check(Self.column)
    try check(Self.source)
    try check(Self.exposure)
    try check(Self.macro)
    try check(Self.location)
    try check(Self.error)
    try check(Self.built)
    try check(Reference(package: "p", name: "n", version: 2))
    try check(SourceReference(source: "s", table: "t"))
    try check(
      DocBlock(
        uniqueID: "u", name: "n", packageName: "p", path: "a", originalPath: "o", contents: "c"))
    try check(
      NodeGroup(
        uniqueID: "u", name: "n", packageName: "p", path: "a", owner: ["name": "x"],
        description: "d", meta: ["k": 1]))
  }

  /// Texts that look alike but are not the same bytes stay two.
  @Test func keepsTextsByTheirBytes() throws {
    let texts = ["\u{E9}", "e\u{301}", "", "\u{1F600}", "a\0b"]
    let back = try passed(texts)
    #expect(back.map { Array($0.utf8) } == texts.map { Array($0.utf8) })
  }

  @Test func keepsValuesOfEveryKind() throws {
    let values: [DataValue] = [
      nil, true, false, 0, -1, .integer(.min), .integer(.max), .float(-0.0), .float(.infinity),
      .float(1e-300), "text", [1, ["two"]], ["a": ["b": [:]], "c": 1], ["c": 1, "a": ["b": [:]]],
      ["a": true], ["a": 1], ["a": .float(1)],
    ]
    #expect("\(try passed(values))" == "\(values)")
  }

  private func check(_ value: some Archived) throws {
    let blanks = Dictionary(
      uniqueKeysWithValues: Mirror(reflecting: type(of: value).blank).children.map {
        ($0.label ?? "", "\($0.value)")
      })
    for child in Mirror(reflecting: value).children {
      let name = child.label ?? ""
      #expect(blanks[name] != "\(child.value)", "give \(type(of: value)).\(name) a value here")
    }
    var expected = ""
    var actual = ""
    dump(value, to: &expected)
    dump(try passed(value), to: &actual)
    #expect(actual == expected)
  }

  private func passed<Value: Archived>(_ value: Value) throws -> Value {
    var writer = StateWriter()
    var value = value
    try writer.value(&value)
    var reader = try StateReader(writer.finished())
    var back = Value.blank
    try reader.value(&back)
    #expect(reader.isAtEnd)
    return back
  }

  private static let location = SourceLocation(file: "f", line: 2, column: 3)
  private static let rows = UnitTestDetails.Rows(
    input: "ref('a')", format: "dict", rows: [["id": 1]], fixture: "f")
  private static let unitTest = UnitTestDetails(
    model: "m", version: 1, given: [rows], expected: rows, overrides: ["vars": ["v": 1]],
    versions: ["include": [1]])
  private static let test = TestDetails(
    name: "unique", namespace: "n", arguments: ["model": "m"], columnName: "c",
    attachedNode: "model.p.m", fileKeyName: "models.m")

  private static var column: ColumnDescription {
    var column = ColumnDescription(name: "c")
    column.description = "d"
    column.dataType = "int"
    column.meta = ["k": "v"]
    column.tags = ["t"]
    column.isQuoted = true
    column.docBlocks = ["doc.p.d"]
    column.constraints = [["type": "not_null"]]
    return column
  }

  private static var built: BuiltNode {
    var built = BuiltNode.blank
    for path in [
      \BuiltNode.id, \.project, \.target, \.environment, \.schema, \.alias, \.database, \.checksum,
      \.stamp,
    ] {
      built[keyPath: path] = "x"
    }
    built.resourceType = .seed
    built.body = ContentDigest(of: "a")
    built.code = "select 1"
    built.config = ["materialized": "view"]
    built.isRendered = false
    built.contract = "c"
    built.documentation = ContentDigest(of: "d")
    built.macros = ["macro.p.x": ContentDigest(of: "m")]
    built.inputs = ["model.p.y": "select 2"]
    built.builtAt = 7
    return built
  }

  private static var node: Node {
    var node = Node(
      uniqueID: "model.p.m", resourceType: .seed, name: "m", packageName: "p", path: "m.sql",
      originalPath: "models/m.sql", fqn: ["p", "m"], rawCode: "select 1",
      config: NodeConfig(["tags": ["t"]]), location: location)
    node.firstLine = 3
    node.checksum = "c0ffee"
    node.unrenderedConfig = ["tags": ["t"]]
    node.database = "d"
    node.schema = "s"
    node.alias = "a"
    node.description = "text"
    node.columns = ["c": column]
    node.patchPath = "p://models/m.yml"
    node.references = [Reference(package: nil, name: "r", version: nil)]
    node.sources = [SourceReference(source: "s", table: "t")]
    node.dependsOn = ["model.p.r"]
    node.macros = ["macro.p.x"]
    node.docBlocks = ["doc.p.d"]
    node.test = test
    node.isStatic = true
    node.index = 4
    node.version = 1
    node.latestVersion = 2
    node.deprecationDate = "2030-01-01"
    node.constraints = [["type": "check"]]
    node.primaryKey = ["id"]
    node.unitTest = unitTest
    node.isLiteral = true
    node.tagOrder = ["t"]
    return node
  }

  private static var source: SourceTable {
    var table = SourceTable(
      uniqueID: "source.p.s.t", packageName: "p", sourceName: "s", name: "t", path: "models/s.yml",
      fqn: ["p", "s", "t"], database: "d", schema: "s", identifier: "t",
      config: NodeConfig(["enabled": true]), location: location)
    table.description = "d"
    table.sourceDescription = "sd"
    table.loader = "l"
    table.loadedAtField = "at"
    table.loadedAtQuery = "select 1"
    table.columns = ["c": column]
    table.external = ["location": "x"]
    table.unrenderedConfig = ["k": 1]
    table.writtenDatabase = "wd"
    table.writtenSchema = "ws"
    table.sourceMeta = ["k": 2]
    table.freshness = ["filter": "f"]
    table.quoting = ["schema": true]
    return table
  }

  private static var exposure: Exposure {
    var exposure = Exposure(
      uniqueID: "exposure.p.e", name: "e", packageName: "p", path: "models/e.yml",
      fqn: ["p", "e"], settings: ["type": "dashboard"], config: NodeConfig(["enabled": true]),
      location: location)
    exposure.description = "d"
    exposure.unrenderedConfig = ["k": 1]
    exposure.references = [Reference(package: nil, name: "r", version: nil)]
    exposure.sources = [SourceReference(source: "s", table: "t")]
    exposure.dependsOn = ["model.p.r"]
    return exposure
  }

  private static var macro: MacroDefinition {
    var macro = MacroDefinition(
      uniqueID: "macro.p.x", name: "x", packageName: "p", path: "macros/x.sql", line: 2,
      source: "{% macro x() %}{% endmacro %}", blockName: "x", macroSource: "s")
    macro.description = "d"
    macro.meta = ["k": 1]
    return macro
  }

  private static var error: TransformError {
    var error = TransformError(
      .yaml, "m", hint: "h", at: location, sourceLine: "l", cause: "c")
    error.excerpt = "e"
    return error
  }
}
