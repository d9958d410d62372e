import Columnar

/// A table in a box, the way DuckDB draws one: names and types centred, numbers to the right,
/// too wide columns shortened, then the middle ones left out.
struct BoxTable: Sendable {
  /// A column of the table.
  struct Column: Sendable, Hashable {
    var name: String
    /// What stands below the name; nothing if empty.
    var type: String = ""
    var isNumeric = false
  }

  var columns: [Column]
  /// The rows, `nil` for null.
  var rows: [[String?]]
  /// The index in ``rows`` before which rows were left out.
  var gap: Int?

  /// The least a column is shortened to before others are left out.
  private static let leastWidth = 12
  /// How much room a type may claim of its own.
  private static let typeWidth = 20

  /// The lines of the table.
  func lines(_ terminal: Terminal) -> [String] {
    let cells = rows.map { row in row.map { $0.map(Self.oneLine) } }
    let natural = columns.indices.map { index in
      let widest = cells.lazy.map { TextWidth.of($0[index] ?? "NULL") }.max() ?? 0
      return max(
        widest, TextWidth.of(columns[index].name),
        min(TextWidth.of(columns[index].type), Self.typeWidth), 1)
    }
    let layout = Layout(natural: natural, available: terminal.width, least: Self.leastWidth)
    let pen = Pen(terminal: terminal)
    var lines = [pen.rule(layout.widths, .top)]
    lines.append(pen.row(header(\.name, layout), layout, .strong))
    if columns.contains(where: { !$0.type.isEmpty }) {
      lines.append(pen.row(header(\.type, layout), layout, .muted))
    }
    lines.append(pen.rule(layout.widths, .middle))
    for (index, row) in cells.enumerated() {
      if index == gap { lines += (0..<3).map { _ in pen.row(dots(layout), layout, .muted) } }
      lines.append(pen.row(body(row, layout), layout, nil))
    }
    lines.append(pen.rule(layout.widths, .bottom))
    return lines
  }

  private func header(_ part: KeyPath<Column, String>, _ layout: Layout) -> [Pen.Cell] {
    layout.columns.map { index in
      Pen.Cell(text: index.map { columns[$0][keyPath: part] } ?? "…", alignment: .center)
    }
  }

  private func dots(_ layout: Layout) -> [Pen.Cell] {
    layout.columns.map { index in
      let isNumeric = index.map { columns[$0].isNumeric } ?? false
      return Pen.Cell(text: "·", alignment: isNumeric ? .right : .center)
    }
  }

  private func body(_ row: [String?], _ layout: Layout) -> [Pen.Cell] {
    layout.columns.map { index in
      guard let index else { return Pen.Cell(text: "…", alignment: .center, style: .muted) }
      let alignment: TextWidth.Alignment = columns[index].isNumeric ? .right : .left
      guard let text = row[index] else {
        return Pen.Cell(text: "NULL", alignment: alignment, style: .muted)
      }
      return Pen.Cell(text: text, alignment: alignment)
    }
  }

  /// The text without line ends and control characters, which would break the box or command the
  /// terminal.
  static func oneLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where isControl(scalar):
        result += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }
}

/// Which columns are shown, and how wide.
private struct Layout {
  /// The columns shown by their index, `nil` for the one that stands for those left out.
  var columns: [Int?]
  var widths: [Int]

  init(natural: [Int], available: Int?, least: Int) {
    var widths = natural
    columns = natural.indices.map { $0 }
    self.widths = widths
    guard let available else { return }
    func total(_ widths: [Int]) -> Int { widths.reduce(1) { $0 + $1 + 3 } }
    var excess = total(widths) - available
    // The widest give first, down to the width of the next.
    while excess > 0, let widest = widths.max(), widest > least {
      let next = max(widths.filter { $0 < widest }.max() ?? least, least)
      let affected = widths.indices.filter { widths[$0] == widest }
      for index in affected where excess > 0 {
        let cut = min(widest - next, (excess + affected.count - 1) / affected.count)
        widths[index] -= max(1, cut)
        excess -= max(1, cut)
      }
    }
    if excess <= 0 {
      self.widths = widths
      return
    }
    var kept = Array(natural.indices)
    while kept.count > 1, total(kept.map { widths[$0] } + [1]) > available {
      kept.remove(at: kept.count / 2)
    }
    let middle = (kept.count + 1) / 2
    columns = kept[..<middle].map { $0 } + [nil] + kept[middle...].map { $0 }
    self.widths = columns.map { $0.map { widths[$0] } ?? 1 }
    if kept.count == natural.count {
      columns = kept.map { $0 }
      self.widths = kept.map { widths[$0] }
    }
  }
}

/// Draws the lines of a table.
private struct Pen {
  struct Cell {
    var text: String
    var alignment: TextWidth.Alignment
    var style: Style?
  }

  enum Edge: Int {
    case top, middle, bottom
  }

  let terminal: Terminal

  func rule(_ widths: [Int], _ edge: Edge) -> String {
    let corners = [["┌", "┬", "┐"], ["├", "┼", "┤"], ["└", "┴", "┘"]][edge.rawValue]
    let parts = terminal.hasUnicode ? corners : ["+", "+", "+"]
    let stroke = terminal.hasUnicode ? "─" : "-"
    let line =
      parts[0] + widths.map { String(repeating: stroke, count: $0 + 2) }.joined(separator: parts[1])
      + parts[2]
    return terminal.paint(line, .muted)
  }

  func row(_ cells: [Cell], _ layout: Layout, _ style: Style?) -> String {
    let bar = terminal.paint(terminal.hasUnicode ? "│" : "|", .muted)
    var line = bar
    for (cell, width) in zip(cells, layout.widths) {
      let ellipsis = terminal.hasUnicode ? "…" : "."
      let text = TextWidth.truncate(cell.text, to: width, ellipsis: ellipsis)
      let padded = TextWidth.pad(text, to: width, cell.alignment)
      let painted = (cell.style ?? style).map { terminal.paint(padded, $0) } ?? padded
      line += " \(painted) \(bar)"
    }
    return line
  }
}
