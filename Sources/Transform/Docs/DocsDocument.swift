import Columnar
import FoundationEssentials
import JSON
import OrderedCollections

/// What the documentation shows of a project, as the page reads it: every node with its text, its
/// columns, its code, what it reads and how it last ended.
struct DocsDocument {
  let manifest: Manifest
  /// The code of the nodes that were compiled.
  let compiled: [String: Compiler.Code]
  /// `catalog.json`: what the warehouse has of the project's relations.
  let catalog: DataValue
  /// What is known of the columns of models from their code.
  let bound: BoundColumns
  /// How nodes last ended, by identifier.
  let lastResults: DataValue.Dictionary

  /// The document as JSON.
  func json() -> [UInt8] {
    var document = ObjectWriter(capacity: 2048 * (manifest.nodes.count + 16))
    document.put("project", .string(manifest.project.name))
    document.put("generatedAt", .string(PythonDateTime.isoText(Date())))
    document.put("overview", DataValue(overview))
    document.put("nodes") { nodes in
      for node in manifest.nodes.values where isShown(node) {
        nodes.put(node.uniqueID, .dictionary(entry(node)))
      }
      for table in manifest.sources.values { nodes.put(table.uniqueID, .dictionary(entry(table))) }
      for exposure in manifest.exposures.values {
        nodes.put(exposure.uniqueID, .dictionary(entry(exposure)))
      }
      for macro in manifest.macros.macros.values
      where macro.packageName != MacroIndex.globalPackage {
        nodes.put(macro.uniqueID, .dictionary(entry(macro)))
      }
    }
    return document.finished()
  }

  /// The text that a project puts on the first page, in the block `__overview__`.
  private var overview: String? {
    let own = manifest.docs.values.filter { $0.name == "__overview__" }
    return (own.first { $0.packageName == manifest.project.name } ?? own.first)?.contents
  }

  private func isShown(_ node: Node) -> Bool {
    switch node.resourceType {
    case .operation, .sqlOperation: false
    default: true
    }
  }

  private func entry(_ node: Node) -> DataValue.Dictionary {
    var entry = SparseEntry()
    entry["name"] = .string(node.name)
    entry["type"] = .string(node.resourceType.rawValue)
    entry["package"] = .string(node.packageName)
    entry["path"] = .string(node.originalPath)
    entry["version"] = node.version
    entry["description"] = .string(node.description)
    entry["tags"] = DataValue(strings: node.tags)
    entry["parents"] = DataValue(strings: node.dependsOn + node.macros)
    entry["raw"] = .string(node.rawCode)
    entry["compiled"] = DataValue(compiled[node.uniqueID]?.text)
    entry["result"] = lastResults[node.uniqueID]
    entry["meta"] = node.config["meta"]
    if node.config["docs"]?["show"]?.boolean == false { entry["hidden"] = true }
    entry["materialized"] = .string(node.materialized)
    if node.isRefable {
      entry["group"] = DataValue(node.config.text("group"))
      entry["owner"] = owner(of: node)
      entry["access"] = DataValue(node.config.text("access"))
      if node.isContracted { entry["contract"] = true }
      entry["columns"] = columns(of: node.uniqueID, described: node.columns)
    }
    if node.isRefable, !node.isEphemeral {
      entry["relation"] = .string("\(node.schema).\(node.alias)")
      entry["database"] = .string(node.database)
      entry["schema"] = .string(node.schema)
      entry["alias"] = .string(node.alias)
    }
    if node.resourceType == .test {
      entry["column"] = DataValue(node.test?.columnName)
      entry["attached"] = DataValue(node.test?.attachedNode)
      entry["test"] = DataValue(node.test?.name)
      entry["severity"] = DataValue(node.config.text("severity")?.lowercased())
    }
    return entry.values
  }

  private func owner(of node: Node) -> DataValue? {
    guard let name = node.config.text("group") else { return nil }
    let group = manifest.groups.values.first { $0.name == name }
    return group?.owner["name"] ?? group?.owner["email"]
  }

