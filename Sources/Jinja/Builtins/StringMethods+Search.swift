extension StringMethods {
  func search(_ name: String, _ bound: [Value?]) throws -> Value? {
    switch name {
    case "startswith", "endswith": return .boolean(try hasAffix(name, bound))
    case "find", "rfind", "index", "rindex", "count":
      let part = Array(try (bound[0] ?? .none).text(for: "argument 1").unicodeScalars)
      guard let (window, start) = try window(bound) else {
        if name == "count" { return 0 }
        if name.hasSuffix("find") { return -1 }
        throw TemplateError(.value, "substring not found")
      }
      if name == "count" { return .integer(count(part, in: window)) }
      let place = name.hasPrefix("r") ? last(part, in: window) : first(part, in: window)
      if let place { return .integer(start + place) }
      if name.hasSuffix("find") { return -1 }
      throw TemplateError(.value, "substring not found")
    default: return nil
    }
  }

  /// The part of the text that `start` and `end` select, and its place; nil where the start lies
  /// behind the end.
  private func window(_ bound: [Value?]) throws -> (scalars: [Unicode.Scalar], start: Int)? {
    let scalars = Array(text.unicodeScalars)
    func place(_ value: Value?, _ fallback: Int) throws -> Int {
      guard let value, !value.isNone else { return fallback }
      if case .bigInteger(let big) = value { return big.value < 0 ? 0 : Int.max }
      let index = try value.index()
      return index < 0 ? max(0, index + scalars.count) : index
    }
    let start = try place(bound[1], 0)
    let end = min(try place(bound[2], scalars.count), scalars.count)
    guard start <= end else { return nil }
    return (Array(scalars[start..<end]), start)
  }

  private func hasAffix(_ name: String, _ bound: [Value?]) throws -> Bool {
    let wanted = bound[0] ?? .none
    var parts = [wanted]
    if case .tuple(let tuple) = wanted { parts = tuple.items }
    let window = try window(bound)?.scalars
    for part in parts {
      guard let affix = part.stringValue?.unicodeScalars else {
        throw TemplateError(
          .type, "\(name) first arg must be str or a tuple of str, not \(part.typeName)")
      }
      guard let window else { continue }
      if name == "startswith"
        ? window.starts(with: affix)
        : window.reversed().starts(with: affix.reversed())
      {
        return true
      }
    }
    return false
  }

  private func first(_ part: [Unicode.Scalar], in text: [Unicode.Scalar]) -> Int? {
    guard part.count <= text.count else { return nil }
    return (0...(text.count - part.count)).first { text[$0...].starts(with: part) }
  }

  private func last(_ part: [Unicode.Scalar], in text: [Unicode.Scalar]) -> Int? {
    guard part.count <= text.count else { return nil }
    return (0...(text.count - part.count)).last { text[$0...].starts(with: part) }
  }

  private func count(_ part: [Unicode.Scalar], in text: [Unicode.Scalar]) -> Int {
    if part.isEmpty { return text.count + 1 }
    var count = 0
    var index = 0
    while index + part.count <= text.count {
      if text[index...].starts(with: part) {
        count += 1
        index += part.count
      } else {
        index += 1
      }
    }
    return count
  }

  /// The questions that begin with `is`.
  func inspect(_ name: String) -> Value {
    let scalars = text.unicodeScalars
    let isAnything = !text.isEmpty
    switch name {
    case "isdigit": return .boolean(isAnything && scalars.allSatisfy(\.isPythonDigit))
    case "isdecimal":
      return .boolean(isAnything && scalars.allSatisfy { $0.properties.numericType == .decimal })
    case "isnumeric":
      return .boolean(isAnything && scalars.allSatisfy { $0.properties.numericType != nil })
    case "isalpha": return .boolean(isAnything && scalars.allSatisfy(\.isPythonLetter))
    case "isalnum": return .boolean(isAnything && scalars.allSatisfy(\.isPythonAlphanumeric))
    case "isspace": return .boolean(isAnything && scalars.allSatisfy(isPythonSpace))
    case "isascii": return .boolean(isASCII(text))
    case "isidentifier": return .boolean(isIdentifier(text))
    case "isprintable": return .boolean(scalars.allSatisfy(isPrintable))
    case "istitle": return .boolean(isTitled(text))
    default: return .boolean(isAll(text, upper: name == "isupper"))
    }
  }
}

