import FoundationEssentials
import Jinja
import OrderedCollections

/// `modules`: what Python modules templates may use.
enum PythonModules {
  /// The modules by name.
  ///
  /// - Parameter now: Tells the time.
  /// - Returns: a mapping.
  static func value(now: @escaping () -> Date) -> Value {
    [
      "datetime": [
        "datetime": .object(DateTimeClass(now)), "date": .object(DateClass(now)),
        "timedelta": .function("timedelta") { arguments, _ in try delta(arguments) },
        "timezone": ["utc": .object(PythonZone("UTC"))],
      ],
      "pytz": [
        "utc": .object(PythonZone("UTC")), "UTC": .object(PythonZone("UTC")),
        "timezone": .function("timezone") { arguments, _ in
          .object(PythonZone(try arguments.positional.first?.text() ?? "UTC"))
        },
      ],
      "re": .object(RegexModule()),
      "itertools": iterations,
    ]
  }

  private static func delta(_ arguments: Arguments) throws -> Value {
    let names = [
      "days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks",
    ]
    let units: [Double] = [
      86_400_000_000, 1_000_000, 1, 1000, 60_000_000, 3_600_000_000, 604_800_000_000,
    ]
    var micros = 0.0
    for (bound, unit) in zip(try arguments.bind("timedelta", names), units) {
      switch bound {
      case .integer(let number)?: micros += Double(number) * unit
      case .float(let number)?: micros += number * unit
      default: break
      }
    }
    return .object(PythonTimeDelta(micros: Int(micros)))
  }

  private static var iterations: Value {
    [
      "product": .function("product") { arguments, _ in
        let times = arguments["repeat"]?.integerValue ?? 1
        let lists = try arguments.positional.map { try $0.elements() }
        var rows: [[Value]] = [[]]
        for _ in 0..<max(0, times) {
          for list in lists { rows = rows.flatMap { row in list.map { row + [$0] } } }
        }
        return .list(rows.map { .tuple($0) })
      },
      "chain": .function("chain") { arguments, _ in
        .list(try arguments.positional.flatMap { try $0.elements() })
      },
      "combinations": .function("combinations") { arguments, _ in
        let items = try arguments.positional.first?.elements() ?? []
        let count = arguments.positional.dropFirst().first?.integerValue ?? 0
        return .list(combinations(items[...], count).map { .tuple($0) })
      },
      "permutations": .function("permutations") { arguments, _ in
        let items = try arguments.positional.first?.elements() ?? []
        let count = arguments.positional.dropFirst().first?.integerValue ?? items.count
        return .list(permutations(items, count).map { .tuple($0) })
      },
      "repeat": .function("repeat") { arguments, _ in
        let count = arguments.positional.dropFirst().first?.integerValue ?? 0
        return .list(
          Array(repeating: arguments.positional.first ?? .none, count: min(count, 1 << 20)))
      },
    ]
  }

  private static func combinations(_ items: ArraySlice<Value>, _ count: Int) -> [[Value]] {
    guard count > 0 else { return [[]] }
    guard let first = items.first, items.count >= count else { return [] }
    return combinations(items.dropFirst(), count - 1).map { [first] + $0 }
      + combinations(items.dropFirst(), count)
  }

  private static func permutations(_ items: [Value], _ count: Int) -> [[Value]] {
    guard count > 0 else { return [[]] }
    return items.indices.flatMap { index -> [[Value]] in
      var rest = items
      let item = rest.remove(at: index)
      return permutations(rest, count - 1).map { [item] + $0 }
    }
  }
}

/// The class `datetime.datetime`.
final class DateTimeClass: Object {
  private let now: () -> Date

  init(_ now: @escaping () -> Date) { self.now = now }

  var typeName: String { "type" }
  var isCallable: Bool { true }

