public import Columnar

/// Where an added column stands among the others.
public enum ColumnPlace: Sendable, Hashable {
  /// Behind all others.
  case last
  /// Before all others.
  case first
  /// Behind another.
  case after(String)
}

/// What `ALTER TABLE` makes of a table, as functions of its metadata.
extension Metadata {
  /// The table with one more column, which is null in the rows there are.
  ///
  /// - Throws: ``DeltaError/Kind/invalidArgument`` if there is one of the name, or none to stand
  ///   behind.
  public func adding(_ field: Field, _ place: ColumnPlace = .last) throws -> Metadata {
    guard schema[field.name] == nil else {
      throw DeltaError(.invalidArgument, "there is a column \"\(field.name)\" already")
    }
    var result = self
    switch place {
    case .last: result.schema.fields.append(field)
    case .first: result.schema.fields.insert(field, at: 0)
    case .after(let name):
      guard let index = schema.index(of: name) else { throw unknown([name]) }
      result.schema.fields.insert(field, at: index + 1)
    }
    if columnMapping != .none { result.assignColumnMapping() }
    return result
  }

  /// The table with a column under another name. Its files stay as they are, so that the table
  /// must have column mapping.
  public func renaming(_ path: [String], to name: String) throws -> Metadata {
    try requireMapping(for: "renamed")
    let old = try field(at: path).name
    try requireUnused(old, path)
    let siblings = path.count == 1 ? schema.fields : try members(at: Array(path.dropLast()))
    guard old.lowercased() == name.lowercased() || Schema(siblings)[name] == nil else {
      throw DeltaError(.invalidArgument, "there is a column \"\(name)\" already")
    }
    var result = try changing(path) { $0.name = name }
    if path.count == 1 {
      result.partitionColumns = partitionColumns.map { $0 == old ? name : $0 }
    }
    return result
  }

  /// The table without a column. Its values stay in the files, unseen.
  public func dropping(_ path: [String]) throws -> Metadata {
    try requireMapping(for: "dropped")
    let name = try field(at: path).name
    try requireUnused(name, path)
    guard path.count > 1 || !partitionColumns.contains(name) else {
      throw DeltaError(.notAllowed, "the table is partitioned by \"\(name)\", which has to stay")
    }
    let siblings = path.count == 1 ? schema.fields : try members(at: Array(path.dropLast()))
    guard siblings.count > 1 else {
      throw DeltaError(.notAllowed, "\"\(name)\" is the last column, which has to stay")
    }
    let kept = siblings.filter { $0.name != name }
    guard path.count > 1 else {
      var result = self
      result.schema.fields = kept
      return result
    }
    return try changing(Array(path.dropLast())) { $0.type = .structure(kept) }
  }

  /// The table with a wider type for a column.
  ///
  /// - Throws: ``DeltaError/Kind/schemaMismatch`` where values of the old type are not all values
  ///   of the new, ``DeltaError/Kind/notAllowed`` where the table does not allow it.
  public func widening(_ path: [String], to type: LogicalType) throws -> Metadata {
    let field = try field(at: path)
    guard field.type != type else { return self }
    guard configuration["delta.enableTypeWidening"]?.lowercased() == "true" else {
      throw DeltaError(
        .notAllowed, "the table does not allow types to change",
        hint: "set the property delta.enableTypeWidening to true first; fewer programs can read"
          + " the table then")
    }
    guard field.type.widens(to: type), let from = SchemaCoding.name(of: field.type),
      let to = SchemaCoding.name(of: type)
    else {
      throw DeltaError(
        .schemaMismatch, "\"\(field.name)\" is \(field.type), which does not widen to \(type)",
        hint: "numbers and dates may become wider ones")
    }
    return try changing(path) { field in
      let known = field.metadata["delta.typeChanges"].flatMap { try? JSONValue(parsing: $0) }
      let change = JSONValue.object(["fromType": .string(from), "toType": .string(to)])
      field.metadata["delta.typeChanges"] =
        JSONValue.array((known?.elements ?? []) + [change]).rendered
      field.type = type
    }
  }

