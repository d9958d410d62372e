import OrderedCollections
import Spelling

extension ProjectParser {
  /// Holds what a schema file says of a model's constraints against dbt's rules, and adds to what
  /// the model refers to the tables that its foreign keys name.
  ///
  /// - Throws: ``TransformError`` of kind `configuration` at the model's entry.
  func checkConstraints(_ node: inout Node, at location: SourceLocation) throws(TransformError) {
    guard node.resourceType == .model else { return }
    if node.isContracted, node.columns.isEmpty {
      throw TransformError(
        .configuration,
        "Contract enforcement failed for: (\(node.originalPath)): Constraints must be defined in a "
          + "`yml` schema configuration file like `schema.yml`",
        hint: "list the columns of \(node.name) below it, each with its data_type", at: location)
    }
    try checkPrimaryKey(node, at: location)
    let all = node.columns.values.flatMap(\.constraints) + node.constraints
    for constraint in all { try checkKind(of: constraint, node, at: location) }
    for constraint in all where constraint["type"]?.string == "foreign_key" {
      guard let target = constraint["to"]?.string else { continue }
      switch StaticTemplate("{{ \(target) }}")?.parts.first {
      case .reference(let reference): node.references.append(reference)
      case .source(let source): node.sources.append(source)
      default:
        throw TransformError(
          .configuration,
          "Invalid 'ref' or 'source' syntax on foreign key constraint 'to' on model "
            + "\(node.name): \(target)",
          hint: "write to: ref('customers')", at: location)
      }
    }
  }

  private func checkKind(
    of constraint: DataValue, _ node: Node, at location: SourceLocation
  ) throws(TransformError) {
    let kinds = ["check", "not_null", "unique", "primary_key", "foreign_key", "custom"]
    let kind = constraint["type"]?.string ?? ""
    guard !kinds.contains(kind) else { return }
    throw TransformError(
      .configuration, "\(node.uniqueID) has a constraint of an unknown type '\(kind)'",
      hint: NearestName.of(kind, among: kinds).map { "did you mean \"\($0)\"?" }
        ?? "one of: \(kinds.joined(separator: ", "))", at: location)
  }

  private func checkPrimaryKey(_ node: Node, at location: SourceLocation) throws(TransformError) {
    let isKey = { (constraint: DataValue) in constraint["type"]?.string == "primary_key" }
    let keys = node.columns.values.flatMap { column in
      column.constraints.filter(isKey).map { _ in column.name }
    }
    var reason: String?
    if keys.count > 1 {
      reason =
        "Found \(keys.count) columns (\(DataValue(strings: keys).pythonRepresentation)) with primary "
        + "key constraints defined. Primary keys for multiple columns must be defined as a model "
        + "level constraint."
    } else if !keys.isEmpty, node.constraints.contains(where: isKey) {
      reason =
        "Primary key constraints defined at the model level and the columns level. Primary keys "
        + "can be defined at the model level or the column level, not both."
    }
    guard let reason else { return }
    throw TransformError(
      .configuration, "Primary key constraint error: (\(node.originalPath)): \(reason)",
      hint: "write below the model: constraints: [{type: primary_key, columns: [a, b]}]",
      at: location)
  }
}
