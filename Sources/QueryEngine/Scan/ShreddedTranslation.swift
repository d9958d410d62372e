import Columnar
import DeltaLake
import Parquet
import SQLAnalysis

/// How values of a file with shredded variants become those of the table: along the type that the
/// file has, which is the file's own.
struct ShreddedTranslation {
  let metadata: Metadata
  /// What puts a variant of a type together.
  let functions: [LogicalType: String]

  /// Translates a value.
  ///
  /// - Parameters:
  ///   - value: an expression.
  ///   - file: its type in the file.
  ///   - table: the type that it is to have.
  ///   - depth: in how many lists it stands.
  /// - Returns: an expression for the table's value.
  func apply(
    to value: String, _ file: LogicalType, _ table: LogicalType, depth: Int
  ) -> String {
    switch (table, file) {
    case (.variant, .structure) where ShreddedVariant.isShredded(file):
      return "variant_bytes_to_variant(\(functions[file] ?? "")(\(value)))"
    case (.variant, .structure): return PhysicalNaming.decoded(value)
    case (.structure(let fields), .structure(let inFile)):
      let members = fields.map { field in
        "\(SQLQuoting.name(field.name)) := \(member(field, of: value, inFile, depth: depth))"
      }
      return "CASE WHEN \(value) IS NOT NULL THEN "
        + "struct_pack(\(members.joined(separator: ", "))) END"
    case (.list(let element), .list(let inFile)) where element.type.holdsVariants:
      return list(value, inFile.type, element.type, depth: depth)
    case (.map(_, let entry), .map(_, let inFile)) where entry.type.holdsVariants:
      let values = list("map_values(\(value))", inFile.type, entry.type, depth: depth)
      return "CASE WHEN \(value) IS NOT NULL THEN map(map_keys(\(value)), \(values)) END"
    default: return file == table ? value : "CAST(\(value) AS \(table))"
    }
  }

  private func list(
    _ value: String, _ file: LogicalType, _ table: LogicalType, depth: Int
  ) -> String {
    let element = "x\(depth)"
    let translated = apply(to: element, file, table, depth: depth + 1)
    return "list_transform(\(value), lambda \(element): \(translated))"
  }

  /// A field of a struct; null where the file is older than the field.
  private func member(
    _ field: Field, of value: String, _ inFile: [Field], depth: Int
  ) -> String {
    let name = metadata.physicalName(of: field)
    guard let held = inFile.first(where: { $0.name == name }) else {
      return "CAST(NULL AS \(field.type))"
    }
    let member = "struct_extract(\(value), \(SQLQuoting.string(name)))"
    return apply(to: member, held.type, field.type, depth: depth)
  }
}
