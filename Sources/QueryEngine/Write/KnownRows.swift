import Columnar
import DeltaLake
import SQLAnalysis

/// Rows that are known before any query runs. Where they are few, writing them takes no query.
enum KnownRows: Sendable {
  /// The columns of a ``RowSource``.
  case batches([ColumnBatch])
  /// Constants of a statement, row by row.
  case literals([[SQLLiteral]])

  /// For more values than these a query engine is faster.
  private static let mostValues = 10_000

  /// How many rows there are.
  var count: Int {
    switch self {
    case .batches(let batches): batches.reduce(0) { $0 + $1.count }
    case .literals(let rows): rows.count
    }
  }

  /// Whether there are few enough values to write them one by one.
  func areFew(columns: Int) -> Bool { count * columns <= Self.mostValues }

  /// The values of a column as those of a table's column.
  ///
  /// - Returns: `nil` where one has to be cast in a way that only a query engine decides.
  func values(_ index: Int, as field: Field) -> [Value]? {
    switch self {
    case .batches(let batches):
      var values: [Value] = []
      values.reserveCapacity(count)
      for batch in batches {
        guard batch.columns.indices.contains(index), batch.columns[index].type == field.type
        else { return nil }
        let column = batch.columns[index]
        for row in 0..<batch.count { values.append(column.value(at: row)) }
      }
      return values
    case .literals(let rows):
      if field.type == .float64, !Self.areExact(rows, index) { return nil }
      var values: [Value] = []
      values.reserveCapacity(rows.count)
      for row in rows {
        guard row.indices.contains(index), let value = Value(row[index], as: field.type)
        else { return nil }
        values.append(value)
      }
      return values
    }
  }
}

extension KnownRows {
  /// Whether the numbers of a column, which DuckDB gives one decimal type before it makes floating
  /// point of them, are exact on the whole way: fifteen digits and their power of ten are.
  private static func areExact(_ rows: [[SQLLiteral]], _ index: Int) -> Bool {
    var whole = 0
    var fraction = 0
    for row in rows {
      guard row.indices.contains(index), case .number(let text) = row[index] else { continue }
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      whole = max(whole, parts.first?.utf8.count ?? 0)
      fraction = max(fraction, parts.dropFirst().first?.utf8.count ?? 0)
    }
    return whole + fraction <= 15
  }
}

extension Value {
  /// A constant as a value of a type, as DuckDB casts it; `nil` where that is more than reading it.
  init?(_ literal: SQLLiteral, as type: LogicalType) {
    switch (literal, type) {
    case (.null, _): self = .null
    case (.boolean(let isTrue), .boolean): self = .boolean(isTrue)
    case (.number(let text), .int8), (.number(let text), .int16), (.number(let text), .int32),
      (.number(let text), .int64):
      guard Self.isDecimal(text, withPoint: false), let number = Int64(text) else { return nil }
      self = .integer(number)
    case (.number(let text), .float64):
      guard Self.isDecimal(text, withPoint: true), let number = Double(text) else { return nil }
      // A constant zero has no sign.
      self = .double(number == 0 ? 0 : number)
    case (.number(let text), .decimal(let precision, let scale)):
      guard let number = Self.decimal(text), number.scale <= scale,
        let rescaled = number.rescaled(to: scale), rescaled.precision <= precision
      else { return nil }
      self = .decimal(rescaled)
    case (.string(let text), .string):
      guard !text.utf8.contains(0) else { return nil }
      self = .string(text)
    case (.string(let text), .date), (.date(let text), .date):
      guard text.utf8.count == 10, case .date(let days)? = Literal(text, type: .date)
      else { return nil }
      self = .date(days)
    default: return nil
    }
  }

  /// Whether a number is nothing but digits, with a sign before them, and a point among them where
  /// there may be one.
  private static func isDecimal(_ text: String, withPoint: Bool) -> Bool {
    var points = 0
    var digits = 0
    for byte in text.hasPrefix("-") ? text.utf8.dropFirst() : text.utf8[...] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "."): points += 1
      default: return false
      }
    }
    return digits > 0 && points <= (withPoint ? 1 : 0)
  }

  private static func decimal(_ text: String) -> Decimal128? {
    guard isDecimal(text, withPoint: true), text.utf8.count <= 18 else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? parts[1] : ""
    return Int128(parts[0] + fraction).map {
      Decimal128(unscaled: $0, scale: fraction.utf8.count)
    }
  }
}
