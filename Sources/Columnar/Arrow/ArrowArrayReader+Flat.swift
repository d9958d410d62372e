import CArrow

extension ArrowArrayReader {
  /// Values of a fixed width: lent where they lie here as they do there, converted otherwise.
  func fixedColumn() throws(ColumnarError) -> Column {
    switch field.format {
    case .float16:
      return try converted(2) { buffer, row in
        Float(Float16(bitPattern: buffer.load(UInt16.self, at: row)))
      }
    case .decimal(_, _, 32):
      return try converted(4) { buffer, row in Int128(buffer.load(Int32.self, at: row)) }
    case .decimal(_, _, 64):
      return try converted(8) { buffer, row in Int128(buffer.load(Int64.self, at: row)) }
    case .milliseconds:
      return try convertedChecked(8) { buffer, row -> Int32? in
        let (days, rest) = buffer.load(Int64.self, at: row)
          .quotientAndRemainder(dividingBy: 86_400_000)
        return rest == 0 ? Int32(exactly: days) : nil
      }
    case .intervalMonths:
      return try converted(4) { buffer, row in Interval(months: buffer.load(at: row)) }
    case .intervalDayTime:
      return try converted(8) { buffer, row in
        Interval(
          days: buffer.load(Int32.self, at: row * 2),
          microseconds: Int64(buffer.load(Int32.self, at: row * 2 + 1)) * 1000)
      }
    case .intervalMonthDayNano:
      return try convertedChecked(16) { buffer, row -> Interval? in
        let (microseconds, rest) = buffer.load(Int64.self, at: row * 2 + 1)
          .quotientAndRemainder(dividingBy: 1000)
        guard rest == 0 else { return nil }
        return Interval(
          months: buffer.load(Int32.self, at: row * 4),
          days: buffer.load(Int32.self, at: row * 4 + 1), microseconds: microseconds)
      }
    case .fixedBinary(let width) where field.field.type == .binary:
      let data = try values(1, width: width)
      let offsets = Buffer((0...count).map { Int64((offset + $0) * width) })
      return make(.bytes(offsets: offsets, data: data), try alignedValidity())
    default:
      guard let width = Column.fixedWidth(of: field.field.type) else {
        throw malformed("has no fixed width")
      }
      return make(.fixed(try values(1, width: width)), try validity(), offset)
    }
  }

  private func converted<T: BitwiseCopyable>(
    _ width: Int, _ convert: (Buffer, Int) -> T
  ) throws(ColumnarError) -> Column {
    try convertedChecked(width) { convert($0, $1) }
  }

  /// Converts each row that has a value; fails where `convert` has no answer.
  private func convertedChecked<T: BitwiseCopyable>(
    _ width: Int, _ convert: (Buffer, Int) -> T?
  ) throws(ColumnarError) -> Column {
    let source = try values(1, width: width)
    let validity = try alignedValidity()
    var isExact = true
    let target = Buffer(byteCount: count * MemoryLayout<T>.stride) { bytes in
      let typed = bytes.bindMemory(to: T.self)
      for row in 0..<count where validity?.bit(at: row) ?? true {
        guard let value = convert(source, offset + row) else {
          isExact = false
          return
        }
        typed[row] = value
      }
    }
    guard isExact else {
      throw ColumnarError(
        .outOfRange,
        "a value of \"\(field.field.name)\" is finer than \(field.field.type) can hold")
    }
    return make(.fixed(target), validity)
  }

  /// Text or bytes behind one another.
  func textColumn() throws(ColumnarError) -> Column {
    let isLarge = [.string(isLarge: true), .binary(isLarge: true)].contains(field.format)
    let (offsets, start) = try self.offsets(isLarge: isLarge)
    let end = Int(offsets.load(Int64.self, at: start + count))
    let data = try buffer(2, byteCount: end)
    if field.field.type == .bits { return try bitStrings(offsets, data, start) }
    return start == 0
      ? make(.bytes(offsets: offsets, data: data), try alignedValidity())
      : make(.bytes(offsets: offsets, data: data), try validity(), start)
  }

