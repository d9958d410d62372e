import Columnar
import DeltaLake

/// Chooses how the columns of a new table are named in its files.
enum ColumnNaming {
  /// Characters that Parquet readers of Delta tables do not expect in a name.
  private static let reserved: Set<Character> = [
    " ", ",", ";", "{", "}", "(", ")", "\n", "\t", "=",
  ]

  /// The definition, with Delta's column mapping where a name needs it.
  static func mapped(_ definition: TableDefinition) -> TableDefinition {
    let key = "delta.columnMapping.mode"
    let needsMapping = definition.schema.names.contains { $0.contains { reserved.contains($0) } }
    guard needsMapping, definition.properties[key] == nil else { return definition }
    var definition = definition
    definition.properties[key] = "name"
    return definition
  }
}
