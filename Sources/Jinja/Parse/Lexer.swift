/// Splits the source of a template into tokens.
///
/// Follows Jinja 3.1: the earliest delimiter wins, the longest among those that start at the same
/// place; a statement or expression ends at its end delimiter only outside of brackets.
struct Lexer {
  let source: Source
  let delimiters: Delimiters
  let bytes: [UInt8]
  var offset = 0
  var line = 1
  var lineStart = 0
  var tokens: [Token] = []
  /// Whether text that begins here begins a line.
  var startsLine = true
  var brackets: [UInt8] = []

  private struct Opening {
    enum Kind { case comment, block, variable, lineStatement, lineComment }
    var kind: Kind
    var bytes: [UInt8]
  }
  private let openings: [Opening]
  private let blockEnd: [UInt8]
  private let variableEnd: [UInt8]

  init(source: Source, delimiters: Delimiters) {
    self.source = source
    self.delimiters = delimiters
    bytes = Lexer.normalized(source.text, keepTrailingNewline: delimiters.keepTrailingNewline)
    var list: [Opening] = [
      Opening(kind: .variable, bytes: Array(delimiters.variableStart.utf8)),
      Opening(kind: .comment, bytes: Array(delimiters.commentStart.utf8)),
      Opening(kind: .block, bytes: Array(delimiters.blockStart.utf8)),
    ]
    if let prefix = delimiters.lineStatementPrefix {
      list.append(Opening(kind: .lineStatement, bytes: Array(prefix.utf8)))
    }
    if let prefix = delimiters.lineCommentPrefix {
      list.append(Opening(kind: .lineComment, bytes: Array(prefix.utf8)))
    }
    openings = list.sorted { $0.bytes.count > $1.bytes.count }
    blockEnd = Array(delimiters.blockEnd.utf8)
    variableEnd = Array(delimiters.variableEnd.utf8)
  }

