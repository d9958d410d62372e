import OrderedCollections

/// `str.format`: replacement fields by position and name, their attributes and items, conversions
/// and format specifications, in which fields may stand again.
struct BraceFormatter {
  let arguments: Arguments
  /// Where `format_map` looks names up instead of in the arguments.
  var mapping: Value?
  let state: State
  /// Whether the text is markup, which escapes what is inserted.
  let escapes: Bool
  private var automatic = 0
  private var isManual = false

  init(_ arguments: Arguments, mapping: Value? = nil, state: State, escapes: Bool) {
    self.arguments = arguments
    self.mapping = mapping
    self.state = state
    self.escapes = escapes
  }

  mutating func format(_ text: String) throws -> String {
    try format(Array(text.unicodeScalars)[...], depth: 2)
  }

  private mutating func format(_ template: ArraySlice<Unicode.Scalar>, depth: Int) throws -> String
  {
    guard depth > 0 else { throw TemplateError(.value, "Max string recursion exceeded") }
    var result: String = ""
    var rest = template
    while let scalar = rest.popFirst() {
      guard scalar == "{" || scalar == "}" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      if rest.first == scalar {
        rest.removeFirst()
        result.unicodeScalars.append(scalar)
        continue
      }
      guard scalar == "{" else {
        throw TemplateError(.value, "Single '}' encountered in format string")
      }
      guard let end = fieldEnd(rest) else {
        throw TemplateError(
          .value,
          rest.isEmpty
            ? "Single '{' encountered in format string" : "expected '}' before end of string")
      }
      result += try field(rest[..<end], depth: depth)
      rest = rest[(end + 1)...]
    }
    return result
  }

  /// The brace that closes a field: those of nested fields are passed over, and within brackets
  /// braces mean nothing.
  private func fieldEnd(_ text: ArraySlice<Unicode.Scalar>) -> Int? {
    var depth = 1
    var isInItem = false
    for index in text.indices {
      switch text[index] {
      case "[" where depth == 1: isInItem = true
      case "]": isInItem = false
      case "{" where !isInItem: depth += 1
      case "}" where !isInItem:
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
    }
    return nil
  }

  private mutating func field(_ field: ArraySlice<Unicode.Scalar>, depth: Int) throws -> String {
    var isInItem = false
    let end =
      field.firstIndex { scalar in
        if scalar == "[" { isInItem = true }
        if scalar == "]" { isInItem = false }
        return !isInItem && (scalar == "!" || scalar == ":")
      } ?? field.endIndex
    let name = field[..<end]
    guard !name.contains("{") else {
      throw TemplateError(.value, "unexpected '{' in field name")
    }
    var rest = field[end...]
    var conversion: Unicode.Scalar?
    if rest.first == "!" {
      rest.removeFirst()
      guard let letter = rest.popFirst() else {
        throw TemplateError(.value, "end of string while looking for conversion specifier")
      }
      guard rest.isEmpty || rest.first == ":" else {
        throw TemplateError(.value, "expected ':' after conversion specifier")
      }
      conversion = letter
    }
    let value = try convert(try resolve(name), conversion)
    let specification = rest.isEmpty ? "" : try format(rest.dropFirst(), depth: depth - 1)
    return try insert(value, specification)
  }

  private func convert(_ value: Value, _ conversion: Unicode.Scalar?) throws -> Value {
    switch conversion {
    case nil: return value
    case "s": return .string(try value.text())
    case "r": return .string(try value.representation())
    case "a": return .string(asciiRepresentation(try value.representation()))
    default:
      throw TemplateError(.value, "Unknown conversion specifier '\(conversion ?? " ")'")
    }
  }

  private func insert(_ value: Value, _ specification: String) throws -> String {
    if case .markup(let text) = value, escapes {
      guard specification.isEmpty else {
        throw TemplateError(.value, "Unsupported format specification for Markup.")
      }
      return text
    }
    if case .markup(let text) = value { return try Value.string(text).formatted(specification) }
    let text = try value.formatted(specification)
    return escapes ? escapeMarkup(text) : text
  }

  // MARK: Field names

  private mutating func resolve(_ name: ArraySlice<Unicode.Scalar>) throws -> Value {
    let first = name.prefix { $0 != "." && $0 != "[" }
    var value = try argument(string(first))
    var rest = name[first.endIndex...]
    while let mark = rest.popFirst() {
      if mark == "." {
        let part = rest.prefix { $0 != "." && $0 != "[" }
        guard !part.isEmpty else { throw TemplateError(.value, "Empty attribute in format string") }
        value = try attribute(string(part), of: value)
        rest = rest[part.endIndex...]
      } else {
        guard mark == "[", let end = rest.firstIndex(of: "]") else {
          throw TemplateError(.value, "Only '.' or '[' may follow ']' in format field specifier")
        }
        let part = string(rest[..<end])
        guard !part.isEmpty else { throw TemplateError(.value, "Empty attribute in format string") }
        value = try item(part, of: value)
        rest = rest[(end + 1)...]
      }
    }
    return value
  }

  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private mutating func argument(_ name: String) throws -> Value {
    guard name.isEmpty || name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      if let mapping {
        guard case .dict(let dict) = mapping else {
          return try mapping.item(.string(name), state)
        }
        guard let value = dict[name] else { throw TemplateError(.key, quoted(name)) }
        return value
      }
      guard let value = arguments[name] else { throw TemplateError(.key, quoted(name)) }
      return value
    }
    guard mapping == nil else {
      throw TemplateError(.value, "Format string contains positional fields")
    }
    if name.isEmpty ? isManual : automatic > 0 {
      throw TemplateError(
        .value, "cannot switch between automatic field numbering and manual specification")
    }
    var index = automatic
    if name.isEmpty {
      automatic += 1
    } else {
      isManual = true
      index = Int(name) ?? Int.max
    }
    guard index < arguments.positional.count else {
      throw TemplateError(
        .index,
        "Replacement index \(name.isEmpty ? "\(index)" : name) out of range for"
          + " positional args tuple")
    }
    return arguments.positional[index]
  }

  /// In the sandbox what does not exist is undefined; else it is an error.
  private func attribute(_ name: String, of value: Value) throws -> Value {
    if state.shared.isSandboxed { return try value.attribute(name, state) }
    if case .undefined(let undefined) = value {
      return try undefined.answer(.attribute(name)) ?? value
    }
    if case .object(let object) = value, let found = try object.attribute(name) { return found }
    if Methods.exist(name, on: value) { return .object(BoundMethod(value, name)) }
    if value.isNumber, let found = try NumberMethods.attribute(name, of: value) { return found }
    throw TemplateError(
      .attribute, "'\(value.typeName)' object has no attribute \(quoted(name))")
  }

  private func item(_ name: String, of value: Value) throws -> Value {
    let key: Value = Int(name).map { .integer($0) } ?? .string(name)
    if state.shared.isSandboxed { return try value.item(key, state) }
    if case .dict(let dict) = value {
      guard let found = dict.items[key] else {
        throw TemplateError(.key, try key.representation())
      }
      return found
    }
    if case .string = key, value.stringValue != nil || value.sequenceItems != nil {
      throw TemplateError(.type, "indices must be integers, not 'str'")
    }
    let found = try value.item(key, state)
    guard found.isUndefined, !value.isUndefined else { return found }
    throw TemplateError(.index, "\(value.typeName) index out of range")
  }
}
