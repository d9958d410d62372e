/// The methods of strings; positions and lengths count Unicode scalars.
struct StringMethods {
  let text: String
  let state: State

  func call(_ name: String, _ arguments: Arguments) throws -> Value {
    switch name {
    case "upper": return .string(text.uppercased())
    case "lower": return .string(text.lowercased())
    case "capitalize": return .string(capitalized(text))
    case "title": return .string(titled(text))
    case "swapcase":
      return .string(text.map { $0.isUppercase ? $0.lowercased() : $0.uppercased() }.joined())
    case "strip", "lstrip", "rstrip":
      let characters = try optionalText(arguments, 0)
      return .string(
        stripped(text, characters, leading: name != "rstrip", trailing: name != "lstrip"))
    case "split", "rsplit": return try split(name, arguments)
    case "splitlines": return .list(splitLines(text).map { .string($0) })
    case "join":
      let items = try argument(name, arguments, 0).elements()
      return .string(
        try items.map { item in
          guard let part = item.stringValue else {
            throw TemplateError(
              .type, "sequence item: expected str instance, \(item.typeName) found")
          }
          return part
        }.joined(separator: text))
    case "replace":
      let limit = arguments.positional.count > 2 ? arguments.positional[2].integerValue : nil
      return .string(
        replaced(text, try string(name, arguments, 0), try string(name, arguments, 1), limit))
    case "removeprefix":
      let prefix = try string(name, arguments, 0)
      return .string(text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text)
    case "removesuffix":
      let suffix = try string(name, arguments, 0)
      return .string(text.hasSuffix(suffix) ? String(text.dropLast(suffix.count)) : text)
    case "zfill", "ljust", "rjust", "center": return try padded(name, arguments)
    case "partition":
      let separator = try string(name, arguments, 0)
      guard let index = Jinja.find(separator, in: text) else {
        return .tuple([.string(text), "", ""])
      }
      return .tuple([
        .string(String(decoding: text.utf8.prefix(index), as: UTF8.self)), .string(separator),
        .string(
          String(decoding: text.utf8.dropFirst(index + separator.utf8.count), as: UTF8.self)),
      ])
    case "format": return .string(try formatBraces(text, arguments, state))
    default: return try inspect(name, arguments)
    }
  }

