import Columnar
import DeltaLake
import DuckDB
import SQLAnalysis

/// DuckDB plans and runs a scan far better where it takes the columns from the files than where
/// it is told them: only then has it row counts and statistics. So the files of a scan are looked
/// at, once each, and told their columns only if they differ from the table's.
extension Session {
  /// More files than this are not looked at.
  private static let maximumFiles = 4096

  /// Whether every file has all of the table's columns, under the same names and types.
  func haveTableColumns(_ files: [DataFile], _ metadata: Metadata) -> Bool {
    guard !files.isEmpty, files.count <= Self.maximumFiles else { return false }
    let locations = files.map(\.location)
    do {
      try lookAt(lake.fileSchemas.unknown(locations))
    } catch {
      // A file that cannot be read is reported by the scan, with its name.
      return false
    }
    guard let schema = lake.fileSchemas.common(locations) else { return false }
    let types = Dictionary(
      schema.fields.map { ($0.name, "\($0.type)") }, uniquingKeysWith: { first, _ in first })
    let partitions = Set(metadata.partitionColumns)
    let naming = PhysicalNaming(metadata)
    return metadata.schema.fields.allSatisfy { field in
      partitions.contains(field.name)
        || types[metadata.physicalName(of: field)] == "\(naming.type(of: field))"
    }
  }

  /// Which of some files, by their places, have variants that Parquet does not name as such.
  func encodedVariants(_ files: [DataFile], _ metadata: Metadata) throws -> Set<Int> {
    let columns = metadata.schema.fields.filter(\.type.holdsVariants)
      .map { metadata.physicalName(of: $0) }
    guard !columns.isEmpty else { return [] }
    do {
      try lookAt(lake.fileSchemas.unknown(files.map(\.location)))
    } catch {
      // A file that cannot be read is reported by the scan, with its name.
      return []
    }
    var encoded: Set<Int> = []
    for (place, file) in files.enumerated() {
      guard let schema = lake.fileSchemas.schema(of: file.location) else { continue }
      let types = columns.compactMap { schema[$0]?.type }
      guard types.contains(where: { !$0.holdsVariants }) else { continue }
      guard !types.contains(where: { $0.holds(Self.isShredded) }) else {
        throw QueryError(
          .unsupportedTable,
          "\(file.location) has shredded variants that Parquet does not name as such",
          hint: "write the table anew with a writer that annotates them, as Spark 4.1 does")
      }
      encoded.insert(place)
    }
    return encoded
  }

  private static func isShredded(_ type: LogicalType) -> Bool {
    guard case .structure(let fields) = type else { return false }
    return Set(fields.map(\.name)).isSuperset(of: ["metadata", "typed_value"])
  }

  private func lookAt(_ locations: [String]) throws {
    guard !locations.isEmpty else { return }
    let list = locations.map { SQLQuoting.string(FileRelation.escapeGlob($0)) }
    let found = try rows(
      """
      SELECT file_name, md5(string_agg(concat_ws(':', name, type, repetition_type, num_children,
        converted_type, logical_type, scale, precision), '|' ORDER BY column_id))
      FROM parquet_schema([\(list.joined(separator: ", "))]) GROUP BY file_name
      """)
    for row in found {
      guard let location = row.first?.content, let signature = row.last?.content else { continue }
      if !lake.fileSchemas.isKnown(signature: signature) {
        let file = SQLQuoting.string(FileRelation.escapeGlob(location))
        let schema = try connection.prepare(
          "SELECT * FROM read_parquet(\(file), hive_partitioning = false)"
        ).schema
        lake.fileSchemas.keep(schema, signature: signature)
      }
      lake.fileSchemas.keep(signature: signature, of: location)
    }
  }
}