  private func entry(_ table: SourceTable) -> DataValue.Dictionary {
    var entry = SparseEntry()
    entry["name"] = .string(table.name)
    entry["source"] = .string(table.sourceName)
    entry["type"] = "source"
    entry["package"] = .string(table.packageName)
    entry["path"] = .string(table.path)
    let texts = [table.description, table.sourceDescription].filter { !$0.isEmpty }
    entry["description"] = .string(texts.joined(separator: "\n\n"))
    entry["loader"] = .string(table.loader)
    entry["tags"] = DataValue(strings: table.tags)
    entry["meta"] = table.config["meta"]
    entry["columns"] = columns(of: table.uniqueID, described: table.columns)
    entry["relation"] = .string("\(table.schema).\(table.identifier)")
    entry["database"] = .string(table.database)
    entry["schema"] = .string(table.schema)
    entry["alias"] = .string(table.identifier)
    entry["result"] = lastResults[table.uniqueID]
    return entry.values
  }

  private func entry(_ exposure: Exposure) -> DataValue.Dictionary {
    var entry = SparseEntry()
    entry["name"] = .string(exposure.name)
    entry["type"] = "exposure"
    entry["package"] = .string(exposure.packageName)
    entry["path"] = .string(exposure.path)
    entry["kind"] = exposure.settings["type"]
    entry["url"] = exposure.settings["url"]
    entry["maturity"] = exposure.settings["maturity"]
    let owner = exposure.settings["owner"]
    entry["owner"] = owner?["name"] ?? owner?["email"]
    entry["description"] = .string(exposure.description)
    entry["tags"] = DataValue(strings: exposure.tags)
    entry["meta"] = exposure.config["meta"]
    entry["parents"] = DataValue(strings: exposure.dependsOn)
    return entry.values
  }

  private func entry(_ macro: MacroDefinition) -> DataValue.Dictionary {
    var entry = SparseEntry()
    entry["name"] = .string(macro.name)
    entry["type"] = "macro"
    entry["package"] = .string(macro.packageName)
    entry["path"] = .string(macro.path)
    entry["description"] = .string(macro.description)
    entry["meta"] = .dictionary(macro.meta)
    entry["raw"] = .string(macro.source)
    return entry.values
  }

  /// The columns that the warehouse has, in its order, or those that the code gives where there is no
  /// relation; then those that are only described.
  private func columns(
    of id: String, described: OrderedDictionary<String, ColumnDescription>
  ) -> DataValue {
    var texts: [String: ColumnDescription] = [:]
    for column in described.values { texts[column.name.lowercased()] = column }
    var origins: [String: [BoundColumn.Origin]] = [:]
    for column in bound.columns[id] ?? [] {
      origins[column.field.name.lowercased()] = column.origins
    }
    let entry = catalog["nodes"]?[id] ?? catalog["sources"]?[id]
    var present = (entry?["columns"]?.dictionary ?? [:]).map { ($0.key, $0.value["type"]) }
    if present.isEmpty {
      present = (bound.columns[id] ?? []).map { ($0.field.name, .string("\($0.field.type)")) }
    }
    var result: [DataValue] = []
    for (name, type) in present {
      let text = texts.removeValue(forKey: name.lowercased())
      result.append(column(name, type: type, text, from: origins[name.lowercased()]))
    }
    for column in described.values where texts[column.name.lowercased()] != nil {
      result.append(self.column(column.name, type: DataValue(column.dataType), column, from: nil))
    }
    return .list(result)
  }

  private func column(
    _ name: String, type: DataValue?, _ text: ColumnDescription?,
    from origins: [BoundColumn.Origin]?
  ) -> DataValue {
    var entry = SparseEntry()
    entry["from"] = .list((origins ?? []).map(\.data))
    entry["name"] = .string(name)
    entry["type"] = type
    entry["description"] = .string(text?.description ?? "")
    entry["tags"] = DataValue(strings: text?.tags ?? [])
    entry["constraints"] = .list((text?.constraints ?? []).compactMap { $0["type"] })
    return .dictionary(entry.values)
  }
}

/// Members of an object, of which those that say nothing are left out: a project has thousands.
private struct SparseEntry {
  private(set) var values = DataValue.Dictionary()

  subscript(name: String) -> DataValue? {
    get { values[name] }
    set {
      switch newValue {
      case nil, .null?, .string("")?, .list([])?: values[name] = nil
      case .dictionary(let entries)? where entries.isEmpty: values[name] = nil
      case let value?: values[name] = value
      }
    }
  }
}
