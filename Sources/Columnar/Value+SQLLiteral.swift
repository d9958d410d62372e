import FoundationEssentials

extension Value {
  /// An SQL expression that DuckDB evaluates to an equal value, of the narrowest type that holds
  /// the case; an `.integer` is `INTEGER` or wider. ``sqlLiteral(as:)`` also fixes the type.
  public var sqlLiteral: String {
    switch self {
    case .null: "NULL"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .unsigned(let value): Self.cast("\(value)", "UBIGINT")
    case .hugeInteger(let value): Self.cast("'\(value)'", "HUGEINT")
    case .unsignedHuge(let value): Self.cast("'\(value)'", "UHUGEINT")
    case .float: Self.cast("'\(description)'", "FLOAT")
    case .double: Self.cast("'\(description)'", "DOUBLE")
    case .decimal(let value):
      Self.cast("'\(value)'", "DECIMAL(\(value.precision),\(value.scale))")
    case .string(let value): Self.stringLiteral(value)
    case .json(let value): Self.cast(Self.stringLiteral(value), "JSON")
    case .bits(let value): Self.cast("'\(value)'", "BIT")
    case .binary(let bytes):
      Self.cast("'" + bytes.map { "\\x" + Self.hexadecimal($0) }.joined() + "'", "BLOB")
    case .uuid: Self.cast("'\(description)'", "UUID")
    case .date: Self.cast("'\(description)'", "DATE")
    case .time(_, let unit): Self.cast("'\(description)'", "\(LogicalType.time(unit))")
    case .timeWithZone: Self.cast("'\(description)'", "TIME WITH TIME ZONE")
    case .timestamp(_, let unit, let isAdjustedToUTC):
      Self.cast(
        "'\(description)'", "\(LogicalType.timestamp(unit, isAdjustedToUTC: isAdjustedToUTC))")
    case .interval(let value): Self.literal(of: value)
    case .list(let elements):
      "[" + elements.map(\.sqlLiteral).joined(separator: ", ") + "]"
    case .structure(let members): Self.literal(of: members.map { ($0.name, $0.value.sqlLiteral) })
    case .union(let member):
      "union_value(\(Self.quotedIdentifier(member.name)) := \(member.value.sqlLiteral))"
    case .map(let entries):
      "MAP {"
        + entries.map { "\($0.key.sqlLiteral): \($0.value.sqlLiteral)" }.joined(separator: ", ")
        + "}"
    }
  }

  /// An SQL expression that DuckDB evaluates to an equal value of exactly `type`, or to a
  /// conversion error where the value has no such form.
  public func sqlLiteral(as type: LogicalType) -> String {
    // A row without names has no type that SQL can spell; its members carry theirs.
    if case .structure(let fields) = type, !isNull, !fields.isEmpty,
      fields.allSatisfy({ $0.name.isEmpty })
    {
      return typedContents(type)
    }
    return Self.cast(typedContents(type), type.description)
  }

  /// The literal with every part inside it cast to the part's type, so that empty lists and
  /// members of unions get theirs too.
  private func typedContents(_ type: LogicalType) -> String {
    switch (self, type) {
    case (.list(let elements), .list(let field)), (.list(let elements), .array(let field, _)):
      return "[" + elements.map { $0.sqlLiteral(as: field.type) }.joined(separator: ", ") + "]"
    case (.structure(let members), .structure(let fields)) where members.count == fields.count:
      return Self.literal(
        of: zip(fields, members).map { ($0.name, $1.value.sqlLiteral(as: $0.type)) })
    case (.map(let entries), .map(let key, let value)):
      let pairs = entries.map {
        $0.key.sqlLiteral(as: key.type) + ": " + $0.value.sqlLiteral(as: value.type)
      }
      return "MAP {" + pairs.joined(separator: ", ") + "}"
    case (.union(let member), .union(let fields)):
      guard let field = fields.first(where: { $0.name == member.name }) else { return sqlLiteral }
      let literal = member.value.sqlLiteral(as: field.type)
      return "union_value(\(Self.quotedIdentifier(member.name)) := \(literal))"
    default:
      return sqlLiteral
    }
  }

  /// `text` as an SQL string literal.
  public static func stringLiteral(_ text: String) -> String {
    let quoted = "'" + text.replacing("'", with: "''") + "'"
    // A statement ends at its first zero byte, so zero bytes are spelled as calls.
    guard text.unicodeScalars.contains("\0") else { return quoted }
    return "(" + quoted.replacing("\0", with: "' || chr(0) || '") + ")"
  }

  /// `name` as an SQL identifier, always in double quotes.
  public static func quotedIdentifier(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
  }

  private static func cast(_ literal: String, _ type: String) -> String {
    "CAST(\(literal) AS \(type))"
  }

  private static func literal(of interval: Interval) -> String {
    cast(
      "'\(interval.months) months \(interval.days) days \(interval.microseconds) microseconds'",
      "INTERVAL")
  }

  private static func literal(of members: [(name: String, literal: String)]) -> String {
    if members.allSatisfy({ $0.name.isEmpty }) {
      return "ROW(" + members.map(\.literal).joined(separator: ", ") + ")"
    }
    let pairs = members.map { "\(stringLiteral($0.name)): \($0.literal)" }
    return "{" + pairs.joined(separator: ", ") + "}"
  }
}
