import Columnar
import DeltaLake
import SQLAnalysis

/// The ids of fields in data files, as `COPY` takes them: Delta asks for them wherever it maps
/// columns, and Iceberg finds columns by nothing else.
struct FieldIds {
  let metadata: Metadata

  /// The value of `COPY`'s option `FIELD_IDS` for columns of the table; `nil` if none has an id.
  func option(_ columns: [Field]) -> String? {
    let entries = columns.compactMap { entry($0) }
    return entries.isEmpty ? nil : "{" + entries.joined(separator: ", ") + "}"
  }

  private func entry(_ field: Field) -> String? {
    guard let id = metadata.fieldId(of: field) else { return nil }
    let name = metadata.physicalName(of: field)
    let nested = metadata.nestedFieldIds(of: field)
    return "\(SQLQuoting.string(name)): " + value(id, field.type, at: name, nested)
  }

  /// The ids of a column and of what is within it; `nested` has those of elements, keys and
  /// values by their paths.
  private func value(
    _ id: Int?, _ type: LogicalType, at path: String, _ nested: [String: Int]
  ) -> String {
    var entries = id.map { ["__duckdb_field_id: \($0)"] } ?? []
    func inner(_ name: String, _ type: LogicalType) -> String {
      let path = "\(path).\(name)"
      return "\(name): " + value(nested[path], type, at: path, nested)
    }
    func mayHaveIds(_ name: String, _ type: LogicalType) -> Bool {
      nested["\(path).\(name)"] != nil || type.isNested && type != .variant
    }
    switch type {
    case .structure(let fields): entries += fields.compactMap { entry($0) }
    case .list(let element):
      if mayHaveIds("element", element.type) { entries.append(inner("element", element.type)) }
    case .map(let key, let value):
      if mayHaveIds("key", key.type) { entries.append(inner("key", key.type)) }
      if mayHaveIds("value", value.type) { entries.append(inner("value", value.type)) }
    default:
      if let id { return "\(id)" }
    }
    return "{" + entries.joined(separator: ", ") + "}"
  }
}
