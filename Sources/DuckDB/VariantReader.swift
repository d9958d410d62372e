import CDuckDB
import Columnar
import FoundationEssentials

/// Reads variants out of a vector, as the JSON text that DuckDB casts them to.
///
/// A row is a tree of values, numbered from its root: `values` has for each its type and where its
/// bytes begin in `data`; an object or an array names a range of `children`, each of which names a
/// value and, in an object, one of the `keys`.
struct VariantReader {
  private let keys: Lists
  private let keyTexts: UnsafeMutableRawPointer?
  private let children: Lists
  private let childKeys: UnsafeMutableRawPointer?
  private let childValues: UnsafeMutableRawPointer?
  private let values: Lists
  private let types: UnsafeMutableRawPointer?
  private let positions: UnsafeMutableRawPointer?
  private let data: UnsafeMutableRawPointer?

  /// Where the elements of each row's list begin.
  private struct Lists {
    let entries: UnsafeMutableRawPointer?
    let elements: duckdb_vector?

    init(_ vector: duckdb_vector?) {
      entries = duckdb_vector_get_data(vector)
      elements = duckdb_list_vector_get_child(vector)
    }

    func start(_ row: Int) -> Int {
      let stride = MemoryLayout<duckdb_list_entry>.stride
      let entry = entries?.load(fromByteOffset: row * stride, as: duckdb_list_entry.self)
      return entry.map { Int($0.offset) } ?? 0
    }

    func member(_ index: idx_t) -> UnsafeMutableRawPointer? {
      duckdb_vector_get_data(duckdb_struct_vector_get_child(elements, index))
    }
  }

  init(_ vector: duckdb_vector?) {
    keys = Lists(duckdb_struct_vector_get_child(vector, 0))
    keyTexts = duckdb_vector_get_data(keys.elements)
    children = Lists(duckdb_struct_vector_get_child(vector, 1))
    childKeys = children.member(0)
    childValues = children.member(1)
    values = Lists(duckdb_struct_vector_get_child(vector, 2))
    types = values.member(0)
    positions = values.member(1)
    data = duckdb_vector_get_data(duckdb_struct_vector_get_child(vector, 3))
  }

  /// The JSON text of a row that is not null.
  func json(_ row: Int) throws(DuckDBError) -> [UInt8] {
    guard let data else { return [] }
    var text: [UInt8] = []
    try append(0, of: Row(index: row, bytes: StringEntry.bytes(data, row)), to: &text)
    return text
  }

  private struct Row {
    let index: Int
    let bytes: UnsafeRawBufferPointer
  }

  private func append(
    _ value: Int, of row: Row, to text: inout [UInt8]
  ) throws(DuckDBError) {
    let index = values.start(row.index) + value
    guard let types, let positions else { return }
    let type = types.load(fromByteOffset: index, as: UInt8.self)
    var cursor = VariantCursor(
      bytes: row.bytes, position: Int(positions.load(fromByteOffset: index * 4, as: UInt32.self)))
    switch type {
    case VariantCursor.object, VariantCursor.array:
      let isObject = type == VariantCursor.object
      text.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
      let count = cursor.count()
      let first = count > 0 ? children.start(row.index) + cursor.count() : 0
      for child in first..<first + count {
        if child > first { text.append(UInt8(ascii: ",")) }
        if isObject {
          let key = childKeys?.load(fromByteOffset: child * 4, as: UInt32.self) ?? 0
          if let keyTexts {
            let name = StringEntry.bytes(keyTexts, keys.start(row.index) + Int(key))
            JSONText.append(quoting: name, to: &text)
          }
          text.append(UInt8(ascii: ":"))
        }
        let next = childValues?.load(fromByteOffset: child * 4, as: UInt32.self) ?? 0
        try append(Int(next), of: row, to: &text)
      }
      text.append(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    case VariantCursor.bigNumber: text += BigNumber.digits(cursor.blob())
    default: JSONText.append(try cursor.scalar(type), to: &text)
    }
  }
}

/// Reads the bytes of one value of a variant.
private struct VariantCursor {
  static let object: UInt8 = 29
  static let array: UInt8 = 30
  static let bigNumber: UInt8 = 31

  let bytes: UnsafeRawBufferPointer
  var position: Int

  /// A number of seven bits a byte, the lowest first.
  mutating func count() -> Int {
    var (number, shift) = (0, 0)
    while position < bytes.count, shift < 63 {
      let byte = Int(bytes[position])
      position += 1
      number |= (byte & 0x7F) << shift
      if byte & 0x80 == 0 { break }
      shift += 7
    }
    return number
  }

  private mutating func load<T: BitwiseCopyable>(_ type: T.Type = T.self) -> T {
    defer { position += MemoryLayout<T>.size }
    return bytes.loadUnaligned(fromByteOffset: position, as: T.self)
  }

  mutating func blob() -> UnsafeRawBufferPointer {
    let count = count()
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
  }

  /// A value that holds no others, by DuckDB's numbers of the types.
  mutating func scalar(_ type: UInt8) throws(DuckDBError) -> Value {
    switch type {
    case 0: return .null
    case 1: return .boolean(true)
    case 2: return .boolean(false)
    case 3: return .integer(Int64(load(Int8.self)))
    case 4: return .integer(Int64(load(Int16.self)))
    case 5: return .integer(Int64(load(Int32.self)))
    case 6: return .integer(load())
    case 7: return .hugeInteger(load())
    case 8: return .unsigned(UInt64(load(UInt8.self)))
    case 9: return .unsigned(UInt64(load(UInt16.self)))
    case 10: return .unsigned(UInt64(load(UInt32.self)))
    case 11: return .unsigned(load())
    case 12: return .unsignedHuge(load())
    case 13: return .float(load())
    case 14: return .double(load())
    case 15: return decimal()
    case 16: return .string(String(decoding: blob(), as: UTF8.self))
    case 17: return .binary(Array(blob()))
    case 18: return .uuid(identifier())
    case 32: return .bits(String(decoding: BitString.digits(blob()), as: UTF8.self))
    default: return try temporal(type)
    }
  }

  private mutating func temporal(_ type: UInt8) throws(DuckDBError) -> Value {
    switch type {
    case 19: return .date(load())
    case 20: return .time(load(), .microseconds)
    case 21: return .time(load(), .nanoseconds)
    case 22: return .timestamp(load(), .seconds, isAdjustedToUTC: false)
    case 23: return .timestamp(load(), .milliseconds, isAdjustedToUTC: false)
    case 24: return .timestamp(load(), .microseconds, isAdjustedToUTC: false)
    case 25: return .timestamp(load(), .nanoseconds, isAdjustedToUTC: false)
    case 26: return .timeWithZone(TimeWithZone(packed: load()))
    case 27: return .timestamp(load(), .microseconds, isAdjustedToUTC: true)
    case 28: return .interval(load())
    default:
      throw DuckDBError(
        .notImplemented, "a variant holds a value of a type that is not known here",
        hint: "cast it: CAST(column AS JSON)")
    }
  }

  private mutating func decimal() -> Value {
    let (precision, scale) = (count(), count())
    let unscaled =
      switch precision {
      case ...4: Int128(load(Int16.self))
      case ...9: Int128(load(Int32.self))
      case ...18: Int128(load(Int64.self))
      default: load(Int128.self)
      }
    return .decimal(Decimal128(unscaled: unscaled, scale: scale))
  }

  private mutating func identifier() -> UUID {
    let stored = load(UInt128.self) ^ (1 << 127)
    return withUnsafeBytes(of: stored.bigEndian) { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
  }
}
