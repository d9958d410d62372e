/// How the values of an Arrow array lie in memory, as the format string of a schema says it
/// (https://arrow.apache.org/docs/format/CDataInterface.html#data-type-description-format-strings).
enum ArrowFormat: Sendable, Equatable {
  case null, boolean
  case int8, int16, int32, int64
  case uint8, uint16, uint32, uint64
  case float16, float32, float64
  /// A decimal of `bits` bits: 32, 64, 128 or 256.
  case decimal(precision: Int, scale: Int, bits: Int)
  /// Bytes or UTF-8 text, with offsets of 64 bits where it is large and of 32 otherwise.
  case binary(isLarge: Bool)
  case string(isLarge: Bool)
  case binaryView, stringView
  case fixedBinary(width: Int)
  /// Days in 32 bits.
  case days
  /// Milliseconds in 64 bits, of whole days.
  case milliseconds
  case time(LogicalType.TimeUnit)
  /// An instant where a zone is named, a reading of the clock otherwise.
  case timestamp(LogicalType.TimeUnit, zone: String)
  case intervalMonths, intervalDayTime, intervalMonthDayNano
  case list(isLarge: Bool)
  case listView(isLarge: Bool)
  case fixedList(count: Int)
  case structure, map
  /// Members by the numbers that stand for them in the buffer of types.
  case denseUnion([Int8])
  case sparseUnion([Int8])
  case runEndEncoded
}

extension ArrowFormat {
  private static let plain: [String: ArrowFormat] = [
    "n": .null, "b": .boolean, "c": .int8, "s": .int16, "i": .int32, "l": .int64,
    "C": .uint8, "S": .uint16, "I": .uint32, "L": .uint64, "e": .float16, "f": .float32,
    "g": .float64, "z": .binary(isLarge: false), "Z": .binary(isLarge: true),
    "u": .string(isLarge: false), "U": .string(isLarge: true), "vz": .binaryView,
    "vu": .stringView, "tdD": .days, "tdm": .milliseconds, "tts": .time(.seconds),
    "ttm": .time(.milliseconds), "ttu": .time(.microseconds), "ttn": .time(.nanoseconds),
    "tiM": .intervalMonths, "tiD": .intervalDayTime, "tin": .intervalMonthDayNano,
    "+l": .list(isLarge: false), "+L": .list(isLarge: true), "+vl": .listView(isLarge: false),
    "+vL": .listView(isLarge: true), "+s": .structure, "+m": .map, "+r": .runEndEncoded,
  ]

  private static let units: [Character: LogicalType.TimeUnit] = [
    "s": .seconds, "m": .milliseconds, "u": .microseconds, "n": .nanoseconds,
  ]

  /// Reads a format string; `nil` if it is none, or of a type that has no place here.
  init?(_ text: String) {
    if let format = Self.plain[text] {
      self = format
    } else if let format = Self.parametrized(text) {
      self = format
    } else {
      return nil
    }
  }

  private static func parametrized(_ text: String) -> ArrowFormat? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let parameter = text[text.index(after: colon)...]
    switch text[..<colon] {
    case "d": return decimal(parameter)
    case "w": return Int(parameter).flatMap { $0 >= 0 ? .fixedBinary(width: $0) : nil }
    case "+w": return Int(parameter).flatMap { $0 >= 0 ? .fixedList(count: $0) : nil }
    case "+ud": return members(parameter).map(ArrowFormat.denseUnion)
    case "+us": return members(parameter).map(ArrowFormat.sparseUnion)
    case "tss", "tsm", "tsu", "tsn":
      let unit = text.dropFirst(2).first.flatMap { units[$0] }
      return unit.map { .timestamp($0, zone: String(parameter)) }
    default: return nil
    }
  }

  private static func decimal(_ parameter: Substring) -> ArrowFormat? {
    let parts = parameter.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, (2...3).contains(numbers.count) else { return nil }
    let bits = numbers.count == 3 ? numbers[2] : 128
    guard [32, 64, 128, 256].contains(bits) else { return nil }
    return .decimal(precision: numbers[0], scale: numbers[1], bits: bits)
  }

  private static func members(_ parameter: Substring) -> [Int8]? {
    if parameter.isEmpty { return [] }
    let parts = parameter.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int8($0) }
    let isValid =
      numbers.count == parts.count && numbers.allSatisfy { $0 >= 0 }
      && Set(numbers).count == numbers.count
    return isValid ? numbers : nil
  }

  /// How many buffers an array has; `nil` where that varies.
  var bufferCount: Int? {
    switch self {
    case .null, .runEndEncoded: 0
    case .structure, .fixedList, .sparseUnion: 1
    case .binary, .string, .listView: 3
    case .binaryView, .stringView: nil
    default: 2
    }
  }

  /// How many children an array has; `nil` where any number will do.
  var childCount: Int? {
    switch self {
    case .list, .listView, .fixedList, .map: 1
    case .runEndEncoded: 2
    case .denseUnion(let numbers), .sparseUnion(let numbers): numbers.count
    case .structure: nil
    default: 0
    }
  }

  /// The size in bytes of an integer; `nil` for everything else.
  var integerWidth: Int? {
    switch self {
    case .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32: 4
    case .int64, .uint64: 8
    default: nil
    }
  }
}
