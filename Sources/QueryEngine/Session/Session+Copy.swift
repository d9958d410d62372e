import Columnar
import DeltaLake
import FoundationEssentials
import SQLAnalysis

/// `COPY INTO`: files are loaded into a table, each once. The table's log keeps which were, as the
/// progress of an application for each (`txn`), in the commit with its rows.
extension Session {
  private static let application = "copy-into:"

  func copyInto(_ copy: CopyInto) async throws -> StatementResult {
    try requireWritable()
    let table = try await tableToChange(copy.target)
    let found = try await locating(copy.target) { try self.files(copy) }
    let isForced = copy.copyOptions["force"]?.lowercased() == "true"
    let wanted =
      isForced
      ? found
      : found.filter {
        table.snapshot.transactionVersion(of: Self.application + $0) == nil
      }
    guard !wanted.isEmpty else { return StatementResult(tag: "COPY 0", rowsAffected: 0) }
    var query = MappedSQL()
    query.append("SELECT * FROM \(Self.reader(copy, wanted))")
    let fields = try await locating(query, nil) { try self.prepared(query).fields }
    var options = WriteOptions(operation: "COPY INTO")
    if copy.copyOptions["mergeSchema"]?.lowercased() == "true" {
      options.schemaPolicy = .addColumns
    }
    if !isForced {
      options.transactions = wanted.map {
        TransactionIdentifier(appId: Self.application + $0, version: 1)
      }
    }
    let rows = RowSource(query: query, fields: fields)
    let report = try await locating(copy.target) {
      try await self.store(rows, in: table.name, options)
    }
    return StatementResult(
      tag: "COPY \(report.rows)", rowsAffected: report.rows, committedVersion: report.version)
  }

  /// The files that a statement names, in order.
  private func files(_ copy: CopyInto) throws -> [String] {
    let root = Lake.normalized(copy.path)
    let pattern: String
    if !copy.files.isEmpty {
      return copy.files.map { root + "/" + $0 }
    } else if let within = copy.pattern {
      pattern = FileRelation.escapeGlob(root) + "/" + within
    } else if root.contains("*") || root.split(separator: "/").last?.contains(".") == true {
      pattern = root
    } else {
      pattern = FileRelation.escapeGlob(root) + "/**/*." + Self.ending(copy.format)
    }
    return try rows("SELECT file FROM glob(\(SQLQuoting.string(pattern))) ORDER BY 1")
      .compactMap { $0.first?.content }
  }

  private static func ending(_ format: String) -> String {
    switch format {
    case "PARQUET": "parquet"
    case "CSV": "csv*"
    default: "json*"
    }
  }

  private static func reader(_ copy: CopyInto, _ files: [String]) -> String {
    let function: String
    switch copy.format {
    case "PARQUET": function = "read_parquet"
    case "CSV": function = "read_csv"
    default: function = "read_json"
    }
    let list = files.map { SQLQuoting.string(FileRelation.escapeGlob($0)) }
    var arguments = ["[\(list.joined(separator: ", "))]", "union_by_name = true"]
    // Spark's names of options, where DuckDB has others.
    let names = [
      "sep": "delim", "delimiter": "delim", "nullvalue": "nullstr", "multiline": "",
      "inferschema": "", "mergeschema": "", "dateformat": "dateformat",
      "timestampformat": "timestampformat",
    ]
    for (key, value) in copy.formatOptions.sorted(by: { $0.key < $1.key }) {
      let name = names[key.lowercased()] ?? key.lowercased()
      guard !name.isEmpty else { continue }
      let isPlain = ["true", "false"].contains(value.lowercased()) || Double(value) != nil
      arguments.append(
        "\(SQLQuoting.name(name)) = \(isPlain ? value : SQLQuoting.string(value))")
    }
    return "\(function)(\(arguments.joined(separator: ", ")))"
  }
}
