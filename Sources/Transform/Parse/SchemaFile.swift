import OrderedCollections

/// What a schema file says of a column.
struct ColumnDeclaration {
  var name: String
  var location: SourceLocation
  var description: String
  var dataType: String?
  var meta: DataValue.Dictionary
  var tags: [String]
  var isQuoted: Bool?
  var constraints: [DataValue]
  var tests: [YAMLValue]
}

/// What a schema file says of a model, a seed, a snapshot, an analysis or a macro.
struct NodeDeclaration {
  var section: String
  var name: String
  var location: SourceLocation
  var description: String
  var columns: [ColumnDeclaration]
  var tests: [YAMLValue]
  /// What stands under `config`, and what older files put beside it.
  var config: DataValue.Dictionary
  /// What stands under `config`, its templates not rendered.
  var writtenConfig: DataValue.Dictionary
  /// The entry as it stands, for what only some sections have.
  var entry: YAMLValue
}

/// A table that a schema file says others fill.
struct SourceDeclaration {
  var sourceName: String
  var tableName: String
  var location: SourceLocation
  var schema: String?
  var database: String?
  var identifier: String?
  var description: String
  var sourceDescription: String
  var loader: String
  var loadedAtField: String?
  var loadedAtQuery: String?
  var freshness: DataValue
  var external: DataValue
  var hasFreshness = false
  var quoting: DataValue.Dictionary
  var sourceConfig: DataValue.Dictionary
  var tableConfig: DataValue.Dictionary
  var sourceMeta: DataValue.Dictionary
  var tests: [YAMLValue]
  var columns: [ColumnDeclaration]
}

/// A YAML file of a project's folders: descriptions, tests, sources, exposures and the like.
struct SchemaFile {
  /// The path below its project's folder.
  var path: String
  /// The checksum of its text, which is that of the snapshots it defines.
  let checksum: String
  var nodes: [NodeDeclaration] = []
  var sources: [SourceDeclaration] = []
  var exposures: [YAMLValue] = []
  var groups: [YAMLValue] = []
  var unitTests: [YAMLValue] = []

  private static let nodeSections = [
    "models", "seeds", "snapshots", "analyses", "macros", "data_tests", "tests",
  ]

  /// Whether dbt leaves the values at this path for later.
  private static func isRenderedLater(_ path: [String]) -> Bool {
    guard path.count > 1, let last = path.last else { return false }
    return [
      "description", "tests", "data_tests", "loaded_at_query", "pre-hook", "post-hook", "pre_hook",
      "post_hook",
    ]
    .contains(last)
  }

  /// Reads a schema file.
  ///
  /// - Parameters:
  ///   - text: the file's text.
  ///   - path: its path below its project's folder.
  ///   - shown: the path by which errors show it.
  ///   - renderer: what renders its templates.
  /// - Throws: ``TransformError`` of kind `yaml` where an entry has the wrong shape.
  init(
    text: String, path: String, shown: String, renderer: YAMLRenderer
  ) throws(TransformError) {
    self.path = path
    checksum = ProjectParser.checksum(text.blanksJoined)
    let raw = try YAMLValue.parse(text, file: shown)
    guard let entries = raw.entries else {
      if case .scalar(.null) = raw.content { return }
      throw TransformError(
        .yaml, "a schema file has to be a mapping with `models:`, `sources:` and the like",
        at: raw.location, sourceLine: text.line(raw.location.line))
    }
    do throws(TransformError) {
      for section in entries {
        let value =
          YAMLRenderer.isTemplate(text)
          ? try renderer.rendered(section.value, path: [section.key], keeping: Self.isRenderedLater)
          : section.value
        try read(section.key, value, written: section.value)
      }
    } catch {
      throw error.sourceLine == nil
        ? TransformError(
          error.kind, error.message, hint: error.hint, at: error.location,
          sourceLine: text.line(error.location?.line ?? 0), cause: error.cause) : error
    }
  }

