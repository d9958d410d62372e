/// The statistics of one file, read from their JSON text.
struct FileStatistics: Sendable {
  /// How many rows the file holds.
  let rowCount: Int?
  /// Whether the bounds are those of the rows that are left, not of rows that were deleted since.
  let hasTightBounds: Bool
  private let minimums: JSONValue?
  private let maximums: JSONValue?
  private let nullCounts: JSONValue?

  init?(_ bytes: [UInt8], in range: Range<Int>) {
    guard !range.isEmpty else { return nil }
    var reader = JSONReader(bytes, in: range)
    guard let value = try? reader.value() else { return nil }
    rowCount = value["numRecords"]?.integerValue.map { Int($0) }
    hasTightBounds = value["tightBounds"]?.booleanValue ?? true
    minimums = value["minValues"]
    maximums = value["maxValues"]
    nullCounts = value["nullCount"]
  }

  /// The least value of the column at a path of physical names.
  func minimum(_ path: [String]) -> JSONValue? { Self.member(minimums, path) }

  /// The greatest value of the column at a path of physical names.
  func maximum(_ path: [String]) -> JSONValue? { Self.member(maximums, path) }

  /// How many values of the column at a path of physical names are null.
  func nullCount(_ path: [String]) -> Int? {
    Self.member(nullCounts, path)?.integerValue.map { Int($0) }
  }

  private static func member(_ value: JSONValue?, _ path: [String]) -> JSONValue? {
    var value = value
    for name in path { value = value?[name] }
    return value.flatMap { $0.isNull ? nil : $0 }
  }

  private static let names = JSONNames(["numRecords"])

  /// The number of rows alone, without reading the rest.
  static func rowCount(_ bytes: [UInt8], in range: Range<Int>) -> Int? {
    guard !range.isEmpty else { return nil }
    var reader = JSONReader(bytes, in: range)
    return try? readRowCount(&reader)
  }

  private static func readRowCount(_ reader: inout JSONReader) throws(JSONFault) -> Int? {
    var more = try reader.beginObject()
    while more {
      if try reader.key(in: names) == 0 { return Int(try reader.integer()) }
      try reader.skipValue()
      more = try reader.endMember()
    }
    return nil
  }
}
