import CArrow

/// A field of an Arrow schema: the layout of its arrays, and what they are called here.
///
/// Several layouts make one logical type: text comes with offsets of 32 or 64 bits, as views, and
/// behind a dictionary.
struct ArrowField: Sendable {
  let format: ArrowFormat
  /// Name, type, nullability and metadata, without the metadata that the type already says.
  let field: Field
  let children: [ArrowField]
  /// The one value type of a dictionary-encoded field, whose `format` is that of the indices.
  let dictionary: [ArrowField]

  /// The deepest nesting that is read; no schema that people write comes near.
  private static let maximumDepth = 64

  /// Reads a schema without taking it over.
  ///
  /// - Throws: ``ColumnarError`` of kind `malformedArrow` or `unsupportedType`.
  init(_ schema: ArrowSchema, depth: Int = 0) throws(ColumnarError) {
    let name = schema.name.map { String(cString: $0) } ?? ""
    guard schema.release != nil else {
      throw ColumnarError(.malformedArrow, "the schema of \"\(name)\" was released already")
    }
    guard depth <= Self.maximumDepth else {
      throw ColumnarError(.malformedArrow, "a schema is nested more than 64 deep, or without end")
    }
    guard let text = schema.format.map({ String(cString: $0) }) else {
      throw ColumnarError(.malformedArrow, "the schema of \"\(name)\" has no format")
    }
    guard let format = ArrowFormat(text) else {
      throw ColumnarError(
        .unsupportedType, "the Arrow format \(text) of \"\(name)\" has no logical type here",
        hint: "cast the column before handing it over")
    }
    self.format = format
    children = try Self.children(of: schema, format, name: name, depth: depth)
    dictionary =
      if let values = schema.dictionary { [try ArrowField(values.pointee, depth: depth + 1)] } else
      {
        []
      }
    var metadata = try ArrowMetadata.decoded(schema.metadata)
    let type = try Self.type(
      format, name: name, children: children, dictionary: dictionary.first, metadata: &metadata)
    field = Field(
      name, type, isNullable: schema.flags & Int64(ARROW_FLAG_NULLABLE) != 0, metadata: metadata)
  }

  private static func children(
    of schema: ArrowSchema, _ format: ArrowFormat, name: String, depth: Int
  ) throws(ColumnarError) -> [ArrowField] {
    let count = Int(schema.n_children)
    guard count >= 0, format.childCount.map({ $0 == count }) ?? true else {
      throw ColumnarError(.malformedArrow, "the schema of \"\(name)\" has \(count) children")
    }
    var children: [ArrowField] = []
    for index in 0..<count {
      guard let child = schema.children?[index] else {
        throw ColumnarError(
          .malformedArrow, "the child \(index) of the schema of \"\(name)\" is missing")
      }
      children.append(try ArrowField(child.pointee, depth: depth + 1))
    }
    return children
  }

  /// The logical type of a layout; takes out of the metadata what the type says itself.
  private static func type(
    _ format: ArrowFormat, name: String, children: [ArrowField], dictionary: ArrowField?,
    metadata: inout [String: String]
  ) throws(ColumnarError) -> LogicalType {
    if let dictionary {
      guard format.integerWidth != nil else {
        throw ColumnarError(
          .malformedArrow, "the indices of the dictionary of \"\(name)\" are no integers")
      }
      return dictionary.field.type
    }
    if let type = extensionType(format, metadata) {
      metadata[ArrowMetadata.extensionName] = nil
      metadata[ArrowMetadata.extensionData] = nil
      return type
    }
    if format.childCount != 0 { return try nestedType(format, name: name, children) }
    return try flatType(format, name: name)
  }

  private static func extensionType(
    _ format: ArrowFormat, _ metadata: [String: String]
  ) -> LogicalType? {
    switch (metadata[ArrowMetadata.extensionName], format) {
    case (ArrowExtension.uuid, .fixedBinary(16)): return .uuid
    case (ArrowExtension.json, .string), (ArrowExtension.json, .stringView): return .json
    case (ArrowExtension.boolean, .int8): return .boolean
    case (ArrowExtension.opaque, _):
      switch (ArrowExtension.opaqueName(metadata[ArrowMetadata.extensionData]), format) {
      case ("hugeint", .fixedBinary(16)): return .int128
      case ("uhugeint", .fixedBinary(16)): return .uint128
      case ("time_tz", .fixedBinary(8)): return .timeWithZone
      case ("bit", .binary): return .bits
      default: return nil
      }
    default: return nil
    }
  }

  private static func flatType(
    _ format: ArrowFormat, name: String
  ) throws(ColumnarError) -> LogicalType {
    switch format {
    case .boolean: return .boolean
    case .int8: return .int8
    case .int16: return .int16
    case .int32: return .int32
    case .int64: return .int64
    case .uint8: return .uint8
    case .uint16: return .uint16
    case .uint32: return .uint32
    case .uint64: return .uint64
    case .float16, .float32: return .float32
    case .float64: return .float64
    case .binary, .binaryView, .fixedBinary: return .binary
    case .string, .stringView: return .string
    case .days, .milliseconds: return .date
    case .time(let unit): return .time(unit)
    case .timestamp(let unit, let zone): return .timestamp(unit, isAdjustedToUTC: !zone.isEmpty)
    case .intervalMonths, .intervalDayTime, .intervalMonthDayNano: return .interval
    case .decimal(let precision, let scale, let bits):
      guard bits <= 128, (1...38).contains(precision), (0...precision).contains(scale) else {
        throw ColumnarError(
          .unsupportedType,
          "\"\(name)\" is a decimal of \(precision) digits, \(scale) of them after the point",
          hint: "decimals have at most 38 digits, none or more of them after the point")
      }
      return .decimal(precision: precision, scale: scale)
    default: return .null
    }
  }

  private static func nestedType(
    _ format: ArrowFormat, name: String, _ children: [ArrowField]
  ) throws(ColumnarError) -> LogicalType {
    let fields = children.map(\.field)
    switch format {
    case .list, .listView: return .list(fields[0])
    case .fixedList(let count): return .array(fields[0], count: count)
    case .denseUnion, .sparseUnion:
      guard !fields.isEmpty else {
        throw ColumnarError(.unsupportedType, "the union \"\(name)\" has no members")
      }
      return .union(fields)
    case .runEndEncoded:
      guard [.int16, .int32, .int64].contains(children[0].format) else {
        throw ColumnarError(.malformedArrow, "the run ends of \"\(name)\" are no integers")
      }
      return fields[1].type
    case .map:
      guard case .structure(let pair) = fields[0].type, pair.count == 2,
        children[0].format == .structure
      else {
        throw ColumnarError(
          .malformedArrow, "the entries of the map \"\(name)\" are no pairs of key and value")
      }
      var key = pair[0]
      key.isNullable = false
      return .map(key: key, value: pair[1])
    default: return .structure(fields)
    }
  }
}
