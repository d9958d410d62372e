import Columnar

/// Rows as comma-separated values after RFC 4180, with a header. Null is nothing at all, the
/// empty string a pair of quotes, so that a reader can tell them apart.
struct CSVWriter: ResultWriter {
  private let sink: any ResultSink

  init(_ sink: any ResultSink) {
    self.sink = sink
  }

  mutating func begin(_ schema: Schema) throws {
    var line: [UInt8] = []
    for (index, name) in schema.names.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      Self.append(name, to: &line)
    }
    line.append(UInt8(ascii: "\n"))
    try sink.write(line)
  }

  mutating func write(_ batch: ColumnBatch) throws {
    var text: [UInt8] = []
    for row in 0..<batch.count {
      for (index, column) in batch.columns.enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        let value = column.value(at: row)
        if !value.isNull { Self.append(value.description, to: &text) }
      }
      text.append(UInt8(ascii: "\n"))
    }
    try sink.write(text)
  }

  mutating func end() throws {}

  private static func append(_ field: String, to text: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    let needsQuotes =
      field.isEmpty
      || field.utf8.contains { $0 == UInt8(ascii: ",") || $0 == quote || $0 == 10 || $0 == 13 }
    guard needsQuotes else {
      text.append(contentsOf: field.utf8)
      return
    }
    text.append(quote)
    for byte in field.utf8 {
      if byte == quote { text.append(quote) }
      text.append(byte)
    }
    text.append(quote)
  }
}
