import Columnar
import DeltaLake
import SQLAnalysis
import Spelling

extension Session {
  /// `ALTER TABLE`, but for its name: one commit that changes no row.
  func alter(
    _ reference: ObjectReference, _ alteration: TableAlteration, _ source: SQLText
  ) async throws -> StatementResult {
    try requireWritable()
    let table = try await tableToChange(reference)
    var transaction = Transaction(on: table.snapshot, alteration.operation(source))
    let isChanged = try await locating(reference) {
      try await self.prepare(&transaction, alteration, table, source)
    }
    guard isChanged else { return StatementResult(tag: "ALTER TABLE") }
    let result = try await transaction.commit()
    lake.snapshots.keep(result.snapshot)
    let target = WriteTarget(
      name: table.name, table: table, location: table.location, replacesView: false)
    try await record(target, result.snapshot)
    return StatementResult(tag: "ALTER TABLE", committedVersion: result.version)
  }

  /// Puts an alteration into a transaction; `false` if there is nothing to do.
  private func prepare(
    _ transaction: inout Transaction, _ alteration: TableAlteration, _ table: LakeTable,
    _ source: SQLText
  ) async throws -> Bool {
    let metadata = table.snapshot.metadata
    switch alteration {
    case .addColumns(let columns, let places, let ifNotExists):
      let added = try adding(columns, places, ifNotExists: ifNotExists, to: metadata, source)
      guard let added else { return false }
      transaction.setMetadata(added)
    case .renameColumn(let column, let name):
      transaction.setMetadata(try placed(column) { try metadata.renaming(column.path, to: name) })
    case .dropColumns(let columns, let ifExists):
      var changed = metadata
      for column in columns where !ifExists || (try? metadata.field(at: column.path)) != nil {
        try requireNotClustering(column, table)
        changed = try placed(column) { try changed.dropping(column.path) }
      }
      guard changed != metadata else { return false }
      transaction.setMetadata(changed)
    case .changeType(let column, let range):
      let type = try self.type(range, source)
      transaction.setMetadata(try placed(column) { try metadata.widening(column.path, to: type) })
    case .setRequired(let column, let isRequired):
      if isRequired {
        let name = SQLQuoting.name(column.path)
        try await requireEveryRow("\(name) IS NOT NULL", table) {
          "the column \"\(column.path.joined(separator: "."))\" has nulls"
        }
        transaction.readWholeTable()
      }
      transaction.setMetadata(
        try placed(column) { try metadata.changing(column.path) { $0.isNullable = !isRequired } })
    case .setDefault(let column, let range):
      if let range { try checkDefault(source[range], at: range.lowerBound) }
      transaction.setMetadata(
        try placed(column) {
          try metadata.changing(column.path) { field in
            field.setDeltaText("CURRENT_DEFAULT", range.map { source[$0] })
          }
        })
    case .commentColumn(let column, let text):
      transaction.setMetadata(
        try placed(column) {
          try metadata.changing(column.path) { $0.setDeltaText("comment", text) }
        })
    default: return try await prepareRules(&transaction, alteration, table, source)
    }
    return true
  }

  private func prepareRules(
    _ transaction: inout Transaction, _ alteration: TableAlteration, _ table: LakeTable,
    _ source: SQLText
  ) async throws -> Bool {
    let metadata = table.snapshot.metadata
    let prefix = "delta.constraints."
    switch alteration {
    case .setProperties(let properties):
      transaction.setMetadata(try metadata.setting(properties))
    case .unsetProperties(let names, let ifExists):
      if let missing = names.first(where: { metadata.configuration[$0] == nil }), !ifExists {
        let nearest = NearestName.of(missing, among: metadata.configuration.keys.sorted())
        throw QueryError(
          .binding, "the table has no property \"\(missing)\"",
          hint: nearest.map { "did you mean \"\($0)\"?" } ?? "use IF EXISTS")
      }
      transaction.setMetadata(try metadata.setting([:], removing: names))
    case .addConstraint(let name, let range):
      let key = prefix + name.lowercased()
      guard metadata.configuration[key] == nil else {
        throw QueryError(.alreadyExists, "there is a constraint \"\(name)\" already")
      }
      let condition = source[range]
      try await requireEveryRow(condition, table) {
        "rows of the table do not fulfil \"\(name)\": \(condition)"
      }
      transaction.readWholeTable()
      transaction.setMetadata(try metadata.setting([key: condition]))
    case .dropConstraint(let name, let ifExists):
      let key = prefix + name.lowercased()
      guard metadata.configuration[key] != nil else {
        if ifExists { return false }
        let nearest = NearestName.of(name, among: metadata.checkConstraints.keys.sorted())
        throw QueryError(
          .binding, "the table has no constraint \"\(name)\"",
          hint: nearest.map { "did you mean \"\($0)\"?" })
      }
      transaction.setMetadata(try metadata.setting([:], removing: [key]))
    case .clusterBy(let columns):
      try transaction.setClustering(columns.map { $0.split(separator: ".").map(String.init) })
    default: return false
    }
    return true
  }

