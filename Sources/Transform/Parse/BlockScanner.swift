/// A top-level block of a file of macros, docs or snapshots.
struct TemplateBlock: Sendable {
  /// The opening tag's word: `macro`, `test`, `materialization`, `docs`, `snapshot`.
  var kind: String
  /// The opening tag's text after that word.
  var header: String
  /// The block with its tags.
  var source: String
  /// The tags around the contents.
  var opening: String
  var closing: String
  /// What stands between the tags.
  var contents: String
  /// The line of the opening tag, from one.
  var line: Int
}

/// Finds the blocks of a template file without parsing what is in them, so that a macro costs
/// nothing until somebody calls it.
struct BlockScanner {
  private let bytes: [UInt8]
  private let file: String
  private var position = 0

  private init(_ text: String, file: String) {
    bytes = Array(text.utf8)
    self.file = file
  }

  /// The blocks of these kinds that stand in `text`, in order.
  ///
  /// - Throws: ``TransformError`` of kind `template` where a block or a tag does not end.
  static func blocks(
    in text: String, kinds: Set<String>, file: String
  ) throws(TransformError) -> [TemplateBlock] {
    var scanner = BlockScanner(text, file: file)
    var blocks: [TemplateBlock] = []
    while let tag = try scanner.nextTag() {
      guard kinds.contains(tag.word) else { continue }
      blocks.append(try scanner.block(openedBy: tag))
    }
    return blocks
  }

  private struct Tag {
    var word: String
    var rest: String
    var start: Int
    var end: Int
  }

  private mutating func block(openedBy open: Tag) throws(TransformError) -> TemplateBlock {
    var depth = 1
    let closing = "end" + (open.word == "data_test" ? "test" : open.word)
    let closings: Set<String> = [closing, "end" + open.word]
    while let tag = try nextTag(isLiteral: open.word == "docs") {
      if closings.contains(tag.word) { depth -= 1 }
      if tag.word == open.word, open.word != "docs" { depth += 1 }
      if depth == 0 {
        return TemplateBlock(
          kind: open.word, header: open.rest.trimmed,
          source: String(decoding: bytes[open.start..<tag.end], as: UTF8.self),
          opening: String(decoding: bytes[open.start..<open.end], as: UTF8.self),
          closing: String(decoding: bytes[tag.start..<tag.end], as: UTF8.self),
          contents: String(decoding: bytes[open.end..<tag.start], as: UTF8.self),
          line: line(at: open.start))
      }
    }
    throw error("the block `\(open.word) \(open.rest.trimmed)` is not closed", at: open.start)
  }

  /// The next `{% … %}`; comments, expressions and raw blocks on the way are passed over, or with
  /// `isLiteral` taken for text.
  private mutating func nextTag(isLiteral: Bool = false) throws(TransformError) -> Tag? {
    while position + 1 < bytes.count {
      guard bytes[position] == UInt8(ascii: "{") else {
        position += 1
        continue
      }
      let start = position
      switch bytes[position + 1] {
      case UInt8(ascii: "#") where !isLiteral:
        guard let end = find("#}", from: position + 2) else {
          throw error("this comment is not closed", at: start)
        }
        position = end + 2
      case UInt8(ascii: "{") where !isLiteral:
        guard let end = endOfTag(from: position + 2, closing: "}}") else {
          throw error("this expression is not closed", at: start)
        }
        position = end
      case UInt8(ascii: "%"):
        if let tag = try readTag(isLiteral: isLiteral) { return tag }
      default: position += 1
      }
    }
    position = bytes.count
    return nil
  }

  private mutating func readTag(isLiteral: Bool) throws(TransformError) -> Tag? {
    let start = position
    guard let end = endOfTag(from: position + 2, closing: "%}") else {
      if isLiteral {
        position += 2
        return nil
      }
      throw error("this tag is not closed", at: start)
    }
    var first = position + 2
    var last = end - 2
    while first < last, Self.isTrimmed(bytes[first]) { first += 1 }
    while last > first, Self.isTrimmed(bytes[last - 1]) { last -= 1 }
    var wordEnd = first
    while wordEnd < last, Self.isWord(bytes[wordEnd]) { wordEnd += 1 }
    let word = String(decoding: bytes[first..<wordEnd], as: UTF8.self)
    position = end
    if word == "raw" {
      try skipRaw(from: start)
      return nil
    }
    return Tag(
      word: word, rest: String(decoding: bytes[wordEnd..<last], as: UTF8.self), start: start,
      end: end)
  }

  private mutating func skipRaw(from start: Int) throws(TransformError) {
    while let open = find("{%", from: position) {
      var word = open + 2
      while word < bytes.count, Self.isTrimmed(bytes[word]) { word += 1 }
      position = open + 2
      guard bytes[word...].starts(with: "endraw".utf8) else { continue }
      guard let close = find("%}", from: word) else { break }
      position = close + 2
      return
    }
    throw error("this raw block is not closed", at: start)
  }

  /// The position after `closing`, quoted text on the way passed over.
  private func endOfTag(from start: Int, closing: StaticString) -> Int? {
    let first = closing.utf8Start[0]
    var index = start
    var quote: UInt8?
    while index < bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == UInt8(ascii: "\\") {
          index += 1
        } else if byte == open {
          quote = nil
        }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == first, index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "}") {
        return index + 2
      }
      index += 1
    }
    return nil
  }

  private func find(_ text: StaticString, from start: Int) -> Int? {
    let first = text.utf8Start[0]
    let second = text.utf8Start[1]
    var index = start
    while index + 1 < bytes.count {
      if bytes[index] == first, bytes[index + 1] == second { return index }
      index += 1
    }
    return nil
  }

  private static func isTrimmed(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "+")
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a)
      || (byte >= 0x61 && byte <= 0x7a) || byte == 0x5f
  }

  private func line(at offset: Int) -> Int {
    bytes[..<offset].reduce(1) { $1 == 0x0a ? $0 + 1 : $0 }
  }

  private func error(_ message: String, at offset: Int) -> TransformError {
    let lineStart = bytes[..<offset].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    let lineEnd = bytes[offset...].firstIndex(of: 0x0a) ?? bytes.count
    let prefix = String(decoding: bytes[lineStart..<offset], as: UTF8.self)
    return TransformError(
      .template, message,
      at: SourceLocation(file: file, line: line(at: offset), column: prefix.count + 1),
      sourceLine: String(decoding: bytes[lineStart..<lineEnd], as: UTF8.self))
  }
}
