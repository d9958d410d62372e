import Columnar

/// Rows as a table in a box. Of a long result the first and the last rows are kept, so that
/// memory stays bounded however long it is.
struct TableWriter: ResultWriter {
  private let sink: any ResultSink
  private let terminal: Terminal
  private let limit: Int
  private let isExpanded: Bool
  private var schema = Schema([])
  private var head: [[String?]] = []
  private var tail: [[String?]] = []
  private var tailStart = 0
  private var count = 0

  /// Renders at most `limit` rows, at least two, for `terminal` into `sink`; each as a list of
  /// names and values if `isExpanded`.
  init(_ sink: any ResultSink, terminal: Terminal, limit: Int, isExpanded: Bool = false) {
    self.sink = sink
    self.terminal = terminal
    self.limit = max(2, limit)
    self.isExpanded = isExpanded
  }

  mutating func begin(_ schema: Schema) throws {
    self.schema = schema
  }

  mutating func write(_ batch: ColumnBatch) throws {
    let headRoom = limit - limit / 2
    // Only the last rows of a batch can still be shown once the head is full.
    let skipped = max(0, batch.count - limit / 2)
    for row in 0..<batch.count {
      let isHead = count < headRoom
      count += 1
      guard isHead || row >= skipped else { continue }
      let cells = batch.columns.map { column -> String? in
        let value = column.value(at: row)
        return value.isNull ? nil : value.description
      }
      if isHead {
        head.append(cells)
      } else if tail.count < limit / 2 {
        tail.append(cells)
      } else {
        tail[tailStart] = cells
        tailStart = (tailStart + 1) % tail.count
      }
    }
  }

  mutating func end() throws {
    let rows = head + tail[tailStart...] + tail[..<tailStart]
    let hidden = count - rows.count
    if schema.names == ["explain_key", "explain_value"] {
      return try sink.write(plan(rows))
    }
    if isExpanded {
      try sink.write(expanded(rows))
    } else {
      let columns = schema.fields.map { field in
        BoxTable.Column(
          name: field.name, type: field.type.description.lowercased(),
          isNumeric: field.type.isNumeric)
      }
      let table = BoxTable(columns: columns, rows: rows, gap: hidden > 0 ? head.count : nil)
      try sink.write(table.lines(terminal).joined(separator: "\n") + "\n")
    }
    var footer = Quantity.count(count, "row")
    if hidden > 0 { footer += " (\(rows.count) shown)" }
    try sink.write(terminal.paint(footer, .muted) + "\n")
  }

  /// What `EXPLAIN` gives: drawings, each under its name.
  private func plan(_ rows: [[String?]]) -> String {
    var text = ""
    for row in rows {
      guard let name = row.first ?? nil, let drawing = row.last ?? nil else { continue }
      text += terminal.paint(name.replacing("_", with: " "), .strong) + "\n"
      text += drawing.hasSuffix("\n") ? drawing : drawing + "\n"
    }
    return text
  }

  private func expanded(_ rows: [[String?]]) -> String {
    let width = schema.names.map { TextWidth.of($0) }.max() ?? 0
    var text = ""
    for (index, row) in rows.enumerated() {
      let number = index < head.count ? index + 1 : count - (rows.count - index) + 1
      let bar = terminal.hasUnicode ? "─" : "-"
      text += terminal.paint("\(bar)[ row \(number) ]" + String(repeating: bar, count: 20), .muted)
      text += "\n"
      for (field, cell) in zip(schema.fields, row) {
        text += terminal.paint(TextWidth.pad(field.name, to: width), .strong) + "  "
        text += cell.map(BoxTable.oneLine) ?? terminal.paint("NULL", .muted)
        text += "\n"
      }
    }
    return text
  }
}
