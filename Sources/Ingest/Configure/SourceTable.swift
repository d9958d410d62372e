public import Columnar

/// A table that is filled from files, as `sources/*.yml` declares it.
///
/// ```yaml
/// version: 1
/// sources:
///   - name: bronze                        # the schema the tables are made in
///     tables:
///       - name: orders
///         path: landing/orders/**/*.csv   # or a list; relative to the project, or s3://…
///         format: csv                     # csv, json, parquet; by the file's name unless given
///         options: {delimiter: ";", null_values: ["", "NULL"]}
///         columns: {id: bigint, ordered_at: timestamp}
///         evolution: add_columns          # add_columns, fail, rescue
///         on_change: warn                 # warn, ignore, fail
///         partition_by: [country]
/// ```
public struct SourceTable: Sendable, Hashable {
  /// How the files are written.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    case csv, json, parquet
  }

  /// What happens to a column the table does not have.
  public enum Evolution: String, Sendable, Hashable, CaseIterable {
    /// The table gets the column; older rows hold null.
    case addColumns = "add_columns"
    /// The file is refused.
    case fail
    /// The values are kept, as text by name, in the map column `_rescued`.
    case rescue
  }

  /// What happens when a file that was loaded has since changed.
  public enum ChangePolicy: String, Sendable, Hashable, CaseIterable {
    /// The change is reported; the file is not loaded again.
    case warn
    case ignore
    /// Nothing of the table is loaded.
    case fail
  }

  /// A column declared with its type.
  public struct Column: Sendable, Hashable {
    /// The name, as in the files.
    public var name: String
    /// The type in SQL's words.
    public var type: String
    /// Whether a file may lack the column, its rows then holding null.
    public var isOptional: Bool
  }

  /// The schema of the table.
  public var schema: String
  /// The name of the table.
  public var name: String
  /// Where the files are: paths or patterns, absolute or URLs.
  public var paths: [String]
  /// How the files are written; by their names if `nil`.
  public var format: Format?
  /// How CSV files are written.
  public var csv: CSVOptions
  /// The columns to load, in order; empty to infer them.
  public var columns: [Column]
  /// What happens to a column the table does not have.
  public var evolution: Evolution
  /// What happens when a file that was loaded has since changed.
  public var onChange: ChangePolicy
  /// The columns the table is partitioned by.
  public var partitionColumns: [String]
  /// The most files loaded in one commit.
  public var filesPerBatch: Int
  /// The most bytes of files loaded in one commit; one file that is larger makes a batch alone.
  public var bytesPerBatch: ByteCount
  /// The project's folder; files below it are remembered by their path from there, so that a
  /// project can be moved.
  public var folder: String

  /// What people call the table.
  public var displayName: String { "\(schema).\(name)" }
}

/// How CSV files are written.
public struct CSVOptions: Sendable, Hashable {
  /// What stands between two values.
  public var delimiter = ","
  /// What a value that contains the delimiter stands between.
  public var quote = "\""
  /// What stands before a quote within quotes.
  public var escape = "\""
  /// Whether the first line names the columns.
  public var hasHeader = true
  /// The texts that mean null when they stand unquoted.
  public var nullValues = [""]
  /// The characters' encoding, `utf-8`, `latin-1` or `utf-16`.
  public var encoding = "utf-8"
  /// The format of dates, as DuckDB's `strptime` takes it; ISO 8601 if `nil`.
  public var dateFormat: String?
  /// The format of timestamps, as DuckDB's `strptime` takes it; ISO 8601 if `nil`.
  public var timestampFormat: String?

  /// The defaults: RFC 4180 with a header, in UTF-8.
  public init() {}
}