  func call(_ arguments: Arguments, _ state: State) throws -> Value {
    let names = ["year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo"]
    let bound = try arguments.bind("datetime", names, required: 3)
    let numbers = bound.map { $0?.integerValue ?? 0 }
    var parts = CivilTime(year: numbers[0], month: numbers[1], day: numbers[2])
    parts.hour = numbers[3]
    parts.minute = numbers[4]
    parts.second = numbers[5]
    parts.micro = numbers[6]
    if case .object(let object)? = bound[7], let zone = object as? PythonZone {
      return .object(zone.date(clock: parts.micros))
    }
    return .object(PythonDateTime(micros: parts.micros))
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    switch name {
    case "now", "today", "utcnow":
      let now = Int(now().timeIntervalSince1970 * 1_000_000)
      if case .object(let object)? = arguments.positional.first ?? arguments["tz"],
        let zone = object as? PythonZone
      {
        return .object(zone.date(utc: now))
      }
      return .object(PythonDateTime(micros: now))
    case "strptime":
      let texts = try arguments.positional.map { try $0.text() }
      guard texts.count == 2 else {
        throw TemplateError(.type, "strptime() takes a text and a format")
      }
      guard let parsed = CivilTime.parse(texts[0], texts[1]) else {
        throw TemplateError(
          .value, "time data '\(texts[0])' does not match format '\(texts[1])'")
      }
      return .object(PythonDateTime(micros: parsed.micros))
    case "fromisoformat":
      let text = try arguments.positional.first?.text() ?? ""
      var plain = text.replacing("T", with: " ")
      var zone: (name: String, offset: Int)?
      if plain.hasSuffix("Z") {
        plain.removeLast()
        zone = ("UTC", 0)
      } else if plain.count > 16,
        let sign = plain.dropFirst(16).lastIndex(where: { "+-".contains($0) })
      {
        let parts = plain[plain.index(after: sign)...].split(separator: ":").compactMap { Int($0) }
        let seconds = (parts.first ?? 0) * 3600 + (parts.count > 1 ? parts[1] * 60 : 0)
        zone = ("UTC", plain[sign] == "-" ? -seconds : seconds)
        plain = String(plain[..<sign])
      }
      for pattern in ["%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S.%f"] {
        if let parsed = CivilTime.parse(plain, pattern) {
          return .object(PythonDateTime(micros: parsed.micros, zone: zone))
        }
      }
      throw TemplateError(.value, "Invalid isoformat string: '\(text)'")
    case "fromtimestamp", "utcfromtimestamp":
      let seconds = arguments.positional.first?.integerValue ?? 0
      return .object(PythonDateTime(micros: seconds * 1_000_000))
    default: return nil
    }
  }
}

/// The class `datetime.date`.
final class DateClass: Object {
  private let now: () -> Date

  init(_ now: @escaping () -> Date) { self.now = now }

  var typeName: String { "type" }
  var isCallable: Bool { true }

  func call(_ arguments: Arguments, _ state: State) throws -> Value {
    let bound = try arguments.bind("date", ["year", "month", "day"], required: 3)
    let numbers = bound.map { $0?.integerValue ?? 1 }
    let parts = CivilTime(year: numbers[0], month: numbers[1], day: numbers[2])
    return .object(PythonDate(days: CivilTime.days(micros: parts.micros)))
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    switch name {
    case "today":
      return .object(PythonDate(days: Int(now().timeIntervalSince1970) / 86400))
    case "fromisoformat":
      let text = try arguments.positional.first?.text() ?? ""
      guard let parsed = CivilTime.parse(text, "%Y-%m-%d") else {
        throw TemplateError(.value, "Invalid isoformat string: '\(text)'")
      }
      return .object(PythonDate(days: CivilTime.days(micros: parsed.micros)))
    default: return nil
    }
  }
}

/// The module `re`.
final class RegexModule: Object {
  var typeName: String { "module" }

