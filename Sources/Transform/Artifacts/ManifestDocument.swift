import FoundationEssentials
import Jinja
import OrderedCollections

/// A manifest as dbt's `manifest.json`, version 12.
enum ManifestDocument {
  /// The version of dbt whose artifacts these are.
  static let dbtVersion = "1.12.6"

  /// What stands under `metadata` in every artifact.
  static func metadata(schema: String, invocationID: String, at date: Date) -> DataValue.Dictionary
  {
    [
      "dbt_schema_version": .string("https://schemas.getdbt.com/dbt/\(schema).json"),
      "dbt_version": .string(dbtVersion),
      "generated_at": .string(PythonDateTime.isoText(date)),
      "invocation_id": .string(invocationID), "env": [:],
    ]
  }

  /// The whole document, written node by node: together they take many times the room of the text.
  static func json(
    _ manifest: Manifest, compiled: [String: Compiler.Code], bound: BoundColumns = BoundColumns(),
    invocationID: String
  ) -> [UInt8] {
    var document = ObjectWriter(capacity: 4096 * (manifest.nodes.count + 16))
    document.put("metadata", metadata(of: manifest, invocationID: invocationID))
    document.put("nodes") { $0.append(nodes(manifest, compiled, bound)) }
    document.put(
      "sources", dictionary(manifest.sources.values) { ($0.uniqueID, source($0, manifest)) })
    document.put("macros", dictionary(manifest.macros.macros.values) { ($0.uniqueID, macro($0)) })
    document.put("docs", dictionary(manifest.docs.values) { ($0.uniqueID, doc($0)) })
    document.put("exposures", dictionary(manifest.exposures.values) { ($0.uniqueID, exposure($0)) })
    document.put("metrics", [:])
    document.put("groups", dictionary(manifest.groups.values) { ($0.uniqueID, group($0)) })
    document.put("selectors", .dictionary(manifest.selectors))
    document.put("disabled", disabled(manifest))
    putGraph(manifest, into: &document)
    document.put("group_map", groupMap(manifest))
    document.put("saved_queries", [:])
    document.put("semantic_models", [:])
    document.put("unit_tests") { tests in
      for node in manifest.nodes.values where node.unitTest != nil {
        tests.put(node.uniqueID, .dictionary(unitTest(node, manifest)))
      }
    }
    document.put("functions", [:])
    return document.finished()
  }

  /// What stands under `metadata` of a manifest that is written now.
  static func metadata(of manifest: Manifest, invocationID: String) -> DataValue {
    var metadata = metadata(schema: "manifest/v12", invocationID: invocationID, at: Date())
    metadata["project_name"] = .string(manifest.project.name)
    metadata["project_id"] = .string(GenericTest.md5(manifest.project.name))
    metadata["adapter_type"] = .string(manifest.profile.type)
    return .dictionary(metadata)
  }

  private static func putGraph(_ manifest: Manifest, into document: inout ObjectWriter) {
    let dependencies = manifest.dependencies
    var children: [String: [String]] = [:]
    document.put("parent_map") { parents in
      for (id, dependsOn) in dependencies {
        parents.put(id, DataValue(strings: dependsOn))
        for parent in dependsOn { children[parent, default: []].append(id) }
      }
    }
    document.put("child_map") { map in
      for (id, _) in dependencies { map.put(id, DataValue(strings: (children[id] ?? []).sorted())) }
    }
  }

  static func dictionary<Element>(
    _ elements: some Sequence<Element>, _ entry: (Element) -> (String, DataValue.Dictionary)
  ) -> DataValue {
    var result = DataValue.Dictionary()
    for element in elements {
      let (key, value) = entry(element)
      result[key] = .dictionary(value)
    }
    return .dictionary(result)
  }

  private static func groupMap(_ manifest: Manifest) -> DataValue {
    var result = DataValue.Dictionary()
    for group in manifest.groups.values {
      let members = manifest.nodes.values.filter {
        $0.config.text("group") == group.name && $0.resourceType == .model
      }
      result[group.name] = DataValue(strings: members.map(\.uniqueID))
    }
    return .dictionary(result)
  }