  private func inspect(_ name: String, _ arguments: Arguments) throws -> Value {
    let scalars = text.unicodeScalars
    switch name {
    case "startswith", "endswith":
      let wanted = try argument(name, arguments, 0)
      let parts: [Value]
      if case .tuple(let tuple) = wanted { parts = tuple.items } else { parts = [wanted] }
      for part in parts {
        let affix = try requireText(part).utf8
        guard affix.count <= text.utf8.count else { continue }
        let own =
          name == "startswith"
          ? Array(text.utf8.prefix(affix.count)) : Array(text.utf8.suffix(affix.count))
        if own.elementsEqual(affix) { return true }
      }
      return false
    case "find", "index":
      let part = try string(name, arguments, 0)
      if let index = Jinja.find(part, in: text) {
        return .integer(
          String(decoding: text.utf8.prefix(index), as: UTF8.self)
            .unicodeScalars.count)
      }
      if name == "index" { throw TemplateError(.value, "substring not found") }
      return -1
    case "count":
      let part = try string(name, arguments, 0)
      if part.isEmpty { return .integer(scalars.count + 1) }
      return .integer(pieces(text, part, nil).count - 1)
    case "isdigit":
      return .boolean(
        !text.isEmpty
          && scalars.allSatisfy {
            $0.properties.numericType == .decimal || $0.properties.numericType == .digit
          })
    case "isalpha": return .boolean(!text.isEmpty && scalars.allSatisfy(\.properties.isAlphabetic))
    case "isalnum":
      return .boolean(
        !text.isEmpty
          && scalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
          })
    case "isspace": return .boolean(!text.isEmpty && scalars.allSatisfy(isPythonSpace))
    case "isupper": return .boolean(text.uppercased() == text && text.lowercased() != text)
    default: return .boolean(text.lowercased() == text && text.uppercased() != text)
    }
  }

  private func split(_ name: String, _ arguments: Arguments) throws -> Value {
    let bound = try arguments.bind(name, ["sep", "maxsplit"])
    let limit = bound[1]?.integerValue.flatMap { $0 < 0 ? nil : $0 }
    guard let separator = bound[0]?.stringValue else {
      return .list(words(text, limit).map { .string($0) })
    }
    guard !separator.isEmpty else { throw TemplateError(.value, "empty separator") }
    var parts = pieces(text, separator, name == "split" ? limit : nil)
    if name == "rsplit", let limit, parts.count > limit + 1 {
      let head = parts[..<(parts.count - limit)].joined(separator: separator)
      parts = [head] + parts.suffix(limit)
    }
    return .list(parts.map { .string($0) })
  }

  private func padded(_ name: String, _ arguments: Arguments) throws -> Value {
    guard let width = try argument(name, arguments, 0).integerValue, width <= 1 << 24 else {
      throw TemplateError(.type, "\(name)() needs a width")
    }
    let missing = max(0, width - text.unicodeScalars.count)
    if name == "zfill" {
      let sign = text.hasPrefix("-") || text.hasPrefix("+") ? text.prefix(1) : ""
      return .string(sign + String(repeating: "0", count: missing) + text.dropFirst(sign.count))
    }
    let fill = try optionalText(arguments, 1) ?? " "
    let left =
      switch name {
      case "ljust": 0
      case "rjust": missing
      default: missing / 2 + (missing & width & 1)
      }
    return .string(
      String(repeating: fill, count: left) + text + String(repeating: fill, count: missing - left))
  }

  private func argument(_ name: String, _ arguments: Arguments, _ index: Int) throws -> Value {
    guard index < arguments.positional.count else {
      throw TemplateError(
        .type,
        "\(name)() takes at least \(index + 1) argument\(index == 0 ? "" : "s")"
          + " (\(arguments.positional.count) given)")
    }
    return arguments.positional[index]
  }

  private func string(_ name: String, _ arguments: Arguments, _ index: Int) throws -> String {
    try requireText(try argument(name, arguments, index))
  }

  private func optionalText(_ arguments: Arguments, _ index: Int) throws -> String? {
    guard index < arguments.positional.count, !arguments.positional[index].isNone else {
      return nil
    }
    return try requireText(arguments.positional[index])
  }

  private func requireText(_ value: Value) throws -> String {
    if case .undefined(let undefined) = value { throw undefined.error() }
    guard let text = value.stringValue else {
      throw TemplateError(.type, "expected str, got \(value.typeName)")
    }
    return text
  }
}

func capitalized(_ text: String) -> String {
  guard let first = text.first else { return "" }
  return first.uppercased() + text.dropFirst().lowercased()
}

func titled(_ text: String) -> String {
  var result: String = ""
  var inWord = false
  for character in text {
    let isCased = character.isLetter
    result +=
      isCased ? (inWord ? character.lowercased() : character.uppercased()) : String(character)
    inWord = isCased
  }
  return result
}

func stripped(
  _ text: String, _ characters: String? = nil, leading: Bool = true, trailing: Bool = true
)
  -> String
{
  let set = characters.map { Set($0.unicodeScalars) }
  func drops(_ scalar: Unicode.Scalar) -> Bool { set?.contains(scalar) ?? isPythonSpace(scalar) }
  var scalars = text.unicodeScalars[...]
  if leading { scalars = scalars.drop(while: drops) }
  if trailing { while let last = scalars.last, drops(last) { scalars.removeLast() } }
  return String(scalars)
}

func splitLines(_ text: String) -> [String] {
  var lines: [String] = []
  var line = String.UnicodeScalarView()
  var afterReturn = false
  for scalar in text.unicodeScalars {
    if scalar == "\n", afterReturn {
      afterReturn = false
      continue
    }
    afterReturn = scalar == "\r"
    switch scalar.value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029:
      lines.append(String(line))
      line = String.UnicodeScalarView()
    default: line.append(scalar)
    }
  }
  if !line.isEmpty { lines.append(String(line)) }
  return lines
}

