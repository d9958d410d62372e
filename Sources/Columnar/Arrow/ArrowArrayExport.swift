public import CArrow

extension ColumnBatch {
  /// Lends the rows as an Arrow structure of the columns, laid out as ``Schema/exportArrow(to:)``
  /// says. Memory is shared wherever the layouts agree, and lives until the receiver, and everyone
  /// else, has released it.
  ///
  /// - Parameter target: a structure to overwrite, which the receiver releases; left alone on
  ///   failure.
  /// - Throws: ``ColumnarError`` of kind `outOfRange` for an interval of more than 292 years of
  ///   microseconds, or a map of more than 2^31 entries.
  public func exportArrow(to target: UnsafeMutablePointer<ArrowArray>) throws(ColumnarError) {
    let root = Column(
      type: .structure(schema.fields), count: count, validity: nil, storage: .structure(columns))
    target.initialize(to: try ExportedArray(root).handedOver())
  }
}

/// What an exported array points to, until the receiver releases it.
private final class ExportedArray {
  private let count: Int
  private let nullCount: Int
  private let offset: Int
  /// Keeps the memory that the pointers below point to.
  private let buffers: [Buffer?]
  private let pointers: UnsafeMutablePointer<UnsafeRawPointer?>
  private let children: UnsafeMutablePointer<UnsafeMutablePointer<ArrowArray>?>
  private let childCount: Int
  private let dictionary: UnsafeMutablePointer<ArrowArray>?

  init(_ column: Column) throws(ColumnarError) {
    let content = try ArrowContent(column)
    var exported: [ExportedArray] = []
    for child in content.children { exported.append(try ExportedArray(child)) }
    let values = try content.dictionary.map { column throws(ColumnarError) in
      try ExportedArray(column)
    }
    count = column.count
    nullCount = content.nullCount
    offset = content.offset
    buffers = content.buffers
    pointers = .allocate(capacity: max(1, buffers.count))
    for (index, buffer) in buffers.enumerated() {
      (pointers + index).initialize(to: buffer?.base)
    }
    children = .allocate(capacity: max(1, exported.count))
    childCount = exported.count
    for (index, child) in exported.enumerated() {
      (children + index).initialize(to: Self.structure(child))
    }
    dictionary = values.map(Self.structure)
  }

  deinit {
    for index in 0..<childCount { Self.release(children[index]) }
    children.deallocate()
    Self.release(dictionary)
    pointers.deallocate()
  }

  /// The structure to give away, whose release ends this object.
  func handedOver() -> ArrowArray {
    ArrowArray(
      length: Int64(count), null_count: Int64(nullCount), offset: Int64(offset),
      n_buffers: Int64(buffers.count), n_children: Int64(childCount), buffers: pointers,
      children: children, dictionary: dictionary,
      release: { array in
        guard let array, let held = array.pointee.private_data else { return }
        array.pointee.release = nil
        array.pointee.private_data = nil
        Unmanaged<ExportedArray>.fromOpaque(held).release()
      },
      private_data: Unmanaged.passRetained(self).toOpaque())
  }

  private static func structure(_ array: ExportedArray) -> UnsafeMutablePointer<ArrowArray> {
    let structure = UnsafeMutablePointer<ArrowArray>.allocate(capacity: 1)
    structure.initialize(to: array.handedOver())
    return structure
  }

  /// Releases a child, unless the receiver has taken it, and frees its structure.
  private static func release(_ array: UnsafeMutablePointer<ArrowArray>?) {
    array?.pointee.release?(array)
    array?.deallocate()
  }
}

/// The buffers and children of a column in Arrow's layout.
private struct ArrowContent {
  var buffers: [Buffer?]
  var children: [Column] = []
  var dictionary: Column?
  var nullCount: Int
  /// Where the rows begin in the buffers.
  var offset: Int

