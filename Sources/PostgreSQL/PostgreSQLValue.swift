/// A value that goes to the server or comes from it.
public enum PostgreSQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case binary([UInt8])
}

extension PostgreSQLValue: ExpressibleByIntegerLiteral {
  /// Makes an integer.
  public init(integerLiteral value: Int64) { self = .integer(value) }
}

extension PostgreSQLValue {
  /// The types by their numbers in `pg_type`, which never change.
  enum TypeNumber {
    static let boolean: UInt32 = 16
    static let binary: UInt32 = 17
    static let integer: UInt32 = 20
    static let integers: Set<UInt32> = [20, 21, 23, 26]
    static let text: UInt32 = 25
    static let reals: Set<UInt32> = [700, 701]
    static let real: UInt32 = 701
  }

  /// The type that the server is told; zero lets it find out.
  var typeNumber: UInt32 {
    switch self {
    case .null: 0
    case .integer: TypeNumber.integer
    case .real: TypeNumber.real
    case .text: TypeNumber.text
    case .binary: TypeNumber.binary
    }
  }

  /// Reads a value as the server writes it; what is none of the types here stays a text.
  init(_ text: UnsafeBufferPointer<UInt8>, type: UInt32) {
    switch type {
    case TypeNumber.boolean: self = .integer(text.first == UInt8(ascii: "t") ? 1 : 0)
    case TypeNumber.binary: self = .binary(Self.bytes(text))
    default:
      let word = String(decoding: text, as: UTF8.self)
      if TypeNumber.integers.contains(type), let value = Int64(word) {
        self = .integer(value)
      } else if TypeNumber.reals.contains(type), let value = Double(word) {
        self = .real(value)
      } else {
        self = .text(word)
      }
    }
  }

  /// The bytes behind `\x`, two digits each.
  private static func bytes(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    func digit(_ character: UInt8) -> UInt8 {
      character < UInt8(ascii: "a") ? character & 0xf : character - UInt8(ascii: "a") + 10
    }
    return stride(from: 2, to: text.count - 1, by: 2).map {
      digit(text[$0]) << 4 | digit(text[$0 + 1])
    }
  }
}

/// What a statement came to.
public struct PostgreSQLResult: Sendable, Hashable {
  /// The names of the columns; empty for a statement without rows.
  public var columns: [String] = []
  /// The rows, a value for each column.
  public var rows: [[PostgreSQLValue]] = []
  /// How many rows the statement changed or returned.
  public var count = 0
}
