import Columnar
import DeltaLake
import SQLAnalysis

/// Holding what a log says of files against the rows that are in them.
extension Session {
  /// Files that hold another number of rows than the log says.
  func wrongCounts(_ files: [DataFile]) throws -> [TableFault] {
    guard !files.isEmpty else { return [] }
    let list = files.map { SQLQuoting.string(FileRelation.escapeGlob($0.location)) }
    let found = try rows(
      "SELECT file_name, num_rows FROM parquet_file_metadata([\(list.joined(separator: ", "))])")
    var counts: [String: Int] = [:]
    for row in found {
      if let name = row[0].content, let count = row[1].count { counts[name] = count }
    }
    return files.compactMap { file in
      guard let count = counts[file.location], let expected = file.physicalRowCount,
        count != expected
      else { return nil }
      return TableFault(
        .wrongStatistics, path: file.path, "\(count) rows, where the log says \(expected)")
    }
  }

  /// Files whose statistics deny rows that they hold: a query for these rows would leave the
  /// file out. Reads every column with statistics.
  func wrongBounds(_ files: [DataFile], of snapshot: Snapshot) async throws -> [TableFault] {
    let leaves = snapshot.schema.fields
      .filter { !snapshot.partitionColumns.contains($0.name) }
      .flatMap { Leaf.all(in: $0, below: []) }
    guard !leaves.isEmpty else { return [] }
    let figures = leaves.flatMap(\.figures).joined(separator: ", ")
    var faults: [TableFault] = []
    for file in files where file.statisticsJSON != nil {
      try Task.checkCancellation()
      let relation = try await relation([file], of: snapshot)
      let found = try rows("SELECT count(*), \(figures) FROM (\(relation.sql)) AS t").first ?? []
      guard let rowCount = found.first?.count, found.count == 1 + leaves.count * 3 else { continue }
      for (index, leaf) in leaves.enumerated() {
        let figures = Array(found[(1 + index * 3)..<(4 + index * 3)])
        let denied = leaf.predicates(figures, rowCount: rowCount).contains { !file.mayHold($0) }
        guard denied else { continue }
        let name = leaf.path.joined(separator: ".")
        faults.append(
          TableFault(
            .wrongStatistics, path: file.path,
            "its statistics of \"\(name)\" exclude a row that it holds"))
      }
    }
    return faults
  }
}

/// A column, or a member of a struct, that statistics are kept of.
private struct Leaf {
  var path: [String]
  var type: LogicalType

  static func all(in field: Field, below parents: [String]) -> [Leaf] {
    let path = parents + [field.name]
    switch field.type {
    case .structure(let members): return members.flatMap { all(in: $0, below: path) }
    case .string, .boolean, .int8, .int16, .int32, .int64, .float32, .float64, .decimal, .date,
      .timestamp:
      return [Leaf(path: path, type: field.type)]
    default: return []
    }
  }

  /// Least and greatest value as text, and the number of values.
  var figures: [String] {
    let column = "t." + SQLQuoting.name(path)
    let isFloat = type == .float32 || type == .float64
    let filter = isFloat ? " FILTER (WHERE NOT isnan(\(column)))" : ""
    return [
      "CAST(min(\(column))\(filter) AS VARCHAR)", "CAST(max(\(column))\(filter) AS VARCHAR)",
      "count(\(column))",
    ]
  }

  /// Conditions that rows of the file fulfil, by its ``figures``.
  func predicates(_ figures: [Value], rowCount: Int) -> [Predicate] {
    var predicates = figures.prefix(2).compactMap { figure in
      figure.text.flatMap { FileWriter.bound($0, type) }.map { Predicate.compare(path, .equal, $0) }
    }
    if let count = figures[2].count {
      if count > 0 { predicates.append(.isNotNull(path)) }
      if count < rowCount { predicates.append(.isNull(path)) }
    }
    return predicates
  }
}
