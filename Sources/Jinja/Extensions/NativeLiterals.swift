import OrderedCollections

extension Environment {
  /// What Jinja's `NativeEnvironment` makes of the pieces of a render: the value itself where there
  /// is one piece that is no text; of text, the value that it writes as a Python literal, else the
  /// text. Without pieces it is `none`.
  ///
  ///     environment.nativeConcatenation = Environment.pythonLiterals
  public static let pythonLiterals: @Sendable ([Value]) throws -> Value = { pieces in
    guard let first = pieces.first else { return .none }
    if pieces.count == 1, first.stringValue == nil { return first }
    let text = try pieces.map { try $0.text() }.joined()
    var reader = LiteralReader(text)
    if let value = reader.read() { return value }
    return pieces.count == 1 ? first : .string(text)
  }
}

/// Reads what Python's `ast.literal_eval` reads: numbers, strings, bytes, truth values, `None`,
/// tuples, lists and dicts.
private struct LiteralReader {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0
  private let stack = StackGuard.current

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// The value of the whole text; nil where it is no literal.
  mutating func read() -> Value? {
    // An expression that begins with blanks is indented, which Python refuses.
    guard let first = scalars.first, first != " ", first != "\t" else { return nil }
    guard let value = list(until: nil) else { return nil }
    skipBlanks(lines: true)
    return index == scalars.count ? value : nil
  }

