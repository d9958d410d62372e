public import Columnar
public import FoundationEssentials

/// A Swift type whose values are those of an SQL type.
public protocol SQLRepresentable: Sendable {
  /// The SQL type.
  static var logicalType: LogicalType { get }
  /// The Swift form of a value of the SQL type; `nil` where there is none, as for null unless the
  /// type is optional.
  init?(sqlValue: Value)
  /// The SQL form of the value.
  var sqlValue: Value { get }
}

extension Optional: SQLRepresentable where Wrapped: SQLRepresentable {
  /// The SQL type of the wrapped type, whose values may all be null.
  public static var logicalType: LogicalType { Wrapped.logicalType }

  /// Null becomes `nil`.
  public init?(sqlValue: Value) {
    if sqlValue.isNull {
      self = .none
    } else if let wrapped = Wrapped(sqlValue: sqlValue) {
      self = .some(wrapped)
    } else {
      return nil
    }
  }

  /// `nil` becomes null.
  public var sqlValue: Value { map(\.sqlValue) ?? .null }
}

extension Array: SQLRepresentable where Element: SQLRepresentable {
  /// A list.
  public static var logicalType: LogicalType { .list(Field("element", Element.logicalType)) }

  /// The elements of a list, each of which needs a Swift form.
  public init?(sqlValue: Value) {
    guard case .list(let values) = sqlValue else { return nil }
    let elements = values.compactMap(Element.init(sqlValue:))
    guard elements.count == values.count else { return nil }
    self = elements
  }

  /// A list of the elements.
  public var sqlValue: Value { .list(map(\.sqlValue)) }
}

extension Bool: SQLRepresentable {
  /// `BOOLEAN`.
  public static var logicalType: LogicalType { .boolean }

  /// A boolean.
  public init?(sqlValue: Value) {
    guard case .boolean(let value) = sqlValue else { return nil }
    self = value
  }

  /// A boolean.
  public var sqlValue: Value { .boolean(self) }
}

extension String: SQLRepresentable {
  /// `VARCHAR`.
  public static var logicalType: LogicalType { .string }

  /// Text.
  public init?(sqlValue: Value) {
    guard case .string(let value) = sqlValue else { return nil }
    self = value
  }

  /// Text.
  public var sqlValue: Value { .string(self) }
}

extension Double: SQLRepresentable {
  /// `DOUBLE`.
  public static var logicalType: LogicalType { .float64 }

  /// A number of 64 bits.
  public init?(sqlValue: Value) {
    guard case .double(let value) = sqlValue else { return nil }
    self = value
  }

  /// A number of 64 bits.
  public var sqlValue: Value { .double(self) }
}

extension Float: SQLRepresentable {
  /// `FLOAT`.
  public static var logicalType: LogicalType { .float32 }

  /// A number of 32 bits.
  public init?(sqlValue: Value) {
    guard case .float(let value) = sqlValue else { return nil }
    self = value
  }

  /// A number of 32 bits.
  public var sqlValue: Value { .float(self) }
}

extension UUID: SQLRepresentable {
  /// `UUID`.
  public static var logicalType: LogicalType { .uuid }

  /// A UUID.
  public init?(sqlValue: Value) {
    guard case .uuid(let value) = sqlValue else { return nil }
    self = value
  }

  /// A UUID.
  public var sqlValue: Value { .uuid(self) }
}

extension Interval: SQLRepresentable {
  /// `INTERVAL`.
  public static var logicalType: LogicalType { .interval }

  /// An interval.
  public init?(sqlValue: Value) {
    guard case .interval(let value) = sqlValue else { return nil }
    self = value
  }

  /// An interval.
  public var sqlValue: Value { .interval(self) }
}

extension SQLRepresentable where Self: FixedWidthInteger {
  /// An integer that the type has room for.
  public init?(sqlValue: Value) {
    switch sqlValue {
    case .integer(let value): self.init(exactly: value)
    case .unsigned(let value): self.init(exactly: value)
    case .hugeInteger(let value): self.init(exactly: value)
    case .unsignedHuge(let value): self.init(exactly: value)
    default: return nil
    }
  }

  /// An integer of the type's width.
  public var sqlValue: Value {
    switch Self.logicalType {
    case .int128: .hugeInteger(Int128(truncatingIfNeeded: self))
    case .uint128: .unsignedHuge(UInt128(truncatingIfNeeded: self))
    case .uint8, .uint16, .uint32, .uint64: .unsigned(UInt64(truncatingIfNeeded: self))
    default: .integer(Int64(truncatingIfNeeded: self))
    }
  }
}

extension Int: SQLRepresentable {
  /// `BIGINT`.
  public static var logicalType: LogicalType { .int64 }
}

extension Int8: SQLRepresentable {
  /// `TINYINT`.
  public static var logicalType: LogicalType { .int8 }
}

extension Int16: SQLRepresentable {
  /// `SMALLINT`.
  public static var logicalType: LogicalType { .int16 }
}

extension Int32: SQLRepresentable {
  /// `INTEGER`.
  public static var logicalType: LogicalType { .int32 }
}

extension Int64: SQLRepresentable {
  /// `BIGINT`.
  public static var logicalType: LogicalType { .int64 }
}

extension Int128: SQLRepresentable {
  /// `HUGEINT`.
  public static var logicalType: LogicalType { .int128 }
}

extension UInt8: SQLRepresentable {
  /// `UTINYINT`.
  public static var logicalType: LogicalType { .uint8 }
}

extension UInt16: SQLRepresentable {
  /// `USMALLINT`.
  public static var logicalType: LogicalType { .uint16 }
}

extension UInt32: SQLRepresentable {
  /// `UINTEGER`.
  public static var logicalType: LogicalType { .uint32 }
}

extension UInt64: SQLRepresentable {
  /// `UBIGINT`.
  public static var logicalType: LogicalType { .uint64 }
}

extension UInt128: SQLRepresentable {
  /// `UHUGEINT`.
  public static var logicalType: LogicalType { .uint128 }
}
