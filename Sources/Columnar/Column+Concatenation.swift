extension Column {
  /// The rows of all columns, one after another, in memory of their own.
  ///
  /// - Throws: ``ColumnarError`` of kind `typeMismatch` if a column is not of `type`.
  public static func concatenating(
    _ parts: [Column], type: LogicalType
  ) throws(ColumnarError) -> Column {
    for part in parts where part.type != type {
      throw ColumnarError(.typeMismatch, "cannot append \(part.type) to a column of \(type)")
    }
    return joined(parts, type: type)
  }

  private static func joined(_ parts: [Column], type: LogicalType) -> Column {
    let count = parts.reduce(0) { $0 + $1.count }
    let validity = joinedValidity(parts, count)
    let storage: Storage
    switch type {
    case .null: storage = .none
    case .boolean: storage = .bits(joinedBits(parts, count))
    case .list(let field):
      let offsets = joinedOffsets(parts, count)
      storage = .list(
        offsets: offsets, elements: joined(parts.map { $0.ownElements(0) }, type: field.type))
    case .map(let key, let value):
      storage = .map(
        offsets: joinedOffsets(parts, count),
        keys: joined(parts.map { $0.ownElements(0) }, type: key.type),
        values: joined(parts.map { $0.ownElements(1) }, type: value.type))
    case .array(let field, _):
      storage = .array(elements: joined(parts.map { $0.child(0) }, type: field.type))
    case .structure(let fields):
      storage = .structure(joinedChildren(parts, fields))
    case .union(let fields):
      let tags = joinedFixed(parts, count, width: 1)
      storage = .union(tags: tags, members: joinedChildren(parts, fields))
    case .enumeration(let names):
      let values = Column.strings(names)
      storage = .dictionary(indices: joinedFixed(parts, count, width: 4), values: values)
    default:
      if let width = fixedWidth(of: type) {
        storage = .fixed(joinedFixed(parts, count, width: width))
      } else {
        storage = .bytes(offsets: joinedOffsets(parts, count), data: joinedData(parts))
      }
    }
    return Column(type: type, count: count, validity: validity, storage: storage)
  }

  /// A column of strings, none null.
  public static func strings(_ texts: [String]) -> Column {
    var offsets: [Int64] = [0]
    var data: [UInt8] = []
    for text in texts {
      data.append(contentsOf: text.utf8)
      offsets.append(Int64(data.count))
    }
    return Column(
      type: .string, count: texts.count, validity: nil,
      storage: .bytes(offsets: Buffer(offsets), data: Buffer(data)))
  }

  private static func joinedChildren(_ parts: [Column], _ fields: [Field]) -> [Column] {
    fields.indices.map { index in
      joined(parts.map { $0.child(index) }, type: fields[index].type)
    }
  }

  private static func joinedValidity(_ parts: [Column], _ count: Int) -> Buffer? {
    guard parts.contains(where: { $0.nullCount > 0 }) else { return nil }
    return Buffer(byteCount: (count + 7) / 8) { target in
      var row = 0
      for part in parts {
        for index in 0..<part.count {
          if !part.isNull(at: index) { target[row >> 3] |= 1 << UInt8(row & 7) }
          row += 1
        }
      }
    }
  }

  private static func joinedBits(_ parts: [Column], _ count: Int) -> Buffer {
    Buffer(byteCount: (count + 7) / 8) { target in
      var row = 0
      for part in parts {
        guard case .bits(let bits) = part.storage else { continue }
        for index in 0..<part.count {
          if bits.bit(at: part.offset + index) { target[row >> 3] |= 1 << UInt8(row & 7) }
          row += 1
        }
      }
    }
  }

  private static func joinedFixed(_ parts: [Column], _ count: Int, width: Int) -> Buffer {
    Buffer(byteCount: count * width) { target in
      var position = 0
      for part in parts {
        guard let source = part.ownBuffer, part.count > 0 else { continue }
        source.withBytes { bytes in
          let start = part.offset * width
          let rows = UnsafeRawBufferPointer(rebasing: bytes[start..<start + part.count * width])
          UnsafeMutableRawBufferPointer(rebasing: target[position..<position + rows.count])
            .copyMemory(from: rows)
          position += rows.count
        }
      }
    }
  }

  private static func joinedOffsets(_ parts: [Column], _ count: Int) -> Buffer {
    var offsets: [Int64] = [0]
    offsets.reserveCapacity(count + 1)
    for part in parts {
      guard let source = part.ownBuffer, part.count > 0 else { continue }
      let shift = (offsets.last ?? 0) - source.load(Int64.self, at: part.offset)
      for row in 1...part.count {
        offsets.append(source.load(Int64.self, at: part.offset + row) + shift)
      }
    }
    return Buffer(offsets)
  }

  private static func joinedData(_ parts: [Column]) -> Buffer {
    let ranges = parts.map(\.ownRange)
    return Buffer(byteCount: ranges.reduce(0) { $0 + $1.count }) { target in
      var position = 0
      for (part, range) in zip(parts, ranges) where !range.isEmpty {
        guard case .bytes(_, let data) = part.storage else { continue }
        data.withBytes { bytes in
          UnsafeMutableRawBufferPointer(rebasing: target[position..<position + range.count])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[range]))
        }
        position += range.count
      }
    }
  }
}

extension Column {
  /// The buffer that has one entry for each row, offsets included; `nil` if there is none.
  var ownBuffer: Buffer? {
    switch storage {
    case .fixed(let buffer), .bits(let buffer), .bytes(let buffer, _), .list(let buffer, _),
      .map(let buffer, _, _), .union(let buffer, _), .dictionary(let buffer, _):
      buffer
    case .none, .array, .structure: nil
    }
  }

  /// The bytes, or the elements, that the rows refer to.
  package var ownRange: Range<Int> {
    guard let offsets = ownBuffer, count > 0 else { return 0..<0 }
    return Int(
      offsets.load(Int64.self, at: offset))..<Int(offsets.load(Int64.self, at: offset + count))
  }

  /// The elements, keys (0) or values (1) that the rows of a list or a map refer to, without those
  /// that belong to other slices of the same memory.
  public func ownElements(_ index: Int) -> Column {
    child(index).slice(ownRange)
  }

  /// The child column at a position.
  func child(_ index: Int) -> Column {
    switch storage {
    case .list(_, let elements), .array(let elements): elements
    case .structure(let children), .union(_, let children): children[index]
    case .map(_, let keys, let values): index == 0 ? keys : values
    default: self
    }
  }
}
