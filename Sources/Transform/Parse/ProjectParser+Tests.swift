import FoundationEssentials
import OrderedCollections
import Spelling

extension ProjectParser {
  /// Reads the source tables of every schema file.
  func readSources() throws(TransformError) {
    for (package, schema) in schemas {
      for declaration in schema.sources { try addSource(declaration, package: package, schema) }
    }
  }

  private func addSource(
    _ declaration: SourceDeclaration, package: String, _ schema: SchemaFile
  ) throws(TransformError) {
    let id = "source.\(package).\(declaration.sourceName).\(declaration.tableName)"
    let folders = Self.folders(of: schema.path)
    let fqn = [package] + folders + [declaration.sourceName, declaration.tableName]
    var patch = NodeConfig(declaration.sourceConfig)
    patch.lay(declaration.tableConfig)
    let config = tree.config(.source, package: package, fqn: fqn, patch: patch.values)
    var table = SourceTable(
      uniqueID: id, packageName: package, sourceName: declaration.sourceName,
      name: declaration.tableName, path: schema.path, fqn: fqn,
      database: declaration.database ?? manifest.profile.database,
      schema: declaration.schema ?? declaration.sourceName,
      identifier: declaration.identifier ?? declaration.tableName, config: config,
      location: declaration.location)
    table.description = try evaluator.description(
      declaration.description, package: package, docs: manifest.docs, at: declaration.location
    ).text
    table.sourceDescription = try evaluator.description(
      declaration.sourceDescription, package: package, docs: manifest.docs,
      at: declaration.location
    ).text
    table.loader = declaration.loader
    table.loadedAtField = declaration.loadedAtField
    table.loadedAtQuery = declaration.loadedAtQuery
    table.freshness = declaration.freshness
    table.external = declaration.external
    table.writtenDatabase = declaration.database
    table.writtenSchema = declaration.schema
    var written: DataValue.Dictionary = [
      "loaded_at_field": DataValue(declaration.loadedAtField),
      "loaded_at_query": DataValue(declaration.loadedAtQuery),
      "meta": table.config["meta"] ?? [:], "tags": DataValue(strings: table.tags),
    ]
    for (key, value) in patch.values where written[key] == nil { written[key] = value }
    if declaration.hasFreshness { written["freshness"] = declaration.freshness }
    table.unrenderedConfig = tree.written(.source, package: package, fqn: fqn)
    for (key, value) in written { table.unrenderedConfig[key] = value }
    table.quoting = declaration.quoting
    table.sourceMeta = declaration.sourceMeta
    table.columns = try columns(declaration.columns, package: package)
    guard config.isEnabled else {
      manifest.disabledSources.append(table)
      return
    }
    try checkFreshness(declaration.freshness, at: declaration.location)
    if let other = manifest.sources[id] {
      throw TransformError(
        .duplicate, "the source table \"\(table.sourceName).\(table.name)\" is declared twice",
        hint: "the other declaration is at \(other.location)", at: declaration.location)
    }
    manifest.sources[id] = table
  }

  /// The folders of a schema file below the path it was searched from.
  static func folders(of path: String) -> [String] {
    path.split(separator: "/").dropFirst().dropLast().map(String.init)
  }

  /// Makes the nodes of every test that a schema file asks for.
  func readTests() throws(TransformError) {
    for (package, schema) in schemas {
      for declaration in schema.nodes where declaration.section != "macros" {
        try addTests(of: declaration, package: package, schema)
      }
      for declaration in schema.sources {
        let id = "source.\(package).\(declaration.sourceName).\(declaration.tableName)"
        guard manifest.sources[id] != nil else { continue }
        let target = GenericTest.Target.source(
          name: declaration.sourceName, table: declaration.tableName)
        let place = TestPlace(
          target: target, package: package, schemaPath: schema.path, attachedNode: nil,
          fileKeyName: "sources.\(declaration.sourceName)")
        let tags = manifest.sources[id]?.tags ?? []
        for test in declaration.tests { try addTest(test, column: nil, tags: tags, at: place) }
        for column in declaration.columns {
          for test in column.tests {
            try addTest(test, column: column.name, tags: tags + column.tags, at: place)
          }
        }
      }
    }
  }