  private mutating func read(
    _ section: String, _ value: YAMLValue, written: YAMLValue
  ) throws(TransformError) {
    switch section {
    case _ where Self.nodeSections.contains(section):
      let members = try Self.members(value, of: section)
      // Tests have an older name.
      let kind = section == "tests" ? "data_tests" : section
      for (entry, written) in zip(members, written.members ?? []) {
        nodes.append(try Self.node(entry, section: kind, written: written))
      }
    case "sources":
      for entry in try Self.members(value, of: section) { try readSource(entry) }
    case "exposures": exposures += try Self.members(value, of: section)
    case "unit_tests": unitTests += try Self.members(value, of: section)
    case "groups": groups += try Self.members(value, of: section)
    default: break
    }
  }

  private static func members(
    _ value: YAMLValue, of section: String
  ) throws(TransformError) -> [YAMLValue] {
    if case .scalar(.null) = value.content { return [] }
    guard let members = value.members else {
      throw TransformError(
        .yaml, "`\(section)` has to be a list", hint: "begin each entry with `- name:`",
        at: value.location)
    }
    return members
  }

  private static func name(
    _ entry: YAMLValue, in section: String
  ) throws(TransformError) -> String {
    guard entry.entries != nil else {
      throw TransformError(
        .yaml, "an entry of `\(section)` has to be a mapping with a `name`", at: entry.location)
    }
    guard let value = entry["name"], case .scalar(let scalar) = value.content, scalar != .null
    else {
      throw TransformError(
        .yaml, "an entry of `\(section)` has no `name`", at: entry.location)
    }
    return scalar.pythonString
  }

  static func tests(_ entry: YAMLValue) throws(TransformError) -> [YAMLValue] {
    let value = entry["data_tests"] ?? entry["tests"]
    if entry["data_tests"] != nil, let older = entry["tests"] {
      throw TransformError(
        .yaml, "there are both `tests` and `data_tests` here",
        hint: "put all of them below `data_tests`", at: older.location)
    }
    guard let value else { return [] }
    if case .scalar(.null) = value.content { return [] }
    guard let members = value.members else {
      throw TransformError(
        .yaml, "tests have to be a list", hint: "write `- not_null` below it", at: value.location)
    }
    return members
  }

  static func columns(_ entry: YAMLValue) throws(TransformError) -> [ColumnDeclaration] {
    guard let value = entry["columns"] else { return [] }
    var result: [ColumnDeclaration] = []
    for column in try members(value, of: "columns") where column["include"] == nil {
      let config = column["config"]?.data.dictionary ?? [:]
      var meta = column["meta"]?.data.dictionary ?? [:]
      for (key, member) in config["meta"]?.dictionary ?? [:] { meta[key] = member }
      let tags = (column["tags"]?.data.stringList ?? []) + (config["tags"]?.stringList ?? [])
      result.append(
        ColumnDeclaration(
          name: try name(column, in: "columns"), location: column.location,
          description: column["description"]?.data.descriptionText ?? "",
          dataType: column["data_type"]?.data.string, meta: meta,
          tags: Array(OrderedSet(tags)), isQuoted: column["quote"]?.data.boolean,
          constraints: column["constraints"]?.data.list ?? [], tests: try tests(column)))
    }
    return result
  }

  static func config(_ entry: YAMLValue) throws(TransformError) -> DataValue.Dictionary {
    var result = DataValue.Dictionary()
    if let written = entry["config"] {
      if case .scalar(.null) = written.content {
      } else if let entries = written.data.dictionary {
        result = entries
      } else {
        throw TransformError(.yaml, "`config` has to be a mapping", at: written.location)
      }
    }
    for key in ["meta", "docs", "access", "group", "tags", "latest_version_pointer"] {
      guard let outer = entry[key]?.data, !outer.isNull else { continue }
      if key == "tags" {
        result[key] = .list(
          (outer.stringList + (result[key]?.stringList ?? [])).map(DataValue.string))
      } else if case .dictionary(var entries) = outer {
        for (name, member) in result[key]?.dictionary ?? [:] { entries[name] = member }
        result[key] = .dictionary(entries)
      } else if result[key] == nil {
        result[key] = outer
      }
    }
    return result
  }

