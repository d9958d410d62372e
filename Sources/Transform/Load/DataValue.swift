public import OrderedCollections

/// A value as YAML and JSON have them: configuration, variables, metadata, artifacts.
///
/// Dictionaries keep the order they were written in.
public enum DataValue: Sendable, Hashable {
  /// A dictionary that keeps its order.
  public typealias Dictionary = OrderedDictionary<String, DataValue>

  case null
  case boolean(Bool)
  case integer(Int)
  case float(Double)
  case string(String)
  case list([DataValue])
  indirect case dictionary(Dictionary)
}

extension DataValue {
  /// The value under `key`, when this is a dictionary that has it.
  public subscript(key: String) -> DataValue? {
    guard case .dictionary(let entries) = self else { return nil }
    return entries[key]
  }

  /// The text, when this is a string.
  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The truth value, when this is one, or a string that spells one as dbt reads it.
  public var boolean: Bool? {
    switch self {
    case .boolean(let value): value
    case .string(let text):
      switch text.lowercased() {
      case "true", "yes", "t", "y", "1", "on": true
      case "false", "no", "f", "n", "0", "off": false
      default: nil
      }
    case .integer(let value): value == 0 ? false : value == 1 ? true : nil
    default: nil
    }
  }

  /// The number, when this is a whole one, or a string that spells one.
  public var integer: Int? {
    switch self {
    case .integer(let value): value
    case .float(let value): Int(exactly: value)
    case .string(let text): Int(text)
    default: nil
    }
  }

  /// The members, when this is a list.
  public var list: [DataValue]? {
    guard case .list(let members) = self else { return nil }
    return members
  }

  /// The entries, when this is a dictionary.
  public var dictionary: Dictionary? {
    guard case .dictionary(let entries) = self else { return nil }
    return entries
  }

  /// Whether this is null.
  public var isNull: Bool { self == .null }

  /// A list of texts out of a list or a single scalar, as dbt reads `tags`; null is empty.
  public var stringList: [String] {
    switch self {
    case .null: []
    case .list(let members): members.map(\.pythonString)
    default: [pythonString]
    }
  }

  /// A list out of a list or a single value; null is empty.
  public var listed: [DataValue] {
    switch self {
    case .null: []
    case .list(let members): members
    default: [self]
    }
  }
}

extension DataValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByNilLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// A list.
  public init(arrayLiteral elements: DataValue...) { self = .list(elements) }
  /// A dictionary in the order written; the last of equal keys wins.
  public init(dictionaryLiteral elements: (String, DataValue)...) {
    var entries = Dictionary(minimumCapacity: elements.count)
    for (key, value) in elements { entries[key] = value }
    self = .dictionary(entries)
  }
  /// Null.
  public init(nilLiteral: ()) { self = .null }

  /// The string, or null where there is none.
  init(_ text: String?) { self = text.map(DataValue.string) ?? .null }

  /// A list of strings.
  init(strings: [String]) { self = .list(strings.map(DataValue.string)) }
}

extension DataValue.Dictionary {
  /// The dictionary with another laid over it: dictionaries merge by key, the members of lists
  /// come before those that are there, all else is replaced.
  func merged(deeply other: DataValue.Dictionary) -> DataValue.Dictionary {
    var result = self
    for (key, value) in other {
      switch value {
      case .dictionary(let entries):
        result[key] = .dictionary((result[key]?.dictionary ?? [:]).merged(deeply: entries))
      case .list(let members): result[key] = .list(members + (result[key]?.listed ?? []))
      default: result[key] = value
      }
    }
    return result
  }
}