  private struct TestPlace {
    var target: GenericTest.Target
    var package: String
    var schemaPath: String
    var attachedNode: String?
    var fileKeyName: String
  }

  private func addTests(
    of declaration: NodeDeclaration, package: String, _ schema: SchemaFile
  ) throws(TransformError) {
    let versioned =
      try declaration.section == "models" && declaration.entry["versions"] != nil
      ? ModelVersion.versions(of: declaration) : []
    for version in versioned {
      try addTests(
        of: version.declaration, version: version, package: package, schema)
    }
    guard versioned.isEmpty else { return }
    try addTests(of: declaration, version: nil, package: package, schema)
  }

  private func addTests(
    of declaration: NodeDeclaration, version: ModelVersion?, package: String,
    _ schema: SchemaFile
  ) throws(TransformError) {
    let kinds = ["models": "model", "seeds": "seed", "snapshots": "snapshot"]
    guard let kind = kinds[declaration.section] else { return }
    let suffix = version.map { ".v" + $0.version.pythonString } ?? ""
    let id = "\(kind).\(package).\(declaration.name)\(suffix)"
    guard manifest.nodes[id] != nil else { return }
    let place = TestPlace(
      target: .node(name: declaration.name, version: version?.version),
      package: package,
      schemaPath: schema.path, attachedNode: id,
      fileKeyName: "\(declaration.section).\(declaration.name)")
    for test in declaration.tests { try addTest(test, column: nil, tags: [], at: place) }
    for column in declaration.columns {
      let name = column.isQuoted == true ? "\"\(column.name)\"" : column.name
      for test in column.tests { try addTest(test, column: name, tags: column.tags, at: place) }
    }
  }

  private func addTest(
    _ declaration: YAMLValue, column: String?, tags: [String], at place: TestPlace
  ) throws(TransformError) {
    let renderer = evaluator.schemaRenderer(package: place.package)
    let test = try GenericTest(declaration, on: place.target, column: column, renderer: renderer)
    let package = place.package
    let macroName = "test_" + test.name
    let macro =
      test.namespace.map { manifest.macros.macro(macroName, in: $0) }
      ?? manifest.macros.macro(macroName, from: package)
    // A project may hold tests of a package that is not installed: they fail when they are to run.
    if macro == nil { warnings.append(unknownTest(test)) }
    var node = Node(
      uniqueID: "test.\(package).\(test.fullName).\(test.identityHash)", resourceType: .test,
      name: test.fullName, packageName: package, path: test.shortName + ".sql",
      originalPath: place.schemaPath,
      fqn: [package] + Self.folders(of: place.schemaPath) + [test.fullName],
      rawCode: test.rawCode, config: NodeConfig(), location: test.location)
    node.description = test.description
    node.test = TestDetails(
      name: test.name, namespace: test.namespace, arguments: test.arguments, columnName: column,
      attachedNode: place.attachedNode, fileKeyName: place.fileKeyName)
    node.macros = macro.map { [$0.uniqueID] } ?? []
    node.config = tree.config(.test, package: package, fqn: node.fqn, calls: test.config)
    node.config.settleFailures(of: .test)
    let isSimple =
      macro?.packageName == MacroIndex.globalPackage
      && ["test_unique", "test_not_null"].contains(macroName)
    node.unrenderedConfig = tree.written(.test, package: package, fqn: node.fqn)
    let written =
      isSimple || test.config.isEmpty ? test.config : ConfigCallText.arguments(in: node.rawCode)
    for (key, value) in written { node.unrenderedConfig[key] = value }
    let own = tags + (test.config["tags"]?.stringList ?? [])
    if !own.isEmpty { node.tagOrder = Array(OrderedSet(Set(own).sorted() + node.tags)) }
    if let constants = constantReferences(test, macro: macro) {
      node.references = constants.references
      if isSimple, case .node(let name, let version?) = place.target {
        node.references = [Reference(package: nil, name: name, version: version)]
      }
      node.sources = constants.sources
      // dbt renders the arguments of all but the simplest two, and sees what they call.
      if !isSimple, macro != nil,
        let filter = manifest.macros.macro("get_where_subquery", from: package)
      {
        node.macros.append(filter.uniqueID)
      }
    } else {
      let calls = try evaluator.evaluate(&node)
      // The macro may configure its tests, and what a schema file says comes after.
      if !calls.isEmpty {
        node.config = tree.config(.test, package: package, fqn: node.fqn, calls: calls)
        node.config.settleFailures(of: .test)
        if test.config.isEmpty {
          for (key, value) in calls { node.unrenderedConfig[key] = value }
        }
      }
    }
    if let attached = place.attachedNode, let group = manifest.nodes[attached]?.config["group"] {
      node.config["group"] = group
    }
    if let other = manifest.nodes[node.uniqueID] {
      throw TransformError(
        .duplicate, "dbt found two data_tests with the name \"\(test.fullName)\"",
        hint: "give one of them a `name`; the other is at \(other.location)", at: test.location)
    }
    try add(node)
  }

