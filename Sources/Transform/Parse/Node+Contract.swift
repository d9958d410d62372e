import OrderedCollections
extension Node {
  /// Whether the columns declared have to be those that the code gives.
  public var isContracted: Bool { config["contract"]?["enforced"]?.boolean ?? false }

  /// A hash of what a contract promises, which tells when it is broken; nil without a contract.
  var contractChecksum: String? {
    guard isContracted else { return nil }
    var text = ""
    for column in columns.values.sorted(by: { $0.name < $1.name }) {
      text += "|\(column.name)\(column.dataType ?? "None")"
      let constraints = column.constraints.map { Self.representation($0, of: "Column") }
      text += "[" + constraints.joined(separator: ", ") + "]"
    }
    if ["table", "incremental"].contains(materialized) {
      let own = constraints.map { Self.representation($0, of: "Model") }
      text += materialized + "[" + own.joined(separator: ", ") + "]"
    }
    return ProjectParser.checksum(text)
  }

  /// A constraint as Python shows it, which is what dbt makes the hash of.
  private static func representation(_ constraint: DataValue, of level: String) -> String {
    let full = normalized(constraint, level: level)
    let fields = full.map { key, value -> String in
      guard key == "type", let type = value.string else {
        return "\(key)=\(value.pythonRepresentation)"
      }
      return "type=<ConstraintType.\(type): '\(type)'>"
    }
    return "\(level)LevelConstraint(\(fields.joined(separator: ", ")))"
  }

  /// A constraint with everything it leaves unsaid.
  static func normalized(_ constraint: DataValue, level: String) -> DataValue.Dictionary {
    var result: DataValue.Dictionary = [
      "type": constraint["type"] ?? .null, "name": constraint["name"] ?? .null,
      "expression": constraint["expression"] ?? .null,
      "warn_unenforced": constraint["warn_unenforced"] ?? true,
      "warn_unsupported": constraint["warn_unsupported"] ?? true,
      "to": constraint["to"] ?? .null, "to_columns": constraint["to_columns"] ?? [],
    ]
    if level == "Model" { result["columns"] = constraint["columns"] ?? [] }
    return result
  }
}
