import CDuckDB
import Columnar
import FoundationEssentials

extension Vector {
  /// The rows in Arrow's layout.
  func column() throws(DuckDBError) -> Column {
    guard let data = duckdb_vector_get_data(raw) else { return try nestedColumn(nil) }
    switch layout.type {
    case .null: return make(.none)
    case .boolean: return make(.bits(bits(data)))
    case .enumeration(let names):
      return make(.dictionary(indices: indices(data), values: .strings(names)))
    case .decimal: return make(.fixed(decimals(data)))
    case .uuid: return make(.fixed(identifiers(data)))
    case .string, .json, .binary, .bits: return make(try texts(data))
    case .variant, .list, .array, .structure, .union, .map: return try nestedColumn(data)
    default:
      let width = layout.width ?? 0
      return make(.fixed(lent(data, byteCount: count * width, alignment: width)))
    }
  }

  private func make(_ storage: Column.Storage) -> Column {
    Column(type: layout.type, count: count, validity: validity, storage: storage)
  }

  /// DuckDB's bitmap, which has Arrow's layout.
  private var validity: Buffer? {
    duckdb_vector_get_validity(raw).map { lent($0, byteCount: (count + 63) / 64 * 8, alignment: 8) }
  }

  /// The bytes as they are: DuckDB's own for as long as their owner lives, or a copy, without an
  /// owner or where they do not lie as their readers expect.
  private func lent(_ data: UnsafeRawPointer, byteCount: Int, alignment: Int) -> Buffer {
    if let owner, Int(bitPattern: data) % max(alignment, 1) == 0 {
      return Buffer(lending: data, byteCount: byteCount, owner: owner)
    }
    return Buffer(byteCount: byteCount) { target in
      target.copyMemory(from: UnsafeRawBufferPointer(start: data, count: byteCount))
    }
  }

  private func bits(_ data: UnsafeMutableRawPointer) -> Buffer {
    Buffer(byteCount: (count + 7) / 8) { target in
      for row in 0..<count where data.load(fromByteOffset: row, as: UInt8.self) != 0 {
        target[row >> 3] |= 1 << UInt8(row & 7)
      }
    }
  }

  private func filled<T: BitwiseCopyable>(_ value: (Int) -> T) -> Buffer {
    Buffer(byteCount: count * MemoryLayout<T>.stride) { target in
      let typed = target.bindMemory(to: T.self)
      for row in 0..<count { typed[row] = value(row) }
    }
  }

  private func indices(_ data: UnsafeMutableRawPointer) -> Buffer {
    switch layout.width {
    case 1: filled { UInt32(data.load(fromByteOffset: $0, as: UInt8.self)) }
    case 2: filled { UInt32(data.load(fromByteOffset: $0 * 2, as: UInt16.self)) }
    default: filled { data.load(fromByteOffset: $0 * 4, as: UInt32.self) }
    }
  }

  private func decimals(_ data: UnsafeMutableRawPointer) -> Buffer {
    switch layout.width {
    case 2: widened(data.assumingMemoryBound(to: Int16.self))
    case 4: widened(data.assumingMemoryBound(to: Int32.self))
    case 8: widened(data.assumingMemoryBound(to: Int64.self))
    default: filled { data.loadUnaligned(fromByteOffset: $0 * 16, as: Int128.self) }
    }
  }

  private func widened(_ source: UnsafePointer<some FixedWidthInteger>) -> Buffer {
    filled { Int128(truncatingIfNeeded: source[$0]) }
  }

  private func identifiers(_ data: UnsafeMutableRawPointer) -> Buffer {
    filled { row in
      // DuckDB flips the highest bit, so that UUIDs sort as signed integers.
      let stored = data.loadUnaligned(fromByteOffset: row * 16, as: UInt128.self)
      return (stored ^ (1 << 127)).bigEndian
    }
  }

  private func texts(_ data: UnsafeMutableRawPointer) throws(DuckDBError) -> Column.Storage {
    if layout.id == DUCKDB_TYPE_BIT { return converted(data, BitString.digits) }
    if layout.id == DUCKDB_TYPE_BIGNUM { return converted(data, BigNumber.digits) }
    let validity = duckdb_vector_get_validity(raw)
    func bytes(_ row: Int) -> UnsafeRawBufferPointer {
      if let validity, validity[row >> 6] & (1 << UInt64(row & 63)) == 0 {
        return UnsafeRawBufferPointer(start: nil, count: 0)
      }
      return StringEntry.bytes(data, row)
    }
    var total = 0
    let offsets = Buffer(byteCount: (count + 1) * 8) { target in
      let ends = target.bindMemory(to: Int64.self)
      for row in 0..<count {
        total += bytes(row).count
        ends[row + 1] = Int64(total)
      }
    }
    let text = Buffer(byteCount: total) { target in
      guard var position = target.baseAddress else { return }
      for row in 0..<count {
        let source = bytes(row)
        guard let start = source.baseAddress else { continue }
        position.copyMemory(from: start, byteCount: source.count)
        position += source.count
      }
    }
    return .bytes(offsets: offsets, data: text)
  }

