import Columnar

/// The columns of interest in statistics, prepared once for many files.
struct StatisticsProjection: Sendable {
  struct Column: Sendable {
    /// The names that the statistics use.
    var path: [String]
    var type: LogicalType
  }

  /// Those in one column of the table, or in one struct, beside each other.
  let columns: [Column]
  /// The first names of the paths.
  let names: JSONNames
  /// For each of the names the columns below it.
  let ranges: [Range<Int>]
  /// Whether a column is no struct's member and an integer, which is read without a detour.
  let areIntegers: [Bool]

  /// - Parameter columns: paths of physical names, and their types.
  init(_ columns: [Column]) {
    self.columns = columns.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    var names: [String] = []
    var ranges: [Range<Int>] = []
    for (index, column) in self.columns.enumerated() {
      guard let name = column.path.first else { continue }
      if names.last == name, let range = ranges.popLast() {
        ranges.append(range.lowerBound..<index + 1)
      } else {
        names.append(name)
        ranges.append(index..<index + 1)
      }
    }
    self.names = JSONNames(names)
    self.ranges = ranges
    areIntegers = self.columns.map { column in
      switch column.type {
      case .int8, .int16, .int32, .int64: column.path.count == 1
      default: false
      }
    }
  }
}

/// The statistics of one file after the other, as far as a projection wants them.
struct FileStatistics: Sendable {
  private let projection: StatisticsProjection
  private var rowCount: Int64?
  private var minimums: [Literal?]
  private var maximums: [Literal?]
  private var nullCounts: [Int64?]

  private enum Figure { case minimum, maximum, nullCount }

  private static let members = JSONNames(["numRecords", "minValues", "maxValues", "nullCount"])

  init(_ projection: StatisticsProjection) {
    self.projection = projection
    minimums = projection.columns.map { _ in nil }
    maximums = minimums
    nullCounts = projection.columns.map { _ in nil }
  }

  /// Reads the JSON text in a range of `bytes`, in place of what was read before; nothing is known
  /// if it is none.
  mutating func take(_ bytes: [UInt8], in range: Range<Int>) {
    clear()
    guard !range.isEmpty else { return }
    bytes.withUnsafeBufferPointer { bytes in
      var reader = JSONReader(bytes, in: range)
      do {
        try read(&reader)
      } catch {
        // Statistics only ever save work, so that ones which cannot be read are none.
        clear()
      }
    }
  }

  private mutating func clear() {
    rowCount = nil
    for index in minimums.indices {
      minimums[index] = nil
      maximums[index] = nil
      nullCounts[index] = nil
    }
  }

  private mutating func read(_ reader: inout JSONReader) throws(JSONFault) {
    var member = -1
    var more = try reader.beginObject()
    while more {
      member = try reader.key(in: Self.members, after: member)
      if try !reader.null() {
        switch member {
        case 0: rowCount = try reader.integer()
        case 1: try read(&reader, .minimum)
        case 2: try read(&reader, .maximum)
        case 3: try read(&reader, .nullCount)
        default: try reader.skipValue()
        }
      }
      more = try reader.endMember()
    }
  }

  private mutating func read(_ reader: inout JSONReader, _ figure: Figure) throws(JSONFault) {
    var member = -1
    var more = try reader.beginObject()
    while more {
      let found = try reader.key(in: projection.names, after: member)
      if found == JSONNames.unknown {
        try reader.skipValue()
      } else {
        member = found
        try read(&reader, figure, projection.ranges[found])
      }
      more = try reader.endMember()
    }
  }

  /// Reads a figure of the columns below one name.
  private mutating func read(
    _ reader: inout JSONReader, _ figure: Figure, _ columns: Range<Int>
  ) throws(JSONFault) {
    let first = columns.lowerBound
    if projection.areIntegers[first], reader.startsNumber() {
      let value = reader.integer(in: try reader.number())
      switch figure {
      case .minimum: minimums[first] = value.map { .integer($0) }
      case .maximum: maximums[first] = value.map { .integer($0) }
      case .nullCount: nullCounts[first] = value
      }
      return
    }
    let tree = try reader.value()
    for index in columns {
      let column = projection.columns[index]
      let value = column.path.dropFirst().reduce(tree as JSONValue?) { $0?[$1] }
      switch figure {
      case .minimum:
        minimums[index] = value.flatMap { Self.literal($0, column.type, isMaximum: false) }
      case .maximum:
        maximums[index] = value.flatMap { Self.literal($0, column.type, isMaximum: true) }
      case .nullCount: nullCounts[index] = value?.integerValue
      }
    }
  }

  /// What the statistics say of a column of the projection. Types whose bounds cannot be relied on
  /// have none.
  func bounds(_ column: Int) -> ColumnBounds {
    let nulls = nullCounts[column]
    return ColumnBounds(
      minimum: minimums[column], maximum: maximums[column],
      // Rows that a deletion vector deletes are in both counts or in none.
      isAllNull: nulls.map { $0 == rowCount } ?? false, hasNoNulls: nulls == 0)
  }

  private static func literal(
    _ value: JSONValue, _ type: LogicalType, isMaximum: Bool
  ) -> Literal? {
    switch (type, value) {
    case (.string, .string(let text)): return .string(text)
    case (.boolean, .boolean(let value)): return .boolean(value)
    case (.int8, .number(let digits)), (.int16, .number(let digits)),
      (.int32, .number(let digits)), (.int64, .number(let digits)):
      return Int64(digits).map { .integer($0) }
    case (.float32, .number(let digits)), (.float64, .number(let digits)):
      // NaN counts as the greatest value, and writers leave it out of the bounds.
      return isMaximum ? nil : Double(digits).map { .double($0) }
    case (.decimal, .number(let digits)), (.decimal, .string(let digits)):
      return Literal.decimal(digits)
    case (.date, .string(let text)):
      return Literal(String(text.prefix(10)), type: .date)
    case (.timestamp, .string(let text)):
      guard let (micros, digits) = CivilTime.microseconds(text) else { return nil }
      // Writers cut off what is finer than the decimals they write.
      let slack: Int64 = isMaximum && digits < 6 ? 1_000 : 0
      return .timestamp(microseconds: micros + (digits == 0 ? slack * 1_000 : slack))
    default: return nil
    }
  }

  private static let rowCountName = JSONNames(["numRecords"])

  /// The number of rows alone, without reading the rest.
  static func rowCount(_ bytes: [UInt8], in range: Range<Int>) -> Int? {
    guard !range.isEmpty else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      var reader = JSONReader(bytes, in: range)
      return try? readRowCount(&reader)
    }
  }

  private static func readRowCount(_ reader: inout JSONReader) throws(JSONFault) -> Int? {
    var more = try reader.beginObject()
    while more {
      if try reader.key(in: rowCountName) == 0 { return Int(try reader.integer()) }
      try reader.skipValue()
      more = try reader.endMember()
    }
    return nil
  }
}
