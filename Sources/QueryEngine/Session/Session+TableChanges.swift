import Columnar
import DeltaLake
import FoundationEssentials
import SQLAnalysis

/// `table_changes('t', 2, 5)` in a query: the rows that versions of a table changed.
extension Session {
  private static let function = "table_changes"

  /// A call of the function in a statement.
  private struct Call {
    /// A version, or a time.
    enum Bound {
      case version(Int)
      case time(String)
    }

    var range: Range<Int>
    var table: String
    var first: Bound
    var last: Bound?
  }

  /// Makes a view of the changes for each call in a statement, and gives what stands for the
  /// calls.
  func changeEdits(_ chains: [QualifiedChain], in source: SQLText) async throws -> [TextEdit] {
    var edits: [TextEdit] = []
    for chain in chains
    where chain.isCalled && chain.parts.count == 1
      && chain.parts[0].lowercased() == Self.function
    {
      let call = try Self.call(chain, in: source)
      do {
        edits.append(TextEdit(call.range, try await view(of: call)))
      } catch {
        throw StatementFailure(QueryError(error), at: call.range.lowerBound)
      }
    }
    return edits
  }

  private static func call(_ chain: QualifiedChain, in source: SQLText) throws -> Call {
    let start = source.tokens.firstIndex { $0.range.lowerBound >= chain.range.upperBound } ?? 0
    let end = source.tokens[start...].firstIndex { $0.isSymbol(")") } ?? source.tokens.endIndex
    let inner = source.tokens[start..<end].dropFirst().filter { !$0.isSymbol(",") }
    func bound(_ token: Token) -> Call.Bound? {
      if token.kind == .number { return Int(token.value).map { .version($0) } }
      return token.kind == .string ? .time(token.value) : nil
    }
    let bounds = inner.dropFirst().compactMap(bound)
    guard end < source.tokens.endIndex, let table = inner.first, table.kind == .string,
      (2...3).contains(inner.count), bounds.count == inner.count - 1, let first = bounds.first
    else {
      throw StatementFailure(
        QueryError(
          .syntax, "table_changes takes a table, a version and perhaps a last version",
          hint: "write table_changes('t', 2, 5), or times in the place of versions"),
        at: chain.range.lowerBound)
    }
    return Call(
      range: chain.range.lowerBound..<source.tokens[end].range.upperBound, table: table.value,
      first: first, last: bounds.count > 1 ? bounds[1] : nil)
  }

  private func view(of call: Call) async throws -> String {
    let text = try SQLText(call.table)
    guard let chain = QualifiedChain.all(in: text).first, chain.range.upperBound == text.count,
      let name = try await name(chain.parts, schema: schema)
    else { throw QueryError(.tableNotFound, "\"\(call.table)\" is not the name of a table") }
    guard case .table(let table)? = try await lake.object(name) else {
      throw try await lake.notFound(name)
    }
    let delta = table.snapshot.table
    let first: Int
    switch call.first {
    case .version(let version): first = version
    case .time(let time):
      guard let version = try await delta.firstVersion(since: try instant(time)) else {
        throw QueryError(.versionNotFound, "no version was committed at \(time) or later")
      }
      first = version
    }
    var last = table.snapshot
    switch call.last {
    case .version(let version) where version < last.version:
      last = try await delta.snapshot(version: version)
    case .version, nil: break
    case .time(let time): last = try await delta.snapshot(at: try instant(time))
    }
    let changes = try await delta.changes(from: first, to: last)
    let branches = changes.flatMap { $0.branches(last.metadata) }
    let relation = try await relation(branches, last)
    let schema = name.schema + "@changes"
    let label = "\(name.name) \(first)-\(last.version)"
    try register(schema: schema, name: label, identity: "") { relation }
    return workspaceName(schema, label)
  }

  private func relation(_ branches: [ChangeBranch], _ last: Snapshot) async throws -> String {
    var parts: [String] = []
    let names = last.schema.fields.map { SQLQuoting.name($0.name) }
    for branch in branches {
      var relation = try await relation(branch.files, of: last, as: branch.metadata)
      let row = "\u{1}row"
      var condition = ""
      if let rows = branch.rows {
        relation.rowNumberColumn = row
        let list = rows.map { "\($0)" }.joined(separator: ", ")
        condition = " WHERE \(SQLQuoting.name(row)) IN (\(list))"
      }
      let type = branch.type.map { SQLQuoting.string($0) } ?? ChangeFeedWriter.typeColumn
      parts.append(
        "SELECT \(names.joined(separator: ", ")), \(type) AS \(ChangeFeedWriter.typeColumn), "
          + "\(branch.version)::BIGINT AS _commit_version, "
          + "epoch_ms(\(branch.timestamp)) AS _commit_timestamp FROM (\(relation.sql))\(condition)")
    }
    guard parts.isEmpty else { return parts.joined(separator: " UNION ALL ") }
    let empty = FileRelation(metadata: last.metadata, files: []).sql
    return "SELECT *, NULL::VARCHAR AS \(ChangeFeedWriter.typeColumn), "
      + "NULL::BIGINT AS _commit_version, NULL::TIMESTAMP AS _commit_timestamp FROM (\(empty))"
  }
}

/// Files whose rows a version changed in one way.
struct ChangeBranch {
  var version: Int
  var timestamp: Int64
  var metadata: Metadata
  var files: [DataFile]
  /// What became of the rows; `nil` if the files say.
  var type: String?
  /// Which rows of the file, all if `nil`.
  var rows: [Int]?
}

extension VersionChanges {
  /// The changes by what became of the rows.
  fileprivate func branches(_ metadata: Metadata) -> [ChangeBranch] {
    var recorded = metadata
    recorded.schema.fields.append(Field(ChangeFeedWriter.typeColumn, .string))
    func branch(_ files: [DataFile], _ type: String?, rows: [Int]? = nil) -> ChangeBranch {
      ChangeBranch(
        version: version, timestamp: timestamp, metadata: type == nil ? recorded : metadata,
        files: files, type: type, rows: rows)
    }
    var branches = [
      branch(changeFiles, nil), branch(added, "insert"), branch(removed, "delete"),
    ]
    for change in rowChanges {
      if !change.deleted.isEmpty {
        branches.append(branch([change.file], "delete", rows: change.deleted))
      }
      if !change.restored.isEmpty {
        branches.append(branch([change.file], "insert", rows: change.restored))
      }
    }
    return branches.filter { !$0.files.isEmpty }
  }
}
