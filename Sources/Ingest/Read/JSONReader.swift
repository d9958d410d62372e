import Columnar
import JSON
import QueryEngine
import SQLAnalysis

/// Reads JSON lines: one object on each line (https://jsonlines.org). Blank lines mean nothing.
struct JSONReader: BatchReader {
  let context: ReadContext

  func read(_ files: [ListedFile]) async throws {
    try await context.run(
      "CREATE OR REPLACE TEMP TABLE ingest_rejects (\(ReadContext.rejectColumns))")
    try await loadLines(files)
    let keys = try await keys(files)
    let columns = try await columns(keys, files)
    let unknown = keys.filter { key in !columns.contains { $0.key == key } }
    try await parse(columns, rescuing: unknown)
    try await reject(columns, files)
  }

  // MARK: Lines

  private func lines(_ files: [ListedFile], _ more: String) -> String {
    // A raw U+0001 stands in no JSON document, so that each line is one value.
    """
    read_csv(\(SQLList.strings(files.map(\.path))), auto_detect = false, header = false,
      delim = '\u{1}', quote = '', escape = '', columns = {'line': 'VARCHAR'},
      max_line_size = 67108864, filename = '_millrace_path', \(more))
    """
  }

  private func loadLines(_ files: [ListedFile]) async throws {
    let rejects = ScanRejects()
    try await context.run(
      """
      CREATE OR REPLACE TEMP TABLE ingest_lines AS
      SELECT path, line, kind FROM (
        SELECT _millrace_path AS path, line,
          CASE WHEN json_valid(line) THEN json_type(line) END AS kind
        FROM \(lines(files, rejects.arguments)))
      WHERE kind IS NOT NULL OR trim(line, E' \\t\\r') <> ''
      """)
    try await rejects.collect(context, namesColumns: false)
  }

  // MARK: Columns

  /// A line that is an object, as SQL. Not a filter on `kind`: DuckDB may look at the line first,
  /// and fails on one that is no JSON.
  private static let document = "CASE WHEN kind = 'OBJECT' THEN line END"

  /// The keys of all objects, in the order in which they first come.
  private func keys(_ files: [ListedFile]) async throws -> [String] {
    let sql = """
      SELECT json_keys(\(Self.document)) AS keys FROM temp.ingest_lines
      GROUP BY ALL ORDER BY min(rowid)
      """
    var keys: [String] = []
    var seen: [String: String] = [:]
    for case .list(let names) in try await context.values(sql) {
      for case .string(let key) in names {
        if let other = seen.updateValue(key, forKey: key.lowercased()) {
          guard other != key else { continue }
          throw IngestError(
            .schema,
            "\(files[0].key), or a file loaded with it, has keys that differ from "
              + "\"\(other)\" by case alone")
        }
        keys.append(key)
      }
    }
    return keys
  }

  /// The common shape of the values of some keys.
  private func shapes(of keys: [String]) async throws -> [String: JSONShape] {
    guard !keys.isEmpty else { return [:] }
    let pointers = keys.map(JSONColumn.pointer)
    var types = [Set<String>](repeating: [], count: keys.count)
    let combinations = try await context.values(
      """
      SELECT DISTINCT json_type(\(Self.document), \(SQLList.strings(pointers)))
      FROM temp.ingest_lines
      """)
    for case .list(let combination) in combinations {
      for (position, type) in combination.enumerated() {
        if case .string(let name) = type { types[position].insert(name) }
      }
    }
    var shapes: [String: JSONShape] = [:]
    for (position, key) in keys.enumerated() {
      if let plain = JSONShape(typesOfScalars: types[position]) {
        shapes[key] = plain
        continue
      }
      // DuckDB's own description, of what is within too. It is slow: each value once.
      let text = try await context.values(
        """
        SELECT json_group_structure(value)::VARCHAR FROM (
          SELECT DISTINCT
            json_extract(\(Self.document), \(SQLQuoting.string(pointers[position]))) AS value
          FROM temp.ingest_lines)
        WHERE value IS NOT NULL
        """)
      if case .string(let text)? = text.first { shapes[key] = JSONShape(text) }
    }
    return shapes
  }

  private func columns(
    _ keys: [String], _ files: [ListedFile]
  ) async throws -> [JSONColumn] {
    let types = try await DeclaredTypes(context)
    // A key that no line has is null in all of them: only files with columns can lack one.
    let declared = context.table.columns.map(\.name).filter { name in
      !keys.contains { $0.lowercased() == name.lowercased() }
    }
    let plan = try ColumnPlan(
      keys + declared, of: files[0].key, context, types: types)
    let shapes = try await shapes(
      of: plan.columns.compactMap { key, place in
        if case .inferred = place { key } else { nil }
      })
    var columns = plan.columns.compactMap { key, place -> JSONColumn? in
      switch place {
      case .typed(let name, let type): JSONColumn(key: key, name: name, type: type)
      case .inferred(let name):
        JSONColumn(key: key, name: name, type: shapes[key]?.type ?? .string)
      case .rescued: nil
      }
    }
    let texts = plan.columns.compactMap { key, place -> String? in
      guard case .inferred = place, shapes[key]?.type == .string else { return nil }
      return key
    }
    for (key, type) in try await textTypes(texts) {
      guard let position = columns.firstIndex(where: { $0.key == key }) else { continue }
      columns[position].type = type
    }
    return columns
  }