  func attribute(_ name: String) -> Value? {
    switch name {
    case "IGNORECASE", "I": .integer(2)
    case "MULTILINE", "M": .integer(8)
    case "DOTALL", "S": .integer(16)
    default: nil
    }
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    guard
      ["match", "search", "fullmatch", "sub", "findall", "split", "compile", "escape"].contains(
        name)
    else { return nil }
    let texts = try arguments.positional.map { $0.integerValue == nil ? try $0.text() : "" }
    guard let pattern = texts.first else {
      throw TemplateError(.type, "\(name)() missing required argument 'pattern'")
    }
    if name == "escape" {
      return .string(
        pattern.map { $0.isLetter || $0.isNumber || $0 == "_" ? "\($0)" : "\\\($0)" }.joined())
    }
    let flags = arguments["flags"]?.integerValue ?? 0
    let compiled = try PythonPattern(pattern, flags: flags)
    if name == "compile" { return .object(compiled) }
    var rest = arguments
    rest.positional.removeFirst()
    return try compiled.callMethod(name, rest, state)
  }
}

/// A compiled regular expression.
final class PythonPattern: Object {
  private let pattern: String
  private let regex: Regex<AnyRegexOutput>

  init(_ pattern: String, flags: Int) throws {
    self.pattern = pattern
    do {
      var regex = try Regex(pattern.replacing("(?P<", with: "(?<"))
      if flags & 2 != 0 { regex = regex.ignoresCase() }
      if flags & 8 != 0 { regex = regex.anchorsMatchLineEndings() }
      if flags & 16 != 0 { regex = regex.dotMatchesNewlines() }
      self.regex = regex
    } catch {
      throw TemplateError(.value, "the regular expression '\(pattern)' is not valid")
    }
  }

  var typeName: String { "re.Pattern" }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    let texts = try arguments.positional.map { $0.integerValue == nil ? try $0.text() : "" }
    switch name {
    case "match":
      return (texts.first ?? "").prefixMatch(of: regex).map { .object(PythonMatch($0)) }
        ?? Value.none
    case "fullmatch":
      return (texts.first ?? "").wholeMatch(of: regex).map { .object(PythonMatch($0)) }
        ?? Value.none
    case "search":
      return (texts.first ?? "").firstMatch(of: regex).map { .object(PythonMatch($0)) }
        ?? Value.none
    case "sub":
      let replacement = texts.first ?? ""
      let text = texts.count > 1 ? texts[1] : ""
      return .string(text.replacing(regex) { Self.expand(replacement, $0) })
    case "findall":
      return .list(
        (texts.first ?? "").matches(of: regex).map { match in
          let groups = (1..<max(1, match.output.count)).map {
            String(match.output[$0].substring ?? "")
          }
          if groups.isEmpty { return .string(String(match.output[0].substring ?? "")) }
          return groups.count == 1 ? .string(groups[0]) : .tuple(groups.map { .string($0) })
        })
    case "split":
      return .list(
        (texts.first ?? "").split(separator: regex, omittingEmptySubsequences: false)
          .map { .string(String($0)) })
    default: return nil
    }
  }

  /// The replacement with `\1` and `\g<1>` as the groups.
  private static func expand(_ text: String, _ match: Regex<AnyRegexOutput>.Match) -> String {
    var result = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      guard character == "\\", let next = rest.first else {
        result.append(character)
        continue
      }
      rest.removeFirst()
      if let number = next.wholeNumberValue, number < match.output.count {
        result += match.output[number].substring ?? ""
      } else if next == "g", rest.first == "<", let close = rest.firstIndex(of: ">"),
        let number = Int(rest[rest.index(after: rest.startIndex)..<close]),
        number < match.output.count
      {
        result += match.output[number].substring ?? ""
        rest = rest[rest.index(after: close)...]
      } else {
        result += next == "n" ? "\n" : next == "t" ? "\t" : String(next)
      }
    }
    return result
  }
}

/// A match of a regular expression.
final class PythonMatch: Object {
  private let groups: [String?]

  init(_ match: Regex<AnyRegexOutput>.Match) {
    groups = (0..<match.output.count).map { match.output[$0].substring.map(String.init) }
  }

  var typeName: String { "re.Match" }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) -> Value? {
    switch name {
    case "group":
      let index = arguments.positional.first?.integerValue ?? 0
      return groups.indices.contains(index) ? Value(groups[index]) : Value.none
    case "groups": return .tuple(groups.dropFirst().map { Value($0) })
    default: return nil
    }
  }
}