  /// The entry of a node, a source or an exposure, whichever the identifier names.
  static func entry(_ id: String, _ manifest: Manifest) -> DataValue.Dictionary {
    if let node = manifest.nodes[id] {
      return node.unitTest == nil
        ? self.node(node, manifest: manifest) : unitTest(node, manifest)
    }
    if let table = manifest.sources[id] { return source(table, manifest) }
    return manifest.exposures[id].map(exposure) ?? [:]
  }

  private static func unitTest(_ node: Node, _ manifest: Manifest) -> DataValue.Dictionary {
    guard let test = node.unitTest else { return [:] }
    func rows(_ given: UnitTestDetails.Rows) -> DataValue.Dictionary {
      [
        "rows": given.format == "dict" && given.rows.isNull ? [] : given.rows,
        "format": .string(given.format), "fixture": DataValue(given.fixture),
      ]
    }
    var overrides = DataValue.Dictionary()
    for key in ["macros", "vars", "env_vars"] { overrides[key] = test.overrides[key] ?? [:] }
    return [
      "model": .string(test.model),
      "given": .list(
        test.given.map { given in
          var entry: DataValue.Dictionary = ["input": .string(given.input)]
          for (key, value) in rows(given) { entry[key] = value }
          return .dictionary(entry)
        }),
      "expect": .dictionary(rows(test.expected)), "name": .string(node.name),
      "resource_type": "unit_test", "package_name": .string(node.packageName),
      "path": .string(node.path), "original_file_path": .string(node.originalPath),
      "unique_id": .string(node.uniqueID), "fqn": DataValue(strings: node.fqn),
      "description": .string(node.description),
      "overrides": test.overrides.isEmpty ? .null : .dictionary(overrides),
      "depends_on": ["macros": [], "nodes": DataValue(strings: node.dependsOn)],
      "config": .dictionary(node.config.values), "checksum": .string(node.checksum),
      "schema": .string(
        node.dependsOn.first.flatMap { manifest.nodes[$0] }?.schema ?? manifest.profile.schema),
      "versions": test.versions, "version": test.version ?? .null,
    ]
  }

  private static func disabled(_ manifest: Manifest) -> DataValue {
    var result = DataValue.Dictionary()
    for node in manifest.disabled {
      let entry = DataValue.dictionary(self.node(node, manifest: manifest))
      result[node.uniqueID] = .list((result[node.uniqueID]?.list ?? []) + [entry])
    }
    return .dictionary(result)
  }

  private static func source(
    _ table: SourceTable, _ manifest: Manifest
  ) -> DataValue.Dictionary {
    func part(_ name: String, _ key: String) -> String {
      (table.quoting[key] ?? manifest.project.quoting[key])?.boolean == false ? name : "\"\(name)\""
    }
    let relation = [
      part(table.database, "database"), part(table.schema, "schema"),
      part(table.identifier, "identifier"),
    ]
    var quoting: DataValue.Dictionary = [
      "database": nil, "schema": nil, "identifier": nil, "column": nil,
    ]
    for (key, value) in table.quoting { quoting[key] = value }
    var config = table.config.values
    config["freshness"] = table.freshness
    config["loaded_at_field"] = DataValue(table.loadedAtField)
    config["loaded_at_query"] = DataValue(table.loadedAtQuery)
    return [
      "database": .string(table.database), "schema": .string(table.schema),
      "name": .string(table.name), "resource_type": "source",
      "package_name": .string(table.packageName), "path": .string(table.path),
      "original_file_path": .string(table.path), "unique_id": .string(table.uniqueID),
      "fqn": DataValue(strings: table.fqn), "source_name": .string(table.sourceName),
      "source_description": .string(table.sourceDescription), "loader": .string(table.loader),
      "identifier": .string(table.identifier), "quoting": .dictionary(quoting),
      "loaded_at_field": DataValue(table.loadedAtField),
      "loaded_at_query": DataValue(table.loadedAtQuery), "freshness": table.freshness,
      "external": table.external, "description": .string(table.description),
      "columns": columns(table.columns), "meta": table.config["meta"] ?? [:],
      "source_meta": .dictionary(table.sourceMeta), "tags": DataValue(strings: table.tags),
      "config": .dictionary(config), "patch_path": nil,
      "unrendered_config": .dictionary(table.unrenderedConfig),
      "relation_name": .string(relation.joined(separator: ".")),
      "unrendered_database": DataValue(table.writtenDatabase),
      "unrendered_schema": DataValue(table.writtenSchema), "doc_blocks": [],
    ]
  }

