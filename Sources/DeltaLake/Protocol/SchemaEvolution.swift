public import Columnar
import FoundationEssentials

/// What may happen to a table's schema when rows with other columns are written to it.
public enum SchemaEvolution: Sendable, Hashable {
  /// Nothing: the rows must fit.
  case none
  /// New columns are added at the end, and columns without a type get one (`mergeSchema`).
  case mergeSchema
}

extension Metadata {
  /// What the table is once rows of a schema may be written to it: itself if they fit.
  ///
  /// Columns are matched by name, without regard to case. A column that the rows lack is null in
  /// them. A narrower number is widened to the column's type; the host converts it. That values
  /// are not null where they must not be is for the host to check.
  ///
  /// - Throws: ``DeltaError/Kind/schemaMismatch``, which names the column, both types and what
  ///   can be done.
  public func accepting(
    _ incoming: Schema, evolution: SchemaEvolution = .none
  ) throws -> Metadata {
    var result = self
    var merge = SchemaMerge(evolution: evolution)
    result.schema.fields = try merge.merge(schema.fields, incoming.fields, at: [])
    if merge.hasChanged, columnMapping != .none { result.assignColumnMapping() }
    return result
  }

  /// Gives every field that has none a physical name and an id.
  ///
  /// - Parameter keepingNames: whether the physical names are those the fields have.
  mutating func assignColumnMapping(keepingNames: Bool = false) {
    var lastId = configuration["delta.columnMapping.maxColumnId"].flatMap { Int($0) } ?? 0
    func assign(_ field: Field) -> Field {
      var field = field
      if field.metadata["delta.columnMapping.id"] == nil {
        lastId += 1
        field.metadata["delta.columnMapping.id"] = String(lastId)
        field.metadata["delta.columnMapping.physicalName"] =
          keepingNames ? field.name : "col-\(UUID().uuidString.lowercased())"
      }
      field.type = assign(field.type)
      return field
    }
    func assign(_ type: LogicalType) -> LogicalType {
      switch type {
      case .structure(let fields): return .structure(fields.map { assign($0) })
      case .list(var element):
        element.type = assign(element.type)
        return .list(element)
      case .map(var key, var value):
        key.type = assign(key.type)
        value.type = assign(value.type)
        return .map(key: key, value: value)
      default: return type
      }
    }
    schema.fields = schema.fields.map { assign($0) }
    configuration["delta.columnMapping.maxColumnId"] = String(lastId)
    assignNestedFieldIds()
  }
}

/// Fits the columns of rows to those of a table.
private struct SchemaMerge {
  let evolution: SchemaEvolution
  var hasChanged = false

  init(evolution: SchemaEvolution) {
    self.evolution = evolution
  }

  mutating func merge(
    _ table: [Field], _ incoming: [Field], at path: [String]
  ) throws -> [Field] {
    var merged = table
    var seen: Set<Int> = []
    for field in incoming {
      let place = (path + [field.name]).joined(separator: ".")
      guard let index = Schema(table).index(of: field.name) else {
        merged.append(try added(field, at: place, among: table))
        continue
      }
      guard seen.insert(index).inserted else {
        throw DeltaError(.schemaMismatch, "the column \"\(place)\" is written twice")
      }
      merged[index].type = try merge(
        table[index].type, field.type, at: path + [table[index].name])
    }
    for (index, field) in table.enumerated() where !seen.contains(index) && !field.isNullable {
      let isComputed =
        field.generationExpression != nil || field.defaultExpression != nil
        || field.identity != nil
      guard !isComputed else { continue }
      throw DeltaError(
        .schemaMismatch,
        "the column \"\((path + [field.name]).joined(separator: "."))\" must not be null, and the"
          + " rows to be written do not have it")
    }
    return merged
  }

  private mutating func added(
    _ field: Field, at place: String, among table: [Field]
  ) throws -> Field {
    guard evolution == .mergeSchema else {
      throw DeltaError(
        .schemaMismatch,
        "the table has no column \"\(place)\"; its columns are "
          + table.map { "\"\($0.name)\"" }.joined(separator: ", "),
        hint: "leave the column out, or add it with the option mergeSchema")
    }
    guard let type = LogicalType.storable(nearest: field.type) else {
      throw DeltaError(
        .schemaMismatch,
        "the column \"\(place)\" has the type \(field.type), which Delta cannot store",
        hint: "cast it or leave it out")
    }
    hasChanged = true
    return Field(field.name, type, isNullable: true, metadata: field.metadata)
  }

