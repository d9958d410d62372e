import OrderedCollections

/// A template that is no more than text, comments, and calls of `ref`, `source` and `config` with
/// constant arguments: most models are. It is read once and needs no evaluation.
struct StaticTemplate: Sendable {
  /// A piece of the template.
  enum Part: Sendable {
    case text(String)
    case reference(Reference)
    case source(SourceReference)
  }

  /// The pieces, in order.
  var parts: [Part] = []
  /// The arguments of each `config(…)`, in order.
  var configCalls: [DataValue.Dictionary] = []
  /// Whether dbt's own reader of such templates takes it, so that the arguments of `config` are
  /// kept as values. It knows texts, `True`, `False`, and lists and mappings of these.
  var isExtractable = true
  /// Where each part that is a call begins in the template, as a byte offset.
  var offsets: [Int] = []

  /// Reads `source`; nil where it holds anything else.
  init?(_ source: String) {
    var reader = Reader(bytes: Array(source.utf8))
    guard reader.readAll() else { return nil }
    parts = reader.parts
    // A template loses one newline at its end; a text without a template is none.
    if YAMLRenderer.isTemplate(source), source.utf8.last == UInt8(ascii: "\n"),
      case .text(let text)? = parts.last
    {
      parts[parts.count - 1] = .text(String(text.dropLast()))
    }
    configCalls = reader.configCalls
    offsets = reader.offsets
    isExtractable = reader.isExtractable
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0
    var parts: [Part] = []
    var configCalls: [DataValue.Dictionary] = []
    var offsets: [Int] = []
    var trimsNext = false
    var isExtractable = true

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func readAll() -> Bool {
      var textStart = 0
      while position < bytes.count {
        guard bytes[position] == UInt8(ascii: "{"), position + 1 < bytes.count else {
          position += 1
          continue
        }
        switch bytes[position + 1] {
        case UInt8(ascii: "%"): return false
        case UInt8(ascii: "#"):
          appendText(textStart..<position, isTrimmed: isDash(position + 2))
          guard skipComment() else { return false }
          textStart = position
        case UInt8(ascii: "{"):
          appendText(textStart..<position, isTrimmed: isDash(position + 2))
          guard readCall() else { return false }
          textStart = position
        default: position += 1
        }
      }
      appendText(textStart..<bytes.count, isTrimmed: false)
      return true
    }

    private func isDash(_ index: Int) -> Bool {
      index < bytes.count && bytes[index] == UInt8(ascii: "-")
    }

    private mutating func appendText(_ range: Range<Int>, isTrimmed: Bool) {
      var lower = range.lowerBound
      var upper = range.upperBound
      if trimsNext { while lower < upper, Self.isSpace(bytes[lower]) { lower += 1 } }
      trimsNext = false
      if isTrimmed { while upper > lower, Self.isSpace(bytes[upper - 1]) { upper -= 1 } }
      guard lower < upper else { return }
      parts.append(.text(String(decoding: bytes[lower..<upper], as: UTF8.self)))
    }

    private mutating func skipComment() -> Bool {
      var index = position + 2
      while index + 1 < bytes.count {
        if bytes[index] == UInt8(ascii: "#"), bytes[index + 1] == UInt8(ascii: "}") {
          trimsNext = index > position + 2 && bytes[index - 1] == UInt8(ascii: "-")
          position = index + 2
          return true
        }
        index += 1
      }
      return false
    }

    private mutating func readCall() -> Bool {
      let start = position
      position += 2
      if isDash(position) {
        position += 1
        isExtractable = false
      }
      skipSpace()
      guard let name = word(), ["ref", "source", "config"].contains(name), take("(") else {
        return false
      }
      let wasExtractable = isExtractable
      guard let arguments = arguments(), endsCall() else { return false }
      if name != "config" { isExtractable = wasExtractable && !trimsNext }
      switch name {
      case "config":
        if let first = arguments.positional.first {
          guard arguments.positional.count == 1, arguments.named.isEmpty,
            let entries = first.dictionary
          else { return false }
          isExtractable = false
          configCalls.append(entries)
        } else {
          configCalls.append(arguments.named)
          if ["pre_hook", "post_hook"].contains(where: { arguments.named[$0] != nil }) {
            isExtractable = false
          }
        }
      case "source":
        let names = arguments.positional.compactMap(\.string)
        guard names.count == 2, arguments.positional.count == 2, arguments.named.isEmpty else {
          return false
        }
        offsets.append(start)
        parts.append(.source(SourceReference(source: names[0], table: names[1])))
      default:
        guard let reference = Self.reference(arguments.positional, arguments.named) else {
          return false
        }
        offsets.append(start)
        parts.append(.reference(reference))
      }
      return true
    }

    private static func reference(
      _ positional: [DataValue], _ named: DataValue.Dictionary
    ) -> Reference? {
      let names = positional.compactMap(\.string)
      guard names.count == positional.count, (1...2).contains(names.count), named.count <= 1 else {
        return nil
      }
      let version = named["version"] ?? named["v"]
      guard named.isEmpty || version != nil, let name = names.last else { return nil }
      return Reference(
        package: names.count == 2 ? names[0] : nil, name: name, version: version)
    }

    private mutating func endsCall() -> Bool {
      skipSpace()
      if isDash(position) {
        position += 1
        trimsNext = true
        isExtractable = false
      }
      guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "}"),
        bytes[position + 1] == UInt8(ascii: "}")
      else { return false }
      position += 2
      return true
    }

