/// Breaks lines of text at a width, as Python's `textwrap` does when it keeps whitespace within
/// lines as it is.
struct TextWrapper {
  let width: Int
  let breaksLongWords: Bool
  let breaksOnHyphens: Bool

  /// The lines of a paragraph.
  func wrap(_ text: String) throws -> [String] {
    guard width > 0 else { throw TemplateError(.value, "invalid width \(width) (must be > 0)") }
    var chunks = Array(chunks(Array(text.unicodeScalars)).reversed())
    var lines: [String] = []
    while !chunks.isEmpty {
      var line: [[Unicode.Scalar]] = []
      var length = 0
      if !lines.isEmpty, isBlank(chunks[chunks.count - 1]) { chunks.removeLast() }
      while let chunk = chunks.last, length + chunk.count <= width {
        line.append(chunk)
        length += chunk.count
        chunks.removeLast()
      }
      if let chunk = chunks.last, chunk.count > width {
        takeLongWord(&chunks, &line, length)
        length = line.reduce(0) { $0 + $1.count }
      }
      if let last = line.last, isBlank(last) { line.removeLast() }
      if !line.isEmpty {
        lines.append(String(String.UnicodeScalarView(line.joined())))
      }
    }
    return lines
  }

  private func isBlank(_ chunk: [Unicode.Scalar]) -> Bool { chunk.allSatisfy(isPythonSpace) }

  /// Puts as much of a word that is longer than a line on the line as fits.
  private func takeLongWord(
    _ chunks: inout [[Unicode.Scalar]], _ line: inout [[Unicode.Scalar]], _ length: Int
  ) {
    let room = max(1, width - length)
    guard breaksLongWords else {
      if line.isEmpty { line.append(chunks.removeLast()) }
      return
    }
    let chunk = chunks[chunks.count - 1]
    var end = room
    if breaksOnHyphens, chunk.count > room,
      let hyphen = chunk[..<room].lastIndex(of: "-"), hyphen > 0,
      chunk[..<hyphen].contains(where: { $0 != "-" })
    {
      end = hyphen + 1
    }
    line.append(Array(chunk[..<end]))
    chunks[chunks.count - 1] = Array(chunk[end...])
  }

  // MARK: Chunks

  /// Words with their hyphens, and the whitespace between them.
  private func chunks(_ text: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    var result: [[Unicode.Scalar]] = []
    var start = 0
    while start < text.count {
      var end = start + 1
      if isBreak(text[start]) {
        while end < text.count, isBreak(text[end]) { end += 1 }
      } else if breaksOnHyphens {
        end = dash(text, start) ?? wordEnd(text, start)
      } else {
        while end < text.count, !isBreak(text[end]) { end += 1 }
      }
      result.append(Array(text[start..<end]))
      start = end
    }
    return result
  }

  private func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || (0x09...0x0D).contains(scalar.value)
  }

  private func isLetter(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
    text.indices.contains(index) && text[index].isWordCharacter
      && text[index].properties.numericType != .decimal
  }

  private func isWordOrPunctuation(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
    text.indices.contains(index)
      && (text[index].isWordCharacter || "!\"'&.,?".unicodeScalars.contains(text[index]))
  }

  /// Where a dash of two or more hyphens between words ends, if one begins here.
  private func dash(_ text: [Unicode.Scalar], _ start: Int) -> Int? {
    guard isWordOrPunctuation(text, start - 1) else { return nil }
    var end = start
    while end < text.count, text[end] == "-" { end += 1 }
    guard end - start >= 2, end < text.count, text[end].isWordCharacter else { return nil }
    return end
  }

  /// Where a word, or the part of it up to a hyphen, ends.
  private func wordEnd(_ text: [Unicode.Scalar], _ start: Int) -> Int {
    var index = start + 1
    while index < text.count, !isBreak(text[index]) {
      if text[index] == "-", breaksAfterHyphen(text, index) { return index + 1 }
      if dash(text, index) != nil { return index }
      index += 1
    }
    return index
  }

  private func breaksAfterHyphen(_ text: [Unicode.Scalar], _ index: Int) -> Bool {
    let before =
      isLetter(text, index - 1)
      && (isLetter(text, index - 2)
        || (index >= 2 && text[index - 2] == "-" && isLetter(text, index - 3)))
    guard before, isLetter(text, index + 1) else { return false }
    if isLetter(text, index + 2) { return true }
    return index + 2 < text.count && text[index + 2] == "-" && isLetter(text, index + 3)
  }
}
