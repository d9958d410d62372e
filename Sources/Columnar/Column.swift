/// The values of one column of a batch, in Arrow's memory layout; immutable.
///
/// A slice shares the buffers it was cut from. Children of structures, arrays and unions always
/// have exactly the rows that belong to the column.
public struct Column: Sendable {
  /// How a column's values lie in memory.
  public indirect enum Storage: Sendable {
    /// Nothing is stored: every value is null.
    case none
    /// Values of equal size, one after another; see ``Column/fixedWidth(of:)``.
    case fixed(Buffer)
    /// One bit each, least significant first.
    case bits(Buffer)
    /// Text or bytes: `count + 1` offsets of type `Int64` into `data`.
    case bytes(offsets: Buffer, data: Buffer)
    /// `count + 1` offsets of type `Int64` into the elements.
    case list(offsets: Buffer, elements: Column)
    /// A fixed number of elements for each row, null or not.
    case array(elements: Column)
    case structure([Column])
    /// `count + 1` offsets of type `Int64` into the keys and the values.
    case map(offsets: Buffer, keys: Column, values: Column)
    /// For each row an `Int8` that says which member holds its value.
    case union(tags: Buffer, members: [Column])
    /// For each row a `UInt32` index into `values`.
    case dictionary(indices: Buffer, values: Column)
  }

  /// The type of every value.
  public let type: LogicalType
  /// The number of rows.
  public let count: Int
  /// How many of the rows are null.
  public let nullCount: Int
  /// One bit for each row from row `-offset` on, set where there is a value; `nil` if no row is
  /// null.
  public let validity: Buffer?
  /// The values themselves.
  public let storage: Storage
  /// The position of the first row in the column's own buffers.
  public let offset: Int

  /// Joins a type and the memory that holds its values.
  ///
  /// - Precondition: `storage` is the layout of `type`, with at least `offset + count` rows.
  public init(
    type: LogicalType, count: Int, validity: Buffer?, storage: Storage, offset: Int = 0
  ) {
    self.type = type
    self.count = count
    self.offset = offset
    self.storage = storage
    if case .none = storage {
      nullCount = count
      self.validity = nil
    } else {
      let present = validity?.setBits(from: offset, count: count) ?? count
      nullCount = count - present
      self.validity = present == count ? nil : validity
    }
  }

  /// Whether the row has no value.
  public func isNull(at row: Int) -> Bool {
    if case .none = storage { return true }
    return validity.map { !$0.bit(at: offset + row) } ?? false
  }

  /// The rows of `range`, sharing this column's memory.
  public func slice(_ range: Range<Int>) -> Column {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    let part: Storage
    switch storage {
    case .array(let elements):
      let width = Self.width(of: type)
      part = .array(
        elements: elements.slice(range.lowerBound * width..<range.upperBound * width))
    case .structure(let children):
      part = .structure(children.map { $0.slice(range) })
    case .union(let tags, let members):
      part = .union(tags: tags, members: members.map { $0.slice(range) })
    default: part = storage
    }
    return Column(
      type: type, count: range.count, validity: validity, storage: part,
      offset: offset + range.lowerBound)
  }

  /// The size in bytes of a value of a type with ``Storage/fixed(_:)`` storage; `nil` for others.
  ///
  /// Dates are days in 32 bits; times are 64 bits, in 32 where the unit is seconds or
  /// milliseconds; timestamps 64 bits; decimals, UUIDs (most significant byte first) and intervals
  /// (``Interval``) 128 bits.
  public static func fixedWidth(of type: LogicalType) -> Int? {
    switch type {
    case .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32, .float32, .date, .time(.seconds), .time(.milliseconds): 4
    case .int64, .uint64, .float64, .time, .timeWithZone, .timestamp: 8
    case .int128, .uint128, .decimal, .uuid, .interval: 16
    default: nil
    }
  }

  /// Gives access to the values of a column with ``Storage/fixed(_:)`` storage without copying
  /// them; rows that are null hold arbitrary values. `nil` if the column is stored otherwise, `T`
  /// has another size, or the memory is not aligned for `T`.
  ///
  /// The pointer must not leave `body`.
  @inlinable
  public func withValues<T: BitwiseCopyable, R>(
    as type: T.Type, _ body: (UnsafeBufferPointer<T>) throws -> R
  ) rethrows -> R? {
    guard case .fixed(let buffer) = storage,
      Self.fixedWidth(of: self.type) == MemoryLayout<T>.stride
    else { return nil }
    return try buffer.withBytes { bytes in
      guard let base = bytes.baseAddress else {
        return try body(UnsafeBufferPointer(start: nil, count: 0))
      }
      let first = base + offset * MemoryLayout<T>.stride
      guard Int(bitPattern: first) & (MemoryLayout<T>.alignment - 1) == 0 else { return nil }
      let typed = first.assumingMemoryBound(to: T.self)
      return try body(UnsafeBufferPointer(start: typed, count: count))
    }
  }

  /// The number in a row of a column of type `int64`; `nil` if the row is null or the column is of
  /// another type.
  public func int64(at row: Int) -> Int64? {
    guard case .int64 = type, case .fixed(let buffer) = storage, !isNull(at: row) else {
      return nil
    }
    return buffer.load(Int64.self, at: offset + row)
  }

  /// Gives access to the UTF-8 text or the bytes of a row without copying them; `nil` if the row is
  /// null or the column holds neither. The pointer must not leave `body`.
  public func withBytes<R>(
    at row: Int, _ body: (UnsafeRawBufferPointer) throws -> R
  ) rethrows -> R? {
    guard !isNull(at: row) else { return nil }
    switch storage {
    case .bytes(let offsets, let data):
      let start = Int(offsets.load(Int64.self, at: offset + row))
      let end = Int(offsets.load(Int64.self, at: offset + row + 1))
      return try data.withBytes { try body(UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
    case .dictionary(let indices, let values):
      return try values.withBytes(at: Int(indices.load(UInt32.self, at: offset + row)), body)
    default: return nil
    }
  }

  /// The text of a row; `nil` if it is null or the column does not hold text.
  public func string(at row: Int) -> String? {
    withBytes(at: row) { String(decoding: $0, as: UTF8.self) }
  }

  /// The rows of a list or a map that belong to `row`.
  func elementRange(_ offsets: Buffer, _ row: Int) -> Range<Int> {
    let start = offsets.load(Int64.self, at: offset + row)
    let end = offsets.load(Int64.self, at: offset + row + 1)
    return Int(start)..<Int(end)
  }
}
