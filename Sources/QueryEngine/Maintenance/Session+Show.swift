import Catalog
import Columnar
import DeltaLake
import SQLAnalysis

/// `SHOW` of one table, with Spark's columns.
extension Session {
  /// `SHOW TBLPROPERTIES`: the table's properties, and its protocol as Spark tells it. A property
  /// that is not there is told in the place of its value.
  func showProperties(
    of reference: ObjectReference, key: String?
  ) async throws -> StatementResult {
    let table = try await tableToChange(reference)
    let current = table.snapshot.protocol
    var properties = table.snapshot.properties
    properties["delta.minReaderVersion"] = "\(current.minReaderVersion)"
    properties["delta.minWriterVersion"] = "\(current.minWriterVersion)"
    for feature in (current.readerFeatures ?? []).union(current.writerFeatures ?? []) {
      properties["delta.feature.\(feature)"] = "supported"
    }
    if let key {
      let missing = "Table \(table.displayName) does not have property: \(key)"
      properties = [key: properties[key] ?? missing]
    }
    let lines = properties.sorted { $0.key < $1.key }.map {
      "(\(SQLQuoting.string($0.key)), \(SQLQuoting.string($0.value)))"
    }
    return try self.table(["key", "value"], values: lines, tag: "SHOW")
  }

  /// `SHOW PARTITIONS`: the values, a row for each that some file has.
  func showPartitions(of reference: ObjectReference) async throws -> StatementResult {
    let table = try await tableToChange(reference)
    let fields = table.snapshot.partitionColumns.compactMap { table.snapshot.schema[$0] }
    guard !fields.isEmpty else {
      throw StatementFailure(
        QueryError(
          .binding, "\(table.displayName) is not partitioned",
          hint: "DESCRIBE DETAIL tells what it is clustered by"),
        at: reference.range.lowerBound)
    }
    let found = Set(
      table.snapshot.files.map { file in
        let values = file.partitionValues
        return fields.map { values[$0.name] ?? nil }
      })
    let lines = found.map { values in
      let texts = values.map { $0.map { SQLQuoting.string($0) } ?? "NULL" }
      return "(\(texts.joined(separator: ", ")))"
    }
    return try self.table(
      fields.map(\.name), types: fields.map { "\($0.type)" }, values: lines.sorted(),
      tag: "SHOW")
  }

  /// `SHOW COLUMNS`.
  func showColumns(of reference: ObjectReference) async throws -> StatementResult {
    let fields = try await columns(of: try await target(reference))
    return try table(
      ["col_name"], values: fields.map { "(\(SQLQuoting.string($0.name)))" }, tag: "SHOW")
  }

  /// `SHOW CREATE TABLE`.
  func showCreate(_ reference: ObjectReference) async throws -> StatementResult {
    let name = try await target(reference)
    let statement: String
    switch try await lake.object(name) {
    case .table(let table)?:
      let location = lake.catalogLocation(table.location)
      let own = ObjectName(schema: name.schema, name: name.name)
      let isConventional = table.isPath || location == Lake.conventionalLocation(own)
      statement = TableStatement(table, location: isConventional ? nil : table.location).text
    case .view(let view)?:
      guard case .view(let sql) = view.kind else { throw try await lake.notFound(name) }
      statement = "CREATE VIEW \(SQLQuoting.name([name.schema, name.name])) AS\n\(sql)"
    case nil:
      throw StatementFailure(try await lake.notFound(name), at: reference.range.lowerBound)
    }
    return try table(
      ["createtab_stmt"], values: ["(\(SQLQuoting.string(statement)))"], tag: "SHOW")
  }
}

/// The statement that makes a table with the columns, rules and properties of another.
struct TableStatement {
  private let table: LakeTable
  private let location: String?

  /// Describes a table; `location` is where it is, if its name does not tell.
  init(_ table: LakeTable, location: String?) {
    self.table = table
    self.location = location
  }

  private var metadata: Metadata { table.snapshot.metadata }

  /// The text, in the words that the session reads.
  var text: String {
    let checks = metadata.checkConstraints.sorted { $0.key < $1.key }.map {
      "CONSTRAINT \(SQLQuoting.name($0.key)) CHECK (\($0.value))"
    }
    let lines = metadata.schema.fields.map(column) + checks
    return (["CREATE TABLE \(name) (\n  \(lines.joined(separator: ",\n  "))\n)"] + clauses)
      .joined(separator: "\n")
  }

  private var name: String {
    table.isPath
      ? table.displayName : SQLQuoting.name([table.name.schema, table.name.name])
  }

  private func column(_ field: Field) -> String {
    var words = [SQLQuoting.name(field.name), "\(field.type)"]
    if !field.isNullable { words.append("NOT NULL") }
    if let expression = field.defaultExpression { words.append("DEFAULT \(expression)") }
    if let expression = field.generationExpression {
      words.append("GENERATED ALWAYS AS (\(expression))")
    }
    if let identity = field.identity {
      words.append("GENERATED \(identity.allowsExplicit ? "BY DEFAULT" : "ALWAYS") AS IDENTITY")
      words.append("(START WITH \(identity.start) INCREMENT BY \(identity.step))")
    }
    if let comment = field.deltaText("comment") {
      words.append("COMMENT \(SQLQuoting.string(comment))")
    }
    return words.joined(separator: " ")
  }

  private var clauses: [String] {
    var clauses = ["USING DELTA"]
    if !metadata.partitionColumns.isEmpty {
      let names = metadata.partitionColumns.map { SQLQuoting.name($0) }
      clauses.append("PARTITIONED BY (\(names.joined(separator: ", ")))")
    }
    let clustering = table.snapshot.clusteringColumns
    if !clustering.isEmpty {
      let names = clustering.map { SQLQuoting.name($0) }
      clauses.append("CLUSTER BY (\(names.joined(separator: ", ")))")
    }
    if let location { clauses.append("LOCATION \(SQLQuoting.string(location))") }
    if let comment = metadata.description {
      clauses.append("COMMENT \(SQLQuoting.string(comment))")
    }
    let properties = metadata.settableProperties.sorted { $0.key < $1.key }
    if !properties.isEmpty {
      let lines = properties.map {
        "\(SQLQuoting.string($0.key)) = \(SQLQuoting.string($0.value))"
      }
      clauses.append("TBLPROPERTIES (\n  \(lines.joined(separator: ",\n  "))\n)")
    }
    return clauses
  }
}
