import Columnar
import DeltaLake
import SQLAnalysis

/// Translates nested values between the names a table's fields have and those they have in its
/// files under column mapping. Without column mapping the names are the same.
struct PhysicalNaming {
  private let metadata: Metadata

  init(_ metadata: Metadata) {
    self.metadata = metadata
  }

  /// The type of a column with the names that nested fields have in the files.
  func type(of field: Field) -> LogicalType {
    metadata.columnMapping == .none ? field.type : physical(field.type)
  }

  private func physical(_ type: LogicalType) -> LogicalType {
    func renamed(_ field: Field) -> Field {
      Field(metadata.physicalName(of: field), physical(field.type))
    }
    switch type {
    case .structure(let fields): return .structure(fields.map(renamed))
    case .list(let element): return .list(Field(element.name, physical(element.type)))
    case .map(let key, let value):
      return .map(
        key: Field(key.name, physical(key.type)), value: Field(value.name, physical(value.type)))
    default: return type
    }
  }

  /// An expression for a column's value as the table names it, from one as files name it.
  func logical(_ value: String, _ field: Field) -> String {
    guard metadata.columnMapping != .none, field.type.isNested else { return value }
    return renamed(value, field.type, depth: 0, from: metadata.physicalName(of:), to: \.name)
  }

  /// An expression for a column's value as files name it, from one as the table names it.
  func physical(_ value: String, _ field: Field) -> String {
    guard metadata.columnMapping != .none, field.type.isNested else { return value }
    return renamed(value, field.type, depth: 0, from: \.name, to: metadata.physicalName(of:))
  }

  private func renamed(
    _ value: String, _ type: LogicalType, depth: Int, from old: (Field) -> String,
    to new: (Field) -> String
  ) -> String {
    let variable = "x\(depth)"
    func inner(_ value: String, _ type: LogicalType) -> String {
      renamed(value, type, depth: depth + 1, from: old, to: new)
    }
    switch type {
    case .structure(let fields):
      let members = fields.map { field in
        let member = "struct_extract(\(value), \(SQLQuoting.string(old(field))))"
        return "\(SQLQuoting.name(new(field))) := \(inner(member, field.type))"
      }
      let list = members.joined(separator: ", ")
      return "CASE WHEN \(value) IS NOT NULL THEN struct_pack(\(list)) END"
    case .list(let element) where element.type.isNested:
      return "list_transform(\(value), lambda \(variable): \(inner(variable, element.type)))"
    case .map(_, let entry) where entry.type.isNested:
      return "CASE WHEN \(value) IS NOT NULL THEN map(map_keys(\(value)), "
        + "list_transform(map_values(\(value)), lambda \(variable): "
        + "\(inner(variable, entry.type)))) END"
    default: return value
    }
  }
}
