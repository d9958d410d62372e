import Columnar

/// The narrowest type that keeps every value of a column of text as it is.
enum TypeInference {
  private static let integer = "-?(0|[1-9][0-9]{0,17})"
  private static let number = "-?(0|[1-9][0-9]{0,14})([.][0-9]+)?([eE][-+]?[0-9]{1,3})?"
  private static let date = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
  private static let time =
    "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?"
  private static let zone = "(Z|[-+][0-9]{2}(:?[0-9]{2})?)"

  /// An aggregate that gives the type's name, of the texts that `text` stands for.
  ///
  /// A number whose digits a type would drop (leading zeros, more than it holds) stays text. A
  /// column without a value is text.
  static func aggregate(_ text: String) -> String {
    func all(_ pattern: String, _ type: String? = nil) -> String {
      let matches = "regexp_full_match(\(text), '\(pattern)')"
      guard let type else { return "bool_and(\(matches))" }
      let fits = "\(matches) AND TRY_CAST(\(text) AS \(type)) IS NOT NULL"
      return "bool_and(\(fits)) FILTER (\(text) IS NOT NULL)"
    }
    return """
      CASE WHEN count(\(text)) = 0 THEN 'VARCHAR'
        WHEN \(all(integer)) THEN 'BIGINT'
        WHEN \(all(number)) THEN 'DOUBLE'
        WHEN bool_and(lower(\(text)) IN ('true', 'false')) THEN 'BOOLEAN'
        WHEN \(all(date, "DATE")) THEN 'DATE'
        WHEN \(all(time, "TIMESTAMP")) THEN 'TIMESTAMP'
        WHEN \(all(time + zone, "TIMESTAMPTZ")) THEN 'TIMESTAMPTZ'
        ELSE 'VARCHAR' END
      """
  }

  /// The type a name of ``aggregate(_:)`` stands for.
  static func type(named name: String) -> LogicalType {
    switch name {
    case "BIGINT": .int64
    case "DOUBLE": .float64
    case "BOOLEAN": .boolean
    case "DATE": .date
    case "TIMESTAMP": .timestamp(.microseconds, isAdjustedToUTC: false)
    case "TIMESTAMPTZ": .timestamp(.microseconds, isAdjustedToUTC: true)
    default: .string
    }
  }

  /// The narrowest type that holds the values of both.
  static func union(_ left: LogicalType, _ right: LogicalType) -> LogicalType {
    if left == right { return left }
    switch (left, right) {
    case (.int64, .float64), (.float64, .int64): return .float64
    case (.date, .timestamp(let unit, isAdjustedToUTC: false)),
      (.timestamp(let unit, isAdjustedToUTC: false), .date):
      return .timestamp(unit, isAdjustedToUTC: false)
    default: return .string
    }
  }
}
