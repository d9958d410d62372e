public import OrderedCollections

/// The kinds of things a project declares, with dbt's names.
public enum ResourceType: String, Sendable, Hashable, CaseIterable {
  case model, seed, snapshot, test, analysis, operation, source, exposure, metric, group
  case macro, doc
  case unitTest = "unit_test"
  case sqlOperation = "sql_operation"
}

/// A call of `ref` with constant arguments.
public struct Reference: Sendable, Hashable {
  /// The package named, if any.
  public var package: String?
  /// The model's, seed's or snapshot's name.
  public var name: String
  /// The version named, if any: a number or a text, as it was written.
  public var version: DataValue?
}

/// A call of `source` with constant arguments.
public struct SourceReference: Sendable, Hashable {
  /// The source's name.
  public var source: String
  /// The table's name in it.
  public var table: String
}

/// What a schema file says of a column.
public struct ColumnDescription: Sendable {
  /// The column's name.
  public var name: String
  /// The description, rendered.
  public var description = ""
  /// The type declared, if any.
  public var dataType: String?
  /// Free-form metadata.
  public var meta = DataValue.Dictionary()
  /// Tags, which the column's tests inherit.
  public var tags: [String] = []
  /// Whether the name is quoted, where that is said.
  public var isQuoted: Bool?
  /// The doc blocks its description names.
  public var docBlocks: [String] = []
  /// Constraints, as they were written.
  public var constraints: [DataValue] = []
}

/// What a unit test gives a model and expects of it.
public struct UnitTestDetails: Sendable {
  /// Rows in one of the three formats.
  public struct Rows: Sendable {
    /// The `ref` or `source` call, or `this`; empty for what is expected.
    public var input: String
    /// `dict`, `csv` or `sql`.
    public var format: String
    /// The rows: mappings for `dict`, else a text.
    public var rows: DataValue
    /// The fixture file named, if any.
    public var fixture: String?
  }

  /// The model's name.
  public var model: String
  /// The version of the model that this test is for.
  public var version: DataValue?
  /// The rows of each input.
  public var given: [Rows]
  /// The rows expected.
  public var expected: Rows
  /// What stands in place of macros, variables and environment variables.
  public var overrides: DataValue.Dictionary
  /// The versions it is declared for.
  public var versions: DataValue
}

/// A generic test's origin: the macro it calls, with what, on which node.
public struct TestDetails: Sendable {
  /// The test's name without its package: `not_null`.
  public var name: String
  /// The package named, if any.
  public var namespace: String?
  /// The arguments of the macro, `model` among them as a template.
  public var arguments: DataValue.Dictionary
  /// The column it stands below, if any.
  public var columnName: String?
  /// The node it stands below.
  public var attachedNode: String?
  /// The section and the name it stands below, such as `models.orders`.
  public var fileKeyName: String
}

/// A piece of SQL, a file of rows or a test: something of a project that a command can work on.
public struct Node: Sendable {
  /// The identifier, unique in a manifest: `model.shop.orders`.
  public var uniqueID: String
  /// What kind of node it is.
  public var resourceType: ResourceType
  /// The name that `ref` finds it by.
  public var name: String
  /// The package it belongs to.
  public var packageName: String
  /// The path below the folder it was searched from.
  public var path: String
  /// The path below its project's folder.
  public var originalPath: String
  /// The package, the folders and the name.
  public var fqn: [String]
  /// The code as it was written, without white space around it.
  public var rawCode: String
  /// The line of the file that `rawCode` begins on.
  public var firstLine = 1
  /// SHA-256 of the file's content in hexadecimal; empty for nodes without a file of their own.
  public var checksum = ""
  /// The configuration that holds for the node.
  public var config: NodeConfig
  /// What its own files say of the configuration, before inheritance fills it up.
  public var unrenderedConfig = DataValue.Dictionary()
  /// Where it is materialized.
  public var database = ""
  /// The schema it lies in.
  public var schema = ""
  /// The name it has in its schema.
  public var alias = ""
  /// The description, rendered.
  public var description = ""
  /// What schema files say of its columns.
  public var columns = OrderedDictionary<String, ColumnDescription>()
  /// The schema file that describes it, as `package://path`.
  public var patchPath: String?
  /// The calls of `ref` and `source` in its code, in order.
  public var references: [Reference] = []
  /// The sources, by identifier or as code names them.
  public var sources: [SourceReference] = []
  /// The nodes and sources it reads, resolved.
  public var dependsOn: [String] = []
  /// The macros it calls, as far as parsing saw.
  public var macros: [String] = []
  /// The doc blocks its description names.
  public var docBlocks: [String] = []
  /// Where it was declared.
  public var location: SourceLocation
  /// For a generic test, where it comes from.
  public var test: TestDetails?
  /// Whether the code is no more than constant parts and calls.
  var isStatic = false
  /// For an operation, its place among its kind.
  public var index: Int?
  /// The version, for a model that has several.
  public var version: DataValue?
  /// The version that a ref without one means.
  public var latestVersion: DataValue?
  /// When the model is to go away, as the schema file says.
  public var deprecationDate: String?
  /// The constraints of the whole relation, as they were written.
  public var constraints: [DataValue] = []
  /// The columns that tell rows apart, as constraints or tests say.
  public var primaryKey: [String] = []
  /// For a unit test, its inputs and what is expected.
  public var unitTest: UnitTestDetails?
  /// Whether ``rawCode`` is SQL as it stands.
  var isLiteral = false

