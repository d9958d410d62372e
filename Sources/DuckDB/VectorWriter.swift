import CDuckDB
import Columnar

/// Copies columns into vectors that DuckDB reads.
enum VectorWriter {
  /// Writes the rows of `column` into `vector`, the first to row `start`.
  static func write(_ column: Column, into vector: duckdb_vector?, at start: Int = 0) {
    writeNulls(of: column, into: vector, at: start)
    switch column.storage {
    case .none: break
    case .bits(let bits):
      fill(vector, at: start, column.count) { bits.bit(at: column.offset + $0) }
    case .fixed(let buffer): writeFixed(column, buffer, into: vector, at: start)
    case .bytes(let offsets, let data):
      writeBytes(column, offsets, data, into: vector, at: start)
    case .dictionary(let indices, let values):
      writeIndices(column, indices, among: values.count, into: vector, at: start)
    case .list(let offsets, _):
      let first = writeEntries(column, offsets, into: vector, at: start)
      write(column.ownElements(0), into: duckdb_list_vector_get_child(vector), at: first)
    case .map(let offsets, _, _):
      let first = writeEntries(column, offsets, into: vector, at: start)
      let entries = duckdb_list_vector_get_child(vector)
      write(column.ownElements(0), into: duckdb_struct_vector_get_child(entries, 0), at: first)
      write(column.ownElements(1), into: duckdb_struct_vector_get_child(entries, 1), at: first)
    case .array(let elements):
      let width = column.count == 0 ? 0 : elements.count / column.count
      write(elements, into: duckdb_array_vector_get_child(vector), at: start * width)
    case .structure(let members):
      for (index, member) in members.enumerated() {
        let part = duckdb_struct_vector_get_child(vector, idx_t(index))
        write(member, into: part, at: start)
        // DuckDB expects the members of a null structure to be null themselves.
        if column.nullCount > 0 { writeNulls(of: column, into: part, at: start) }
      }
    case .union(let tags, let members):
      let tagVector = duckdb_struct_vector_get_child(vector, 0)
      fill(tagVector, at: start, column.count) { tags.load(UInt8.self, at: column.offset + $0) }
      writeNulls(of: column, into: tagVector, at: start)
      for (index, member) in members.enumerated() {
        write(member, into: duckdb_struct_vector_get_child(vector, idx_t(index + 1)), at: start)
      }
    }
  }

  /// An instant in microseconds, rounded towards the past; infinities stay what they are, and what
  /// has no room becomes one.
  static func microseconds(_ instant: Int64, _ unit: LogicalType.TimeUnit) -> Int64 {
    if instant == .max || instant == -Int64.max { return instant }
    guard unit == .nanoseconds else {
      let (product, overflow) = instant.multipliedReportingOverflow(
        by: 1_000_000 / unit.perSecond)
      return overflow ? (instant < 0 ? -Int64.max : .max) : product
    }
    return instant / 1000 - (instant % 1000 < 0 ? 1 : 0)
  }

  /// Marks the rows that are null in `column`, the first of them row `start`; leaves the others as
  /// they are.
  static func writeNulls(
    of column: Column, into vector: duckdb_vector?, at start: Int = 0
  ) {
    guard column.nullCount > 0 else { return }
    duckdb_vector_ensure_validity_writable(vector)
    guard let mask = duckdb_vector_get_validity(vector) else { return }
    for row in 0..<column.count where column.isNull(at: row) {
      let target = start + row
      mask[target >> 6] &= ~(1 << UInt64(target & 63))
    }
  }

  private static func fill<T: BitwiseCopyable>(
    _ vector: duckdb_vector?, at start: Int, _ count: Int, _ value: (Int) -> T
  ) {
    guard let data = duckdb_vector_get_data(vector) else { return }
    let target = data.assumingMemoryBound(to: T.self) + start
    for row in 0..<count { target[row] = value(row) }
  }

  private static func writeFixed(
    _ column: Column, _ buffer: Buffer, into vector: duckdb_vector?, at start: Int
  ) {
    let (count, offset) = (column.count, column.offset)
    switch column.type {
    case .decimal(let precision, _) where precision <= 4:
      fill(vector, at: start, count) {
        Int16(truncatingIfNeeded: buffer.load(Int128.self, at: offset + $0))
      }
    case .decimal(let precision, _) where precision <= 9:
      fill(vector, at: start, count) {
        Int32(truncatingIfNeeded: buffer.load(Int128.self, at: offset + $0))
      }
    case .decimal(let precision, _) where precision <= 18:
      fill(vector, at: start, count) {
        Int64(truncatingIfNeeded: buffer.load(Int128.self, at: offset + $0))
      }
    case .uuid:
      fill(vector, at: start, count) {
        UInt128(bigEndian: buffer.load(UInt128.self, at: offset + $0)) ^ (1 << 127)
      }
    case .time(let unit) where unit == .seconds || unit == .milliseconds:
      fill(vector, at: start, count) {
        Int64(buffer.load(Int32.self, at: offset + $0)) * (1_000_000 / unit.perSecond)
      }
    case .timestamp(let unit, isAdjustedToUTC: true) where unit != .microseconds:
      fill(vector, at: start, count) {
        microseconds(buffer.load(Int64.self, at: offset + $0), unit)
      }
    default:
      guard let width = Column.fixedWidth(of: column.type), count > 0,
        let data = duckdb_vector_get_data(vector)
      else { return }
      buffer.withBytes { bytes in
        let source = UnsafeRawBufferPointer(
          rebasing: bytes[offset * width..<(offset + count) * width])
        UnsafeMutableRawBufferPointer(start: data + start * width, count: source.count)
          .copyMemory(from: source)
      }
    }
  }

  private static func writeIndices(
    _ column: Column, _ indices: Buffer, among size: Int, into vector: duckdb_vector?,
    at start: Int
  ) {
    func index(_ row: Int) -> UInt32 { indices.load(UInt32.self, at: column.offset + row) }
    if size <= Int(UInt8.max) {
      fill(vector, at: start, column.count) { UInt8(truncatingIfNeeded: index($0)) }
    } else if size <= Int(UInt16.max) {
      fill(vector, at: start, column.count) { UInt16(truncatingIfNeeded: index($0)) }
    } else {
      fill(vector, at: start, column.count, index)
    }
  }

  /// Writes where each row's elements lie, makes room for them, and returns where the first goes.
  private static func writeEntries(
    _ column: Column, _ offsets: Buffer, into vector: duckdb_vector?, at start: Int
  ) -> Int {
    let first = Int(duckdb_list_vector_get_size(vector))
    let elements = column.ownElements(0).count
    duckdb_list_vector_reserve(vector, idx_t(first + elements))
    duckdb_list_vector_set_size(vector, idx_t(first + elements))
    guard column.count > 0 else { return first }
    let origin = offsets.load(Int64.self, at: column.offset)
    fill(vector, at: start, column.count) { row in
      let begin = offsets.load(Int64.self, at: column.offset + row)
      let end = offsets.load(Int64.self, at: column.offset + row + 1)
      return duckdb_list_entry(
        offset: UInt64(Int64(first) + begin - origin), length: UInt64(end - begin))
    }
    return first
  }
}
