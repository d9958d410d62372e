import FoundationEssentials
import Jinja
import OrderedCollections

/// `config`: called, it configures the node; its methods read what holds.
final class ConfigValue: Object {
  private unowned let scope: NodeScope

  init(_ scope: NodeScope) { self.scope = scope }

  var typeName: String { "config" }
  var isCallable: Bool { true }

  func call(_ arguments: Arguments, _ state: State) throws -> Value {
    guard !scope.executes else { return "" }
    var entries = DataValue.Dictionary()
    if case .dict(let dict)? = arguments.positional.first {
      entries = try Value.dict(dict).data().dictionary ?? [:]
    }
    for argument in arguments.named { entries[argument.name] = try argument.value.data() }
    scope.record.config.lay(entries)
    return ""
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    switch name {
    case "get":
      let bound = try arguments.bind("get", ["name", "default", "validator"], required: 1)
      return try value(bound[0]?.text() ?? "") ?? bound[1] ?? Value.none
    case "require":
      let key = try arguments.positional.first?.text() ?? ""
      guard scope.executes else { return "" }
      guard let found = value(key) else {
        throw TransformError(
          .configuration, "the configuration \"\(key)\" is required", at: scope.node?.location)
      }
      return found
    case "set":
      let key = try arguments.positional.first?.text() ?? ""
      scope.extras["config." + key] =
        arguments.positional.count > 1 ? arguments.positional[1] : .none
      return ""
    case "meta_get":
      let key = try arguments.positional.first?.text() ?? ""
      let found = scope.node?.config["meta"]?[key].map { Value($0) }
      return found ?? (arguments.positional.count > 1 ? arguments.positional[1] : Value.none)
    case "persist_relation_docs", "persist_column_docs": return false
    default: return nil
    }
  }

  func attribute(_ name: String) -> Value? { nil }

  private func value(_ key: String) -> Value? {
    if let set = scope.extras["config." + key] { return set }
    guard let found = scope.node?.config[NodeConfig.canonical(key)], !found.isNull else {
      return nil
    }
    return Value(found)
  }
}

/// `exceptions`: errors and warnings that a project raises itself.
final class ExceptionValue: Object {
  private unowned let scope: NodeScope

  init(_ scope: NodeScope) { self.scope = scope }

  var typeName: String { "exceptions" }

  func attribute(_ name: String) -> Value? {
    switch name {
    case "warn":
      .function(name) { [scope] arguments, _ in
        scope.say(try arguments.positional.first?.text() ?? "", true)
        return ""
      }
    default:
      .function(name) { arguments, _ in
        let texts = try arguments.positional.filter { !$0.isNone }.map { try $0.text() }
        let message = try arguments["msg"]?.text() ?? texts.first ?? name
        throw TransformError(.raised, message)
      }
    }
  }
}

/// `flags`: the options of the invocation by their upper-case names.
final class FlagValues: Object {
  private let values: [String: Value]

  init(_ values: [String: Value]) { self.values = values }

  var typeName: String { "Flags" }

  func attribute(_ name: String) -> Value? {
    values[name.uppercased()] ?? .boolean(false)
  }
}

/// A point in time with the methods of Python's `datetime` that templates use.
final class PythonDateTime: Object {
  private let date: Date

  init(_ date: Date) { self.date = date }

  var typeName: String { "datetime" }

  var text: String { format("%Y-%m-%d %H:%M:%S.%f+00:00") }
  var representation: String { text }

  func attribute(_ name: String) -> Value? {
    let parts = components
    switch name {
    case "year": return .integer(parts.year)
    case "month": return .integer(parts.month)
    case "day": return .integer(parts.day)
    case "hour": return .integer(parts.hour)
    case "minute": return .integer(parts.minute)
    case "second": return .integer(parts.second)
    default: return nil
    }
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    switch name {
    case "strftime": .string(format(try arguments.positional.first?.text() ?? ""))
    case "isoformat": .string(format("%Y-%m-%dT%H:%M:%S.%f+00:00"))
    case "date": .string(format("%Y-%m-%d"))
    case "timestamp": .float(date.timeIntervalSince1970)
    case "astimezone", "replace": .object(self)
    default: nil
    }
  }

  private var components:
    (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, micro: Int)
  {
    let micros = Int((date.timeIntervalSince1970 * 1_000_000).rounded(.down))
    let seconds = Int((Double(micros) / 1_000_000).rounded(.down))
    let days = Int((Double(seconds) / 86400).rounded(.down))
    let rest = seconds - days * 86400
    // Civil date from days, counted in eras of 400 years that begin in March.
    let shifted = days + 719_468
    let era = Int((Double(shifted) / 146_097).rounded(.down))
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthIndex + 2) / 5 + 1, rest / 3600, rest / 60 % 60, rest % 60,
      micros - seconds * 1_000_000
    )
  }

  private func format(_ pattern: String) -> String {
    let parts = components
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    var result = ""
    var isDirective = false
    for character in pattern {
      guard isDirective else {
        if character == "%" { isDirective = true } else { result.append(character) }
        continue
      }
      isDirective = false
      switch character {
      case "Y": result += padded(parts.year, 4)
      case "y": result += padded(parts.year % 100, 2)
      case "m": result += padded(parts.month, 2)
      case "d": result += padded(parts.day, 2)
      case "H": result += padded(parts.hour, 2)
      case "M": result += padded(parts.minute, 2)
      case "S": result += padded(parts.second, 2)
      case "f": result += padded(parts.micro, 6)
      case "z": result += "+0000"
      case "Z": result += "UTC"
      case "s": result += String(Int(date.timeIntervalSince1970))
      case "%": result += "%"
      default: result += "%\(character)"
      }
    }
    return result
  }

  /// The time as artifacts write it.
  static func isoText(_ date: Date) -> String {
    PythonDateTime(date).format("%Y-%m-%dT%H:%M:%S.%fZ")
  }

  /// The time of day as log lines write it.
  static func clockText(_ date: Date) -> String { PythonDateTime(date).format("%H:%M:%S") }
}
