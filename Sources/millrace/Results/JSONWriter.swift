import JSON
import Columnar

/// Rows as one JSON array of objects, a row a line.
///
/// Numbers keep all their digits; what JSON has no number for (infinities, NaN) is null. Dates,
/// times and bytes are text as SQL writes them, lists are arrays, structures and maps objects.
struct JSONWriter: ResultWriter {
  private let sink: any ResultSink
  private var names: [String] = []
  private var isFirst = true

  init(_ sink: any ResultSink) {
    self.sink = sink
  }

  mutating func begin(_ schema: Schema) throws {
    names = schema.names.map { JSONText.quote($0) }
  }

  mutating func write(_ batch: ColumnBatch) throws {
    var text = ""
    for row in 0..<batch.count {
      text += isFirst ? "[" : ",\n"
      isFirst = false
      text += "{"
      for (index, column) in batch.columns.enumerated() {
        if index > 0 { text += "," }
        text += names[index]
        text += ":"
        JSONText.append(column.value(at: row), to: &text)
      }
      text += "}"
    }
    try sink.write(text)
  }

  mutating func end() throws {
    try sink.write(isFirst ? "[]\n" : "]\n")
  }
}

extension JSONText {
  /// A value, after what stands in `text`.
  static func append(_ value: Value, to text: inout String) {
    switch value {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer, .unsigned, .hugeInteger, .unsignedHuge, .decimal: text += value.description
    case .float(let number): text += number.isFinite ? "\(number)" : "null"
    case .double(let number): text += number.isFinite ? "\(number)" : "null"
    case .json(let document): text += document
    case .list(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        append(element, to: &text)
      }
      text += "]"
    case .structure(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        text += quote(member.name) + ":"
        append(member.value, to: &text)
      }
      text += "}"
    case .map(let entries):
      text += "{"
      for (index, entry) in entries.enumerated() {
        if index > 0 { text += "," }
        text += quote(entry.key.description) + ":"
        append(entry.value, to: &text)
      }
      text += "}"
    case .union(let member): append(member.value, to: &text)
    case .string(let string): text += quote(string)
    case .bits, .binary, .uuid, .date, .time, .timeWithZone, .timestamp, .interval:
      text += quote(value.description)
    }
  }
}