  /// The table with a change of one of its columns.
  public func changing(
    _ path: [String], _ change: (inout Field) throws -> Void
  ) throws -> Metadata {
    func descend(_ fields: [Field], _ rest: ArraySlice<String>) throws -> [Field] {
      guard let name = rest.first, let index = Schema(fields).index(of: name) else {
        throw unknown(path)
      }
      var fields = fields
      guard rest.count > 1 else {
        try change(&fields[index])
        return fields
      }
      guard case .structure(let members) = fields[index].type else { throw unknown(path) }
      fields[index].type = .structure(try descend(members, rest.dropFirst()))
      return fields
    }
    var result = self
    result.schema.fields = try descend(schema.fields, path[...])
    return result
  }

  /// The table with other properties. Turning column mapping on keeps the names that the files
  /// have.
  ///
  /// - Parameters:
  ///   - values: what is set.
  ///   - removed: what is unset.
  /// - Returns: the table's metadata with them.
  /// - Throws: ``DeltaError/Kind/notAllowed`` where column mapping would change.
  public func setting(
    _ values: [String: String], removing removed: [String] = []
  ) throws -> Metadata {
    let key = "delta.columnMapping.mode"
    var result = self
    for name in removed { result.configuration[name] = nil }
    result.configuration.merge(values) { $1 }
    guard result.columnMapping != columnMapping else { return result }
    guard columnMapping == .none, result.columnMapping == .name else {
      throw DeltaError(
        .notAllowed, "column mapping can be turned on, as `name`, and not changed any more",
        hint: "leave \(key) as it is")
    }
    result.assignColumnMapping(keepingNames: true)
    return result
  }

  // MARK: Columns

  /// The column at a path, without regard to case.
  public func field(at path: [String]) throws -> Field {
    guard let found = resolve(path)?.field else { throw unknown(path) }
    return found
  }

  private func members(at path: [String]) throws -> [Field] {
    guard case .structure(let members) = try field(at: path).type else { throw unknown(path) }
    return members
  }

  private func unknown(_ path: [String]) -> DeltaError {
    DeltaError(
      .invalidArgument, "the table has no column \"\(path.joined(separator: "."))\"",
      hint: "its columns are \(schema.names.joined(separator: ", "))")
  }

  private func requireMapping(for change: String) throws {
    guard columnMapping == .none else { return }
    throw DeltaError(
      .notAllowed, "columns of the table cannot be \(change): its files know them by their names",
      hint: "set the property delta.columnMapping.mode to name first")
  }

  /// Refuses a column that a rule of the table names.
  private func requireUnused(_ name: String, _ path: [String]) throws {
    guard path.count == 1 else { return }
    let rules =
      checkConstraints.map { ("the constraint \"\($0.key)\"", $0.value) }
      + generatedColumns.map { ("the generated column \"\($0.column)\"", $0.expression) }
    for (rule, expression) in rules where Self.names(in: expression).contains(name.lowercased()) {
      throw DeltaError(.notAllowed, "\(rule) needs the column \"\(name)\"", hint: "drop it first")
    }
  }

  /// The words of an expression, in lower case; more than its columns, never fewer.
  private static func names(in expression: String) -> Set<String> {
    Set(
      expression.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    )
  }
}

extension LogicalType {
  /// Whether Delta lets a column of this type get the other.
  func widens(to type: LogicalType) -> Bool {
    let integers: [LogicalType] = [.int8, .int16, .int32, .int64]
    switch (self, type) {
    case (.float32, .float64), (.int8, .float64), (.int16, .float64), (.int32, .float64),
      (.date, .timestamp(_, isAdjustedToUTC: false)):
      return true
    case (.decimal(let precision, let scale), .decimal(let newPrecision, let newScale)):
      return newScale >= scale && newPrecision - precision >= newScale - scale
    case (_, .decimal(let precision, let scale)):
      guard integers.contains(self) else { return false }
      return precision - scale >= (self == .int64 ? 20 : 10)
    default:
      guard let old = integers.firstIndex(of: self), let new = integers.firstIndex(of: type)
      else { return false }
      return old < new
    }
  }
}
