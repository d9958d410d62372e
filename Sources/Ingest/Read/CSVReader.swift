import Columnar
import QueryEngine
import SQLAnalysis

/// Reads CSV files: RFC 4180 and its common variants, by DuckDB's parser.
struct CSVReader: BatchReader {
  let context: ReadContext

  /// Files that name the same columns in the same order.
  private struct Group {
    var paths: [String]
    var plan: ColumnPlan
    /// The types of the inferred columns, by the name in the table.
    var inferred: [String: LogicalType] = [:]
    let rejects = ScanRejects()
  }

  func read(_ files: [ListedFile]) async throws {
    var groups = try await groups(files)
    try await infer(&groups)
    let selects = groups.map(select)
    try await context.run(
      "CREATE OR REPLACE TEMP TABLE ingest_rows AS "
        + selects.joined(separator: "\nUNION ALL BY NAME\n"))
    try await context.run(
      "CREATE OR REPLACE TEMP TABLE ingest_rejects (\(ReadContext.rejectColumns))")
    for group in groups { try await group.rejects.collect(context, namesColumns: true) }
  }

  // MARK: Groups

  private func groups(_ files: [ListedFile]) async throws -> [Group] {
    let types = try await DeclaredTypes(context)
    var positions: [[String]: Int] = [:]
    var groups: [Group] = []
    for file in files {
      guard let header = try await header(of: file) else { continue }
      if let position = positions[header] {
        groups[position].paths.append(file.path)
      } else {
        positions[header] = groups.count
        let plan = try ColumnPlan(header, of: file.key, context, types: types)
        groups.append(Group(paths: [file.path], plan: plan))
      }
    }
    return groups
  }

  /// The columns a file names, `nil` if it is empty.
  private func header(of file: ListedFile) async throws -> [String]? {
    let options = context.table.csv
    guard options.hasHeader else {
      guard !context.table.columns.isEmpty else {
        throw IngestError(
          .configuration,
          "\(context.table.displayName) has files without a header and declares no columns",
          hint: "declare them under columns, in the order of the files")
      }
      return file.size == 0 ? nil : context.table.columns.map(\.name)
    }
    let line: String?
    if CompressedFile.Codec(path: file.path) == nil, !file.path.contains("://"),
      options.encoding == "utf-8"
    {
      line = try CSVHeader.firstLine(ofFileAt: file.path, shown: file.key)
    } else {
      line = try await firstLine(of: file)
    }
    return line.map { CSVHeader.fields(of: $0, delimiter: options.delimiter, quote: options.quote) }
  }

  private func firstLine(of file: ListedFile) async throws -> String? {
    let sql = """
      SELECT line FROM read_csv(\(SQLList.strings([file.path])), auto_detect = false,
        header = false, delim = '\u{1}', quote = '', escape = '', columns = {'line': 'VARCHAR'},
        encoding = \(SQLQuoting.string(context.table.csv.encoding))) LIMIT 1
      """
    guard case .string(let line)? = try await context.values(sql).first else { return nil }
    return line
  }

  // MARK: Types

  /// Finds the types of columns that are neither declared nor known, from every value they have.
  private func infer(_ groups: inout [Group]) async throws {
    var types: [String: LogicalType] = [:]
    for group in groups {
      let names = group.plan.columns.compactMap { column -> (file: String, name: String)? in
        guard case .inferred(let name) = column.place else { return nil }
        return (column.name, name)
      }
      guard !names.isEmpty else { continue }
      let aggregates = names.map { TypeInference.aggregate(SQLQuoting.name($0.file)) }
      let columns = group.plan.columns.map { ($0.name, "VARCHAR") }
      let sql = """
        SELECT \(aggregates.joined(separator: ",\n"))
        FROM \(scan(group.paths, columns, "ignore_errors = true"))
        """
      guard let row = try await context.session.execute(sql).rows().first else { continue }
      for (column, value) in zip(names, row) {
        guard case .string(let type) = value else { continue }
        let inferred = TypeInference.type(named: type)
        let known = types[column.name.lowercased()]
        types[column.name.lowercased()] =
          known.map { TypeInference.union($0, inferred) } ?? inferred
      }
    }
    for position in groups.indices { groups[position].inferred = types }
  }

  // MARK: SQL

  private func select(_ group: Group) -> String {
    var columns: [(String, String)] = []
    var selected: [String] = []
    var rescued: [String] = []
    for (name, place) in group.plan.columns {
      let quoted = SQLQuoting.name(name)
      switch place {
      case .typed(let target, let type):
        columns.append((name, "\(type)"))
        selected.append("r.\(quoted) AS \(SQLQuoting.name(target))")
      case .inferred(let target):
        columns.append((name, "\(group.inferred[target.lowercased()] ?? .string)"))
        selected.append("r.\(quoted) AS \(SQLQuoting.name(target))")
      case .rescued:
        columns.append((name, "VARCHAR"))
        rescued.append("{'k': \(SQLQuoting.string(name)), 'v': r.\(quoted)}")
      }
    }
    if !rescued.isEmpty {
      selected.append(
        "map_from_entries([\(rescued.joined(separator: ", "))]) AS \(ReadContext.rescued)")
    }
    selected.append(context.metadataColumns)
    let more = group.rejects.arguments + ", filename = '_millrace_path'"
    return """
      SELECT \(selected.joined(separator: ", "))
      FROM \(scan(group.paths, columns, more)) r
      JOIN temp.ingest_files f ON f.path = r._millrace_path
      """
  }

  private func scan(_ paths: [String], _ columns: [(String, String)], _ more: String) -> String {
    let options = context.table.csv
    var arguments = [
      SQLList.strings(paths), "auto_detect = false", "header = \(options.hasHeader)",
      "delim = \(SQLQuoting.string(options.delimiter))",
      "quote = \(SQLQuoting.string(options.quote))",
      "escape = \(SQLQuoting.string(options.escape))",
      "nullstr = \(SQLList.strings(options.nullValues))",
      "encoding = \(SQLQuoting.string(options.encoding))",
      "columns = \(SQLList.structure(columns.map { (name: $0.0, value: $0.1) }))", more,
    ]
    if let format = options.dateFormat {
      arguments.append("dateformat = \(SQLQuoting.string(format))")
    }
    if let format = options.timestampFormat {
      arguments.append("timestampformat = \(SQLQuoting.string(format))")
    }
    return "read_csv(\(arguments.joined(separator: ", ")))"
  }
}
