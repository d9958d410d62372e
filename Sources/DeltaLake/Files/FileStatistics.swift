import Columnar

/// The columns of interest in statistics, prepared once for many files.
struct StatisticsProjection: Sendable {
  struct Column: Sendable {
    /// The names that the statistics use.
    var path: [String]
    var type: LogicalType
    /// Where in ``names`` the first of them is.
    var index: Int
  }

  private(set) var columns: [[String]: Column] = [:]
  private(set) var names = JSONNames([])

  /// - Parameter columns: paths of physical names and types, by whatever they are asked by.
  init(_ columns: [[String]: (path: [String], type: LogicalType)]) {
    let roots = Set(columns.values.compactMap(\.path.first)).sorted()
    names = JSONNames(roots)
    for (key, column) in columns {
      guard let root = column.path.first, let index = roots.firstIndex(of: root) else { continue }
      self.columns[key] = Column(path: column.path, type: column.type, index: index)
    }
  }
}

/// The statistics of one file, as far as a projection wants them.
struct FileStatistics: Sendable {
  private(set) var rowCount: Int?
  private var minimums: [JSONValue?]
  private var maximums: [JSONValue?]
  private var nullCounts: [JSONValue?]

  private static let members = JSONNames(["numRecords", "minValues", "maxValues", "nullCount"])

  /// Reads the JSON text in a range of `bytes`; `nil` if it is none.
  init?(_ bytes: [UInt8], in range: Range<Int>, _ projection: StatisticsProjection) {
    guard !range.isEmpty else { return nil }
    let none = [JSONValue?](repeating: nil, count: projection.names.names.count)
    minimums = none
    maximums = none
    nullCounts = none
    var reader = JSONReader(bytes, in: range)
    do {
      try read(&reader, projection.names)
    } catch {
      // Statistics only ever save work, so that ones which cannot be read are none.
      return nil
    }
  }

  private mutating func read(_ reader: inout JSONReader, _ names: JSONNames) throws(JSONFault) {
    var member = -1
    var more = try reader.beginObject()
    while more {
      member = try reader.key(in: Self.members, after: member)
      if try !reader.null() {
        switch member {
        case 0: rowCount = Int(try reader.integer())
        case 1: try Self.read(&reader, names, into: &minimums)
        case 2: try Self.read(&reader, names, into: &maximums)
        case 3: try Self.read(&reader, names, into: &nullCounts)
        default: try reader.skipValue()
        }
      }
      more = try reader.endMember()
    }
  }

  private static func read(
    _ reader: inout JSONReader, _ names: JSONNames, into values: inout [JSONValue?]
  ) throws(JSONFault) {
    var member = -1
    var more = try reader.beginObject()
    while more {
      let found = try reader.key(in: names, after: member)
      if found == JSONNames.unknown {
        try reader.skipValue()
      } else {
        member = found
        values[found] = try reader.value()
      }
      more = try reader.endMember()
    }
  }

  /// What the statistics say of a column. Types whose bounds cannot be relied on have none.
  func bounds(_ column: StatisticsProjection.Column) -> ColumnBounds {
    var bounds = ColumnBounds()
    if let nulls = Self.value(nullCounts, column)?.integerValue {
      bounds.hasNoNulls = nulls == 0
      // Rows that a deletion vector deletes are in both counts or in none.
      if let rowCount { bounds.isAllNull = nulls == rowCount }
    }
    bounds.minimum = Self.value(minimums, column).flatMap {
      Self.literal($0, column.type, isMaximum: false)
    }
    bounds.maximum = Self.value(maximums, column).flatMap {
      Self.literal($0, column.type, isMaximum: true)
    }
    return bounds
  }

  private static func value(
    _ values: [JSONValue?], _ column: StatisticsProjection.Column
  ) -> JSONValue? {
    var value = values[column.index]
    for name in column.path.dropFirst() { value = value?[name] }
    return value
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
    var reader = JSONReader(bytes, in: range)
    return try? readRowCount(&reader)
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
