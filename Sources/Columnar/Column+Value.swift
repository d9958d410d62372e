import FoundationEssentials

extension Column {
  /// The value of a row.
  public func value(at row: Int) -> Value {
    precondition(row >= 0 && row < count, "row out of range")
    guard !isNull(at: row) else { return .null }
    switch storage {
    case .none: return .null
    case .fixed(let buffer): return fixedValue(buffer, offset + row)
    case .bits(let buffer): return .boolean(buffer.bit(at: offset + row))
    case .bytes: return bytesValue(row)
    case .dictionary: return string(at: row).map(Value.string) ?? .null
    case .list(let offsets, let elements):
      return .list(elementRange(offsets, row).map { elements.value(at: $0) })
    case .array(let elements):
      let width = Self.width(of: type)
      return .list((row * width..<(row + 1) * width).map { elements.value(at: $0) })
    case .structure(let children): return structureValue(children, row)
    case .map(let offsets, let keys, let values):
      return .map(
        elementRange(offsets, row).map { .init(keys.value(at: $0), values.value(at: $0)) })
    case .union(let tags, let members): return unionValue(tags, members, row)
    }
  }

  /// The values of every row.
  public var values: [Value] { (0..<count).map { value(at: $0) } }

  private func structureValue(_ children: [Column], _ row: Int) -> Value {
    guard case .structure(let fields) = type else { return .null }
    return .structure(zip(fields, children).map { .init($0.name, $1.value(at: row)) })
  }

  private func unionValue(_ tags: Buffer, _ members: [Column], _ row: Int) -> Value {
    let tag = Int(tags.load(Int8.self, at: offset + row))
    guard case .union(let fields) = type, fields.indices.contains(tag) else { return .null }
    return .union(.init(fields[tag].name, members[tag].value(at: row)))
  }

  private func bytesValue(_ row: Int) -> Value {
    if case .binary = type { return withBytes(at: row) { .binary(Array($0)) } ?? .null }
    guard let text = string(at: row) else { return .null }
    switch type {
    case .json, .variant: return .json(text)
    case .bits: return .bits(text)
    default: return .string(text)
    }
  }

  private func fixedValue(_ buffer: Buffer, _ index: Int) -> Value {
    switch type {
    case .int8: .integer(Int64(buffer.load(Int8.self, at: index)))
    case .int16: .integer(Int64(buffer.load(Int16.self, at: index)))
    case .int32: .integer(Int64(buffer.load(Int32.self, at: index)))
    case .int64: .integer(buffer.load(at: index))
    case .uint8: .unsigned(UInt64(buffer.load(UInt8.self, at: index)))
    case .uint16: .unsigned(UInt64(buffer.load(UInt16.self, at: index)))
    case .uint32: .unsigned(UInt64(buffer.load(UInt32.self, at: index)))
    case .uint64: .unsigned(buffer.load(at: index))
    case .int128: .hugeInteger(buffer.load(at: index))
    case .uint128: .unsignedHuge(buffer.load(at: index))
    case .float32: .float(buffer.load(at: index))
    case .float64: .double(buffer.load(at: index))
    case .decimal(_, let scale):
      .decimal(Decimal128(unscaled: buffer.load(at: index), scale: scale))
    case .uuid: .uuid(UUID(uuid: buffer.load(at: index)))
    default: temporalValue(buffer, index)
    }
  }

  private func temporalValue(_ buffer: Buffer, _ index: Int) -> Value {
    switch type {
    case .date: .date(buffer.load(at: index))
    case .time(.seconds): .time(Int64(buffer.load(Int32.self, at: index)), .seconds)
    case .time(.milliseconds): .time(Int64(buffer.load(Int32.self, at: index)), .milliseconds)
    case .time(let unit): .time(buffer.load(at: index), unit)
    case .timeWithZone: .timeWithZone(TimeWithZone(packed: buffer.load(at: index)))
    case .timestamp(let unit, let isAdjustedToUTC):
      .timestamp(buffer.load(at: index), unit, isAdjustedToUTC: isAdjustedToUTC)
    case .interval: .interval(buffer.load(at: index))
    default: .null
    }
  }
}
