import FoundationEssentials
import SQLAnalysis

/// The records that DuckDB's CSV scanner sets aside while it reads.
///
/// DuckDB counts the files of a scan by the names of these tables, for all connections of a
/// database at once: the names are therefore never used twice.
struct ScanRejects {
  private let errors: String
  private let scans: String

  init() {
    let unique = UUID().uuidString.lowercased().replacing("-", with: "")
    errors = "ingest_errors_\(unique)"
    scans = "ingest_scans_\(unique)"
  }

  /// The arguments of `read_csv` that set records aside.
  var arguments: String {
    """
    store_rejects = true, rejects_limit = 0, rejects_table = '\(errors)',
      rejects_scan = '\(scans)'
    """
  }

  /// Moves what a scan that is over has set aside to `ingest_rejects`, one row for each record;
  /// with the names of columns if the scanner's columns are the user's.
  func collect(_ context: ReadContext, namesColumns: Bool) async throws {
    // A record that is too short is reported once for each column it lacks: the first says it.
    let columns =
      namesColumns ? "string_agg(DISTINCT column_name, ', ' ORDER BY column_name)" : "NULL"
    try await context.run(
      """
      INSERT INTO temp.ingest_rejects
      SELECT key, line, min(line_byte_position) - 1, \(columns),
        string_agg(error_message, '; ' ORDER BY column_idx, error_message)
          FILTER (WHERE occurrence = 1),
        min(csv_line)
      FROM (
        SELECT f.key, e.*, row_number() OVER (
          PARTITION BY f.key, e.line, e.line_byte_position,
            CASE e.error_type WHEN 'MISSING COLUMNS' THEN '' ELSE e.error_message END
          ORDER BY e.column_idx) AS occurrence
        FROM temp.\(errors) e
        JOIN temp.\(scans) s USING (scan_id, file_id)
        JOIN temp.ingest_files f ON f.path = s.file_path)
      GROUP BY key, line, line_byte_position
      """)
    try await context.run("DROP TABLE temp.\(SQLQuoting.name(errors))")
    try await context.run("DROP TABLE temp.\(SQLQuoting.name(scans))")
  }
}