  /// Code as constant parts and calls, where it is no more than that.
  var template: StaticTemplate? { isStatic ? StaticTemplate(rawCode) : nil }

  /// The name that listings and selections show, the version included.
  var searchName: String {
    version.map { "\(name).v\($0.pythonString)" } ?? name
  }

  /// How the node is materialized: `view`, `table`, `test` …
  public var materialized: String { config.text("materialized") ?? "" }
  /// Its tags.
  public var tags: [String] { tagOrder ?? Array(OrderedSet(config["tags"]?.stringList ?? [])) }
  /// The tags in dbt's order, where a schema file adds some: those of the code before.
  var tagOrder: [String]?
  /// Whether a relation of its own comes of it.
  public var isRefable: Bool {
    switch resourceType {
    case .model, .seed, .snapshot: true
    default: false
    }
  }
  /// Whether the node is a common table expression of whoever reads it.
  public var isEphemeral: Bool { resourceType == .model && materialized == "ephemeral" }
}

/// A table that others fill and the project reads.
public struct SourceTable: Sendable {
  /// `source.package.source.table`.
  public var uniqueID: String
  /// The package it belongs to.
  public var packageName: String
  /// The source's name.
  public var sourceName: String
  /// The name.
  public var name: String
  /// The path of the file that declares it.
  public var path: String
  /// The package, the folders and the name.
  public var fqn: [String]
  /// The database it lies in.
  public var database: String
  /// The schema it lies in.
  public var schema: String
  /// The table's name in the warehouse.
  public var identifier: String
  /// The description, rendered.
  public var description = ""
  /// The source's description, rendered.
  public var sourceDescription = ""
  /// What fills it, as the schema file says.
  public var loader = ""
  /// The column that says when a row was loaded.
  public var loadedAtField: String?
  /// The query that says when the newest row was loaded.
  public var loadedAtQuery: String?
  /// What the schema file says of its columns.
  public var columns = OrderedDictionary<String, ColumnDescription>()
  /// The configuration that holds for it.
  public var config: NodeConfig
  /// Where it lies outside of the database, as the schema file says.
  var external: DataValue = .null
  /// What schema files say of its configuration.
  var unrenderedConfig = DataValue.Dictionary()
  /// The database and the schema as they were written.
  var writtenDatabase: String?
  var writtenSchema: String?
  /// The source's own metadata.
  public var sourceMeta = DataValue.Dictionary()
  /// How old it may be, as the schema file says.
  public var freshness: DataValue = .null
  /// Which parts of its name are quoted.
  public var quoting = DataValue.Dictionary()
  /// Where it was declared.
  public var location: SourceLocation
  /// Its tags.
  public var tags: [String] { config["tags"]?.stringList ?? [] }
}

/// Something outside that depends on the project: a dashboard, an application.
public struct Exposure: Sendable {
  /// `exposure.package.name`.
  public var uniqueID: String
  /// The name.
  public var name: String
  /// The package it belongs to.
  public var packageName: String
  /// The path of the file that declares it.
  public var path: String
  /// The package, the folders and the name.
  public var fqn: [String]
  /// What the schema file says of it: `type`, `owner`, `url`, `maturity`, `label` …
  public var settings: DataValue.Dictionary
  /// The description, rendered.
  public var description = ""
  /// The configuration that holds for it.
  public var config: NodeConfig
  /// What schema files say of its configuration.
  var unrenderedConfig = DataValue.Dictionary()
  /// The nodes it names by `ref`.
  public var references: [Reference] = []
  /// The sources, by identifier or as code names them.
  public var sources: [SourceReference] = []
  /// What it depends on, resolved.
  public var dependsOn: [String] = []
  /// Where it was declared.
  public var location: SourceLocation
  /// Its tags.
  public var tags: [String] { config["tags"]?.stringList ?? [] }
}
