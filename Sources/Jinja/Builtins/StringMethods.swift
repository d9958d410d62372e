import OrderedCollections

/// The methods of strings; positions and lengths count Unicode scalars. Those of markup give
/// markup, and escape the text that they insert.
struct StringMethods {
  let text: String
  let isMarkup: Bool
  let state: State

  /// The methods by name with their parameters.
  static let signatures: [String: Signature] = [
    "upper": Signature(), "lower": Signature(), "capitalize": Signature(), "title": Signature(),
    "swapcase": Signature(), "casefold": Signature(), "isdigit": Signature(),
    "isalpha": Signature(), "isalnum": Signature(), "isspace": Signature(), "isupper": Signature(),
    "islower": Signature(), "istitle": Signature(), "isascii": Signature(),
    "isdecimal": Signature(), "isnumeric": Signature(), "isidentifier": Signature(),
    "isprintable": Signature(), "strip": Signature("chars", required: 0),
    "lstrip": Signature("chars", required: 0), "rstrip": Signature("chars", required: 0),
    "split": Signature("sep", "maxsplit", required: 0, takesNames: true),
    "rsplit": Signature("sep", "maxsplit", required: 0, takesNames: true),
    "splitlines": Signature("keepends", required: 0, takesNames: true),
    "join": Signature("iterable"), "replace": Signature("old", "new", "count", required: 2),
    "removeprefix": Signature("prefix"), "removesuffix": Signature("suffix"),
    "zfill": Signature("width"), "ljust": Signature("width", "fillchar", required: 1),
    "rjust": Signature("width", "fillchar", required: 1),
    "center": Signature("width", "fillchar", required: 1), "partition": Signature("sep"),
    "rpartition": Signature("sep"), "startswith": Signature("prefix", "start", "end", required: 1),
    "endswith": Signature("suffix", "start", "end", required: 1),
    "find": Signature("sub", "start", "end", required: 1),
    "rfind": Signature("sub", "start", "end", required: 1),
    "index": Signature("sub", "start", "end", required: 1),
    "rindex": Signature("sub", "start", "end", required: 1),
    "count": Signature("sub", "start", "end", required: 1), "format_map": Signature("mapping"),
    "expandtabs": Signature("tabsize", required: 0, takesNames: true),
    "encode": Signature("encoding", "errors", required: 0, takesNames: true),
    "translate": Signature("table"), "maketrans": Signature("x", "y", "z", required: 1),
    "format": Signature(),
  ]

  /// The methods that only markup has.
  static let markupSignatures: [String: Signature] = [
    "unescape": Signature(), "striptags": Signature(),
  ]

  /// The same text in the receiver's type.
  func wrap(_ text: String) -> Value { isMarkup ? .markup(text) : .string(text) }

  func call(_ name: String, _ arguments: Arguments) throws -> Value {
    if name == "format" {
      var formatter = BraceFormatter(arguments, state: state, escapes: isMarkup)
      return wrap(try formatter.format(text))
    }
    guard
      let signature = StringMethods.signatures[name] ?? StringMethods.markupSignatures[name]
    else { throw TemplateError(.attribute, "'str' object has no attribute \(quoted(name))") }
    let bound = try signature.bind(name, arguments)
    switch name {
    case "upper": return wrap(uppercased(text))
    case "lower": return wrap(lowercased(text))
    case "capitalize": return wrap(capitalized(text))
    case "title": return wrap(titled(text))
    case "swapcase": return wrap(swappedCase(text))
    case "casefold": return wrap(caseFolded(text))
    case "strip", "lstrip", "rstrip":
      let characters = try bound[0].flatMap { $0.isNone ? nil : try $0.text(for: "strip arg") }
      return wrap(
        stripped(text, characters, leading: name != "rstrip", trailing: name != "lstrip"))
    case "zfill", "ljust", "rjust", "center", "expandtabs": return try padded(name, bound)
    case "format_map":
      var formatter = BraceFormatter(
        Arguments(), mapping: bound[0], state: state, escapes: isMarkup)
      return wrap(try formatter.format(text))
    case "unescape": return .string(unescapeMarkup(text))
    case "striptags": return .markup(unescapeMarkup(withoutTags(text)))
    case "encode":
      return .object(
        try Bytes(
          encoding: text, as: try bound[0]?.text(for: "encoding") ?? "utf-8",
          errors: try bound[1]?.text(for: "errors") ?? "strict"))
    case "translate", "maketrans": return try translation(name, bound)
    default: return try parts(name, bound) ?? search(name, bound) ?? inspect(name)
    }
  }

  // MARK: Parts

  private func parts(_ name: String, _ bound: [Value?]) throws -> Value? {
    switch name {
    case "split", "rsplit": return try split(name, bound)
    case "splitlines":
      let keepsEnds = try bound[0]?.isTrue() ?? false
      return .list(splitLines(text, keepsEnds: keepsEnds).map(wrap))
    case "join": return try joined(bound[0] ?? .none)
    case "replace":
      let old = try (bound[0] ?? .none).text(for: "replace() argument 1")
      let new = try inserted(bound[1] ?? .none, "replace() argument 2")
      return wrap(try replaced(text, old, new, bound[2]?.index()))
    case "removeprefix":
      let prefix = try (bound[0] ?? .none).text(for: "removeprefix() argument")
      let matches = text.utf8.starts(with: prefix.utf8)
      return wrap(
        matches ? String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : text)
    case "removesuffix":
      let suffix = try (bound[0] ?? .none).text(for: "removesuffix() argument")
      let matches = text.utf8.reversed().starts(with: suffix.utf8.reversed())
      return wrap(
        matches ? String(decoding: text.utf8.dropLast(suffix.utf8.count), as: UTF8.self) : text)
    case "partition", "rpartition":
      let separator = try (bound[0] ?? .none).text(for: "separator")
      guard !separator.isEmpty else { throw TemplateError(.value, "empty separator") }
      let all = pieces(text, separator, name == "partition" ? 1 : nil)
      guard all.count > 1 else {
        return .tuple((name == "partition" ? [text, "", ""] : ["", "", text]).map(wrap))
      }
      let head = all.dropLast().joined(separator: separator)
      return .tuple([head, separator, all[all.count - 1]].map(wrap))
    default: return nil
    }
  }

