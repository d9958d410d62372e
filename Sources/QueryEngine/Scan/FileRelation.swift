import Columnar
import DeltaLake
import SQLAnalysis

/// Writes the SQL by which DuckDB reads the files of a Delta table as the table's rows.
///
/// All values come from `read_parquet`: columns are found by their physical name, take the
/// table's name and type, and are null in files that lack them. Partition values are not in the
/// files: they stand in a constant list that is indexed by the file's place in the list of
/// files, a filter on which DuckDB evaluates once for each file.
struct FileRelation {
  var metadata: Metadata
  var files: [DataFile]
  /// The rows that deletion vectors delete, of those `files` that have one, in order.
  var deletedRows: DeletedRows?
  /// How `files`, by their places, have their variants, unless Parquet names them as such: Delta's
  /// first writers of variants did not.
  var variantForms: [Int: VariantForm] = [:]
  /// How DuckDB gets to know the columns.
  var columnSource = ColumnSource.told
  /// The name of a further column with each row's file, by its place in `files`.
  var fileIndexColumn: String?
  /// The name of a further column with each row's place in its file.
  var rowNumberColumn: String?
  /// Whether the columns in which files keep their rows' ids come behind the table's, with the id
  /// and the version of every row (``Metadata/rowTrackingColumns``).
  var hasRowIds = false
  /// Whether a column with what is known of each row's file comes last.
  var hasFileMetadata = false

  /// How DuckDB gets to know the columns of files. Only where it looks for itself does it know how
  /// many rows there are, by which it decides what is joined to what.
  enum ColumnSource {
    /// It is told what to look for in any file.
    case told
    /// It takes those of the first file, as every file has all of the table's columns.
    case first
    /// It takes those of all files by their names; of each file these are known.
    case united([Set<String>])
  }

  /// The query; it has the table's columns in order.
  var sql: String {
    guard !files.isEmpty else { return emptySQL }
    guard deletedRows != nil || !variantForms.isEmpty else { return branch(files) }
    let changed = files.indices.filter { files[$0].deletionVector != nil }
    var branches: [String] = []
    for form in forms {
      let alike = files.indices.filter { variantForms[$0, default: .named] == form }
      let kept = alike.filter { files[$0].deletionVector == nil }
      if !kept.isEmpty { branches.append(branch(at: kept, form)) }
      // Of these, the rows to leave out are counted by a file's place among all that have some.
      let places = changed.indices.filter { variantForms[changed[$0], default: .named] == form }
      guard let deletedRows, !places.isEmpty else { continue }
      let place = "CAST(\(Self.element(of: places)) AS UBIGINT)"
      let file = places.count == changed.count ? "f.file_index" : place
      let condition = deletedRows.condition(file: file, row: "f.file_row_number")
      branches.append(branch(at: places.map { changed[$0] }, form) + " WHERE " + condition)
    }
    return branches.joined(separator: " UNION ALL ")
  }

  /// The forms of variants that files have, each once.
  private var forms: [VariantForm] {
    var forms: [VariantForm] = [.named]
    for place in variantForms.keys.sorted() {
      guard let form = variantForms[place], !forms.contains(form) else { continue }
      forms.append(form)
    }
    return forms
  }

  private func branch(at places: [Int], _ form: VariantForm) -> String {
    branch(places.map { files[$0] }, at: places, variants: form)
  }

  /// The one of some numbers that belongs to a row's file.
  private static func element(of numbers: [Int]) -> String {
    "(\(list(numbers.map { "\($0)" }))::BIGINT[])[\(fileNumber)]"
  }

  private var emptySQL: String {
    var columns = metadata.schema.fields.map { field in
      "CAST(NULL AS \(field.type)) AS \(SQLQuoting.name(field.name))"
    }
    if let fileIndexColumn {
      columns.append("CAST(NULL AS BIGINT) AS \(SQLQuoting.name(fileIndexColumn))")
    }
    if let rowNumberColumn {
      columns.append("CAST(NULL AS BIGINT) AS \(SQLQuoting.name(rowNumberColumn))")
    }
    if hasRowIds, let tracking = metadata.rowTrackingColumns {
      columns += tracking.fields.map { "CAST(NULL AS BIGINT) AS \(SQLQuoting.name($0.name))" }
    }
    if hasFileMetadata {
      columns.append("\(FileMetadata(metadata: metadata, files: []).column)")
    }
    return "SELECT \(columns.joined(separator: ", ")) WHERE false"
  }

