import Foundation

/// A text file of the repository, with its Swift code and its comments told apart.
struct SourceFile: Sendable {
  /// One line of a file.
  struct Line: Sendable {
    /// The line as it stands.
    var text: String
    /// The line with blanks in place of comments and of what string literals say.
    var code: String
    /// The line with blanks in place of everything but comments.
    var comment: String
  }

  /// The path from the root of the repository.
  let path: String
  /// The lines, without their ends.
  let lines: [Line]
  /// Whether the file may be executed.
  let isExecutable: Bool

  init(path: String, text: String, isExecutable: Bool = false) {
    self.path = path
    self.isExecutable = isExecutable
    let texts = SourceFile.split(text.utf8)
    guard path.hasSuffix(".swift") else {
      lines = texts.map { Line(text: $0, code: $0, comment: $0) }
      return
    }
    var lexer = SwiftLexer(text)
    lexer.run()
    let codes = SourceFile.split(lexer.code)
    let comments = SourceFile.split(lexer.comments)
    lines = texts.indices.map {
      Line(text: texts[$0], code: codes[$0], comment: comments[$0])
    }
  }

  /// A finding at a line counted from 0.
  func finding(_ index: Int, _ message: String) -> Finding {
    Finding(path: path, line: index + 1, message: message)
  }

  private static func split(_ bytes: some Collection<UInt8>) -> [String] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}

/// Tells the code, the comments and the string literals of Swift source apart.
///
/// Interpolations count as code. Regular expression literals do as well, which is right for
/// all but those that hold a single quotation mark.
struct SwiftLexer {
  /// The source with blanks in place of comments and of what string literals say.
  private(set) var code: [UInt8]
  /// The source with blanks in place of everything but comments.
  private(set) var comments: [UInt8]

  private enum Mode {
    /// Code inside an interpolation, with the number of parentheses that are open in it.
    case interpolation(Int)
    case string(hashes: Int, isMultiline: Bool)
    case lineComment
    case blockComment(depth: Int)
  }

  private let bytes: [UInt8]
  private var position = 0
  private var modes: [Mode] = []

  init(_ source: String) {
    bytes = Array(source.utf8)
    code = bytes
    comments = bytes.map { $0 == UInt8(ascii: "\n") ? $0 : UInt8(ascii: " ") }
  }

  mutating func run() {
    while position < bytes.count {
      switch modes.last {
      case nil: readCode()
      case .interpolation(let depth): readInterpolation(depth)
      case .string(let hashes, let isMultiline): readString(hashes, isMultiline)
      case .lineComment: readLineComment()
      case .blockComment(let depth): readBlockComment(depth)
      }
    }
  }

  private func looksAt(_ text: StaticString) -> Bool {
    guard position + text.utf8CodeUnitCount <= bytes.count else { return false }
    for offset in 0..<text.utf8CodeUnitCount
    where bytes[position + offset] != text.utf8Start[offset] {
      return false
    }
    return true
  }

  private mutating func readCode() {
    if looksAt("//") {
      modes.append(.lineComment)
    } else if looksAt("/*") {
      modes.append(.blockComment(depth: 0))
    } else if !openString() {
      position += 1
    }
  }

  private mutating func readInterpolation(_ depth: Int) {
    if looksAt("(") {
      modes[modes.count - 1] = .interpolation(depth + 1)
    } else if looksAt(")") {
      if depth == 0 {
        modes.removeLast()
      } else {
        modes[modes.count - 1] = .interpolation(depth - 1)
      }
    } else {
      readCode()
      return
    }
    position += 1
  }

  /// Steps over the opening quotation marks of a literal, if there are any.
  private mutating func openString() -> Bool {
    var end = position
    while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return false }
    let hashes = end - position
    position = end
    let isMultiline = looksAt("\"\"\"")
    position += isMultiline ? 3 : 1
    modes.append(.string(hashes: hashes, isMultiline: isMultiline))
    return true
  }

  private mutating func readString(_ hashes: Int, _ isMultiline: Bool) {
    if looksAt("\\"), followsHashes(hashes, at: position + 1) {
      let escaped = position + 1 + hashes
      blank(through: min(escaped + 1, bytes.count))
      if escaped < bytes.count, bytes[escaped] == UInt8(ascii: "(") {
        modes.append(.interpolation(0))
      }
      return
    }
    let width = isMultiline ? 3 : 1
    let isEnd = isMultiline ? looksAt("\"\"\"") : looksAt("\"")
    if isEnd, followsHashes(hashes, at: position + width) {
      modes.removeLast()
      position += width + hashes
    } else if !isMultiline, looksAt("\n") {
      modes.removeLast()
    } else {
      blank(through: position + 1)
    }
  }

  private func followsHashes(_ count: Int, at start: Int) -> Bool {
    start + count <= bytes.count
      && bytes[start..<start + count].allSatisfy { $0 == UInt8(ascii: "#") }
  }

  private mutating func readLineComment() {
    if looksAt("\n") {
      modes.removeLast()
    } else {
      moveToComments(through: position + 1)
    }
  }

  private mutating func readBlockComment(_ depth: Int) {
    if looksAt("/*") {
      modes[modes.count - 1] = .blockComment(depth: depth + 1)
      moveToComments(through: position + 2)
    } else if looksAt("*/") {
      moveToComments(through: position + 2)
      if depth == 1 {
        modes.removeLast()
      } else {
        modes[modes.count - 1] = .blockComment(depth: depth - 1)
      }
    } else {
      moveToComments(through: position + 1)
    }
  }

  private mutating func moveToComments(through end: Int) {
    for index in position..<end { comments[index] = bytes[index] }
    blank(through: end)
  }

  private mutating func blank(through end: Int) {
    for index in position..<end where code[index] != UInt8(ascii: "\n") {
      code[index] = UInt8(ascii: " ")
    }
    position = end
  }
}