  /// A text argument that becomes part of the result.
  private func inserted(_ value: Value, _ parameter: String) throws -> String {
    isMarkup ? try value.escaped() : try value.text(for: parameter)
  }

  private func joined(_ iterable: Value) throws -> Value {
    var result: [String] = []
    for (index, item) in try iterable.elements().enumerated() {
      if isMarkup {
        result.append(try item.escaped())
      } else {
        guard let part = item.stringValue else {
          throw TemplateError(
            .type,
            "sequence item \(index): expected str instance, \(item.typeName) found",
            hint: "the filter 'join' takes items of any type")
        }
        result.append(part)
      }
    }
    return wrap(result.joined(separator: text))
  }

  private func split(_ name: String, _ bound: [Value?]) throws -> Value {
    let limit = try bound[1]?.index()
    let maximum = limit.flatMap { $0 < 0 ? nil : $0 }
    guard let given = bound[0], !given.isNone else {
      let parts =
        name == "split" ? words(text, maximum) : wordsFromEnd(text, maximum)
      return .list(parts.map(wrap))
    }
    let separator = try given.text(for: "separator")
    guard !separator.isEmpty else { throw TemplateError(.value, "empty separator") }
    if name == "split" { return .list(pieces(text, separator, maximum).map(wrap)) }
    return .list(piecesFromEnd(text, separator, maximum).map(wrap))
  }

  // MARK: Padding

  private func padded(_ name: String, _ bound: [Value?]) throws -> Value {
    if name == "expandtabs" { return wrap(expandedTabs(try bound[0]?.index() ?? 8)) }
    let width = try (bound[0] ?? .none).index()
    guard width <= 1 << 24 else {
      throw TemplateError(.overflow, "the width \(width) is larger than \(1 << 24)")
    }
    let missing = max(0, width - text.unicodeScalars.count)
    if name == "zfill" {
      let hasSign = text.utf8.first == UInt8(ascii: "-") || text.utf8.first == UInt8(ascii: "+")
      let sign = hasSign ? String(text.prefix(1)) : ""
      return wrap(
        sign + String(repeating: "0", count: missing) + text.dropFirst(sign.utf8.count))
    }
    let fill = try bound[1].map { try inserted($0, "The fill character") } ?? " "
    guard fill.unicodeScalars.count == 1 else {
      throw TemplateError(.type, "The fill character must be exactly one character long")
    }
    let left =
      switch name {
      case "ljust": 0
      case "rjust": missing
      default: missing / 2 + (missing & width & 1)
      }
    return wrap(
      String(repeating: fill, count: left) + text + String(repeating: fill, count: missing - left))
  }

  private func expandedTabs(_ size: Int) -> String {
    var result: String = ""
    var column = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\t":
        guard size > 0, size <= 1 << 16 else { continue }
        let count = size - column % size
        result += String(repeating: " ", count: count)
        column += count
      default:
        result.unicodeScalars.append(scalar)
        column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
      }
    }
    return result
  }

  // MARK: Translation

  private func translation(_ name: String, _ bound: [Value?]) throws -> Value {
    let table = bound[0] ?? .none
    guard name == "maketrans" else { return wrap(try translated(by: table)) }
    let dict = Dict()
    guard let second = bound[1] else {
      guard case .dict(let source) = table else {
        throw TemplateError(
          .type, "if you give only one argument to maketrans it must be a dict")
      }
      for (key, value) in source.items {
        let code = key.stringValue?.unicodeScalars.first.map { Value.integer(Int($0.value)) }
        dict.items[code ?? key] = value
      }
      return .dict(dict)
    }
    let from = Array(try table.text(for: "first maketrans argument").unicodeScalars)
    let to = Array(try second.text(for: "second maketrans argument").unicodeScalars)
    guard from.count == to.count else {
      throw TemplateError(
        .value, "the first two maketrans arguments must have equal length")
    }
    for (key, value) in zip(from, to) {
      dict.items[.integer(Int(key.value))] = .integer(Int(value.value))
    }
    for scalar in try bound[2]?.text(for: "third maketrans argument").unicodeScalars ?? .init() {
      dict.items[.integer(Int(scalar.value))] = Value.none
    }
    return .dict(dict)
  }

  private func translated(by table: Value) throws -> String {
    var result: String = ""
    for scalar in text.unicodeScalars {
      let found = try table.item(.integer(Int(scalar.value)), state)
      switch found {
      case .undefined: result.unicodeScalars.append(scalar)
      case .none: break
      default:
        if let code = found.integerValue.flatMap({ UInt32(exactly: $0) }),
          let replacement = Unicode.Scalar(code)
        {
          result.unicodeScalars.append(replacement)
        } else {
          result += try found.text(for: "character mapping")
        }
      }
    }
    return result
  }
}
