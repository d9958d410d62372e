import CDuckDB
public import Columnar

/// A column of a chunk, in DuckDB's memory, which it keeps alive.
public struct Vector {
  let raw: duckdb_vector?
  let layout: VectorLayout
  /// The number of rows.
  public let count: Int
  /// Keeps the memory alive; `nil` where it is valid for a call only, so that columns are copied.
  let owner: AnyObject?

  /// The type of the values.
  public var type: LogicalType { layout.type }

  /// Whether the row has no value.
  public func isNull(at row: Int) -> Bool {
    precondition(row >= 0 && row < count, "row out of range")
    guard let validity = duckdb_vector_get_validity(raw) else { return false }
    return validity[row >> 6] & (1 << UInt64(row & 63)) == 0
  }

  /// Gives access to the values of a type of fixed width without copying them. Rows that are null
  /// hold arbitrary values. `T` must be as wide as DuckDB stores the type: a boolean is one byte, a
  /// decimal 2, 4, 8 or 16 by its precision.
  ///
  /// - Returns: what `body` returns, or `nil` if `T` has another width.
  public func withValues<T: BitwiseCopyable, R>(
    as type: T.Type, _ body: (UnsafeBufferPointer<T>) throws -> R
  ) rethrows -> R? {
    guard MemoryLayout<T>.stride == layout.width, let data = duckdb_vector_get_data(raw) else {
      return nil
    }
    defer { withExtendedLifetime(owner) {} }
    let first = data.assumingMemoryBound(to: T.self)
    return try body(UnsafeBufferPointer(start: first, count: count))
  }

  /// Gives access to the UTF-8 text or the bytes of a row without copying them; `nil` if the row is
  /// null or the column holds neither.
  public func withBytes<R>(
    at row: Int, _ body: (UnsafeRawBufferPointer) throws -> R
  ) rethrows -> R? {
    guard layout.holdsBytes, !isNull(at: row), let data = duckdb_vector_get_data(raw) else {
      return nil
    }
    defer { withExtendedLifetime(owner) {} }
    return try body(StringEntry.bytes(data, row))
  }

  /// The text of a row; `nil` if it is null or the column does not hold text.
  public func string(at row: Int) -> String? {
    withBytes(at: row) { String(decoding: $0, as: UTF8.self) }
  }
}

extension VectorLayout {
  /// The bytes of one value where they lie in the vector itself; `nil` for text, bytes and nested
  /// types.
  var width: Int? {
    switch type {
    case .boolean: 1
    case .decimal(let precision, _):
      precision <= 4 ? 2 : precision <= 9 ? 4 : precision <= 18 ? 8 : 16
    case .enumeration(let names):
      names.count <= Int(UInt8.max) ? 1 : names.count <= Int(UInt16.max) ? 2 : 4
    default: Column.fixedWidth(of: type)
    }
  }

  /// Whether values are text or bytes as they are.
  var holdsBytes: Bool {
    switch id {
    case DUCKDB_TYPE_VARCHAR, DUCKDB_TYPE_BLOB, DUCKDB_TYPE_GEOMETRY: true
    default: false
    }
  }
}

/// The 16 bytes that stand for a string in a vector.
enum StringEntry {
  static let width = MemoryLayout<duckdb_string_t>.stride
  /// The most bytes that lie in the entry itself, behind the length; longer strings are pointed to.
  static let inlineCount = 12

  /// The bytes of the string in a row of a vector of strings.
  static func bytes(_ data: UnsafeMutableRawPointer, _ row: Int) -> UnsafeRawBufferPointer {
    let entry = UnsafeRawPointer(data) + row * width
    let length = Int(entry.load(as: UInt32.self))
    let start =
      length <= inlineCount
      ? entry + 4 : entry.load(fromByteOffset: 8, as: UnsafeRawPointer.self)
    return UnsafeRawBufferPointer(start: start, count: length)
  }

  /// Makes `entry` stand for `text`, which it points to unless it is short.
  static func write(_ text: UnsafeRawBufferPointer, to entry: UnsafeMutableRawPointer) {
    guard let start = text.baseAddress, !text.isEmpty else {
      entry.initializeMemory(as: UInt8.self, repeating: 0, count: width)
      return
    }
    entry.storeBytes(of: UInt32(text.count), as: UInt32.self)
    if text.count <= inlineCount {
      // DuckDB compares short strings whole: what they leave free is zero.
      (entry + 4).initializeMemory(as: UInt8.self, repeating: 0, count: inlineCount)
      (entry + 4).copyMemory(from: start, byteCount: text.count)
    } else {
      (entry + 4).copyMemory(from: start, byteCount: 4)
      entry.storeBytes(of: start, toByteOffset: 8, as: UnsafeRawPointer.self)
    }
  }
}