  init(_ column: Column) throws(ColumnarError) {
    nullCount = column.nullCount
    offset = column.offset
    let validity = column.validity
    switch column.storage {
    case .none: (buffers, offset) = ([], 0)
    case .fixed(let values):
      if case .interval = column.type {
        (buffers, offset) = (
          [column.alignedValidity, try Self.intervals(column, values)], 0
        )
      } else {
        buffers = [validity, values]
      }
    case .bits(let bits): buffers = [validity, bits]
    case .bytes(let offsets, let data):
      if case .bits = column.type {
        (buffers, offset) = (try Self.bitStrings(column), 0)
      } else {
        buffers = [validity, Self.ends(offsets), data]
      }
    case .dictionary(let indices, let values):
      buffers = [validity, indices]
      dictionary = values
    case .list(let offsets, let elements):
      buffers = [validity, Self.ends(offsets)]
      children = [elements]
    case .map(let offsets, _, _):
      (buffers, offset) = ([column.alignedValidity, try Self.ends(column, offsets)], 0)
      children = [Self.entries(column)]
    // The children of these have exactly the column's rows: the offset would count for them too.
    case .array(let elements):
      (buffers, offset) = ([column.alignedValidity], 0)
      children = [elements]
    case .structure(let members):
      (buffers, offset) = ([column.alignedValidity], 0)
      children = members
    case .union(let tags, let members):
      (buffers, children, nullCount, offset) = ([Self.tags(column, tags)], members, 0, 0)
      if column.nullCount > 0 { children[0] = children[0].masked(by: column) }
    }
  }

  /// Offsets, of which there is one even where there are no rows.
  private static func ends(_ offsets: Buffer) -> Buffer {
    offsets.byteCount > 0 ? offsets : Buffer([Int64(0)])
  }

  /// The offsets of a map from its first entry on, in 32 bits.
  private static func ends(_ column: Column, _ offsets: Buffer) throws(ColumnarError) -> Buffer {
    let range = column.ownRange
    guard range.count <= Int(Int32.max) else {
      throw ColumnarError(.outOfRange, "a map of \(range.count) entries has no form in Arrow")
    }
    guard column.count > 0 else { return Buffer([Int32(0)]) }
    return Buffer(
      (0...column.count).map { row in
        Int32(offsets.load(Int64.self, at: column.offset + row) - Int64(range.lowerBound))
      })
  }

  private static func entries(_ column: Column) -> Column {
    guard case .map(var key, let value) = column.type else { return column }
    key.isNullable = false
    let (keys, values) = (column.ownElements(0), column.ownElements(1))
    return Column(
      type: .structure([key, value]), count: keys.count, validity: nil,
      storage: .structure([keys, values]))
  }

  /// Types by position; a union that is null is its first member, which is null then.
  private static func tags(_ column: Column, _ tags: Buffer) -> Buffer {
    Buffer(
      (0..<column.count).map { row in
        column.isNull(at: row) ? 0 : tags.load(Int8.self, at: column.offset + row)
      })
  }

  /// Arrow counts nanoseconds.
  private static func intervals(
    _ column: Column, _ values: Buffer
  ) throws(ColumnarError) -> Buffer {
    var isExact = true
    let target = Buffer(byteCount: column.count * 16) { bytes in
      for row in 0..<column.count where !column.isNull(at: row) {
        let interval = values.load(Interval.self, at: column.offset + row)
        let (nanoseconds, overflow) = interval.microseconds.multipliedReportingOverflow(by: 1000)
        isExact = isExact && !overflow
        bytes.storeBytes(of: interval.months, toByteOffset: row * 16, as: Int32.self)
        bytes.storeBytes(of: interval.days, toByteOffset: row * 16 + 4, as: Int32.self)
        bytes.storeBytes(of: nanoseconds, toByteOffset: row * 16 + 8, as: Int64.self)
      }
    }
    guard isExact else {
      throw ColumnarError(.outOfRange, "an interval has more microseconds than Arrow has room for")
    }
    return target
  }

  /// Strings of bits as DuckDB packs them.
  private static func bitStrings(_ column: Column) throws(ColumnarError) -> [Buffer?] {
    var ends: [Int32] = [0]
    var data: [UInt8] = []
    for row in 0..<column.count {
      column.withBytes(at: row) { data += BitString.packed($0) }
      guard let end = Int32(exactly: data.count) else {
        throw ColumnarError(.outOfRange, "a column of bits is larger than 2 GiB")
      }
      ends.append(end)
    }
    return [column.alignedValidity, Buffer(ends), Buffer(data)]
  }
}

extension Column {
  /// The bitmap with the first row at its first bit; `nil` if no row is null.
  fileprivate var alignedValidity: Buffer? {
    guard let validity, offset > 0 else { return validity }
    return Buffer(bitCount: count) { validity.bit(at: offset + $0) }
  }

  /// The column without a value where `other` has none.
  fileprivate func masked(by other: Column) -> Column {
    taking((0..<count).map { other.isNull(at: $0) ? -1 : $0 })
  }
}