  private mutating func merge(
    _ table: LogicalType, _ incoming: LogicalType, at path: [String]
  ) throws -> LogicalType {
    switch (table, incoming) {
    case (.structure(let left), .structure(let right)):
      return .structure(try merge(left, right, at: path))
    case (.list(let left), .list(let right)), (.list(let left), .array(let right, _)):
      return .list(try merge(element: left, right, at: path, "element"))
    case (.map(let leftKey, let leftValue), .map(let rightKey, let rightValue)):
      return .map(
        key: try merge(element: leftKey, rightKey, at: path, "key"),
        value: try merge(element: leftValue, rightValue, at: path, "value"))
    case (.null, _) where incoming != .null:
      if evolution == .mergeSchema, let type = LogicalType.storable(nearest: incoming) {
        hasChanged = true
        return type
      }
    default: if table.accepts(incoming) { return table }
    }
    throw DeltaError(
      .schemaMismatch,
      "the column \"\(path.joined(separator: "."))\" is \(table) in the table and \(incoming) in"
        + " the rows to be written",
      hint: "cast it to \(table), or rewrite the table with the option overwriteSchema")
  }

  private mutating func merge(
    element: Field, _ incoming: Field, at path: [String], _ name: String
  ) throws -> Field {
    var element = element
    element.type = try merge(element.type, incoming.type, at: path + [name])
    return element
  }
}

extension LogicalType {
  /// Whether every value of another type is one of this type, once converted.
  func accepts(_ incoming: LogicalType) -> Bool {
    let incoming = LogicalType.storable(nearest: incoming) ?? incoming
    if self == incoming || incoming == .null { return true }
    switch self {
    case .int16, .int32, .int64:
      guard let own = integerDigits, let other = incoming.integerDigits else { return false }
      return other <= own
    case .float64: return incoming == .float32 || (incoming.integerDigits.map { $0 <= 10 } ?? false)
    case .decimal(let precision, let scale):
      if case .decimal(let otherPrecision, let otherScale) = incoming {
        return otherScale <= scale && otherPrecision - otherScale <= precision - scale
      }
      return incoming.integerDigits.map { $0 <= precision - scale } ?? false
    default: return false
    }
  }

  /// The decimal digits that the integers of a signed type have at most.
  private var integerDigits: Int? {
    switch self {
    case .int8: 3
    case .int16: 5
    case .int32: 10
    case .int64: 19
    default: nil
    }
  }
}

extension Metadata {
  /// The expressions that must hold for every row, by the column that declares them
  /// (`delta.invariants`). The host enforces them when it writes.
  public var invariants: [(column: String, expression: String)] {
    schema.fields.compactMap { field in
      field.metadata["delta.invariants"].flatMap { text in
        guard let value = try? JSONValue(parsing: text) else { return nil }
        let inner = value.text.flatMap { try? JSONValue(parsing: $0) } ?? value
        return inner["expression"]?["expression"]?.text.map { (field.name, $0) }
      }
    }
  }

  /// The columns whose values follow from others, with the SQL expression
  /// (`delta.generationExpression`). The host computes or checks them when it writes.
  public var generatedColumns: [(column: String, expression: String)] {
    schema.fields.compactMap { field in
      field.generationExpression.map { (field.name, $0) }
    }
  }

  /// What the host must see to when it adds rows, of what the table uses.
  var neededOfHost: Set<TableFeature> {
    var features: Set<TableFeature> = []
    if !checkConstraints.isEmpty { features.insert(.checkConstraints) }
    if !invariants.isEmpty { features.insert(.invariants) }
    if !generatedColumns.isEmpty { features.insert(.generatedColumns) }
    if schema.fields.contains(where: { $0.identity != nil }) { features.insert(.identityColumns) }
    return features
  }
}
