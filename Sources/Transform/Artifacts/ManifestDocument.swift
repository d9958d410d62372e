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

  /// The whole document.
  static func document(
    _ manifest: Manifest, compiled: [String: String], invocationID: String
  ) -> DataValue {
    var metadata = metadata(schema: "manifest/v12", invocationID: invocationID, at: Date())
    metadata["project_name"] = .string(manifest.project.name)
    metadata["project_id"] = .string(GenericTest.md5(manifest.project.name))
    metadata["adapter_type"] = .string(manifest.profile.type)
    var nodes = DataValue.Dictionary()
    for node in manifest.nodes.values {
      var entry = self.node(node, manifest: manifest)
      if let code = compiled[node.uniqueID] {
        entry["compiled"] = true
        entry["compiled_code"] = .string(code)
      }
      nodes[node.uniqueID] = .dictionary(entry)
    }
    var parents = DataValue.Dictionary()
    var children: [String: [String]] = [:]
    for (id, dependsOn) in manifest.dependencies {
      parents[id] = DataValue(strings: dependsOn)
      for parent in dependsOn { children[parent, default: []].append(id) }
    }
    var childMap = DataValue.Dictionary()
    for id in parents.keys { childMap[id] = DataValue(strings: (children[id] ?? []).sorted()) }
    return [
      "metadata": .dictionary(metadata), "nodes": .dictionary(nodes),
      "sources": dictionary(manifest.sources.values) { ($0.uniqueID, source($0)) },
      "macros": dictionary(manifest.macros.macros.values) { ($0.uniqueID, macro($0)) },
      "docs": dictionary(manifest.docs.values) { ($0.uniqueID, doc($0)) },
      "exposures": dictionary(manifest.exposures.values) { ($0.uniqueID, exposure($0)) },
      "metrics": [:],
      "groups": dictionary(manifest.groups.values) { ($0.uniqueID, group($0)) },
      "selectors": [:], "disabled": disabled(manifest), "parent_map": .dictionary(parents),
      "child_map": .dictionary(childMap), "group_map": [:], "saved_queries": [:],
      "semantic_models": [:], "unit_tests": [:], "functions": [:],
    ]
  }

  private static func dictionary<Element>(
    _ elements: some Sequence<Element>, _ entry: (Element) -> (String, DataValue.Dictionary)
  ) -> DataValue {
    var result = DataValue.Dictionary()
    for element in elements {
      let (key, value) = entry(element)
      result[key] = .dictionary(value)
    }
    return .dictionary(result)
  }

  private static func disabled(_ manifest: Manifest) -> DataValue {
    var result = DataValue.Dictionary()
    for node in manifest.disabled {
      let entry = DataValue.dictionary(self.node(node, manifest: manifest))
      result[node.uniqueID] = .list((result[node.uniqueID]?.list ?? []) + [entry])
    }
    return .dictionary(result)
  }

  /// A node's entry, which is also what templates see as `model`.
  static func node(_ node: Node, manifest: Manifest) -> DataValue.Dictionary {
    let checksum: DataValue = [
      "name": .string(node.checksum.isEmpty ? "none" : "sha256"),
      "checksum": .string(node.checksum),
    ]
    let path = "\(manifest.project.targetPath)/run/\(node.packageName)/\(node.originalPath)"
    var entry: DataValue.Dictionary = [
      "database": .string(node.database), "schema": .string(node.schema),
      "name": .string(node.name), "resource_type": .string(node.resourceType.rawValue),
      "package_name": .string(node.packageName), "path": .string(node.path),
      "original_file_path": .string(node.originalPath), "unique_id": .string(node.uniqueID),
      "fqn": DataValue(strings: node.fqn), "alias": .string(node.alias), "checksum": checksum,
      "config": .dictionary(node.config.values), "tags": DataValue(strings: node.tags),
      "description": .string(node.description), "columns": columns(node.columns),
      "meta": node.config["meta"] ?? [:], "group": node.config["group"] ?? .null,
      "docs": node.config["docs"] ?? ["show": true, "node_color": nil],
      "patch_path": DataValue(node.patchPath),
      "build_path": .string(node.test == nil ? path : path + "/" + node.path),
      "unrendered_config": .dictionary(node.unrenderedConfig),
    ]
    let hasRelation = node.isRefable && !node.isEphemeral
    entry["relation_name"] = hasRelation ? .string(node.relationName) : .null
    entry["raw_code"] = .string(node.rawCode)
    entry["doc_blocks"] = DataValue(strings: node.docBlocks)
    if node.resourceType == .seed {
      entry["root_path"] = .string(manifest.projects[node.packageName]?.root ?? "")
      entry["depends_on"] = ["macros": []]
      return entry
    }
    entry["language"] = "sql"
    entry["refs"] = .list(node.references.map(reference))
    entry["sources"] = .list(
      node.sources.map { DataValue(strings: [$0.source, $0.table]) })
    entry["metrics"] = []
    entry["functions"] = []
    entry["depends_on"] = [
      "macros": DataValue(strings: node.macros), "nodes": DataValue(strings: node.dependsOn),
    ]
    entry["contract"] = ["enforced": false, "alias_types": true, "checksum": nil]
    if let test = node.test {
      entry["column_name"] = DataValue(test.columnName)
      entry["file_key_name"] = .string(test.fileKeyName)
      entry["attached_node"] = DataValue(test.attachedNode)
      entry["test_metadata"] = [
        "name": .string(test.name), "kwargs": .dictionary(test.arguments),
        "namespace": DataValue(test.namespace),
      ]
    } else if node.resourceType == .model {
      entry["access"] = node.config["access"] ?? "protected"
      for key in ["version", "latest_version", "deprecation_date", "time_spine"] {
        entry[key] = .null
      }
    }
    return entry
  }

  private static func reference(_ reference: Reference) -> DataValue {
    [
      "name": .string(reference.name), "package": DataValue(reference.package),
      "version": DataValue(reference.version),
    ]
  }

  private static func columns(
    _ columns: OrderedDictionary<String, ColumnDescription>
  ) -> DataValue {
    dictionary(columns.values) { column in
      let tags = DataValue(strings: column.tags)
      let meta = DataValue.dictionary(column.meta)
      return (
        column.name,
        [
          "name": .string(column.name), "description": .string(column.description), "meta": meta,
          "data_type": DataValue(column.dataType), "constraints": .list(column.constraints),
          "quote": column.isQuoted.map(DataValue.boolean) ?? .null,
          "config": ["meta": meta, "tags": tags], "tags": tags,
        ]
      )
    }
  }

  private static func source(_ table: SourceTable) -> DataValue.Dictionary {
    let relation = [table.database, table.schema, table.identifier].map { "\"\($0)\"" }
    return [
      "database": .string(table.database), "schema": .string(table.schema),
      "name": .string(table.name), "resource_type": "source",
      "package_name": .string(table.packageName), "path": .string(table.path),
      "original_file_path": .string(table.path), "unique_id": .string(table.uniqueID),
      "fqn": DataValue(strings: table.fqn), "source_name": .string(table.sourceName),
      "source_description": .string(table.sourceDescription), "loader": .string(table.loader),
      "identifier": .string(table.identifier), "quoting": .dictionary(table.quoting),
      "loaded_at_field": DataValue(table.loadedAtField), "freshness": table.freshness,
      "description": .string(table.description), "columns": columns(table.columns),
      "meta": table.config["meta"] ?? [:], "source_meta": .dictionary(table.sourceMeta),
      "tags": DataValue(strings: table.tags), "config": .dictionary(table.config.values),
      "relation_name": .string(relation.joined(separator: ".")),
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
    var entry = exposure.settings
    entry["resource_type"] = "exposure"
    entry["package_name"] = .string(exposure.packageName)
    entry["unique_id"] = .string(exposure.uniqueID)
    entry["fqn"] = DataValue(strings: exposure.fqn)
    entry["description"] = .string(exposure.description)
    entry["depends_on"] = ["macros": [], "nodes": DataValue(strings: exposure.dependsOn)]
    return entry
  }

  private static func group(_ group: NodeGroup) -> DataValue.Dictionary {
    [
      "name": .string(group.name), "resource_type": "group",
      "package_name": .string(group.packageName), "path": .string(group.path),
      "unique_id": .string(group.uniqueID), "owner": group.owner,
    ]
  }

  /// What templates see as `graph`.
  static func graphValue(_ manifest: Manifest) -> Value {
    let entries: DataValue.Dictionary = [
      "nodes": dictionary(manifest.nodes.values) { ($0.uniqueID, node($0, manifest: manifest)) },
      "sources": dictionary(manifest.sources.values) { ($0.uniqueID, source($0)) },
      "exposures": dictionary(manifest.exposures.values) { ($0.uniqueID, exposure($0)) },
      "groups": dictionary(manifest.groups.values) { ($0.uniqueID, group($0)) },
      "metrics": [:],
    ]
    return Value(entries)
  }
}