func words(_ text: String, _ limit: Int? = nil) -> [String] {
  var result: [String] = []
  var rest = text.unicodeScalars[...].drop(while: isPythonSpace)
  while !rest.isEmpty {
    if let limit, result.count == limit {
      result.append(stripped(String(rest), leading: false))
      break
    }
    let word = rest.prefix { !isPythonSpace($0) }
    result.append(String(word))
    rest = rest[word.endIndex...].drop(while: isPythonSpace)
  }
  return result
}

func pieces(_ text: String, _ separator: String, _ limit: Int?) -> [String] {
  var result: [String] = []
  let bytes = Array(text.utf8)
  var start = 0
  while limit.map({ result.count < $0 }) ?? true,
    let index = find(separator, in: text, from: start)
  {
    result.append(String(decoding: bytes[start..<index], as: UTF8.self))
    start = index + separator.utf8.count
  }
  result.append(String(decoding: bytes[start...], as: UTF8.self))
  return result
}

func replaced(_ text: String, _ old: String, _ new: String, _ limit: Int?) -> String {
  let limit = limit.flatMap { $0 < 0 ? nil : $0 }
  guard old.isEmpty else { return pieces(text, old, limit).joined(separator: new) }
  var result: String = ""
  var count = 0
  for scalar in text.unicodeScalars {
    if limit.map({ count < $0 }) ?? true { result += new }
    count += 1
    result.unicodeScalars.append(scalar)
  }
  return limit.map({ count < $0 }) ?? true ? result + new : result
}

/// `str.format`: replacement fields by position, name, attribute and item, without format codes
/// other than a number of decimals.
func formatBraces(_ format: String, _ arguments: Arguments, _ state: State) throws -> String {
  var result: String = ""
  var scalars = Array(format.unicodeScalars)[...]
  var automatic = 0
  var isManual = false
  while let scalar = scalars.popFirst() {
    if scalar == "{" || scalar == "}" {
      if scalars.first == scalar {
        scalars.removeFirst()
        result.unicodeScalars.append(scalar)
        continue
      }
      guard scalar == "{", let end = scalars.firstIndex(of: "}") else {
        throw TemplateError(.value, "Single '\(scalar)' encountered in format string")
      }
      var field = String(String.UnicodeScalarView(scalars[..<end]))
      scalars = scalars[(end + 1)...]
      var code: String = ""
      if let colon = field.firstIndex(of: ":") {
        code = String(field[field.index(after: colon)...])
        field = String(field[..<colon])
      }
      let path = field.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      var value: Value
      let first = path.first ?? ""
      if first.isEmpty || Int(first) != nil {
        let index = Int(first) ?? automatic
        automatic += first.isEmpty ? 1 : 0
        isManual = isManual || !first.isEmpty
        guard automatic == 0 || !isManual else {
          throw TemplateError(
            .value, "cannot switch between automatic field numbering and manual specification")
        }
        guard arguments.positional.indices.contains(index) else {
          throw TemplateError(
            .index, "Replacement index \(index) out of range for positional args tuple")
        }
        value = arguments.positional[index]
      } else {
        guard let named = arguments[first] else { throw TemplateError(.key, quoted(first)) }
        value = named
      }
      for name in path.dropFirst() { value = try value.attribute(name, state) }
      result += try formatted(value, code)
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

private func formatted(_ value: Value, _ code: String) throws -> String {
  if code.isEmpty { return try value.text() }
  if code.hasPrefix("."), code.hasSuffix("f"), let decimals = Int(code.dropFirst().dropLast()),
    let number = value.doubleValue, decimals <= 300
  {
    return fixed(number, decimals)
  }
  let letters = code.last.map { "dxXosf".contains($0) } ?? false
  return try formatPercent("%" + code + (letters ? "" : "s"), .tuple([value]))
}