    private mutating func arguments() -> (positional: [DataValue], named: DataValue.Dictionary)? {
      var positional: [DataValue] = []
      var named = DataValue.Dictionary()
      while true {
        if take(")") { return (positional, named) }
        let mark = position
        if let name = word(), take("="), !take("=") {
          guard let value = literal() else { return nil }
          named[name] = value
        } else {
          position = mark
          guard named.isEmpty, let value = literal() else { return nil }
          positional.append(value)
        }
        if take(",") { continue }
        guard take(")") else { return nil }
        return (positional, named)
      }
    }

    private mutating func literal() -> DataValue? {
      skipSpace()
      guard position < bytes.count else { return nil }
      let value: DataValue?
      switch bytes[position] {
      case UInt8(ascii: "'"), UInt8(ascii: "\""): value = text()
      case UInt8(ascii: "["):
        position += 1
        value = members()
      case UInt8(ascii: "{"):
        position += 1
        value = entries()
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): value = number()
      default: value = keyword()
      }
      guard let value else { return nil }
      skipSpace()
      return value
    }

    private mutating func keyword() -> DataValue? {
      let word = word()
      if word != "True", word != "False" { isExtractable = false }
      return switch word {
      case "true", "True": .boolean(true)
      case "false", "False": .boolean(false)
      case "none", "None": .null
      default: nil
      }
    }

    private mutating func text() -> DataValue? {
      let quote = bytes[position]
      let start = position + 1
      var index = start
      while index < bytes.count, bytes[index] != quote {
        guard bytes[index] != UInt8(ascii: "\\") else { return nil }
        index += 1
      }
      guard index < bytes.count else { return nil }
      position = index + 1
      return .string(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    private mutating func number() -> DataValue? {
      let start = position
      isExtractable = false
      if bytes[position] == UInt8(ascii: "-") { position += 1 }
      let digits = position
      while position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 {
        position += 1
      }
      guard position > digits, position - digits == 1 || bytes[digits] != 0x30 else { return nil }
      if position < bytes.count,
        bytes[position] == UInt8(ascii: ".") || Self.isWord(bytes[position])
      {
        return nil
      }
      return Int(String(decoding: bytes[start..<position], as: UTF8.self)).map(DataValue.integer)
    }

    private mutating func members() -> DataValue? {
      var members: [DataValue] = []
      while true {
        if take("]") { return .list(members) }
        guard let member = literal() else { return nil }
        members.append(member)
        if take(",") { continue }
        return take("]") ? .list(members) : nil
      }
    }

    private mutating func entries() -> DataValue? {
      var entries = DataValue.Dictionary()
      while true {
        if take("}") { return .dictionary(entries) }
        guard let key = literal()?.string, take(":"), let value = literal() else { return nil }
        entries[key] = value
        if take(",") { continue }
        return take("}") ? .dictionary(entries) : nil
      }
    }

    private mutating func word() -> String? {
      skipSpace()
      let start = position
      while position < bytes.count, Self.isWord(bytes[position]) { position += 1 }
      guard position > start else { return nil }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
      skipSpace()
      guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
      position += 1
      return true
    }

    private mutating func skipSpace() {
      while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
      byte == 0x20 || (byte >= 0x09 && byte <= 0x0d)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
      (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a)
        || (byte >= 0x61 && byte <= 0x7a) || byte == 0x5f
    }
  }
}
