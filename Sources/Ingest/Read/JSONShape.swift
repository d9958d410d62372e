import Columnar

/// The common structure of JSON documents, as DuckDB's `json_group_structure` describes it.
indirect enum JSONShape {
  case leaf(String)
  case object([(key: String, value: JSONShape)])
  case array(JSONShape)

  /// The common shape of values of these types, in the words of DuckDB's `json_type`; `nil` where
  /// objects or arrays are among them.
  init?(typesOfScalars types: Set<String>) {
    let types = types.subtracting(["NULL"])
    guard types.isDisjoint(with: ["OBJECT", "ARRAY"]) else { return nil }
    switch types {
    case []: self = .leaf("NULL")
    case ["UBIGINT"], ["BIGINT"], ["UBIGINT", "BIGINT"]: self = .leaf("BIGINT")
    case _ where types.isSubset(of: ["UBIGINT", "BIGINT", "DOUBLE"]): self = .leaf("DOUBLE")
    case _ where types.count == 1: self = .leaf(types.first ?? "")
    default: self = .leaf("JSON")
    }
  }

  /// Reads a description such as `{"id":"UBIGINT","tags":["VARCHAR"]}`; `nil` if it is none.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    guard let shape = Self.parse(&rest), rest.isEmpty else { return nil }
    self = shape
  }

  private static func parse(_ rest: inout ArraySlice<UInt8>) -> JSONShape? {
    switch rest.first {
    case UInt8(ascii: "\""):
      return string(&rest).map { .leaf($0) }
    case UInt8(ascii: "["):
      rest.removeFirst()
      guard let element = parse(&rest), rest.popFirst() == UInt8(ascii: "]") else { return nil }
      return .array(element)
    case UInt8(ascii: "{"):
      rest.removeFirst()
      var members: [(key: String, value: JSONShape)] = []
      while rest.first != UInt8(ascii: "}") {
        if !members.isEmpty, rest.popFirst() != UInt8(ascii: ",") { return nil }
        guard let key = string(&rest), rest.popFirst() == UInt8(ascii: ":"),
          let value = parse(&rest)
        else { return nil }
        members.append((key, value))
      }
      rest.removeFirst()
      return .object(members)
    default:
      return nil
    }
  }

  private static func string(_ rest: inout ArraySlice<UInt8>) -> String? {
    guard rest.popFirst() == UInt8(ascii: "\"") else { return nil }
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = rest.popFirst() else { return nil }
        let plain: [UInt8: UInt8] = [
          UInt8(ascii: "n"): 10, UInt8(ascii: "t"): 9, UInt8(ascii: "r"): 13,
          UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12,
        ]
        if escaped == UInt8(ascii: "u") {
          let digits = rest.prefix(4)
          rest = rest.dropFirst(4)
          guard let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(code)
          else { return nil }
          bytes += Array(String(scalar).utf8)
        } else {
          bytes.append(plain[escaped] ?? escaped)
        }
      default: bytes.append(byte)
      }
    }
    return nil
  }

  /// The type of a column of such values. What no type describes (mixed values, empty objects,
  /// lists within lists) stays JSON.
  var type: LogicalType { type(isInList: false) }

  private func type(isInList: Bool) -> LogicalType {
    switch self {
    case .leaf("BOOLEAN"): .boolean
    case .leaf("UBIGINT"), .leaf("BIGINT"): .int64
    case .leaf("DOUBLE"): .float64
    case .leaf("VARCHAR"), .leaf("NULL"): .string
    case .leaf: .json
    case .array(let element):
      if isInList || element.holdsList {
        .json
      } else {
        .list(Field("element", element.type(isInList: true)))
      }
    case .object(let members):
      if members.isEmpty || Self.collide(members.map(\.key)) {
        .json
      } else {
        .structure(members.map { Field($0.key, $0.value.type(isInList: isInList)) })
      }
    }
  }

  private var holdsList: Bool {
    switch self {
    case .leaf: false
    case .array: true
    case .object(let members): members.contains { $0.value.holdsList }
    }
  }

  private static func collide(_ keys: [String]) -> Bool {
    Set(keys.map { $0.lowercased() }).count < keys.count
  }
}