  /// The types that the texts of some keys stand for, dates and timestamps mostly. A text that
  /// looks like a number or a truth value was meant to be text.
  private func textTypes(_ keys: [String]) async throws -> [(String, LogicalType)] {
    guard !keys.isEmpty else { return [] }
    let extracted = keys.enumerated().map {
      "struct_extract(s, \(SQLQuoting.string($0.element))) AS c\($0.offset)"
    }
    let structure = keys.map { JSONText.quote($0) + ":\"VARCHAR\"" }.joined(separator: ",")
    let aggregates = keys.indices.map { TypeInference.aggregate("c\($0)") }
    let sql = """
      SELECT \(aggregates.joined(separator: ",\n")) FROM (
        SELECT \(extracted.joined(separator: ", ")) FROM (
          SELECT json_transform(\(Self.document), \(SQLQuoting.string("{\(structure)}"))) AS s
          FROM temp.ingest_lines))
      """
    guard let row = try await context.session.execute(sql).rows().first else { return [] }
    return zip(keys, row).compactMap { key, value in
      guard case .string(let name) = value, ["DATE", "TIMESTAMP", "TIMESTAMPTZ"].contains(name)
      else { return nil }
      return (key, TypeInference.type(named: name))
    }
  }

  // MARK: Rows

  /// Makes `ingest_parsed`, with the first column that refuses the line, and `ingest_rows`.
  private func parse(_ columns: [JSONColumn], rescuing unknown: [String]) async throws {
    let structure = columns.map { JSONText.quote($0.key) + ":" + $0.structure }
    let transformed =
      columns.isEmpty
      ? "NULL"
      : "json_transform(\(Self.document), \(SQLQuoting.string("{\(structure.joined(separator: ","))}")))"
    let checks = columns.map { column -> String in
      let condition = column.isBad
      guard !condition.isEmpty else { return "" }
      return "WHEN \(condition) THEN \(SQLQuoting.string(column.name))\n"
    }
    let rescued =
      unknown.isEmpty
      ? "" : ", CASE WHEN kind = 'OBJECT' THEN \(rescue(unknown)) END AS rescued"
    try await context.run(
      """
      CREATE OR REPLACE TEMP TABLE ingest_parsed AS
      SELECT path, kind, s\(unknown.isEmpty ? "" : ", rescued"),
        bad, CASE WHEN bad IS NOT NULL THEN line END AS raw
      FROM (SELECT *, CASE WHEN kind IS NULL OR kind <> 'OBJECT' THEN ''
          \(checks.joined())ELSE NULL END AS bad
        FROM (SELECT path, line, kind, \(transformed) AS s\(rescued) FROM temp.ingest_lines))
      """)
    try await context.run("DROP TABLE temp.ingest_lines")
    var selected = columns.map {
      "p.s.\(SQLQuoting.name($0.key)) AS \(SQLQuoting.name($0.name))"
    }
    if !unknown.isEmpty { selected.append("p.rescued AS \(ReadContext.rescued)") }
    selected.append(context.metadataColumns)
    try await context.run(
      """
      CREATE OR REPLACE TEMP VIEW ingest_rows AS SELECT \(selected.joined(separator: ", "))
      FROM temp.ingest_parsed p JOIN temp.ingest_files f ON f.path = p.path WHERE p.bad IS NULL
      """)
  }

  /// The values of keys that have no column, as text by key; `NULL` where a document has none.
  private func rescue(_ keys: [String]) -> String {
    let present = keys.map { key -> String in
      let text = SQLQuoting.string(key)
      let place = SQLQuoting.string("/" + key.replacing("~", with: "~0").replacing("/", with: "~1"))
      return """
        CASE WHEN json_exists(line, \(place))
          THEN {'k': \(text), 'v': json_extract_string(line, \(place))} END
        """
    }
    let entries = "list_filter([\(present.joined(separator: ", "))], lambda e: e IS NOT NULL)"
    return "CASE WHEN len(\(entries)) > 0 THEN map_from_entries(\(entries)) END"
  }

  // MARK: Rejects

  /// Finds the lines that were refused in their files again, for their numbers.
  private func reject(_ columns: [JSONColumn], _ files: [ListedFile]) async throws {
    let paths = try await context.values(
      "SELECT DISTINCT path FROM temp.ingest_parsed WHERE bad IS NOT NULL")
    let refused = Set(paths.map { "\($0)" })
    let reasons = columns.map { column in
      let reason = "the value of \"\(column.name)\" is no \(column.type)"
      return "WHEN \(SQLQuoting.string(column.name)) THEN \(SQLQuoting.string(reason))"
    }
    for file in files where refused.contains(file.path) {
      try await context.run(
        """
        INSERT INTO temp.ingest_rejects
        SELECT \(SQLQuoting.string(file.key)), n.number, NULL, nullif(b.bad, ''),
          CASE b.bad WHEN '' THEN
              CASE WHEN b.kind IS NULL THEN 'not valid JSON'
                ELSE 'not an object but of type ' || b.kind END
            \(reasons.joined(separator: "\n")) END,
          n.line
        FROM (SELECT row_number() OVER () AS number, line
          FROM \(lines([file], "ignore_errors = true"))) n
        JOIN (SELECT DISTINCT raw, bad, kind FROM temp.ingest_parsed
          WHERE bad IS NOT NULL AND path = \(SQLQuoting.string(file.path))) b ON b.raw = n.line
        """)
    }
  }
}