  private func unknownTest(_ test: GenericTest) -> TransformError {
    let names = manifest.macros.macros.values.lazy.map(\.name)
      .filter { $0.hasPrefix("test_") }.map { String($0.dropFirst(5)) }
    return TransformError(
      .unresolved, "there is no generic test \"\(test.name)\"",
      hint: NearestName.hint(for: test.name, among: Array(names), kind: "test"),
      at: test.location)
  }

  /// What a test of the program's own four refers to, where its arguments are constants: those
  /// macros refer to nothing else. One without a macro refers to no more than its arguments do.
  private func constantReferences(
    _ test: GenericTest, macro: MacroDefinition?
  ) -> (references: [Reference], sources: [SourceReference])? {
    let own = ["test_unique", "test_not_null", "test_accepted_values", "test_relationships"]
    if let macro {
      guard macro.packageName == MacroIndex.globalPackage, own.contains(macro.name) else {
        return nil
      }
    }
    var references: [Reference] = []
    var sources: [SourceReference] = []
    for (key, value) in test.arguments where key != "column_name" {
      guard case .string(let text) = value else { continue }
      if key == "model" {
        let inner = text.dropFirst("{{ get_where_subquery(".count).dropLast(") }}".count)
        guard let parts = StaticTemplate("{{ \(inner) }}")?.parts else { return nil }
        append(parts, &references, &sources)
      } else if YAMLRenderer.isTemplate(text) {
        guard macro == nil else { return nil }
      } else if CallText.isCall(text) {
        guard let parts = StaticTemplate("{{ \(text) }}")?.parts else { return nil }
        append(parts, &references, &sources)
      }
    }
    return (references, sources)
  }

  private func append(
    _ parts: [StaticTemplate.Part], _ references: inout [Reference],
    _ sources: inout [SourceReference]
  ) {
    for part in parts {
      switch part {
      case .reference(let reference): references.append(reference)
      case .source(let source): sources.append(source)
      case .text: break
      }
    }
  }

  /// Reads exposures and groups.
  func readExposuresAndGroups() throws(TransformError) {
    for (package, schema) in schemas {
      for entry in schema.groups {
        guard let name = entry["name"]?.string else {
          throw TransformError(.yaml, "a group has no `name`", at: entry.location)
        }
        let id = "group.\(package).\(name)"
        if manifest.groups[id] != nil {
          throw TransformError(
            .duplicate, "the group \"\(name)\" is declared twice",
            hint: "give one of them another name", at: entry.location)
        }
        try Self.checkOwner(entry, of: "the group \"\(name)\"")
        manifest.groups[id] = NodeGroup(
          uniqueID: id, name: name, packageName: package, path: schema.path,
          owner: entry["owner"]?.data ?? .null)
        manifest.groups[id]?.description = entry["description"]?.data ?? .null
        manifest.groups[id]?.meta = entry["config"]?["meta"]?.data ?? [:]
      }
      for entry in schema.exposures { try addExposure(entry, package: package, schema) }
    }
  }

