import Columnar

/// What a writer knows of one column of a file.
public struct ColumnStatistics: Sendable, Hashable {
  /// The column by its logical name; a member of a struct by the names on the way to it.
  public var path: [String]
  /// The least value, or something less.
  public var minimum: Literal?
  /// The greatest value, or something greater.
  public var maximum: Literal?
  /// How many values are null.
  public var nullCount: Int?

  /// Describes a column of a file.
  public init(
    path: [String], minimum: Literal? = nil, maximum: Literal? = nil, nullCount: Int? = nil
  ) {
    self.path = path
    self.minimum = minimum
    self.maximum = maximum
    self.nullCount = nullCount
  }
}

extension Metadata {
  /// The columns, as paths of logical names, that statistics are kept of: the first 32 leaves
  /// that are not partition columns, or as `delta.dataSkippingNumIndexedCols` and
  /// `delta.dataSkippingStatsColumns` say.
  public var statisticsColumns: [[String]] {
    if let named = configuration["delta.dataSkippingStatsColumns"] {
      let wanted = named.split(separator: ",").map { name in
        name.trimmingPrefix { $0 == " " }.split(separator: ".").map {
          String($0.filter { $0 != "`" })
        }
      }
      return leaves.filter { leaf in wanted.contains { leaf.starts(with: $0) } }
    }
    let limit = configuration["delta.dataSkippingNumIndexedCols"].flatMap { Int($0) } ?? 32
    return limit < 0 ? leaves : Array(leaves.prefix(limit))
  }

  private var leaves: [[String]] {
    var found: [[String]] = []
    func descend(_ fields: [Field], _ path: [String]) {
      for field in fields {
        if case .structure(let members) = field.type {
          descend(members, path + [field.name])
        } else {
          found.append(path + [field.name])
        }
      }
    }
    descend(schema.fields.filter { !partitionColumns.contains($0.name) }, [])
    return found
  }

  /// The statistics of a file in Delta's JSON form, for ``AddFile/statistics``.
  ///
  /// Long text is cut to 32 characters (a maximum so that it stays one), times to milliseconds,
  /// and bounds that JSON cannot say are left out. Columns beyond ``statisticsColumns`` are left
  /// out as well.
  public func statisticsJSON(rowCount: Int, columns: [ColumnStatistics]) -> String {
    let wanted = Set(statisticsColumns)
    var minimums = StatisticsTree()
    var maximums = StatisticsTree()
    var nullCounts = StatisticsTree()
    for column in columns {
      guard let (physical, field) = resolve(column.path), wanted.contains(column.path)
      else { continue }
      if let value = column.minimum.flatMap({ $0.statistic(field.type, isMaximum: false) }) {
        minimums.set(physical[...], value)
      }
      if let value = column.maximum.flatMap({ $0.statistic(field.type, isMaximum: true) }) {
        maximums.set(physical[...], value)
      }
      if let count = column.nullCount { nullCounts.set(physical[...], .integer(Int64(count))) }
    }
    return JSONValue.object([
      "numRecords": .integer(Int64(rowCount)), "minValues": minimums.value,
      "maxValues": maximums.value, "nullCount": nullCounts.value,
    ]).rendered
  }
}

/// Values by paths of names.
private struct StatisticsTree {
  private indirect enum Node {
    case leaf(JSONValue)
    case branch(StatisticsTree)
  }

  private var members: [(name: String, node: Node)] = []

  mutating func set(_ path: ArraySlice<String>, _ value: JSONValue) {
    guard let name = path.first else { return }
    let rest = path.dropFirst()
    let index = members.firstIndex { $0.name == name }
    var node = Node.leaf(value)
    if !rest.isEmpty {
      var branch = StatisticsTree()
      if let index, case .branch(let existing) = members[index].node { branch = existing }
      branch.set(rest, value)
      node = .branch(branch)
    }
    if let index {
      members[index].node = node
    } else {
      members.append((name, node))
    }
  }

  var value: JSONValue {
    .object(
      members.map { member in
        switch member.node {
        case .leaf(let value): JSONValue.Member(name: member.name, value: value)
        case .branch(let tree): JSONValue.Member(name: member.name, value: tree.value)
        }
      })
  }
}

extension Literal {
  /// The value as a bound in statistics of a column of `type`; `nil` if there can be none.
  func statistic(_ type: LogicalType, isMaximum: Bool) -> JSONValue? {
    switch (self, type) {
    case (.integer(let value), _) where type.isNumeric: return .integer(value)
    case (.double(let value), _) where type.isNumeric:
      return value.isFinite ? .number(String(value)) : nil
    case (.decimal(let unscaled, let scale), _) where type.isNumeric:
      return .number(Self.text(unscaled, scale))
    case (.string(let text), .string):
      return (isMaximum ? Self.truncatedMaximum(text) : Self.truncated(text)).map { .string($0) }
    case (.date(let days), .date): return CivilTime.text(days: Int(days)).map { .string($0) }
    case (.timestamp(let micros), .timestamp(_, let isAdjustedToUTC)):
      // Up to the next millisecond for a maximum, as readers may compare what they read.
      let (millis, _) = CivilTime.flooredDivision(micros + (isMaximum ? 999 : 0), by: 1000)
      let text = CivilTime.text(microseconds: millis * 1000, separator: "T", digits: 3)
      return text.map { .string(isAdjustedToUTC ? $0 + "Z" : $0) }
    default: return nil
    }
  }

  private static let textLimit = 32

  private static func truncated(_ text: String) -> String? {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(textLimit)))
  }

  /// A text at most one character longer than the limit that is not less than `text`.
  private static func truncatedMaximum(_ text: String) -> String? {
    let scalars = text.unicodeScalars
    guard scalars.dropFirst(textLimit).first != nil else { return text }
    var head = String.UnicodeScalarView(scalars.prefix(textLimit))
    let next = scalars.dropFirst(textLimit).first
    guard next != "\u{10FFFF}" else { return nil }
    // The greatest ASCII character where that does, as some readers mind others.
    head.append(next.map { $0.value < 0x7F } == true ? "\u{7F}" : "\u{10FFFF}")
    return String(head)
  }
}
