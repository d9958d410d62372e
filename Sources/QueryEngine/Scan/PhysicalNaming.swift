import Columnar
import DeltaLake
import SQLAnalysis

/// Translates values between the form that a table has them in and that of its files: nested
/// fields have other names there under column mapping, and variants may be bytes.
///
/// Delta keeps a variant as a struct of two columns of bytes, `metadata` and `value`, in the
/// encoding of Parquet's variants. Not every writer tells Parquet that the struct is a variant:
/// DuckDB reads it as one only where it does.
struct PhysicalNaming {
  private let metadata: Metadata
  /// How the files have variants.
  private let variants: VariantForm
  private var variantsAreEncoded: Bool { variants != .named }

  init(_ metadata: Metadata, variants: VariantForm = .named) {
    self.metadata = metadata
    self.variants = variants
  }

  /// The type that an encoded variant has.
  private static let encodedVariant = LogicalType.structure([
    Field("metadata", .binary), Field("value", .binary),
  ])

  /// The type of a column as the files have it.
  func type(of field: Field) -> LogicalType {
    if let type = typeInFile(of: field) { return type }
    return isSame(field.type) ? field.type : physical(field.type)
  }

  /// The type that a column with variants has where they are shredded; `nil` elsewhere.
  private func typeInFile(of field: Field) -> LogicalType? {
    guard case .shredded(let columns, _) = variants, field.type.holdsVariants else { return nil }
    return columns[metadata.physicalName(of: field)]
  }

  /// Whether values of a type are the same in the files.
  private func isSame(_ type: LogicalType) -> Bool {
    metadata.columnMapping == .none && !(variantsAreEncoded && type.holdsVariants)
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
    case .variant where variantsAreEncoded: return Self.encodedVariant
    default: return type
    }
  }

  /// An expression for a column's value as the table has it, from one as files have it.
  func logical(_ value: String, _ field: Field) -> String {
    guard !isSame(field.type), field.type.isNested else { return value }
    if let type = typeInFile(of: field), case .shredded(_, let functions) = variants {
      let assembly = ShreddedTranslation(metadata: metadata, functions: functions)
      return assembly.apply(to: value, type, field.type, depth: 0)
    }
    let translation = Translation(
      old: { metadata.physicalName(of: $0) }, new: { $0.name },
      variant: { variantsAreEncoded ? Self.decoded($0) : $0 })
    return translation.apply(to: value, field.type, depth: 0)
  }

  /// An expression for a column's value as files have it, from one as the table has it.
  func physical(_ value: String, _ field: Field) -> String {
    guard !isSame(field.type), field.type.isNested else { return value }
    let translation = Translation(
      old: { $0.name }, new: { metadata.physicalName(of: $0) },
      variant: { variantsAreEncoded ? Self.encoded($0) : $0 })
    return translation.apply(to: value, field.type, depth: 0)
  }

  static func decoded(_ value: String) -> String {
    "variant_bytes_to_variant(struct_extract(\(value), 'metadata') "
      + "|| struct_extract(\(value), 'value'))"
  }

  private static func encoded(_ value: String) -> String {
    "CASE WHEN \(value) IS NOT NULL THEN variant_to_parquet_variant(\(value)) END"
  }
}

/// How the parts of a value become those of another.
private struct Translation {
  /// The name of a field before.
  var old: (Field) -> String
  /// The name of a field after.
  var new: (Field) -> String
  /// What becomes of a variant.
  var variant: (String) -> String

  func apply(to value: String, _ type: LogicalType, depth: Int) -> String {
    let variable = "x\(depth)"
    func inner(_ value: String, _ type: LogicalType) -> String {
      apply(to: value, type, depth: depth + 1)
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
    case .variant: return variant(value)
    default: return value
    }
  }
}
