import Columnar
import DeltaLake
import FoundationEssentials
import S3
import SQLAnalysis

/// Data files that were written and are not yet part of a table.
struct WrittenFiles {
  var files: [AddFile] = []
  var rows = 0
  var bytes: Int64 = 0
  /// Those that a crash of the machine may still lose: the commit has to see to them.
  var unsecured: [String] = []

  mutating func take(_ file: AddFile, rows: Int) {
    files.append(file)
    self.rows += rows
    bytes += Int64(file.size)
  }
}

/// Plans the `COPY` that writes the data files of one commit, and reads what it returns.
struct FileWriter {
  /// The table as it is after the commit.
  var metadata: Metadata
  /// The table's folder.
  var root: String
  /// What the names of the files begin with; no other write's do.
  let prefix: String

  /// Files are closed when they reach this size, in bytes.
  var fileSize: Int64 = 512_000_000
  /// Whether rows are held against the table's constraints; not those that are in it already.
  var enforcesRules = true
  /// Whether generated columns are computed though the rows have values for them.
  var recomputesGenerated = false
  /// A condition of the write itself on every row, with what to say where it fails.
  var condition: (sql: String, message: String)?

  /// Zstandard's fastest regular level: files of the same size within a twentieth, in two thirds
  /// of the time.
  private static let compressionLevel = 1

  init(metadata: Metadata, root: String) {
    self.metadata = metadata
    self.root = root
    prefix = "part-" + UUID().uuidString.lowercased().prefix(13)
  }

  /// The statement that writes the rows of `source`.
  func statement(_ source: RowSource, _ columns: [WrittenColumn]) throws -> MappedSQL {
    let partitions = Set(metadata.partitionColumns)
    guard columns.contains(where: { !partitions.contains($0.field.name) }) else {
      throw QueryError(
        .unsupported, "every column is a partition column: the files would hold none",
        hint: "leave one column out of PARTITIONED BY")
    }
    var sql = MappedSQL()
    sql.append("COPY (")
    let rules = RowRules(metadata: metadata, condition: condition)
    if rules.isEmpty || !enforcesRules {
      sql.append(source.relation(selecting: fileColumns(columns)))
    } else {
      sql.append(ruled(source, columns, rules))
    }
    sql.append(") TO \(SQLQuoting.string(root)) (\(options(columns.map(\.field))))")
    return sql
  }

  /// The columns as the files have them: under physical names, partition values as text.
  private func fileColumns(_ columns: [WrittenColumn]) -> [String] {
    let partitions = Set(metadata.partitionColumns)
    var kept: [String] = []
    let written = columns.map { column in
      let name = SQLQuoting.name(metadata.physicalName(of: column.field))
      guard partitions.contains(column.field.name) else {
        let naming = PhysicalNaming(metadata, variants: .encoded)
        return "\(naming.physical(guarded(column), column.field)) AS \(name)"
      }
      if keepsPartitionColumns { kept.append("\(column.expression) AS \(name)") }
      return "\(Self.partitionText(column)) AS \(SQLQuoting.name(folderName(column.field)))"
    }
    return written + kept
  }

  /// Whether the values of partition columns stand in the files too, behind the other columns.
  private var keepsPartitionColumns: Bool { metadata.icebergCompatibility != nil }

  /// What the folders of a partition column are named by.
  private func folderName(_ field: Field) -> String {
    let name = metadata.physicalName(of: field)
    return keepsPartitionColumns ? "\(name).\(prefix)" : name
  }

  /// The rows by the table's own names, as its rules ask, and then as the files have them.
  private func ruled(
    _ source: RowSource, _ columns: [WrittenColumn], _ rules: RowRules
  ) -> MappedSQL {
    let named = columns.map { "\($0.expression) AS \(SQLQuoting.name($0.field.name))" }
    let given = recomputesGenerated ? [] : Set(columns.filter(\.isGiven).map(\.field.name))
    let checked = columns.map { column in
      var column = column
      column.expression = SQLQuoting.name(column.field.name)
      return column
    }
    var sql = MappedSQL()
    sql.append("SELECT \(fileColumns(checked).joined(separator: ", ")) FROM (")
    sql.append(rules.applied(to: source.relation(selecting: named), given: given))
    sql.append("\n) AS t")
    return sql
  }

  private func options(_ fields: [Field]) -> String {
    var options = [
      "FORMAT parquet", "RETURN_STATS", "OVERWRITE_OR_IGNORE", "COMPRESSION zstd",
      "COMPRESSION_LEVEL \(Self.compressionLevel)", "FILENAME_PATTERN '\(prefix)-{uuidv7}'",
    ]
    if metadata.partitionColumns.isEmpty {
      options += ["FILE_SIZE_BYTES \(fileSize)", "WRITE_EMPTY_FILE false"]
    } else {
      let names = metadata.partitionColumns.compactMap { metadata.schema[$0] }
        .map { SQLQuoting.name(folderName($0)) }
      options += ["PARTITION_BY (\(names.joined(separator: ", ")))"]
      options += ["WRITE_PARTITION_COLUMNS false"]
    }
    let partitions = keepsPartitionColumns ? [] : Set(metadata.partitionColumns)
    let inFiles = fields.filter { !partitions.contains($0.name) }
    if let ids = FieldIds(metadata: metadata).option(inFiles) { options.append("FIELD_IDS \(ids)") }
    return options.joined(separator: ", ")
  }

  // MARK: Values

  /// A partition value as Delta's log writes it. An empty text is null there.
  private static func partitionText(_ column: WrittenColumn) -> String {
    switch column.field.type {
    case .string: "nullif(\(column.expression), '')"
    case .timestamp(_, isAdjustedToUTC: true):
      "CAST((\(column.expression)) AT TIME ZONE 'UTC' AS VARCHAR)"
    case .binary: "decode(\(column.expression))"
    default: "CAST(\(column.expression) AS VARCHAR)"
    }
  }

