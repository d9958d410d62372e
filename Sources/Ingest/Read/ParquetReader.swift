import Columnar
import QueryEngine
import SQLAnalysis

/// Reads Parquet files. Their types are their own; a declared or known column is cast to its
/// type, and a value that does not fit refuses the file.
struct ParquetReader: BatchReader {
  let context: ReadContext

  func read(_ files: [ListedFile]) async throws {
    let types = try await DeclaredTypes(context)
    let scan = """
      read_parquet(\(SQLList.strings(files.map(\.path))), union_by_name = true,
        filename = '_millrace_path', hive_partitioning = false)
      """
    let fields = try await context.session.execute("SELECT * FROM \(scan) LIMIT 0").schema.fields
      .filter { $0.name != "_millrace_path" }
    let shown = files.count == 1 ? files[0].key : "\(files[0].key) (or a file loaded with it)"
    let plan = try ColumnPlan(fields.map(\.name), of: shown, context, types: types)
    var selected: [String] = []
    var rescued: [String] = []
    for (name, place) in plan.columns {
      let quoted = SQLQuoting.name(name)
      switch place {
      case .typed(let target, let type):
        selected.append("CAST(r.\(quoted) AS \(type)) AS \(SQLQuoting.name(target))")
      case .inferred(let target):
        selected.append("r.\(quoted) AS \(SQLQuoting.name(target))")
      case .rescued:
        rescued.append("{'k': \(SQLQuoting.string(name)), 'v': CAST(r.\(quoted) AS VARCHAR)}")
      }
    }
    if !rescued.isEmpty {
      selected.append(
        "map_from_entries([\(rescued.joined(separator: ", "))]) AS \(ReadContext.rescued)")
    }
    selected.append(context.metadataColumns)
    try await context.run(
      """
      CREATE OR REPLACE TEMP TABLE ingest_rows AS SELECT \(selected.joined(separator: ", "))
      FROM \(scan) r JOIN temp.ingest_files f ON f.path = r._millrace_path
      """)
    try await context.run(
      "CREATE OR REPLACE TEMP TABLE ingest_rejects (\(ReadContext.rejectColumns))")
  }
}
