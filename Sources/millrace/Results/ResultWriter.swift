import Columnar

/// Renders the rows of one result as they arrive.
protocol ResultWriter {
  /// Takes the columns; called once, before any row.
  mutating func begin(_ schema: Schema) throws
  /// Takes further rows.
  mutating func write(_ batch: ColumnBatch) throws
  /// Called once, after the last row.
  mutating func end() throws
}

/// How `millrace sql` renders rows.
enum ResultFormat: String, Sendable, CaseIterable {
  case table, csv, json, parquet
}

/// Where rendered rows go.
protocol ResultSink {
  /// Takes rendered text.
  func write(_ bytes: [UInt8]) throws
}

extension ResultSink {
  func write(_ text: String) throws {
    try write(Array(text.utf8))
  }
}

extension Console: ResultSink {}