  /// Refuses a setting that stands twice, and a description that is no text.
  private static func checkPlaces(_ entry: YAMLValue) throws(TransformError) {
    for key in ["meta", "docs", "group", "access"] {
      guard let outer = entry[key], entry["config"]?[key] != nil else { continue }
      throw TransformError(
        .yaml, "`\(key)` stands both here and under `config`",
        hint: "leave the one under `config`", at: outer.location)
    }
    if let meta = entry["config"]?["meta"], meta.entries == nil, !meta.data.isNull {
      throw TransformError(
        .yaml, "`meta` has to be a mapping", hint: "write it like {owner: finance}",
        at: meta.location)
    }
    let description = entry["description"]
    if let description, description.entries != nil || description.members != nil {
      throw TransformError(
        .yaml, "a description has to be a text", hint: "put it into quotes",
        at: description.location)
    }
  }

  private static func node(
    _ entry: YAMLValue, section: String, written: YAMLValue
  ) throws(TransformError) -> NodeDeclaration {
    try checkPlaces(entry)
    return NodeDeclaration(
      section: section, name: try name(entry, in: section), location: entry.location,
      description: entry["description"]?.data.descriptionText ?? "",
      columns: section == "macros" ? [] : try columns(entry),
      tests: section == "macros" ? [] : try tests(entry), config: try config(entry),
      writtenConfig: written["config"]?.data.dictionary ?? [:], entry: entry)
  }

  private mutating func readSource(_ entry: YAMLValue) throws(TransformError) {
    let sourceName = try Self.name(entry, in: "sources")
    let sourceConfig = try Self.config(entry)
    guard let tables = entry["tables"] else { return }
    for table in try Self.members(tables, of: "tables") {
      var quoting = entry["quoting"]?.data.dictionary ?? [:]
      for (key, value) in table["quoting"]?.data.dictionary ?? [:] { quoting[key] = value }
      let tableConfig = try Self.config(table)
      let loadedAt =
        table["loaded_at_field"]?.string ?? tableConfig["loaded_at_field"]?.string
        ?? entry["loaded_at_field"]?.string ?? sourceConfig["loaded_at_field"]?.string
      let query =
        table["loaded_at_query"]?.string ?? tableConfig["loaded_at_query"]?.string
        ?? entry["loaded_at_query"]?.string ?? sourceConfig["loaded_at_query"]?.string
      let freshness = SourceFreshness.merged(
        entry["freshness"]?.data ?? sourceConfig["freshness"],
        table["freshness"]?.data ?? tableConfig["freshness"])
      let isTwofold = [tableConfig, sourceConfig].contains {
        $0["loaded_at_field"] != nil && $0["loaded_at_query"] != nil
      }
      if isTwofold {
        throw TransformError(
          .yaml, "a source has either `loaded_at_field` or `loaded_at_query`, not both",
          hint: "leave the one that tells when rows came", at: table.location)
      }
      let hasFreshness = [
        table["freshness"]?.data, tableConfig["freshness"],
        entry["freshness"]?.data, sourceConfig["freshness"],
      ].contains { $0 != nil }
      sources.append(
        SourceDeclaration(
          sourceName: sourceName, tableName: try Self.name(table, in: "tables"),
          location: table.location, schema: entry["schema"]?.data.descriptionText,
          database: entry["database"]?.data.descriptionText,
          identifier: table["identifier"]?.data.descriptionText,
          description: table["description"]?.data.descriptionText ?? "",
          sourceDescription: entry["description"]?.data.descriptionText ?? "",
          loader: table["loader"]?.string ?? entry["loader"]?.string ?? "",
          loadedAtField: loadedAt, loadedAtQuery: query, freshness: freshness,
          external: table["external"]?.data ?? .null, hasFreshness: hasFreshness, quoting: quoting,
          sourceConfig: sourceConfig, tableConfig: tableConfig,
          sourceMeta: sourceConfig["meta"]?.dictionary ?? [:], tests: try Self.tests(table),
          columns: try Self.columns(table)))
    }
  }
}

extension DataValue {
  /// The text of a scalar that a reader may have left unquoted; nil for null and for non-scalars.
  fileprivate var descriptionText: String? {
    switch self {
    case .null, .list, .dictionary: nil
    default: pythonString
    }
  }
}