  private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func skipBlanks(lines: Bool) {
    while let scalar = current {
      if scalar == " " || scalar == "\t" || scalar == "\u{C}" || (lines && scalar == "\n") {
        index += 1
      } else if scalar == "#" {
        while index < scalars.count, scalars[index] != "\n" { index += 1 }
      } else {
        return
      }
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    skipBlanks(lines: depth > 0)
    guard current == scalar else { return false }
    index += 1
    return true
  }

  /// Reads a value, or values with commas between, which make a tuple.
  private mutating func list(until end: Unicode.Scalar?) -> Value? {
    var items: [Value] = []
    var isTuple = false
    while true {
      skipBlanks(lines: depth > 0)
      if current == end || (end == nil && index == scalars.count) { break }
      guard let item = value() else { return nil }
      items.append(item)
      guard take(",") else { break }
      isTuple = true
    }
    if let end, !take(end) { return nil }
    if isTuple || (items.isEmpty && end != nil) { return .tuple(items) }
    return items.first
  }

  private mutating func value() -> Value? {
    guard stack.hasRoom, depth < 200 else { return nil }
    depth += 1
    defer { depth -= 1 }
    skipBlanks(lines: depth > 1)
    guard let scalar = current else { return nil }
    switch scalar {
    case "(":
      index += 1
      return list(until: ")")
    case "[":
      index += 1
      return sequence()
    case "{":
      index += 1
      return dict()
    case "-", "+":
      index += 1
      guard let operand = value(), operand.isNumber, !isBoolean(operand) else { return nil }
      return scalar == "-" ? try? operand.negated() : operand
    case "'", "\"": return strings()
    default: return scalar.properties.numericType == .decimal || scalar == "." ? number() : word()
    }
  }

  private func isBoolean(_ value: Value) -> Bool {
    if case .boolean = value { true } else { false }
  }

  private mutating func sequence() -> Value? {
    var items: [Value] = []
    while !take("]") {
      guard let item = value() else { return nil }
      items.append(item)
      guard take(",") || current == "]" else { return nil }
    }
    return .list(items)
  }

  private mutating func dict() -> Value? {
    let dict = Dict()
    while !take("}") {
      guard let key = value(), key.isHashable, take(":"), let item = value() else { return nil }
      dict.items[key] = item
      guard take(",") || current == "}" else { return nil }
    }
    return .dict(dict)
  }

  private mutating func word() -> Value? {
    let start = index
    while index < scalars.count, scalars[index].isWordCharacter { index += 1 }
    let word = String(String.UnicodeScalarView(scalars[start..<index]))
    switch word {
    case "None": return Value.none
    case "True": return true
    case "False": return false
    default:
      guard !word.isEmpty, word.utf8.count <= 2, current == "'" || current == "\"" else {
        return nil
      }
      index = start
      return strings()
    }
  }

  private mutating func number() -> Value? {
    let start = index
    while let scalar = current {
      let isSign =
        (scalar == "+" || scalar == "-") && index > start
        && (scalars[index - 1] == "e" || scalars[index - 1] == "E")
        && !(scalars[start] == "0" && start + 1 < index && scalars[start + 1] == "x")
      guard scalar.isWordCharacter || scalar == "." || isSign else { break }
      index += 1
    }
    let text = String(String.UnicodeScalarView(scalars[start..<index]))
    guard isASCII(text) else { return nil }
    let hasPrefix =
      text.utf8.count > 1 && text.hasPrefix("0")
      && "xXoObB".unicodeScalars.contains(text.unicodeScalars.dropFirst().first ?? " ")
    if hasPrefix || text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x5F }) {
      return readInteger(text, base: 0)
    }
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "._eE+-".utf8.contains($0) }) else {
      return nil
    }
    return readFloat(text).map { .float($0) }
  }

  // MARK: Strings

  /// Reads strings that follow each other as one.
  private mutating func strings() -> Value? {
    var text: String = ""
    var isBytes: Bool?
    while true {
      let start = index
      skipBlanks(lines: depth > 1)
      var prefix = ""
      while let scalar = current, "rRuUbB".unicodeScalars.contains(scalar), prefix.utf8.count < 2 {
        prefix.unicodeScalars.append(scalar)
        index += 1
      }
      guard let quote = current, quote == "'" || quote == "\"" else {
        index = start
        break
      }
      let lower = prefix.lowercased()
      guard ["", "r", "u", "b", "rb", "br"].contains(lower),
        isBytes == nil || isBytes == lower.contains("b"),
        let part = string(quote, isRaw: lower.contains("r"))
      else { return nil }
      isBytes = lower.contains("b")
      text += part
    }
    guard let isBytes else { return nil }
    guard isBytes else { return .string(text) }
    guard text.unicodeScalars.allSatisfy({ $0.value < 256 }) else { return nil }
    return .object(Bytes(text.unicodeScalars.map { UInt8($0.value) }))
  }

  private mutating func string(_ quote: Unicode.Scalar, isRaw: Bool) -> String? {
    let isLong =
      index + 2 < scalars.count && scalars[index + 1] == quote
      && scalars[index + 2] == quote
    index += isLong ? 3 : 1
    var result = String.UnicodeScalarView()
    while let scalar = current {
      index += 1
      if scalar == quote {
        if !isLong { return String(result) }
        if index + 1 < scalars.count, scalars[index] == quote, scalars[index + 1] == quote {
          index += 2
          return String(result)
        }
      }
      if scalar == "\n", !isLong { return nil }
      guard scalar == "\\", let letter = current else {
        result.append(scalar)
        continue
      }
      index += 1
      if isRaw {
        result.append(contentsOf: [scalar, letter])
      } else if !escape(letter, into: &result) {
        return nil
      }
    }
    return nil
  }

  private mutating func escape(
    _ letter: Unicode.Scalar, into result: inout String.UnicodeScalarView
  ) -> Bool {
    switch letter {
    case "\n": return true
    case "n": result.append("\n")
    case "t": result.append("\t")
    case "r": result.append("\r")
    case "a": result.append("\u{7}")
    case "b": result.append("\u{8}")
    case "f": result.append("\u{C}")
    case "v": result.append("\u{B}")
    case "\\", "'", "\"": result.append(letter)
    case "x", "u", "U":
      let count = letter == "x" ? 2 : letter == "u" ? 4 : 8
      guard index + count <= scalars.count,
        let code = UInt32(
          String(String.UnicodeScalarView(scalars[index..<(index + count)])), radix: 16),
        let scalar = Unicode.Scalar(code)
      else { return false }
      result.append(scalar)
      index += count
    case "0"..."7":
      var code = letter.value - 0x30
      for _ in 0..<2 {
        guard let next = current, ("0"..."7").contains(next) else { break }
        code = code * 8 + next.value - 0x30
        index += 1
      }
      result.append(Unicode.Scalar(code) ?? "\u{FFFD}")
    default: result.append(contentsOf: ["\\", letter])
    }
    return true
  }
}