  /// Nulls of a nested column are not counted in a file's statistics: they are caught on the
  /// way. Those of other columns are found in the statistics, at no cost for each row.
  private func guarded(_ column: WrittenColumn) -> String {
    guard !column.field.isNullable, column.field.type.isNested else { return column.expression }
    let message = SQLQuoting.string(Self.nullMessage(column.field.name))
    return "CASE WHEN \(column.expression) IS NULL THEN error(\(message)) "
      + "ELSE \(column.expression) END"
  }

  static func nullMessage(_ name: String) -> String {
    "NOT NULL constraint failed: the column \"\(name)\" must not be null"
  }

  // MARK: What was written

  /// The file that a row of `COPY … RETURN_STATS` speaks of: filename, count, file_size_bytes,
  /// footer_size_bytes, column_statistics, partition_keys.
  func file(_ row: [Value], now: Int64) throws -> (AddFile, rows: Int) {
    guard row.count >= 6, let location = row[0].text, let count = row[1].count,
      let size = row[2].count
    else { throw QueryError(.internal, "DuckDB described a written file in an unknown form") }
    let columns = statistics(row[4])
    var partitions: [String: String?] = [:]
    for entry in row[5].entries {
      guard var name = entry.key.text else { continue }
      if keepsPartitionColumns, name.hasSuffix(".\(prefix)") { name.removeLast(prefix.count + 1) }
      partitions.updateValue(entry.value.text, forKey: name)
    }
    try checkNulls(columns, partitions)
    let path =
      location.hasPrefix(root + "/") ? String(location.dropFirst(root.count + 1)) : location
    let file = AddFile(
      path: path, partitionValues: partitions, size: size, modificationTime: now,
      statistics: metadata.statisticsJSON(rowCount: count, columns: columns))
    return (file, count)
  }

  func checkNulls(
    _ columns: [ColumnStatistics], _ partitions: [String: String?]
  ) throws {
    for field in metadata.schema.fields where !field.isNullable && !field.type.isNested {
      let isNull = partitions[metadata.physicalName(of: field)].map { $0 == nil } ?? false
      let nulls = columns.first { $0.path == [field.name] }?.nullCount ?? 0
      guard !isNull, nulls == 0 else {
        throw QueryError(.constraint, Self.nullMessage(field.name))
      }
    }
  }

  /// What DuckDB says of the leaf columns of a file: a map from `"address"."city"` to figures.
  private func statistics(_ value: Value) -> [ColumnStatistics] {
    value.entries.compactMap { entry in
      guard let key = entry.key.text, let tokens = try? Lexer.tokens(of: key) else { return nil }
      let names = tokens.filter { $0.kind == .quotedName }.map(\.value)
      guard let (path, type) = leaf(names[...], in: metadata.schema.fields) else { return nil }
      var column = ColumnStatistics(path: path)
      for figure in entry.value.entries {
        guard let text = figure.value.text else { continue }
        switch figure.key.text {
        case "min": column.minimum = Self.bound(text, type)
        case "max": column.maximum = Self.bound(text, type)
        case "null_count": column.nullCount = Int(text)
        default: continue
        }
      }
      // One bound without the other says nothing a reader may rely on.
      if column.minimum == nil || column.maximum == nil {
        column.minimum = nil
        column.maximum = nil
      }
      return column
    }
  }

  /// The leaf that physical names lead to, by its logical names.
  private func leaf(
    _ names: ArraySlice<String>, in fields: [Field]
  ) -> (path: [String], type: LogicalType)? {
    guard let name = names.first,
      let field = fields.first(where: { metadata.physicalName(of: $0) == name })
    else { return nil }
    if names.count == 1 { return ([field.name], field.type) }
    guard case .structure(let members) = field.type,
      let inner = leaf(names.dropFirst(), in: members)
    else { return nil }
    return ([field.name] + inner.path, inner.type)
  }

  /// A bound from DuckDB's text. Truth values and bytes have none in Delta.
  static func bound(_ text: String, _ type: LogicalType) -> Literal? {
    switch type {
    case .boolean, .binary: nil
    case .timestamp: Literal(text.hasSuffix("+00") ? text + ":00" : text, type: type)
    default: Literal(text, type: type)
    }
  }

  /// Deletes the files of this write, whether DuckDB told of them or not, from the store of
  /// ``root``. Nothing can be done about those that cannot be deleted.
  func removeFiles(in store: any ObjectStore) async {
    // In folders of partitions a file may be anywhere.
    let beginning = metadata.partitionColumns.isEmpty ? prefix : ""
    let isOurs: @Sendable (String) -> Bool = { [prefix] path in
      path.split(separator: "/").last?.hasPrefix(prefix) ?? false
    }
    let objects = (try? await store.listAll(beginning)) ?? []
    try? await store.delete(objects.map(\.path).filter(isOurs))
    // A write to S3 that stopped halfway leaves parts that nobody sees and somebody pays for.
    try? await (store as? S3Store)?.abortUploads(beginning, where: isOurs)
  }
}

extension Metadata {
  /// The columns of rows that move to other files: the table's, and those that keep ids.
  var movedFields: [Field] { schema.fields + (rowTrackingColumns?.fields ?? []) }
}

extension Value {
  /// The text of a string.
  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A number as a count.
  var count: Int? {
    switch self {
    case .integer(let number): Int(exactly: number)
    case .unsigned(let number): Int(exactly: number)
    default: nil
    }
  }

  /// The entries of a map.
  var entries: [Entry] {
    if case .map(let entries) = self { entries } else { [] }
  }
}