/// `str.strip`: without the characters of a set, or without whitespace.
func stripped(
  _ text: String, _ characters: String? = nil, leading: Bool = true, trailing: Bool = true
) -> String {
  let set = characters.map { Set($0.unicodeScalars) }
  func drops(_ scalar: Unicode.Scalar) -> Bool { set?.contains(scalar) ?? isPythonSpace(scalar) }
  var scalars = text.unicodeScalars[...]
  if leading { scalars = scalars.drop(while: drops) }
  if trailing { while let last = scalars.last, drops(last) { scalars.removeLast() } }
  return String(scalars)
}

/// `str.splitlines`
func splitLines(_ text: String, keepsEnds: Bool = false) -> [String] {
  var lines: [String] = []
  var line = String.UnicodeScalarView()
  var scalars = text.unicodeScalars[...]
  while let scalar = scalars.popFirst() {
    switch scalar.value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029:
      if keepsEnds { line.append(scalar) }
      if scalar == "\r", scalars.first == "\n" {
        scalars.removeFirst()
        if keepsEnds { line.append("\n") }
      }
      lines.append(String(line))
      line = String.UnicodeScalarView()
    default: line.append(scalar)
    }
  }
  if !line.isEmpty { lines.append(String(line)) }
  return lines
}

/// `str.split()`: the words between whitespace.
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

/// `str.rsplit()`
func wordsFromEnd(_ text: String, _ limit: Int?) -> [String] {
  guard let limit else { return words(text) }
  var result: [String] = []
  var rest = stripped(text, leading: false).unicodeScalars[...]
  while !rest.isEmpty {
    if result.count == limit {
      result.append(stripped(String(rest)))
      break
    }
    let word = rest.suffix(while: { !isPythonSpace($0) })
    result.append(String(word))
    rest = rest[..<word.startIndex]
    while let last = rest.last, isPythonSpace(last) { rest.removeLast() }
  }
  return result.filter { !$0.isEmpty }.reversed()
}

extension Substring.UnicodeScalarView {
  /// The longest end whose scalars all fulfil a condition.
  fileprivate func suffix(while condition: (Unicode.Scalar) -> Bool) -> Self {
    var start = endIndex
    while start > startIndex, condition(self[index(before: start)]) { formIndex(before: &start) }
    return self[start...]
  }
}

/// `str.split(separator)`
func pieces(_ text: String, _ separator: String, _ limit: Int?) -> [String] {
  var result: [String] = []
  let bytes = Array(text.utf8)
  var start = 0
  while limit.map({ result.count < $0 }) ?? true,
    let index = find(separator, in: bytes, from: start)
  {
    result.append(String(decoding: bytes[start..<index], as: UTF8.self))
    start = index + separator.utf8.count
  }
  result.append(String(decoding: bytes[start...], as: UTF8.self))
  return result
}

/// `str.rsplit(separator, limit)`: the separators nearest to the end are the ones that count.
func piecesFromEnd(_ text: String, _ separator: String, _ limit: Int?) -> [String] {
  let bytes = Array(text.utf8)
  let mark = Array(separator.utf8)
  var result: [String] = []
  var end = bytes.count
  var place = end - mark.count
  while place >= 0, limit.map({ result.count < $0 }) ?? true {
    if bytes[place..<(place + mark.count)].elementsEqual(mark) {
      result.append(String(decoding: bytes[(place + mark.count)..<end], as: UTF8.self))
      end = place
      place -= mark.count
    } else {
      place -= 1
    }
  }
  result.append(String(decoding: bytes[..<end], as: UTF8.self))
  return result.reversed()
}

/// `str.replace`
func replaced(_ text: String, _ old: String, _ new: String, _ limit: Int?) throws -> String {
  let limit = limit.flatMap { $0 < 0 ? nil : $0 }
  let places = old.isEmpty ? text.unicodeScalars.count + 1 : text.utf8.count / old.utf8.count
  let (added, overflow) = min(places, limit ?? Int.max)
    .multipliedReportingOverflow(by: new.utf8.count)
  guard !overflow, added <= maximalTextBytes else { throw TemplateError.tooLong() }
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

/// The most bytes of UTF-8 that one operation on text may make.
let maximalTextBytes = 1 << 27

extension TemplateError {
  static func tooLong() -> TemplateError {
    TemplateError(.limit, "the text would be longer than \(maximalTextBytes) bytes")
  }
}