  private func converted(
    _ data: UnsafeMutableRawPointer, _ convert: (UnsafeRawBufferPointer) -> [UInt8]
  ) -> Column.Storage {
    var bytes: [UInt8] = []
    var offsets: [Int64] = [0]
    for row in 0..<count {
      if !isNull(at: row) { bytes.append(contentsOf: convert(StringEntry.bytes(data, row))) }
      offsets.append(Int64(bytes.count))
    }
    return .bytes(offsets: Buffer(offsets), data: Buffer(bytes))
  }

  private func child(_ raw: duckdb_vector?, _ index: Int, count: Int) -> Vector {
    Vector(raw: raw, layout: layout.children[index], count: count, owner: owner)
  }

  private func nestedColumn(
    _ data: UnsafeMutableRawPointer?
  ) throws(DuckDBError) -> Column {
    switch layout.type {
    case .array(_, let width):
      let elements = child(duckdb_array_vector_get_child(raw), 0, count: count * width)
      return make(.array(elements: try elements.column()))
    case .structure:
      return make(.structure(try members(from: 0, vector: raw, count: count)))
    case .union:
      let tags = duckdb_vector_get_data(duckdb_struct_vector_get_child(raw, 0))
      let buffer = filled { tags?.load(fromByteOffset: $0, as: UInt8.self) ?? 0 }
      return make(.union(tags: buffer, members: try members(from: 1, vector: raw, count: count)))
    case .list:
      let size = Int(duckdb_list_vector_get_size(raw))
      let elements = try child(duckdb_list_vector_get_child(raw), 0, count: size).column()
      let (offsets, ranges) = entries(data)
      return make(.list(offsets: offsets, elements: try gathered(elements, ranges)))
    case .map:
      let size = Int(duckdb_list_vector_get_size(raw))
      let pairs = try members(
        from: 0, vector: duckdb_list_vector_get_child(raw), count: size)
      let (offsets, ranges) = entries(data)
      return make(
        .map(
          offsets: offsets, keys: try gathered(pairs[0], ranges),
          values: try gathered(pairs[1], ranges)))
    default: return try variantColumn()
    }
  }

  private func variantColumn() throws(DuckDBError) -> Column {
    let reader = VariantReader(raw)
    var bytes: [UInt8] = []
    var offsets: [Int64] = [0]
    for row in 0..<count {
      if !isNull(at: row) { bytes += try reader.json(row) }
      offsets.append(Int64(bytes.count))
    }
    return make(.bytes(offsets: Buffer(offsets), data: Buffer(bytes)))
  }

  private func members(
    from first: Int, vector: duckdb_vector?, count: Int
  ) throws(DuckDBError) -> [Column] {
    var columns: [Column] = []
    for index in layout.children.indices {
      let part = duckdb_struct_vector_get_child(vector, idx_t(index + first))
      columns.append(try child(part, index, count: count).column())
    }
    return columns
  }

  /// The offsets of the rows' lists once their elements lie one after another, and where they lie
  /// now; no ranges if they lie so already.
  private func entries(_ data: UnsafeMutableRawPointer?) -> (Buffer, [Range<Int>]?) {
    var offsets: [Int64] = [0]
    var ranges: [Range<Int>] = []
    var isContiguous = true
    var end = 0
    for row in 0..<count {
      guard let data, !isNull(at: row) else {
        offsets.append(Int64(end))
        continue
      }
      let stride = MemoryLayout<duckdb_list_entry>.stride
      let entry = data.load(fromByteOffset: row * stride, as: duckdb_list_entry.self)
      let (start, length) = (Int(entry.offset), Int(entry.length))
      if length > 0 {
        isContiguous = isContiguous && start == end
        ranges.append(start..<start + length)
        end += length
      }
      offsets.append(Int64(end))
    }
    return (Buffer(offsets), isContiguous ? nil : ranges)
  }

  private func gathered(
    _ elements: Column, _ ranges: [Range<Int>]?
  ) throws(DuckDBError) -> Column {
    guard let ranges else { return elements }
    do {
      return try Column.concatenating(ranges.map { elements.slice($0) }, type: elements.type)
    } catch {
      throw DuckDBError(.other, error.message)
    }
  }
}

/// DuckDB's form of an integer of any size: three bytes of header, whose highest bit is set unless
/// the number is negative, then the magnitude, most significant byte first; all bytes are
/// complemented for a negative number.
enum BigNumber {
  static func digits(_ packed: UnsafeRawBufferPointer) -> [UInt8] {
    guard let first = packed.first, packed.count > 3 else { return [UInt8(ascii: "0")] }
    let isNegative = first & 0x80 == 0
    // Base 10^9, least significant first.
    var limbs: [UInt64] = [0]
    for byte in packed.dropFirst(3) {
      var carry = UInt64(isNegative ? ~byte : byte)
      for index in limbs.indices {
        let sum = limbs[index] << 8 + carry
        limbs[index] = sum % 1_000_000_000
        carry = sum / 1_000_000_000
      }
      if carry > 0 { limbs.append(carry) }
    }
    var text = isNegative ? "-" : ""
    text += String(limbs.last ?? 0)
    for limb in limbs.dropLast().reversed() {
      let digits = String(limb)
      text += String(repeating: "0", count: 9 - digits.count) + digits
    }
    return Array(text.utf8)
  }
}