  private static let exposureTypes = ["dashboard", "notebook", "analysis", "ml", "application"]

  /// Looks that there is someone to ask.
  private static func checkOwner(_ entry: YAMLValue, of what: String) throws(TransformError) {
    let owner = entry["config"]?["owner"] ?? entry["owner"]
    let isKnown = ["name", "email"].contains { key in
      owner?[key].map { !$0.data.isNull } ?? false
    }
    guard !isKnown else { return }
    throw TransformError(
      .yaml, "\(what) has no owner with a name or an email",
      hint: "add owner: {name: …, email: …}", at: owner?.location ?? entry.location)
  }

  private static func checkExposure(
    _ entry: YAMLValue, _ name: String
  ) throws(TransformError) {
    try checkOwner(entry, of: "the exposure \"\(name)\"")
    let type = entry["type"]?.string ?? ""
    guard !exposureTypes.contains(type) else { return }
    throw TransformError(
      .yaml, "'\(type)' is not a type of exposures",
      hint: "one of: \(exposureTypes.joined(separator: ", "))",
      at: entry["type"]?.location ?? entry.location)
  }

  private func addExposure(
    _ entry: YAMLValue, package: String, _ schema: SchemaFile
  ) throws(TransformError) {
    guard let name = entry["name"]?.string else {
      throw TransformError(.yaml, "an exposure has no `name`", at: entry.location)
    }
    try Self.checkExposure(entry, name)
    if let other = manifest.exposures["exposure.\(package).\(name)"] {
      throw TransformError(
        .duplicate, "the exposure \"\(name)\" is declared twice",
        hint: "the other declaration is at \(other.location)", at: entry.location)
    }
    let fqn = [package] + Self.folders(of: schema.path) + [name]
    var patch = entry["config"]?.data.dictionary ?? [:]
    for key in ["meta", "tags"] {
      if let value = entry[key]?.data, patch[key] == nil { patch[key] = value }
    }
    let config = tree.config(.exposure, package: package, fqn: fqn, patch: patch)
    guard config.isEnabled else { return }
    var exposure = Exposure(
      uniqueID: "exposure.\(package).\(name)", name: name, packageName: package,
      path: schema.path, fqn: fqn, settings: entry.data.dictionary ?? [:], config: config,
      location: entry.location)
    exposure.unrenderedConfig = tree.written(.exposure, package: package, fqn: fqn)
    for (key, value) in entry["config"]?.data.dictionary ?? [:] {
      exposure.unrenderedConfig[key] = value
    }
    exposure.description = try evaluator.description(
      entry["description"]?.string ?? "", package: package, docs: manifest.docs,
      at: entry.location
    ).text
    for member in entry["depends_on"]?.members ?? [] {
      guard let text = member.string, let template = StaticTemplate("{{ \(text) }}") else {
        throw TransformError(
          .yaml, "an exposure depends on refs and sources",
          hint: "write `- ref('orders')`", at: member.location)
      }
      append(template.parts, &exposure.references, &exposure.sources)
    }
    manifest.exposures[exposure.uniqueID] = exposure
  }
}

/// Texts of schema files that are calls without braces, as in `to: ref('orders')`.
enum CallText {
  private static let names = ["env_var", "ref", "var", "source", "doc"]

  /// Whether the whole text looks like a call of one of the functions that such texts may call.
  static func isCall(_ text: String) -> Bool {
    let body = text.trimmed
    guard body.hasSuffix(")"), let open = body.firstIndex(of: "(") else { return false }
    let name = body[..<open].trimmedText
    return names.contains(name) && body.distance(from: open, to: body.endIndex) > 2
  }
}