  private func branch(
    _ files: [DataFile], at places: [Int]? = nil, variants: VariantForm = .named
  ) -> String {
    let naming = PhysicalNaming(metadata, variants: variants)
    let findsById = findsById
    var entries: [String] = []
    var columns: [String] = []
    let partitions = Set(metadata.partitionColumns)
    for field in metadata.schema.fields {
      let name = SQLQuoting.name(field.name)
      if partitions.contains(field.name) {
        columns.append("\(partitionValue(of: field, in: files)) AS \(name)")
        continue
      }
      let alias =
        Self.virtualColumns.contains(field.name.lowercased())
        ? "column \(entries.count)" : field.name
      if takesColumnsOfFiles {
        let column = kept(metadata.physicalName(of: field), naming.type(of: field), places)
        columns.append(naming.logical(column, field) + " AS \(name)")
        continue
      }
      let physical = naming.type(of: field)
      entries.append(
        "\(key(of: field, findsById: findsById)): {'name': "
          + "\(SQLQuoting.string(alias)), 'type': \(SQLQuoting.string("\(physical)")), "
          + "'default_value': NULL}")
      let column = "f." + SQLQuoting.name(alias)
      columns.append(naming.logical(column, field) + " AS \(name)")
    }
    if let fileIndexColumn {
      let place = places.map(Self.element(of:))
      columns.append(
        (place ?? "f.file_index::BIGINT") + " AS \(SQLQuoting.name(fileIndexColumn))")
    }
    if let rowNumberColumn {
      columns.append("f.file_row_number::BIGINT AS \(SQLQuoting.name(rowNumberColumn))")
    }
    if needsRowIds, !takesColumnsOfFiles, let tracking = metadata.rowTrackingColumns {
      entries += tracking.fields.map {
        "\(SQLQuoting.string($0.name)): {'name': \(SQLQuoting.string($0.name)), "
          + "'type': 'BIGINT', 'default_value': NULL}"
      }
    }
    let known = FileMetadata(metadata: metadata, files: files) { kept($0, .int64, places) }
    if hasRowIds { columns += known.rowIdColumns }
    if hasFileMetadata { columns.append(known.column) }
    let locations = Self.list(files.map { SQLQuoting.string(Self.escapeGlob($0.location)) })
    var schema = ", hive_partitioning=false"
    if !entries.isEmpty { schema = ", schema=MAP {\(entries.joined(separator: ", "))}" }
    if case .united = columnSource { schema += ", union_by_name=true" }
    return "SELECT \(columns.joined(separator: ", ")) FROM read_parquet(\(locations)\(schema)) f"
  }

  private var needsRowIds: Bool {
    (hasRowIds || hasFileMetadata) && metadata.rowTrackingColumns != nil
  }

  private var takesColumnsOfFiles: Bool {
    switch columnSource {
    case .told: false
    // Files that keep ids stand beside files that do not, and a file's own columns hide DuckDB's.
    case .first: !needsRowIds && !hasFileMetadata
    case .united: true
    }
  }

  /// What a column is found by in the files: its id where the table says so and no column without
  /// one is read, such as the kind of a change, else its name.
  private func key(of field: Field, findsById: Bool) -> String {
    guard findsById, let id = metadata.fieldId(of: field) else {
      return SQLQuoting.string(metadata.physicalName(of: field))
    }
    return "\(id)"
  }

  private var findsById: Bool {
    metadata.columnMapping == .id && !(needsRowIds && metadata.rowTrackingColumns != nil)
      && metadata.schema.fields.allSatisfy { metadata.fieldId(of: $0) != nil }
  }

  /// A column of files, of which those at some places are read; null where none of them has it.
  private func kept(_ column: String, _ type: LogicalType, _ places: [Int]?) -> String {
    if case .united(let known) = columnSource,
      !(places ?? Array(files.indices)).contains(where: { known[$0].contains(column) })
    {
      return "CAST(NULL AS \(type))"
    }
    return "f." + SQLQuoting.name(column)
  }

  static let fileNumber = "f.file_index::BIGINT + 1"
  static let virtualColumns: Set<String> = [
    "file_index", "file_row_number", "filename", "rowid",
  ]

  static func list(_ elements: [String]) -> String {
    "[" + elements.joined(separator: ", ") + "]"
  }

  /// A path as a pattern that matches it alone.
  static func escapeGlob(_ path: String) -> String {
    var escaped = ""
    for character in path {
      switch character {
      case "*", "?", "[": escaped += "[\(character)]"
      default: escaped.append(character)
      }
    }
    return escaped
  }

  // MARK: Partition values

  private func partitionValue(of field: Field, in files: [DataFile]) -> String {
    let texts = files.map { $0.partitionValues[field.name] ?? nil }
    if Set(texts).count == 1, let text = texts.first {
      return Self.partitionLiteral(text, field.type)
    }
    let list = Self.list(texts.map { Self.element($0, field.type) })
    return "CAST(\(list) AS \(field.type)[])[\(Self.fileNumber)]"
  }

  private static func partitionLiteral(_ text: String?, _ type: LogicalType) -> String {
    "CAST(\(element(text, type)) AS \(type))"
  }

  /// A partition value in a form that a cast to its type reads.
  private static func element(_ text: String?, _ type: LogicalType) -> String {
    guard let text else { return "NULL" }
    switch type {
    case .binary: return "encode(\(SQLQuoting.string(text)))"
    case .timestamp(_, isAdjustedToUTC: true):
      // Delta's text has no zone unless it is an ISO instant; both are in UTC.
      let hasZone = text.hasSuffix("Z") || text.dropFirst(11).contains { $0 == "+" || $0 == "-" }
      return SQLQuoting.string(hasZone ? text : text + "+00")
    default: return SQLQuoting.string(text)
    }
  }
}
