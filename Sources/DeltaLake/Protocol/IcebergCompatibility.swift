import Columnar

/// What a table must be like so that its data files are an Iceberg table's as well
/// (`icebergCompatV1` and `icebergCompatV2` of Delta's protocol).
public enum IcebergCompatibility: String, Sendable, Hashable, CaseIterable {
  /// Without lists and maps.
  case v1 = "icebergCompatV1"
  /// With lists and maps, whose elements, keys and values have ids.
  case v2 = "icebergCompatV2"

  static let nestedIdsKey = "delta.columnMapping.nested.ids"

  /// The table feature.
  var feature: TableFeature { self == .v1 ? .icebergCompatV1 : .icebergCompatV2 }

  /// The property that asks for it.
  var property: String {
    self == .v1 ? "delta.enableIcebergCompatV1" : "delta.enableIcebergCompatV2"
  }

  /// Whether Iceberg has a form for values of a type.
  func allows(_ type: LogicalType) -> Bool {
    switch type {
    case .int8, .int16, .int32, .int64, .float32, .float64, .decimal, .string, .binary, .boolean,
      .timestamp, .date:
      true
    case .structure(let fields): fields.allSatisfy { allows($0.type) }
    case .list(let element): self != .v1 && allows(element.type)
    case .map(let key, let value): self != .v1 && allows(key.type) && allows(value.type)
    default: false
    }
  }
}

extension Metadata {
  /// Whether the table's files are to be those of an Iceberg table, and by which rules; `nil` if
  /// they need not.
  ///
  /// The host that writes the files puts the values of partition columns into them, behind the
  /// others, and the ids of fields.
  public var icebergCompatibility: IcebergCompatibility? {
    IcebergCompatibility.allCases.last { flag($0.property) }
  }

  /// Refuses what an Iceberg table cannot have.
  func checkIcebergCompatibility() throws {
    guard let version = icebergCompatibility else { return }
    func refuse(_ reason: String, _ hint: String) -> DeltaError {
      DeltaError(.notAllowed, "\(version.property) is set: \(reason)", hint: hint)
    }
    if IcebergCompatibility.allCases.allSatisfy({ flag($0.property) }) {
      throw refuse(
        "the table cannot follow both versions",
        "set \(IcebergCompatibility.v1.property) to false")
    }
    if columnMapping == .none {
      throw refuse(
        "the columns need ids", "set delta.columnMapping.mode to name as well")
    }
    if hasDeletionVectors {
      throw refuse(
        "the table cannot have deletion vectors",
        "set delta.enableDeletionVectors to false")
    }
    if let field = schema.fields.first(where: { !version.allows($0.type) }) {
      throw refuse(
        "the column \"\(field.name)\" has the type \(field.type), which Iceberg lacks there",
        version == .v1
          ? "\(IcebergCompatibility.v2.property) allows lists and maps"
          : "leave the column out, or cast it")
    }
  }

  /// Gives the elements, keys and values within columns ids of their own, where there are none.
  mutating func assignNestedFieldIds() {
    guard icebergCompatibility == .v2 else { return }
    var last = configuration["delta.columnMapping.maxColumnId"].flatMap { Int($0) } ?? 0
    schema.fields = schema.fields.map { withNestedIds($0, &last) }
    configuration["delta.columnMapping.maxColumnId"] = String(last)
  }

  private func withNestedIds(_ field: Field, _ last: inout Int) -> Field {
    var field = field
    var ids = nestedFieldIds(of: field)
    field.type = identified(field.type, at: physicalName(of: field), &ids, &last)
    guard !ids.isEmpty else { return field }
    let members = ids.sorted { $0.value < $1.value }.map {
      JSONValue.Member(name: $0.key, value: .integer(Int64($0.value)))
    }
    field.metadata[IcebergCompatibility.nestedIdsKey] = JSONValue.object(members).rendered
    return field
  }

  /// A type whose structs' fields have nested ids; those of its own lists and maps go to `ids`.
  private func identified(
    _ type: LogicalType, at path: String, _ ids: inout [String: Int], _ last: inout Int
  ) -> LogicalType {
    func inner(_ field: Field, _ name: String) -> Field {
      var field = field
      let path = "\(path).\(name)"
      if ids[path] == nil {
        last += 1
        ids[path] = last
      }
      field.type = identified(field.type, at: path, &ids, &last)
      return field
    }
    switch type {
    case .structure(let fields): return .structure(fields.map { withNestedIds($0, &last) })
    case .list(let element): return .list(inner(element, "element"))
    case .map(let key, let value):
      return .map(key: inner(key, "key"), value: inner(value, "value"))
    default: return type
    }
  }
}
