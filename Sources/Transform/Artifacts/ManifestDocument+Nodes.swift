import Dispatch
import OrderedCollections
import Synchronization

/// What takes the members of an entry, one after the other.
protocol EntrySink {
  /// Takes a member; a name comes once.
  mutating func put(_ name: String, _ value: DataValue)
}

extension ObjectWriter: EntrySink {}

extension OrderedDictionary: EntrySink where Key == String, Value == DataValue {
  mutating func put(_ name: String, _ value: DataValue) { self[name] = value }
}

extension ManifestDocument {
  /// A node's entry, which is also what templates see as `model`.
  static func node(_ node: Node, manifest: Manifest) -> DataValue.Dictionary {
    var entry = DataValue.Dictionary(minimumCapacity: 48)
    write(node, manifest, to: &entry)
    entry.put("compiled_path", nil)
    return entry
  }

  /// The entries of all nodes but unit tests, written by as many processors as there are.
  static func nodes(
    _ manifest: Manifest, _ compiled: [String: Compiler.Code], _ bound: BoundColumns
  ) -> [ObjectWriter] {
    let ephemeral = ephemeral(compiled)
    let nodes = manifest.nodes.values
    let size = 128
    let count = (nodes.count + size - 1) / size
    let parts = Mutex([ObjectWriter?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { part in
      let range = part * size..<min(nodes.count, (part + 1) * size)
      var writer = ObjectWriter(capacity: 4096 * range.count)
      for var node in nodes[range] where node.unitTest == nil {
        if let columns = bound.columns[node.uniqueID] {
          node.config["millrace"] = ["columns": .list(columns.map(\.data))]
        }
        writer.put(node.uniqueID) { entry in
          write(node, manifest, to: &entry)
          if let code = compiled[node.uniqueID] {
            write(code, of: node, manifest, to: &entry)
          } else {
            entry.put("compiled_path", nil)
            if let expression = ephemeral[node.uniqueID] { write(expression, to: &entry) }
          }
        }
      }
      parts.withLock { $0[part] = writer }
    }
    return parts.withLock { $0.compactMap(\.self) }
  }

  /// The entry of a node that was parsed and not compiled, as JSON.
  static func json(of node: Node, _ manifest: Manifest) -> [UInt8] {
    var entry = ObjectWriter(capacity: 4096)
    write(node, manifest, to: &entry)
    entry.put("compiled_path", nil)
    return entry.finished()
  }

  /// The table expressions that nodes have of the ephemeral models they read.
  private static func ephemeral(_ compiled: [String: Compiler.Code]) -> [String: String] {
    var result: [String: String] = [:]
    for code in compiled.values {
      for (id, expression) in code.expressions { result[id] = expression }
    }
    return result
  }

  private static func write(
    _ code: Compiler.Code, of node: Node, _ manifest: Manifest, to entry: inout ObjectWriter
  ) {
    entry.put("compiled", true)
    entry.put("compiled_code", .string(code.text))
    let path = "\(manifest.project.targetPath)/compiled/\(node.writtenPath)"
    entry.put("compiled_path", .string(path))
    entry.put("extra_ctes_injected", true)
    let expressions = code.expressions.map { id, sql -> DataValue in
      ["id": .string(id), "sql": .string(sql)]
    }
    entry.put("extra_ctes", .list(expressions))
  }

  /// Writes what is known of an ephemeral model: the table expression that others have of it.
  private static func write(_ expression: String, to entry: inout ObjectWriter) {
    let body = expression.split(separator: "\n", omittingEmptySubsequences: false)
      .dropFirst().dropLast().joined(separator: "\n")
    entry.put("compiled", true)
    entry.put("compiled_code", .string(body))
    entry.put("extra_ctes_injected", true)
    entry.put("extra_ctes", [])
  }

  private static func write(_ node: Node, _ manifest: Manifest, to entry: inout some EntrySink) {
    entry.put("database", .string(node.database))
    entry.put("schema", .string(node.schema))
    entry.put("name", .string(node.name))
    entry.put("resource_type", .string(node.resourceType.rawValue))
    entry.put("package_name", .string(node.packageName))
    entry.put("path", .string(node.path))
    entry.put("original_file_path", .string(node.originalPath))
    entry.put("unique_id", .string(node.uniqueID))
    entry.put("fqn", DataValue(strings: node.fqn))
    entry.put("alias", .string(node.alias))
    entry.put(
      "checksum",
      [
        "name": .string(node.checksum.isEmpty ? "none" : "sha256"),
        "checksum": .string(node.checksum),
      ])
    entry.put("config", .dictionary(node.config.values))
    entry.put("tags", DataValue(strings: node.tags))
    entry.put("description", .string(node.description))
    entry.put("columns", columns(node.columns))
    entry.put("meta", node.config["meta"] ?? [:])
    entry.put("group", node.config["group"] ?? .null)
    entry.put("docs", node.config["docs"] ?? ["show": true, "node_color": nil])
    entry.put("patch_path", DataValue(node.patchPath))
    let path = "\(manifest.project.targetPath)/run/\(node.packageName)/\(node.originalPath)"
    entry.put("build_path", .string(node.test == nil ? path : path + "/" + node.path))
    entry.put("unrendered_config", .dictionary(node.unrenderedConfig))
    let keepsRows = node.resourceType == .test && node.config.flag("store_failures") == true
    let hasRelation = node.isRefable && !node.isEphemeral || keepsRows
    let relation = node.relationName(quoting: manifest.project.quoting)
    entry.put("relation_name", hasRelation ? .string(relation) : .null)
    entry.put("raw_code", .string(node.rawCode))
    entry.put("created_at", .float(manifest.createdAt))
    entry.put("doc_blocks", DataValue(strings: node.docBlocks))
    guard node.resourceType != .seed else {
      entry.put("root_path", .string(manifest.projects[node.packageName]?.root ?? ""))
      entry.put("depends_on", ["macros": []])
      return
    }
    writeCode(of: node, to: &entry)
  }

  private static func writeCode(of node: Node, to entry: inout some EntrySink) {
    entry.put("language", "sql")
    entry.put("refs", .list(node.references.map(reference)))
    entry.put("sources", .list(node.sources.map { DataValue(strings: [$0.source, $0.table]) }))
    entry.put("metrics", [])
    entry.put("functions", [])
    entry.put(
      "depends_on",
      ["macros": DataValue(strings: node.macros), "nodes": DataValue(strings: node.dependsOn)])
    entry.put(
      "contract",
      [
        "enforced": .boolean(node.isContracted),
        "alias_types": node.config["contract"]?["alias_types"] ?? true,
        "checksum": DataValue(node.contractChecksum),
      ])
    if let index = node.index { entry.put("index", .integer(index)) }
    if let test = node.test {
      entry.put("column_name", DataValue(test.columnName))
      entry.put("file_key_name", .string(test.fileKeyName))
      entry.put("attached_node", DataValue(test.attachedNode))
      entry.put(
        "test_metadata",
        [
          "name": .string(test.name), "kwargs": .dictionary(test.arguments),
          "namespace": DataValue(test.namespace),
        ])
    } else if node.resourceType == .model {
      entry.put("access", node.config["access"] ?? "protected")
      let constraints = node.constraints.map { constraint -> DataValue in
        .dictionary(Node.normalized(constraint, level: "Model"))
      }
      entry.put("constraints", .list(constraints))
      entry.put("version", node.version ?? .null)
      entry.put("latest_version", node.latestVersion ?? .null)
      entry.put("deprecation_date", DataValue(node.deprecationDate))
      entry.put("primary_key", DataValue(strings: node.primaryKey))
      entry.put("time_spine", .null)
    }
  }

  static func reference(_ reference: Reference) -> DataValue {
    [
      "name": .string(reference.name), "package": DataValue(reference.package),
      "version": reference.version ?? .null,
    ]
  }

  static func columns(_ columns: OrderedDictionary<String, ColumnDescription>) -> DataValue {
    guard !columns.isEmpty else { return [:] }
    return dictionary(columns.values) { column in
      let tags = DataValue(strings: column.tags)
      let meta = DataValue.dictionary(column.meta)
      return (
        column.name,
        [
          "name": .string(column.name), "description": .string(column.description), "meta": meta,
          "data_type": DataValue(column.dataType),
          "constraints": .list(
            column.constraints.map { .dictionary(Node.normalized($0, level: "Column")) }),
          "quote": column.isQuoted.map(DataValue.boolean) ?? .null,
          "config": ["meta": meta, "tags": tags], "tags": tags, "granularity": nil,
          "dimension": nil, "entity": nil, "doc_blocks": DataValue(strings: column.docBlocks),
        ]
      )
    }
  }
}