  private func adding(
    _ columns: [ColumnDefinition], _ places: [TableAlteration.Place], ifNotExists: Bool,
    to metadata: Metadata, _ source: SQLText
  ) throws -> Metadata? {
    var changed = metadata
    for (column, place) in zip(columns, places) {
      if metadata.schema[column.name] != nil {
        if ifNotExists { continue }
        throw StatementFailure(
          QueryError(.alreadyExists, "the column \"\(column.name)\" already exists"),
          at: column.nameRange.lowerBound)
      }
      guard !column.isRequired, column.generation == nil, column.identity == nil,
        column.defaultValue == nil
      else {
        throw StatementFailure(
          QueryError(
            .constraint, "an added column is null in the rows there are",
            hint: "add it without NOT NULL, DEFAULT and GENERATED; ALTER COLUMN sets a default"),
          at: column.nameRange.lowerBound)
      }
      let place: ColumnPlace =
        switch place {
        case .last: .last
        case .first: .first
        case .after(let name): .after(name)
        }
      changed = try changed.adding(try field(column, source), place)
    }
    return changed == metadata ? nil : changed
  }

  /// Runs `body`, whose errors are about a column of the statement.
  private func placed<T>(_ column: ColumnReference, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch {
      throw StatementFailure(QueryError(error), at: column.range.lowerBound)
    }
  }

  private func requireNotClustering(_ column: ColumnReference, _ table: LakeTable) throws {
    let path = column.path.map { $0.lowercased() }
    guard table.snapshot.clusteringColumns.contains(where: { $0.map { $0.lowercased() } == path })
    else { return }
    throw StatementFailure(
      QueryError(
        .constraint, "the table is clustered by \"\(column.path.joined(separator: "."))\"",
        hint: "ALTER TABLE … CLUSTER BY other columns first"), at: column.range.lowerBound)
  }

  /// Refuses a change unless a condition holds for every row of the table.
  private func requireEveryRow(
    _ condition: String, _ table: LakeTable, _ message: () -> String
  ) async throws {
    let relation = try await relation(table.snapshot.files, of: table.snapshot)
    // A constraint is broken where it is false or null.
    let broken = try rows(
      "SELECT 1 FROM (\(relation.sql)) AS t WHERE (\(condition)) IS NOT TRUE LIMIT 1")
    guard broken.isEmpty else {
      throw QueryError(.constraint, message(), hint: "change or delete these rows first")
    }
  }
}

extension TableAlteration {
  /// What the table's history says was done.
  fileprivate func operation(_ source: SQLText) -> DeltaLake.Operation {
    func named(_ name: String, _ parameters: [String: String] = [:]) -> DeltaLake.Operation {
      DeltaLake.Operation(name, parameters: parameters)
    }
    func path(_ column: ColumnReference) -> String { column.path.joined(separator: ".") }
    switch self {
    case .addColumns: return .addColumns
    case .renameColumn(let column, let name):
      return named("RENAME COLUMN", ["oldColumnPath": path(column), "newColumnPath": name])
    case .dropColumns(let columns, _):
      return named("DROP COLUMNS", ["columns": columns.map(path).joined(separator: ", ")])
    case .changeType(let column, _), .setRequired(let column, _), .setDefault(let column, _),
      .commentColumn(let column, _):
      return named("CHANGE COLUMN", ["column": path(column)])
    case .setProperties: return .setProperties
    case .unsetProperties: return named("UNSET TBLPROPERTIES")
    case .addConstraint(let name, let range):
      return named("ADD CONSTRAINT", ["name": name, "expr": source[range]])
    case .dropConstraint(let name, _): return named("DROP CONSTRAINT", ["name": name])
    case .clusterBy(let columns):
      return named("CLUSTER BY", ["newClusteringColumns": columns.joined(separator: ",")])
    }
  }
}