  private func bitStrings(
    _ offsets: Buffer, _ data: Buffer, _ start: Int
  ) throws(ColumnarError) -> Column {
    var ends: [Int64] = [0]
    var digits: [UInt8] = []
    data.withBytes { bytes in
      for row in start..<start + count {
        let range = Int(offsets.load(Int64.self, at: row))..<Int(offsets.load(at: row + 1) as Int64)
        digits += BitString.digits(UnsafeRawBufferPointer(rebasing: bytes[range]))
        ends.append(Int64(digits.count))
      }
    }
    return make(.bytes(offsets: Buffer(ends), data: Buffer(digits)), try alignedValidity())
  }

  /// Text or bytes in any order in several buffers, the short ones within their descriptions.
  func viewColumn() throws(ColumnarError) -> Column {
    let views = try values(1, width: 16)
    let validity = try alignedValidity()
    let last = Int(array.n_buffers) - 1
    let sizes = try buffer(last, byteCount: max(0, last - 2) * 8)
    var ends: [Int64] = [0]
    var data: [UInt8] = []
    for row in 0..<count {
      if validity?.bit(at: row) ?? true {
        let view = (offset + row) * 4
        let length = Int(views.load(Int32.self, at: view))
        guard length >= 0 else { throw malformed("has a text of \(length) bytes") }
        if length <= 12 {
          let start = view * 4 + 4
          views.withBytes { data += $0[start..<start + length] }
        } else {
          let index = Int(views.load(Int32.self, at: view + 2))
          let start = Int(views.load(Int32.self, at: view + 3))
          guard index >= 0, index < last - 2, start >= 0,
            Int64(start + length) <= sizes.load(Int64.self, at: index)
          else { throw malformed("has a view beyond its buffers") }
          let source = try buffer(index + 2, byteCount: start + length)
          source.withBytes { data += $0[start..<start + length] }
        }
      }
      ends.append(Int64(data.count))
    }
    return make(.bytes(offsets: Buffer(ends), data: Buffer(data)), validity)
  }

  /// The offsets of text or lists, checked, of 64 bits, and the position of the first row's: where
  /// they were of 32 bits, they begin anew.
  func offsets(isLarge: Bool) throws(ColumnarError) -> (Buffer, start: Int) {
    guard count > 0 else { return (Buffer([Int64(0)]), 0) }
    let width = isLarge ? 8 : 4
    let source = try buffer(1, byteCount: (offset + count + 1) * width)
    let result =
      isLarge
      ? source
      : Buffer(byteCount: (count + 1) * 8) { target in
        let typed = target.bindMemory(to: Int64.self)
        for row in 0...count { typed[row] = Int64(source.load(Int32.self, at: offset + row)) }
      }
    let start = isLarge ? offset : 0
    var previous: Int64 = 0
    for row in start...start + count {
      let next = result.load(Int64.self, at: row)
      guard next >= previous else { throw malformed("has offsets that go back") }
      previous = next
    }
    guard previous <= 1 << 48 else { throw malformed("has more bytes than memory") }
    return (result, start)
  }

  /// The positions of a dictionary's values, looked up.
  func dictionaryColumn(_ values: ArrowField) throws(ColumnarError) -> Column {
    guard let raw = array.dictionary, let width = field.format.integerWidth else {
      throw malformed("has no dictionary")
    }
    let dictionary = try ArrowArrayReader(raw.pointee, values, owner: owner).column()
    let indices = try self.values(1, width: width)
    let validity = try alignedValidity()
    var rows: [Int] = []
    rows.reserveCapacity(count)
    for row in 0..<count {
      guard validity?.bit(at: row) ?? true else {
        rows.append(-1)
        continue
      }
      let index = integer(indices, offset + row)
      guard (0..<dictionary.count).contains(index) else {
        throw malformed("has an index beyond its dictionary")
      }
      rows.append(index)
    }
    return dictionary.taking(rows)
  }

  /// An integer of the field's format; one without room is none that refers to anything.
  private func integer(_ buffer: Buffer, _ index: Int) -> Int {
    switch field.format {
    case .int8: Int(buffer.load(Int8.self, at: index))
    case .int16: Int(buffer.load(Int16.self, at: index))
    case .int32: Int(buffer.load(Int32.self, at: index))
    case .int64: Int(buffer.load(Int64.self, at: index))
    case .uint8: Int(buffer.load(UInt8.self, at: index))
    case .uint16: Int(buffer.load(UInt16.self, at: index))
    case .uint32: Int(buffer.load(UInt32.self, at: index))
    default: Int(exactly: buffer.load(UInt64.self, at: index)) ?? -1
    }
  }
}