  private static func macro(_ macro: MacroDefinition) -> DataValue.Dictionary {
    [
      "name": .string(macro.name), "resource_type": "macro",
      "package_name": .string(macro.packageName), "path": .string(macro.path),
      "original_file_path": .string(macro.path), "unique_id": .string(macro.uniqueID),
      "macro_sql": .string(macro.source), "description": .string(macro.description),
      "meta": .dictionary(macro.meta),
    ]
  }

  private static func doc(_ block: DocBlock) -> DataValue.Dictionary {
    [
      "name": .string(block.name), "resource_type": "doc",
      "package_name": .string(block.packageName), "path": .string(block.path),
      "original_file_path": .string(block.originalPath), "unique_id": .string(block.uniqueID),
      "block_contents": .string(block.contents),
    ]
  }

  private static func exposure(_ exposure: Exposure) -> DataValue.Dictionary {
    let settings = exposure.settings
    return [
      "name": .string(exposure.name), "resource_type": "exposure",
      "package_name": .string(exposure.packageName),
      "path": .string(relative(exposure.path)), "original_file_path": .string(exposure.path),
      "unique_id": .string(exposure.uniqueID), "fqn": DataValue(strings: exposure.fqn),
      "type": settings["type"] ?? .null, "owner": owner(settings["owner"] ?? .null),
      "description": .string(exposure.description), "label": settings["label"] ?? .null,
      "maturity": settings["maturity"] ?? .null, "meta": exposure.config["meta"] ?? [:],
      "tags": DataValue(strings: exposure.tags), "config": .dictionary(exposure.config.values),
      "unrendered_config": .dictionary(exposure.unrenderedConfig),
      "url": settings["url"] ?? .null,
      "depends_on": ["macros": [], "nodes": DataValue(strings: exposure.dependsOn)],
      "refs": .list(exposure.references.map(reference)),
      "sources": .list(exposure.sources.map { DataValue(strings: [$0.source, $0.table]) }),
      "metrics": [],
    ]
  }

  private static func owner(_ owner: DataValue) -> DataValue {
    var entries: DataValue.Dictionary = ["email": nil, "name": nil]
    for (key, value) in owner.dictionary ?? [:] { entries[key] = value }
    return .dictionary(entries)
  }

  /// A path without the folder it was searched from.
  private static func relative(_ path: String) -> String {
    path.split(separator: "/").dropFirst().joined(separator: "/")
  }

  private static func group(_ group: NodeGroup) -> DataValue.Dictionary {
    [
      "name": .string(group.name), "resource_type": "group",
      "package_name": .string(group.packageName), "path": .string(relative(group.path)),
      "original_file_path": .string(group.path), "unique_id": .string(group.uniqueID),
      "owner": owner(group.owner), "description": group.description,
      "config": ["meta": group.meta],
    ]
  }

  /// What templates see as `graph`.
  static func graphValue(_ manifest: Manifest) -> Value {
    let entries: DataValue.Dictionary = [
      "nodes": dictionary(manifest.nodes.values.filter { $0.unitTest == nil }) {
        ($0.uniqueID, node($0, manifest: manifest))
      },
      "sources": dictionary(manifest.sources.values) { ($0.uniqueID, source($0, manifest)) },
      "exposures": dictionary(manifest.exposures.values) { ($0.uniqueID, exposure($0)) },
      "groups": dictionary(manifest.groups.values) { ($0.uniqueID, group($0)) },
      "metrics": [:], "functions": [:], "saved_queries": [:], "semantic_models": [:],
      "unit_tests": dictionary(manifest.nodes.values.filter { $0.unitTest != nil }) {
        ($0.uniqueID, unitTest($0, manifest))
      },
    ]
    return Value(entries)
  }
}
