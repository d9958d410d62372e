extension Builtins {
  static let filters: [String: Filter] = [
    textFilters, markupFilters, numberFilters, sequenceFilters, selectionFilters,
  ].reduce(into: [:]) { $0.merge($1) { $1 } }

  /// A method of strings as a filter: of markup, it gives markup.
  private static func method(_ name: String) -> Filter {
    { value, arguments, state in
      guard arguments.positional.isEmpty, arguments.named.isEmpty else {
        throw TemplateError(.type, "the filter '\(name)' takes no arguments")
      }
      return try methods(of: value, state).call(name, Arguments())
    }
  }

  private static func methods(of value: Value, _ state: State) throws -> StringMethods {
    if case .markup(let text) = value {
      return StringMethods(text: text, isMarkup: true, state: state)
    }
    return StringMethods(text: try value.text(), isMarkup: false, state: state)
  }

  private static let textFilters: [String: Filter] = [
    "upper": method("upper"), "lower": method("lower"), "capitalize": method("capitalize"),
    "title": { value, _, _ in .string(titleWords(try value.text())) },
    "trim": { value, arguments, state in
      let characters = try arguments.bind("do_trim", ["chars"])[0]
      return try methods(of: value, state).call("strip", Arguments([characters ?? .none]))
    },
    "center": { value, arguments, state in
      let width = try arguments.bind("do_center", ["width"])[0] ?? 80
      return try methods(of: value, state).call("center", Arguments([width]))
    },
    "replace": { value, arguments, state in
      let bound = try arguments.bind("do_replace", ["old", "new", "count"], required: 2)
      return try replace(value, bound[0] ?? "", bound[1] ?? "", bound[2], state)
    },
    "string": { value, _, _ in value.stringValue != nil ? value : .string(try value.text()) },
    "format": { value, arguments, _ in
      guard arguments.positional.isEmpty || arguments.named.isEmpty else {
        throw TemplateError(
          .type, "can't handle positional and keyword arguments at the same time")
      }
      let named = Dict()
      for argument in arguments.named { named[argument.name] = argument.value }
      let values: Value = arguments.named.isEmpty ? .tuple(arguments.positional) : .dict(named)
      if case .markup(let text) = value {
        return .markup(try formatPercent(text, values, escapes: true))
      }
      return .string(try formatPercent(try value.text(), values))
    },
    "indent": { value, arguments, _ in
      try indented(value, try arguments.bind("do_indent", ["width", "first", "blank"]))
    },
    "wordcount": { value, _, _ in
      .integer(try value.text().unicodeScalars.split { !$0.isWordCharacter }.count)
    },
    "truncate": { value, arguments, state in
      let parameters = ["length", "killwords", "end", "leeway"]
      return try truncated(value, try arguments.bind("do_truncate", parameters), state)
    },
    "wordwrap": { value, arguments, _ in
      let bound = try arguments.bind(
        "do_wordwrap", ["width", "break_long_words", "wrapstring", "break_on_hyphens"])
      guard let text = value.stringValue else { throw noAttribute("splitlines", value) }
      let wrapper = TextWrapper(
        width: try bound[0]?.index() ?? 79, breaksLongWords: try bound[1]?.isTrue() ?? true,
        breaksOnHyphens: try bound[3]?.isTrue() ?? true)
      let separator = bound[2].flatMap { $0.isNone ? nil : $0 } ?? "\n"
      let end = try separator.text(for: "wrapstring")
      let lines = try splitLines(text).map { try wrapper.wrap($0).joined(separator: end) }
      if case .markup = separator { return .markup(lines.joined(separator: end)) }
      return .string(lines.joined(separator: end))
    },
    "tojson": { value, arguments, _ in
      let indent = try arguments.bind("do_tojson", ["indent"])[0]
      return .markup(try markupJSON(value, indent: indent))
    },
    "urlencode": { value, _, _ in .string(try urlEncoded(value)) },
    "pprint": { value, _, _ in
      var printer = PrettyPrinter()
      return .string(try printer.format(value))
    },
  ]

  /// The error of Python where a value has no method that a filter calls.
  static func noAttribute(_ name: String, _ value: Value) -> TemplateError {
    if case .undefined(let undefined) = value { return undefined.error() }
    return TemplateError(
      .attribute, "'\(value.typeName)' object has no attribute \(quoted(name))")
  }

  private static func replace(
    _ value: Value, _ old: Value, _ new: Value, _ count: Value?, _ state: State
  ) throws -> Value {
    let limit = count.flatMap { $0.isNone ? nil : $0 } ?? -1
    guard state.autoescapes else {
      let limit = try limit.index()
      return .string(try replaced(try value.text(), try old.text(), try new.text(), limit))
    }
    var subject = value
    switch (value, old, new) {
    case (_, .markup, _): subject = .markup(try value.escaped())
    case (.markup, _, _): break
    case (_, _, .markup): subject = .markup(try value.escaped())
    default: break
    }
    func soft(_ value: Value) throws -> Value {
      value.stringValue == nil ? .string(try value.text()) : value
    }
    return try methods(of: subject, state).call(
      "replace", Arguments([try soft(old), try soft(new), limit]))
  }

  private static func indented(_ value: Value, _ bound: [Value?]) throws -> Value {
    guard let text = value.stringValue else {
      if case .undefined(let undefined) = value { throw undefined.error() }
      throw TemplateError(.type, "indent needs a string, not \(value.typeName)")
    }
    var margin = bound[0]?.stringValue ?? ""
    if bound[0]?.stringValue == nil {
      let width = try bound[0]?.index() ?? 4
      guard width <= 1 << 20 else { throw TemplateError.tooLong() }
      margin = String(repeating: " ", count: max(0, width))
    }
    let first = try bound[1]?.isTrue() ?? false
    let blank = try bound[2]?.isTrue() ?? false
    var lines = splitLines(text + "\n")
    guard lines.count * margin.utf8.count <= maximalTextBytes else { throw TemplateError.tooLong() }
    for index in lines.indices where index > 0 && (blank || !lines[index].isEmpty) {
      lines[index] = margin + lines[index]
    }
    let result = (first ? margin : "") + lines.joined(separator: "\n")
    if case .markup = value { return .markup(result) }
    return .string(result)
  }

  private static func truncated(_ value: Value, _ bound: [Value?], _ state: State) throws -> Value {
    let length = try bound[0]?.index() ?? 255
    let end = bound[2] ?? "..."
    let leeway = try bound[3].flatMap { $0.isNone ? nil : try $0.index() } ?? 5
    let endLength = try end.length() ?? 0
    guard length >= endLength, leeway >= 0 else {
      throw TemplateError(.value, "expected length >= \(endLength), got \(length)")
    }
    guard let count = try value.length() else {
      throw TemplateError(.type, "object of type '\(value.typeName)' has no len()")
    }
    guard count > length + leeway else { return value }
    guard let text = value.stringValue else {
      throw TemplateError(.type, "truncate needs a string, not \(value.typeName)")
    }
    var head = String(text.unicodeScalars.prefix(length - endLength))
    if try !(bound[1]?.isTrue() ?? false) { head = piecesFromEnd(head, " ", 1)[0] }
    let start: Value
    if case .markup = value { start = .markup(head) } else { start = .string(head) }
    return try Value.apply(.add, start, end)
  }

  /// Words begin behind spaces, hyphens and opening brackets.
  private static func titleWords(_ text: String) -> String {
    var result: String = ""
    var word: String = ""
    func finish() {
      if let first = word.unicodeScalars.first {
        result += first.properties.uppercaseMapping
        result += lowercased(String(word.unicodeScalars.dropFirst()))
      }
      word = ""
    }
    for scalar in text.unicodeScalars {
      if isPythonSpace(scalar) || "-({[<".unicodeScalars.contains(scalar) {
        finish()
        result.unicodeScalars.append(scalar)
      } else {
        word.unicodeScalars.append(scalar)
      }
    }
    finish()
    return result
  }

  private static func markupJSON(_ value: Value, indent: Value?) throws -> String {
    var margin: String?
    if let indent, !indent.isNone {
      margin =
        try indent.stringValue
        ?? String(repeating: " ", count: min(max(0, indent.index()), 1 << 10))
    }
    var writer = JSONWriter(margin: margin)
    try writer.write(value)
    var result: String = ""
    result.reserveCapacity(writer.text.utf8.count)
    for scalar in writer.text.unicodeScalars {
      switch scalar {
      case "<", ">", "&", "'": result += "\\u00" + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func urlEncoded(_ value: Value) throws -> String {
    let pairs: [Value]
    switch value {
    case .string(let text), .markup(let text): return urlQuoted(text, keeps: "/")
    case .dict(let dict): pairs = dict.items.map { .tuple([$0.key, $0.value]) }
    case .list, .tuple, .undefined: pairs = try value.elements()
    case .object(let object):
      guard try object.iterate() != nil else { return urlQuoted(object.text, keeps: "/") }
      pairs = try value.elements()
    default: return urlQuoted(try value.text(), keeps: "/")
    }
    return try pairs.map { pair in
      let items = try pair.elements()
      guard items.count == 2 else {
        throw TemplateError(.value, "urlencode needs pairs of a name and a value")
      }
      return try items.map { urlQuoted(try $0.text(), keeps: "").replacing("%20", with: "+") }
        .joined(separator: "=")
    }.joined(separator: "&")
  }

  private static func urlQuoted(_ text: String, keeps safe: String) -> String {
    var result: String = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2E, 0x2D, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      case _ where safe.utf8.contains(byte): result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }
}
