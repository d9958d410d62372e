/// A value as the durable state keeps it: the types SQLite and PostgreSQL have in common.
public enum StoreValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case binary([UInt8])

  /// Text, or null where there is none.
  public static func optional(_ text: String?) -> StoreValue {
    text.map { .text($0) } ?? .null
  }

  /// A truth value, kept as 0 or 1.
  public static func boolean(_ value: Bool) -> StoreValue {
    .integer(value ? 1 : 0)
  }
}

extension StoreValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByNilLiteral
{
  /// Makes a text.
  public init(stringLiteral value: String) { self = .text(value) }
  /// Makes an integer.
  public init(integerLiteral value: Int64) { self = .integer(value) }
  /// Makes a null.
  public init(nilLiteral: ()) { self = .null }
}

/// One row of a result, read by column name.
public struct StoreRow: Sendable, Hashable {
  private let values: [String: StoreValue]

  init(values: [String: StoreValue]) {
    self.values = values
  }

  /// The value of a column; null if the result has no such column.
  public subscript(name: String) -> StoreValue { values[name] ?? .null }

  /// The text of a column that is never null.
  ///
  /// - Throws: ``StoreError`` of kind ``StoreError/Kind/type`` if it is not a text.
  public func text(_ name: String) throws -> String {
    guard case .text(let text) = self[name] else { throw mismatch(name, "a text") }
    return text
  }

  /// The text of a column, `nil` where it is null.
  ///
  /// - Throws: ``StoreError`` of kind ``StoreError/Kind/type`` if it is neither.
  public func optionalText(_ name: String) throws -> String? {
    if case .null = self[name] { return nil }
    return try text(name)
  }

  /// The integer of a column that is never null.
  ///
  /// - Throws: ``StoreError`` of kind ``StoreError/Kind/type`` if it is not an integer.
  public func integer(_ name: String) throws -> Int64 {
    guard case .integer(let value) = self[name] else { throw mismatch(name, "an integer") }
    return value
  }

  private func mismatch(_ name: String, _ wanted: String) -> StoreError {
    StoreError(.type, "the column \"\(name)\" of the state database does not hold \(wanted)")
  }
}
