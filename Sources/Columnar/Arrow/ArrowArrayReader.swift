import CArrow

/// Owns an array that a producer handed over, and releases it with the last column that uses it.
///
/// Immutable once taken; the interface lets the release run on any thread.
final class ArrowArrayOwner: @unchecked Sendable {
  private(set) var array: ArrowArray

  /// Takes the array over: the producer's structure counts as released afterwards.
  init(taking source: UnsafeMutablePointer<ArrowArray>) {
    array = source.pointee
    source.pointee.release = nil
  }

  deinit {
    withUnsafeMutablePointer(to: &array) { $0.pointee.release?($0) }
  }
}

/// Reads one array, and its children, as columns that lend the producer's memory where the layouts
/// agree.
///
/// The interface does not say how large buffers are, so what can be checked is what the structures
/// say of each other: counts, lengths, offsets, indices and type numbers.
struct ArrowArrayReader {
  let array: ArrowArray
  let field: ArrowField
  let owner: ArrowArrayOwner
  /// The rows of the column, and where they begin in the buffers.
  let count: Int
  let offset: Int

  /// Checks the shape of an array.
  ///
  /// - Throws: ``ColumnarError`` of kind `malformedArrow`.
  init(_ array: ArrowArray, _ field: ArrowField, owner: ArrowArrayOwner) throws(ColumnarError) {
    self.array = array
    self.field = field
    self.owner = owner
    count = Int(array.length)
    offset = Int(array.offset)
    // Far more rows than memory holds, few enough for every product below to stay within 64 bits.
    let limit = 1 << 48
    guard (0...limit).contains(count), (0...limit).contains(offset) else {
      throw malformed("has \(count) rows from row \(offset) on")
    }
    guard array.null_count >= -1, array.null_count <= array.length else {
      throw malformed("has \(array.null_count) nulls in \(count) rows")
    }
    let buffers = array.n_buffers
    guard buffers >= 0, field.format.bufferCount.map({ $0 == Int(buffers) }) ?? (buffers >= 3)
    else { throw malformed("has \(buffers) buffers") }
    guard buffers == 0 || array.buffers != nil else { throw malformed("has no buffers") }
    guard array.n_children == Int64(field.children.count) else {
      throw malformed("has \(array.n_children) children, not \(field.children.count)")
    }
    for index in field.children.indices where array.children?[index] == nil {
      throw malformed("lacks the child \(index)")
    }
    guard (array.dictionary != nil) == !field.dictionary.isEmpty else {
      throw malformed(array.dictionary == nil ? "has no dictionary" : "has a dictionary")
    }
  }

  func malformed(_ what: String) -> ColumnarError {
    ColumnarError(.malformedArrow, "the array of \"\(field.field.name)\" \(what)")
  }

  /// Lends a buffer of at least `byteCount` bytes, as far as that can be told.
  func buffer(_ index: Int, byteCount: Int) throws(ColumnarError) -> Buffer {
    guard byteCount > 0 else { return Buffer() }
    guard let base = array.buffers?[index] else {
      throw malformed("lacks buffer \(index) for \(count) rows")
    }
    return Buffer(lending: base, byteCount: byteCount, owner: owner)
  }

  /// One value of a fixed width for each row, from the array's offset on.
  func values(_ index: Int, width: Int) throws(ColumnarError) -> Buffer {
    let (byteCount, overflow) = (offset + count).multipliedReportingOverflow(by: width)
    guard !overflow else { throw malformed("has more bytes than memory") }
    return try buffer(index, byteCount: byteCount)
  }

  /// The bitmap of the rows that have a value, from the array's offset on; `nil` if all have.
  func validity() throws(ColumnarError) -> Buffer? {
    guard array.null_count != 0, count > 0 else { return nil }
    guard array.buffers?[0] != nil else {
      if array.null_count > 0 { throw malformed("has nulls and no bitmap that says which") }
      return nil
    }
    return try buffer(0, byteCount: (offset + count + 7) / 8)
  }

  /// The bitmap with the first row at its first bit.
  func alignedValidity() throws(ColumnarError) -> Buffer? {
    guard let validity = try validity() else { return nil }
    return offset == 0 ? validity : Buffer(bitCount: count) { validity.bit(at: offset + $0) }
  }

  /// A child, which has at least `rows` rows.
  func child(_ index: Int, rows: Int) throws(ColumnarError) -> Column {
    guard let child = array.children?[index] else { throw malformed("lacks the child \(index)") }
    let column = try ArrowArrayReader(child.pointee, field.children[index], owner: owner).column()
    guard column.count >= rows else {
      throw malformed("needs \(rows) rows of a child that has \(column.count)")
    }
    return column
  }

  /// The rows as a column of the field's type.
  ///
  /// - Throws: ``ColumnarError`` of kind `malformedArrow`, or `outOfRange` for a value that the
  ///   type here has no room for.
  func column() throws(ColumnarError) -> Column {
    if let values = field.dictionary.first { return try dictionaryColumn(values) }
    switch field.format {
    case .null: return make(.none)
    case .boolean: return make(.bits(try bits()), try validity(), offset)
    case .int8 where field.field.type == .boolean:
      let bytes = try values(1, width: 1)
      return make(
        .bits(Buffer(bitCount: count) { bytes.load(UInt8.self, at: offset + $0) != 0 }),
        try alignedValidity())
    case .string, .binary: return try textColumn()
    case .stringView, .binaryView: return try viewColumn()
    case .list, .map: return try listColumn()
    case .listView(let isLarge): return try listViewColumn(isLarge: isLarge)
    case .fixedList(let width):
      let (end, overflow) = (offset + count).multipliedReportingOverflow(by: width)
      guard !overflow else { throw malformed("has more elements than memory") }
      let elements = try child(0, rows: end).slice(offset * width..<end)
      return make(.array(elements: elements), try alignedValidity())
    case .structure:
      var members: [Column] = []
      for index in field.children.indices {
        members.append(try child(index, rows: offset + count).slice(offset..<offset + count))
      }
      return make(.structure(members), try alignedValidity())
    case .sparseUnion(let numbers): return try sparseUnionColumn(numbers)
    case .denseUnion(let numbers): return try denseUnionColumn(numbers)
    case .runEndEncoded: return try runEndColumn()
    default: return try fixedColumn()
    }
  }

  func make(
    _ storage: Column.Storage, _ validity: Buffer? = nil, _ offset: Int = 0
  ) -> Column {
    Column(
      type: field.field.type, count: count, validity: validity, storage: storage, offset: offset)
  }

  private func bits() throws(ColumnarError) -> Buffer {
    try buffer(1, byteCount: (offset + count + 7) / 8)
  }
}