  /// Makes `\n` of every kind of newline and drops the last one unless it is to be kept.
  private static func normalized(_ text: String, keepTrailingNewline: Bool) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var afterReturn = false
    for byte in text.utf8 {
      if byte == 0x0D {
        result.append(0x0A)
      } else if byte != 0x0A || !afterReturn {
        result.append(byte)
      }
      afterReturn = byte == 0x0D
    }
    if !keepTrailingNewline, result.last == 0x0A { result.removeLast() }
    return result
  }

  /// The tokens up to the end, or up to what is none; the failure is for whoever gets there.
  mutating func tokenize() -> (tokens: [Token], failure: TemplateError?) {
    var failure: TemplateError?
    do {
      while offset < bytes.count { try text() }
    } catch let error as TemplateError {
      failure = error
    } catch {
      failure = TemplateError(.syntax, "\(error)")
    }
    tokens.append(Token(kind: .end, text: "", position: position))
    return (tokens, failure)
  }

  // MARK: Places

  var position: Position { position(at: offset) }

  private func position(at target: Int) -> Position {
    if known.lineStart != lineStart || known.offset > target {
      (known.lineStart, known.offset, known.column) = (lineStart, lineStart, 1)
    }
    while known.offset < target {
      if bytes[known.offset] & 0xC0 != 0x80 { known.column += 1 }
      known.offset += 1
    }
    return Position(line: line, column: known.column)
  }

  /// The column last asked for, from which the next one is counted.
  private final class KnownColumn {
    var lineStart = 0
    var offset = 0
    var column = 1
  }
  private let known = KnownColumn()

  mutating func advance(to target: Int) {
    while offset < target {
      if bytes[offset] == 0x0A {
        line += 1
        lineStart = offset + 1
      }
      offset += 1
    }
  }

  func failure(_ message: String, at position: Position? = nil, hint: String? = nil)
    -> TemplateError
  {
    source.locate(TemplateError(.syntax, message, hint: hint), position ?? self.position)
  }

  func matches(_ pattern: [UInt8], at index: Int) -> Bool {
    guard index + pattern.count <= bytes.count else { return false }
    for place in 0..<pattern.count where bytes[index + place] != pattern[place] { return false }
    return true
  }

  func slice(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  // MARK: Text and tags

  /// The first opening at or after `offset`: where its text ends, and where its delimiter ends.
  private func nextOpening() -> (kind: Opening.Kind, start: Int, end: Int)? {
    var index = offset
    while index < bytes.count {
      for opening in openings {
        switch opening.kind {
        case .lineStatement:
          guard index == 0 || bytes[index - 1] == 0x0A else { continue }
          var place = index
          while place < bytes.count, [0x20, 0x09, 0x0B].contains(bytes[place]) { place += 1 }
          if matches(opening.bytes, at: place) {
            return (.lineStatement, index, place + opening.bytes.count)
          }
        case .lineComment:
          let startsLine = index == 0 || bytes[index - 1] == 0x0A
          guard startsLine || (index > 0 && !isSpace(bytes[index - 1])) else { continue }
          var place = index
          while place < bytes.count, isSpace(bytes[place]), bytes[place] != 0x0A { place += 1 }
          if matches(opening.bytes, at: place) {
            return (.lineComment, index, place + opening.bytes.count)
          }
        default:
          if matches(opening.bytes, at: index) {
            return (opening.kind, index, index + opening.bytes.count)
          }
        }
      }
      index += 1
    }
    return nil
  }

  /// Reads text up to the next tag, and that tag.
  private mutating func text() throws {
    guard let opening = nextOpening() else {
      emitData(from: offset, to: bytes.count)
      advance(to: bytes.count)
      return
    }
    var end = opening.end
    var sign: UInt8?
    if opening.kind != .lineStatement, opening.kind != .lineComment, end < bytes.count,
      bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: "+")
    {
      sign = bytes[end]
      end += 1
    }
    let raw = opening.kind == .block ? rawBegin(after: end) : nil
    let dataEnd = strippedEnd(
      from: offset, to: opening.start, sign: sign, isVariable: opening.kind == .variable)
    emitData(from: offset, to: dataEnd)
    advance(to: opening.start)
    let start = position
    advance(to: end)
    switch opening.kind {
    case .comment: try comment(start)
    case .lineComment:
      while offset < bytes.count, bytes[offset] != 0x0A { offset += 1 }
    case .variable:
      tokens.append(Token(kind: .variableBegin, text: "", position: start))
      try code(until: variableEnd, as: .variableEnd)
    case .lineStatement:
      tokens.append(Token(kind: .blockBegin, text: "", position: start))
      try code(until: nil, as: .blockEnd)
    case .block:
      if let raw {
        advance(to: raw)
        try rawText(start)
      } else {
        tokens.append(Token(kind: .blockBegin, text: "", position: start))
        try code(until: blockEnd, as: .blockEnd)
      }
    }
  }

  /// Where text ends once the whitespace before a tag is removed.
  private func strippedEnd(from start: Int, to end: Int, sign: UInt8?, isVariable: Bool) -> Int {
    if sign == UInt8(ascii: "-") {
      return trimmedEnd(start, end)
    }
    guard delimiters.lstripBlocks, sign != UInt8(ascii: "+"), !isVariable else { return end }
    var place = end
    while place > start, bytes[place - 1] != 0x0A {
      guard isSpace(bytes[place - 1]) else { return end }
      place -= 1
    }
    return place > start || startsLine ? place : end
  }

  /// The end of the text before `end` without whitespace, Unicode whitespace included.
  private func trimmedEnd(_ start: Int, _ end: Int) -> Int {
    let text = slice(start, end)
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, isPythonSpace(last) { scalars.removeLast() }
    return start + String(scalars).utf8.count
  }

  private mutating func emitData(from start: Int, to end: Int) {
    guard start < end else { return }
    tokens.append(Token(kind: .data, text: slice(start, end), position: position(at: start)))
  }

  private mutating func comment(_ start: Position) throws {
    let end = Array(delimiters.commentEnd.utf8)
    var index = offset
    while index < bytes.count, !matches(end, at: index) { index += 1 }
    guard index < bytes.count else {
      throw failure("Missing end of comment tag", at: start)
    }
    let sign = index > offset ? bytes[index - 1] : 0
    advance(to: index + end.count)
    finishTag(sign: sign)
  }

  /// Skips what a tag removes from the text behind it.
  private mutating func finishTag(sign: UInt8, trims: Bool = true) {
    if sign == UInt8(ascii: "-") {
      skipSpace()
    } else if trims, sign != UInt8(ascii: "+"), delimiters.trimBlocks, offset < bytes.count,
      bytes[offset] == 0x0A
    {
      advance(to: offset + 1)
    }
    startsLine = offset > 0 && bytes[offset - 1] == 0x0A
  }

  private mutating func skipSpace() {
    while offset < bytes.count, isSpace(bytes[offset]) { advance(to: offset + 1) }
  }

  /// Where `raw` tag that starts after its delimiter ends, or nil where it is no `raw` tag.
  private func rawBegin(after start: Int) -> Int? {
    var index = start
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    guard matches(Array("raw".utf8), at: index) else { return nil }
    index += 3
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    if matches([UInt8(ascii: "-")] + blockEnd, at: index) {
      index += 1 + blockEnd.count
      while index < bytes.count, isSpace(bytes[index]) { index += 1 }
      return index
    }
    return matches(blockEnd, at: index) ? index + blockEnd.count : nil
  }

  private mutating func rawText(_ start: Position) throws {
    startsLine = offset > 0 && bytes[offset - 1] == 0x0A
    let opening = Array(delimiters.blockStart.utf8)
    var index = offset
    while index < bytes.count {
      if matches(opening, at: index), let end = rawEnd(after: index + opening.count) {
        let dataEnd = strippedEnd(from: offset, to: index, sign: end.opening, isVariable: false)
        emitData(from: offset, to: dataEnd)
        advance(to: end.offset)
        finishTag(sign: end.closing)
        return
      }
      index += 1
    }
    throw failure("Missing end of raw directive", at: start)
  }

  private func rawEnd(after start: Int) -> (offset: Int, opening: UInt8?, closing: UInt8)? {
    var index = start
    var sign: UInt8?
    if index < bytes.count, [UInt8(ascii: "-"), UInt8(ascii: "+")].contains(bytes[index]) {
      sign = bytes[index]
      index += 1
    }
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    guard matches(Array("endraw".utf8), at: index) else { return nil }
    index += 6
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    var closing: UInt8 = 0
    if index < bytes.count, [UInt8(ascii: "-"), UInt8(ascii: "+")].contains(bytes[index]) {
      closing = bytes[index]
      index += 1
    }
    return matches(blockEnd, at: index) ? (index + blockEnd.count, sign, closing) : nil
  }

  // MARK: Code

  /// Reads tokens until the end delimiter, or the end of the line where there is none.
  private mutating func code(until end: [UInt8]?, as kind: Token.Kind) throws {
    brackets = []
    let isBlock = kind == .blockEnd
    while offset < bytes.count {
      if brackets.isEmpty, try finish(end, kind, isBlock: isBlock) { return }
      let byte = bytes[offset]
      if isSpace(byte) {
        advance(to: offset + 1)
      } else {
        try element(byte)
      }
    }
    if end == nil, brackets.isEmpty {
      tokens.append(Token(kind: kind, text: "", position: position))
    } else if let open = brackets.last {
      throw failure(
        "unexpected end of template, expected '\(String(UnicodeScalar(closing(open))))'")
    }
  }

  private mutating func finish(_ end: [UInt8]?, _ kind: Token.Kind, isBlock: Bool) throws -> Bool {
    guard let end else { return finishLine(kind) }
    let sign = bytes[offset]
    let signed = sign == UInt8(ascii: "-") || (sign == UInt8(ascii: "+") && isBlock)
    if signed, matches(end, at: offset + 1) {
      tokens.append(Token(kind: kind, text: "", position: position))
      advance(to: offset + 1 + end.count)
      finishTag(sign: sign, trims: isBlock)
      return true
    }
    guard matches(end, at: offset) else { return false }
    tokens.append(Token(kind: kind, text: "", position: position))
    advance(to: offset + end.count)
    finishTag(sign: 0, trims: isBlock)
    return true
  }

  private mutating func finishLine(_ kind: Token.Kind) -> Bool {
    var index = offset
    while index < bytes.count, isSpace(bytes[index]), bytes[index] != 0x0A { index += 1 }
    guard index == bytes.count || bytes[index] == 0x0A else { return false }
    var end = index
    var probe = index
    while probe < bytes.count, isSpace(bytes[probe]) {
      if bytes[probe] == 0x0A { end = probe + 1 }
      probe += 1
    }
    if probe == bytes.count { end = probe }
    tokens.append(Token(kind: kind, text: "", position: position))
    advance(to: end)
    startsLine = true
    return true
  }

  func closing(_ open: UInt8) -> UInt8 {
    switch open {
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    default: UInt8(ascii: "}")
    }
  }
}

/// ASCII whitespace as regular expressions know it.
func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || (byte >= 0x1C && byte <= 0x1F)
}

/// Whitespace as Python's `str.isspace` knows it.
func isPythonSpace(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 128
    ? isSpace(UInt8(scalar.value)) : scalar.properties.isWhitespace && scalar.value != 0x200B
}
