public import Columnar

/// Puts shredded variants together again, by Parquet's specification of variant shredding.
///
/// A writer shreds a column of variants into typed columns: a struct of `metadata` (the names of
/// all fields), `value` (what fits no typed column, encoded) and `typed_value` (the rest: a column
/// of a plain type, a list of such structs, or a struct of them by the fields' names).
public enum ShreddedVariant {
  /// Whether a type is that of a shredded variant.
  public static func isShredded(_ type: LogicalType) -> Bool {
    guard case .structure(let fields) = type else { return false }
    return Set(fields.map(\.name)).isSuperset(of: ["metadata", "typed_value"])
  }

  /// The types of the shredded variants in a type, itself among them.
  public static func types(in type: LogicalType) -> [LogicalType] {
    if isShredded(type) { return [type] }
    return switch type {
    case .list(let element), .array(let element, _): types(in: element.type)
    case .structure(let fields): fields.flatMap { types(in: $0.type) }
    case .map(let key, let value): types(in: key.type) + types(in: value.type)
    default: []
    }
  }

  /// Puts a variant together.
  ///
  /// - Parameters:
  ///   - value: the struct, not null.
  ///   - type: its type, one that ``isShredded(_:)``.
  /// - Returns: the variant's own encoding: its metadata, and behind them its value.
  /// - Throws: ``ShreddedVariantError`` where the bytes or the columns are not those of a variant.
  public static func assembled(
    _ value: Value, _ type: LogicalType
  ) throws(ShreddedVariantError) -> [UInt8] {
    let parts = try ShreddedParts(value, type)
    guard case .binary(let metadata) = parts.metadata else {
      throw ShreddedVariantError("it has no metadata")
    }
    var names = try VariantNames(metadata)
    // Neither value says that the variant is null.
    let bytes = try assembled(parts, &names) ?? [0]
    return names.encoded + bytes
  }

  /// The value's encoding; `nil` if it is missing.
  private static func assembled(
    _ parts: ShreddedParts, _ names: inout VariantNames
  ) throws(ShreddedVariantError) -> [UInt8]? {
    var rest: [UInt8]?
    if case .binary(let bytes) = parts.value { rest = bytes }
    guard let typed = parts.typed, !typed.value.isNull else { return rest }
    switch (typed.value, typed.type) {
    case (.structure(let members), .structure(let fields)):
      return try object(members, fields, beside: rest, &names)
    case (.list(let elements), .list(let element)):
      guard rest == nil else { throw ShreddedVariantError("a list has an encoded value too") }
      var values: [[UInt8]] = []
      for item in elements {
        let parts = try ShreddedParts(item, element.type)
        values.append(try assembled(parts, &names) ?? [0])
      }
      return VariantEncoding.array(values)
    default:
      guard rest == nil else { throw ShreddedVariantError("a plain value is there twice") }
      return try VariantEncoding.primitive(typed.value, typed.type)
    }
  }

  private static func object(
    _ members: [Value.Member], _ fields: [Field], beside rest: [UInt8]?,
    _ names: inout VariantNames
  ) throws(ShreddedVariantError) -> [UInt8] {
    var entries: [String: [UInt8]] = [:]
    if let rest { entries = try VariantEncoding.fields(of: rest, names) }
    for (member, field) in zip(members, fields) {
      if member.value.isNull { continue }
      let parts = try ShreddedParts(member.value, field.type)
      guard let bytes = try assembled(parts, &names) else { continue }
      entries[field.name] = bytes
    }
    // Fields lie in the order of their names' bytes.
    let sorted = entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return VariantEncoding.object(sorted.map { (names.number(of: $0.key), $0.value) })
  }
}

/// Why columns are no shredded variant. The message names no value.
public struct ShreddedVariantError: Error, CustomStringConvertible {
  /// What is wrong.
  public let message: String

  init(_ message: String) { self.message = message }

  /// What cannot be done, and why.
  public var description: String { "a shredded variant cannot be read: \(message)" }
}

/// The columns that a variant, or a part of one, is shredded into.
private struct ShreddedParts {
  var metadata = Value.null
  var value = Value.null
  var typed: (value: Value, type: LogicalType)?

  init(_ value: Value, _ type: LogicalType) throws(ShreddedVariantError) {
    guard case .structure(let fields) = type else {
      throw ShreddedVariantError("\(type) is no struct of `value` and `typed_value`")
    }
    guard case .structure(let members) = value else { return }
    for (member, field) in zip(members, fields) {
      switch field.name {
      case "metadata": metadata = member.value
      case "value": self.value = member.value
      case "typed_value": typed = (member.value, field.type)
      default: throw ShreddedVariantError("it has a column \"\(field.name)\"")
      }
    }
  }
}
