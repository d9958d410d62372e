/// A JSON value as a tree, for what is small or of unknown shape.
indirect enum JSONValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  /// A number in the digits it was written with, so that none are lost.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// Members in the order they were written.
  case object([Member])

  struct Member: Sendable, Hashable {
    var name: String
    var value: JSONValue
  }

  /// The nesting at which a text is taken for hostile rather than deep.
  static let maximumDepth = 256

  init(parsing text: String) throws(JSONFault) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads the one value that stands in a range of `bytes`, all of them if `nil`.
  init(parsing bytes: [UInt8], in range: Range<Int>? = nil) throws(JSONFault) {
    self = try bytes.withUnsafeBufferPointer { bytes throws(JSONFault) in
      var reader = JSONReader(bytes, in: range)
      let value = try reader.value()
      try reader.expectEnd()
      return value
    }
  }

  static func integer(_ value: Int64) -> JSONValue { .number(String(value)) }

  static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { Member(name: $0.key, value: $0.value) })
  }

  subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  var integerValue: Int64? {
    switch self {
    case .number(let digits), .string(let digits): Int64(digits)
    default: nil
    }
  }

  var booleanValue: Bool? {
    switch self {
    case .boolean(let value): value
    case .string("true"): true
    case .string("false"): false
    default: nil
    }
  }

  var elements: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }

  var members: [Member]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  var isNull: Bool { self == .null }

  /// The members whose values are strings. Numbers and booleans are taken as they are written,
  /// as maps of strings are written by some.
  var stringMap: [String: String]? {
    guard let members else { return nil }
    var map: [String: String] = [:]
    for member in members {
      switch member.value {
      case .string(let text), .number(let text): map[member.name] = text
      case .boolean(let value): map[member.name] = value ? "true" : "false"
      default: break
      }
    }
    return map
  }
}

extension JSONReader {
  /// Reads the next value whole.
  mutating func value(depth: Int = 0) throws(JSONFault) -> JSONValue {
    guard depth < JSONValue.maximumDepth else { throw fault("the text is nested too deeply") }
    switch peek() {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean(try boolean())
    case UInt8(ascii: "n"):
      _ = try null()
      return .null
    case UInt8(ascii: "{"):
      var members: [JSONValue.Member] = []
      var more = try beginObject()
      while more {
        let name = try key()
        members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
        more = try endMember()
      }
      return .object(members)
    case UInt8(ascii: "["):
      var elements: [JSONValue] = []
      var more = try beginArray()
      while more {
        elements.append(try value(depth: depth + 1))
        more = try endElement()
      }
      return .array(elements)
    default: return .number(String(decoding: bytes[try number()], as: UTF8.self))
    }
  }
}
