import JSON
import Server

extension Diagnostic {
  /// The diagnostic as people read it: what, where with the line and a caret, what to do.
  func lines(_ terminal: Terminal) -> [String] {
    let label = kind == .interrupted ? "stopped" : "error"
    let margin = String(repeating: " ", count: label.count + 2)
    var lines = message.split(separator: "\n", omittingEmptySubsequences: false).map { margin + $0 }
    lines[0] =
      terminal.paint(label, kind == .interrupted ? .warning : .failure)
      + ": \(lines[0].dropFirst(margin.count))"
    if let location {
      let arrow = terminal.hasUnicode ? "──▸" : "-->"
      if let sourceLine {
        let number = String(location.line)
        let gutter = String(repeating: " ", count: number.count)
        let bar = terminal.paint(terminal.hasUnicode ? "│" : "|", .muted)
        let excerpt = Excerpt(
          line: sourceLine, column: location.column,
          width: (terminal.width ?? 160) - number.count - 4)
        lines.append("\(gutter)\(terminal.paint(arrow, .muted)) \(location)")
        lines.append("\(gutter) \(bar)")
        lines.append("\(terminal.paint(number, .muted)) \(bar) \(excerpt.text)")
        lines.append(
          "\(gutter) \(bar) "
            + String(repeating: " ", count: excerpt.caret) + terminal.paint("^", .failure))
      } else {
        lines.append("\(terminal.paint(arrow, .muted)) \(location)")
      }
    }
    if let cause { lines.append(terminal.paint("cause", .muted) + ": \(cause)") }
    if let hint { lines.append(terminal.paint("hint", .accent) + ": \(hint)") }
    return lines
  }

  /// The diagnostic as one line of JSON.
  var json: String {
    var members = [
      ("kind", JSONText.quote(kind.rawValue)), ("message", JSONText.quote(message)),
    ]
    if let location {
      if let file = location.file { members.append(("file", JSONText.quote(file))) }
      members.append(("line", "\(location.line)"))
      members.append(("column", "\(location.column)"))
    }
    if let hint { members.append(("hint", JSONText.quote(hint))) }
    if let cause { members.append(("cause", JSONText.quote(cause))) }
    return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }
}

/// The part of a line around a column that fits on a terminal.
private struct Excerpt {
  var text: String
  /// The columns before the caret.
  var caret: Int

  init(line: String, column: Int, width: Int) {
    var characters = Array(line.map { $0 == "\t" ? " " : $0 })
    var place = min(max(column - 1, 0), characters.count)
    let room = max(width, 20)
    if characters.count > room {
      let start = min(max(0, place - room / 2), characters.count - room)
      characters = Array(characters[start..<start + room])
      place -= start
      if start > 0 { characters[0] = "…" }
    }
    text = BoxTable.oneLine(String(characters))
    caret = TextWidth.of(String(characters[..<min(place, characters.count)]))
  }
}
