public import FoundationEssentials

/// One value of a column, taken out of it.
///
/// Values keep what their type needs to be written out again, not the width they were stored in:
/// every signed integer up to 64 bits is an `.integer`, every unsigned one an `.unsigned`, and a
/// member of an enumeration is a `.string`. Two values are equal when they are the same case with
/// equal contents; `.integer(1)` and `.unsigned(1)` differ.
public indirect enum Value: Sendable, Hashable {
  case null
  case boolean(Bool)
  /// A signed integer of 8 to 64 bits.
  case integer(Int64)
  /// An unsigned integer of 8 to 64 bits.
  case unsigned(UInt64)
  case hugeInteger(Int128)
  case unsignedHuge(UInt128)
  case float(Float)
  case double(Double)
  case decimal(Decimal128)
  case string(String)
  /// The text of a JSON document.
  case json(String)
  /// A string of bits, as the digits `0` and `1`.
  case bits(String)
  case binary([UInt8])
  case uuid(UUID)
  /// Days since 1970-01-01; `Int32.max` and `-Int32.max` are the infinities.
  case date(Int32)
  /// Time since midnight in the unit.
  case time(Int64, LogicalType.TimeUnit)
  case timeWithZone(TimeWithZone)
  /// Time since 1970-01-01 00:00 in the unit; `Int64.max` and `-Int64.max` are the infinities.
  case timestamp(Int64, LogicalType.TimeUnit, isAdjustedToUTC: Bool)
  case interval(Interval)
  /// The elements of a list or an array.
  case list([Value])
  case structure([Member])
  /// The value of a union, and the member that holds it.
  case union(Member)
  case map([Entry])

  /// A named value within a structure or a union.
  public struct Member: Sendable, Hashable {
    /// The name; empty in an unnamed row.
    public var name: String
    /// The value.
    public var value: Value

    /// Names a value.
    public init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// A key of a map and what it maps to.
  public struct Entry: Sendable, Hashable {
    /// The key.
    public var key: Value
    /// What the key maps to.
    public var value: Value

    /// Maps a key to a value.
    public init(_ key: Value, _ value: Value) {
      self.key = key
      self.value = value
    }
  }

  /// Whether this is the null value.
  public var isNull: Bool {
    if case .null = self { true } else { false }
  }
}

/// Months, days and microseconds, each kept apart because none is a fixed number of another.
public struct Interval: Sendable, Hashable, BitwiseCopyable {
  /// Calendar months.
  public var months: Int32
  /// Calendar days.
  public var days: Int32
  /// Microseconds of elapsed time.
  public var microseconds: Int64

  /// Makes an interval of three parts, each of either sign.
  public init(months: Int32 = 0, days: Int32 = 0, microseconds: Int64 = 0) {
    self.months = months
    self.days = days
    self.microseconds = microseconds
  }
}

/// A time of day with its offset from UTC, as PostgreSQL's `timetz`.
public struct TimeWithZone: Sendable, Hashable, BitwiseCopyable {
  /// Microseconds since midnight, local to the offset.
  public var microseconds: Int64
  /// Seconds east of UTC, at most 15:59:59 either way.
  public var offset: Int32

  /// Makes a time of day at an offset.
  public init(microseconds: Int64, offset: Int32) {
    self.microseconds = microseconds
    self.offset = offset
  }

  /// The greatest offset from UTC, in seconds.
  public static let maximumOffset: Int32 = 16 * 3600 - 1

  /// Reads the 64-bit form that columns store: 40 bits of microseconds above 24 bits that count
  /// down from the greatest offset, so that the bits sort as the instants do.
  public init(packed: UInt64) {
    microseconds = Int64(packed >> 24)
    offset = Self.maximumOffset - Int32(packed & 0xFF_FFFF)
  }

  /// The 64-bit form that columns store.
  public var packed: UInt64 {
    UInt64(bitPattern: microseconds) << 24
      | UInt64(UInt32(bitPattern: Self.maximumOffset - offset) & 0xFF_FFFF)
  }
}

/// A fixed-point number: `unscaled` divided by ten to the `scale`.
public struct Decimal128: Sendable, Hashable {
  /// The digits, as an integer of at most 38 decimal digits.
  public var unscaled: Int128
  /// How many of the digits stand after the point.
  public var scale: Int

  /// Makes the number `unscaled` · 10^-`scale`.
  public init(unscaled: Int128, scale: Int) {
    self.unscaled = unscaled
    self.scale = scale
  }

  /// The number of decimal digits, at least one more than none and at least `scale`.
  public var precision: Int {
    var digits = 0
    var rest = unscaled.magnitude
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    return max(digits, scale, 1)
  }

  /// The same number with `scale` digits after the point; `nil` if digits would be lost or the
  /// result has no room in 128 bits.
  public func rescaled(to scale: Int) -> Decimal128? {
    var value = unscaled
    var current = self.scale
    while current < scale {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
      current += 1
    }
    while current > scale {
      let (quotient, remainder) = value.quotientAndRemainder(dividingBy: 10)
      if remainder != 0 { return nil }
      value = quotient
      current -= 1
    }
    return Decimal128(unscaled: value, scale: scale)
  }
}

extension Decimal128: CustomStringConvertible {
  /// The number in decimal digits, with exactly `scale` of them after the point.
  public var description: String {
    let digits = String(unscaled.magnitude)
    let sign = unscaled < 0 ? "-" : ""
    guard scale > 0 else { return sign + digits }
    let padded =
      digits.count > scale
      ? digits : String(repeating: "0", count: scale + 1 - digits.count) + digits
    return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
  }
}

extension Value {
  /// The type that the value has by itself: the widest integer of its sign, a decimal of just its
  /// digits, a list of the type of its first element that is not null.
  public var naturalType: LogicalType {
    switch self {
    case .null: .null
    case .boolean: .boolean
    case .integer: .int64
    case .unsigned: .uint64
    case .hugeInteger: .int128
    case .unsignedHuge: .uint128
    case .float: .float32
    case .double: .float64
    case .decimal(let value): .decimal(precision: value.precision, scale: value.scale)
    case .string: .string
    case .json: .json
    case .bits: .bits
    case .binary: .binary
    case .uuid: .uuid
    case .date: .date
    case .time(_, let unit): .time(unit)
    case .timeWithZone: .timeWithZone
    case .timestamp(_, let unit, let zoned): .timestamp(unit, isAdjustedToUTC: zoned)
    case .interval: .interval
    case .list(let elements): .list(Field("", Self.commonType(elements)))
    case .structure(let members):
      .structure(members.map { Field($0.name, $0.value.naturalType) })
    case .union(let member): .union([Field(member.name, member.value.naturalType)])
    case .map(let entries):
      .map(
        key: Field("key", Self.commonType(entries.map(\.key)), isNullable: false),
        value: Field("value", Self.commonType(entries.map(\.value))))
    }
  }

  /// The type that holds all values, as far as decimals of different digits and numbers of
  /// different kinds have one; otherwise that of the first value that is not null.
  private static func commonType(_ values: [Value]) -> LogicalType {
    var common = LogicalType.null
    for value in values where !value.isNull {
      switch (common, value.naturalType) {
      case (.null, let type): common = type
      case (.decimal(let precision, let scale), .decimal(let otherPrecision, let otherScale)):
        let digits = max(precision - scale, otherPrecision - otherScale)
        let newScale = max(scale, otherScale)
        common = .decimal(precision: min(38, digits + newScale), scale: newScale)
      case (.list, let type) where common == .list(Field("", .null)): common = type
      default: break
      }
    }
    return common
  }
}
