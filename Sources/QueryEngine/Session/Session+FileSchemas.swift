import Columnar
import DeltaLake
import DuckDB
import Parquet
import SQLAnalysis

/// DuckDB plans and runs a scan far better where it takes the columns from the files than where
/// it is told them: only then has it row counts and statistics. So the files of a scan are looked
/// at, once each, and told their columns only if they differ from the table's.
extension Session {
  /// More files than this are not looked at.
  private static let maximumFiles = 4096
  /// Of more files than this DuckDB does not get to know the columns by itself: it opens each.
  private static let maximumUnited = 512

  /// How DuckDB best gets to know the columns of some files.
  func columnSource(_ files: [DataFile], _ metadata: Metadata) -> FileRelation.ColumnSource {
    guard !files.isEmpty, files.count <= Self.maximumFiles, metadata.columnMapping != .id else {
      return .told
    }
    let locations = files.map(\.location)
    do {
      try lookAt(lake.fileSchemas.unknown(locations))
    } catch {
      // A file that cannot be read is reported by the scan, with its name.
      return .told
    }
    let naming = PhysicalNaming(metadata)
    let partitions = Set(metadata.partitionColumns)
    var wanted = metadata.schema.fields.filter { !partitions.contains($0.name) }.map {
      (name: metadata.physicalName(of: $0), type: "\(naming.type(of: $0))")
    }
    if let schema = lake.fileSchemas.common(locations), metadata.rowTrackingColumns == nil {
      let types = Self.types(schema)
      if Self.hidesNothing(types), wanted.allSatisfy({ types[$0.name] == $0.type }) {
        return .first
      }
    }
    wanted += (metadata.rowTrackingColumns?.fields ?? []).map { ($0.name, "\($0.type)") }
    return united(locations, wanted, metadata)
  }

  /// Takes the columns by their names, if those that files have are of the table's types.
  private func united(
    _ locations: [String], _ wanted: [(name: String, type: String)], _ metadata: Metadata
  ) -> FileRelation.ColumnSource {
    guard locations.count <= Self.maximumUnited,
      !metadata.schema.fields.contains(where: \.type.holdsVariants)
    else { return .told }
    var columns: [Set<String>] = []
    for location in locations {
      guard let schema = lake.fileSchemas.schema(of: location) else { return .told }
      let types = Self.types(schema)
      guard Self.hidesNothing(types),
        wanted.allSatisfy({ types[$0.name].map { [type = $0.type] in $0 == type } ?? true })
      else { return .told }
      columns.append(Set(types.keys))
    }
    // DuckDB does not tell names by their case.
    let all = columns.reduce(into: Set<String>()) { $0.formUnion($1) }
    guard Set(all.map { $0.lowercased() }).count == all.count else { return .told }
    return .united(columns)
  }

  /// Whether no column of a file has the name of one that DuckDB adds, such as a row's place: the
  /// file's own would be taken for it.
  private static func hidesNothing(_ types: [String: String]) -> Bool {
    types.keys.allSatisfy { !FileRelation.virtualColumns.contains($0.lowercased()) }
  }

  private static func types(_ schema: Schema) -> [String: String] {
    Dictionary(
      schema.fields.map { ($0.name, "\($0.type)") }, uniquingKeysWith: { first, _ in first })
  }

  /// How some files, by their places, have variants that Parquet does not name as such.
  func variantForms(_ files: [DataFile], _ metadata: Metadata) throws -> [Int: VariantForm] {
    let columns = metadata.schema.fields.filter(\.type.holdsVariants)
      .map { metadata.physicalName(of: $0) }
    guard !columns.isEmpty else { return [:] }
    do {
      try lookAt(lake.fileSchemas.unknown(files.map(\.location)))
    } catch {
      // A file that cannot be read is reported by the scan, with its name.
      return [:]
    }
    var forms: [Int: VariantForm] = [:]
    for (place, file) in files.enumerated() {
      guard let schema = lake.fileSchemas.schema(of: file.location) else { continue }
      let fields = columns.compactMap { schema[$0] }
      guard fields.contains(where: { !$0.type.holdsVariants }) else { continue }
      guard fields.contains(where: { $0.type.holds(ShreddedVariant.isShredded) }) else {
        forms[place] = .encoded
        continue
      }
      let functions = try lake.variantAssembly.functions(
        for: fields.flatMap { ShreddedVariant.types(in: $0.type) }, connection)
      forms[place] = .shredded(
        columns: Dictionary(
          fields.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first }),
        functions: functions)
    }
    return forms
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
