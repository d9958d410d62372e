import Columnar
import DeltaLake
import DuckDB
import Foundation
import SQLAnalysis

/// `CONVERT TO DELTA`: a folder of Parquet files gets a log that names them.
extension Session {
  func convert(
    _ reference: ObjectReference, partitions: Range<Int>?, _ source: SQLText
  ) async throws -> StatementResult {
    try requireWritable()
    guard let path = reference.parts.last, Lake.isPath(path) else {
      throw StatementFailure(
        QueryError(
          .unsupported, "a folder of Parquet files is named by its path",
          hint: "write CONVERT TO DELTA parquet.`/path/of/the/folder`"),
        at: reference.range.lowerBound)
    }
    let root = Lake.normalized(path)
    let table = try await lake.deltaTable(at: root)
    guard try await !table.exists() else {
      throw StatementFailure(
        QueryError(.alreadyExists, "\(root) is a Delta table already"),
        at: reference.range.lowerBound)
    }
    let folder = ParquetFolder(root: root)
    let found = try rows("SELECT file FROM glob(\(SQLQuoting.string(folder.pattern))) ORDER BY 1")
      .compactMap { $0.first?.content }.filter { !folder.isHidden($0) }
    guard !found.isEmpty else {
      throw StatementFailure(
        QueryError(.tableNotFound, "there is no Parquet file below \(root)"),
        at: reference.range.lowerBound)
    }
    let columns = folder.partitionColumns(found)
    let relation = folder.relation(found, types: partitions.map { source[$0] })
    let schema = try connection.prepare("SELECT * FROM \(relation)").schema
    let definition = TableDefinition(
      schema: Schema(try schema.fields.map { try ColumnMatching.storable($0) }),
      partitionColumns: columns)
    var transaction = try Transaction(
      creating: table, definition, .convert(files: found.count, partitionedBy: columns))
    guard let metadata = transaction.metadata else { throw QueryError(.internal, "no metadata") }
    let sizes = try await table.store.listAll("").map { ($0.path, $0) }
    let objects = Dictionary(sizes) { first, _ in first }
    let files = try statistics(of: found, relation, metadata, folder, objects)
    for file in files { transaction.add(file) }
    transaction.metrics = ["numConvertedFiles": "\(found.count)"]
    let result = try await transaction.commit()
    lake.snapshots.keep(result.snapshot)
    return try self.table(
      ["files", "version"], types: ["BIGINT", "BIGINT"],
      values: ["(\(found.count), \(result.version))"], tag: "CONVERT")
  }

  /// The files with their statistics, read off their rows.
  private func statistics(
    of files: [String], _ relation: String, _ metadata: Metadata, _ folder: ParquetFolder,
    _ objects: [String: ObjectInfo]
  ) throws -> [AddFile] {
    let leaves = metadata.statisticsColumns.compactMap {
      path -> (path: [String], type: LogicalType)? in
      guard path.count == 1, let field = metadata.schema[path[0]], !field.type.isNested
      else { return nil }
      return (path, field.type)
    }
    var figures = ["filename", "count(*)"]
    for leaf in leaves {
      let column = SQLQuoting.name(leaf.path)
      figures += [
        "CAST(min(\(column)) AS VARCHAR)", "CAST(max(\(column)) AS VARCHAR)",
        "count(*) - count(\(column))",
      ]
    }
    let found = try rows(
      "SELECT \(figures.joined(separator: ", ")) FROM \(relation) GROUP BY filename")
    var counted: [String: [Value]] = [:]
    for row in found { if let name = row[0].content { counted[name] = row } }
    return files.map { path in
      let object = objects[folder.relative(path)]
      let row = counted[path]
      let columns = leaves.enumerated().compactMap { index, leaf -> ColumnStatistics? in
        guard let row else { return nil }
        let place = 2 + 3 * index
        return ColumnStatistics(
          path: leaf.path,
          minimum: row[place].content.flatMap { FileWriter.bound($0, leaf.type) },
          maximum: row[place + 1].content.flatMap { FileWriter.bound($0, leaf.type) },
          nullCount: row[place + 2].count)
      }
      return AddFile(
        path: folder.relative(path), partitionValues: folder.values(of: path),
        size: object?.size ?? 0,
        modificationTime: Int64((object?.modified ?? Date()).timeIntervalSince1970 * 1_000),
        statistics: metadata.statisticsJSON(rowCount: row?[1].count ?? 0, columns: columns))
    }
  }
}

/// A folder of Parquet files, in partitions as Hive names them or in none.
struct ParquetFolder {
  let root: String

  var pattern: String { FileRelation.escapeGlob(root) + "/**/*.parquet" }

  func relative(_ path: String) -> String { String(path.dropFirst(root.count + 1)) }

  func isHidden(_ path: String) -> Bool {
    relative(path).split(separator: "/").contains { part in
      part.hasPrefix(".") || (part.hasPrefix("_") && !part.contains("="))
    }
  }

  /// The names and values of the folders that a file lies in.
  private func pairs(_ path: String) -> [(name: String, value: String?)] {
    relative(path).split(separator: "/").dropLast().compactMap { part in
      guard let equals = part.firstIndex(of: "=") else { return nil }
      let value = String(part[part.index(after: equals)...])
      return (
        String(part[..<equals]),
        value == "__HIVE_DEFAULT_PARTITION__" ? nil : value.removingPercentEncoding ?? value
      )
    }
  }

  /// The columns that the folders of the first file name.
  func partitionColumns(_ files: [String]) -> [String] {
    files.first.map { pairs($0).map(\.name) } ?? []
  }

  func values(of path: String) -> [String: String?] {
    var values: [String: String?] = [:]
    for pair in pairs(path) { values.updateValue(pair.value, forKey: pair.name) }
    return values
  }

  /// What reads the files, those columns included that the folders name; `types` are the
  /// partition columns with their types, as a statement writes them.
  func relation(_ files: [String], types: String?) -> String {
    let list = files.map { SQLQuoting.string(FileRelation.escapeGlob($0)) }
    var options = "union_by_name=true, hive_partitioning=\(!partitionColumns(files).isEmpty)"
    if let types {
      let pairs = types.split(separator: ",").compactMap { pair -> String? in
        let words = pair.split(separator: " ", maxSplits: 1)
        guard words.count == 2 else { return nil }
        return "\(SQLQuoting.name(String(words[0].filter { $0 != "`" }))): "
          + SQLQuoting.string(String(words[1]))
      }
      options += ", hive_types={\(pairs.joined(separator: ", "))}"
    }
    return "read_parquet([\(list.joined(separator: ", "))], \(options))"
  }
}
