import Columnar
import FoundationEssentials
import OrderedCollections
import QueryEngine

/// The second half of `docs generate`: writes `catalog.json`, what the warehouse has of the
/// project's relations.
struct CatalogCommand {
  let manifest: Manifest
  /// Whether the warehouse is not asked, and nothing stands in the catalogue.
  let isEmpty: Bool

  /// - Returns: the catalogue as it was written.
  /// - Throws: ``TransformError`` of kind `file`, and what the warehouse throws.
  func run(
    on warehouse: any Warehouse, _ report: @Sendable (LogLine) -> Void
  ) async throws -> DataValue {
    report(LogLine(.info, "Building catalog"))
    let connection = try await warehouse.connect()
    var nodes = DataValue.Dictionary()
    var sources = DataValue.Dictionary()
    var known: [String: [String: RelationInfo]] = [:]
    func info(_ database: String, _ schema: String, _ name: String) async throws -> RelationInfo? {
      let key = database + "." + schema
      if known[key] == nil {
        var entries: [String: RelationInfo] = [:]
        for relation in try await connection.relations(in: schema, database: database) {
          entries[relation.name.lowercased()] = relation
        }
        known[key] = entries
      }
      return known[key]?[name.lowercased()]
    }
    for node in manifest.nodes.values where !isEmpty && node.isRefable && !node.isEphemeral {
      guard let relation = try await info(node.database, node.schema, node.alias) else { continue }
      nodes[node.uniqueID] = try await entry(
        node.uniqueID, node.database, node.schema, relation, on: connection)
    }
    for table in manifest.sources.values where !isEmpty {
      guard let relation = try await info(table.database, table.schema, table.identifier) else {
        continue
      }
      sources[table.uniqueID] = try await entry(
        table.uniqueID, table.database, table.schema, relation, on: connection)
    }
    await connection.close()
    let document: DataValue = [
      "metadata": .dictionary(
        ManifestDocument.metadata(
          schema: "catalog/v1", invocationID: UUID().uuidString.lowercased(), at: Date())),
      "nodes": .dictionary(nodes), "sources": .dictionary(sources), "errors": nil,
    ]
    let path = manifest.project.targetFolder + "/catalog.json"
    do {
      try Data(document.compactJSON()).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw TransformError(.file, "could not write \(path)", cause: "\(error)")
    }
    report(LogLine(.info, "Catalog written to \(path)"))
    return document
  }

  private func entry(
    _ id: String, _ database: String, _ schema: String, _ relation: RelationInfo,
    on connection: any WarehouseConnection
  ) async throws -> DataValue {
    let name = QualifiedName(catalog: database, schema: schema, name: relation.name)
    var columns = DataValue.Dictionary()
    for (index, field) in try await connection.columns(of: name).enumerated() {
      columns[field.name] = [
        "type": .string("\(field.type)"), "index": .integer(index + 1),
        "name": .string(field.name), "comment": nil,
      ]
    }
    return [
      "metadata": [
        "type": .string(relation.kind == .view ? "VIEW" : "BASE TABLE"),
        "schema": .string(schema), "name": .string(relation.name),
        "database": .string(database), "comment": nil, "owner": "",
      ],
      "columns": .dictionary(columns),
      "stats": [
        "has_stats": [
          "id": "has_stats", "label": "Has Stats?", "value": false, "include": false,
          "description": "Indicates whether there are statistics for this table",
        ]
      ],
      "unique_id": .string(id),
    ]
  }
}
