import Catalog
import Columnar
import DeltaLake
import SQLAnalysis

/// Finding what a statement names.
extension Session {
  /// Views within views end here.
  private static let maximumViewDepth = 64
  /// What the schema of a table ends with that has the column `_metadata`.
  private static let metadataSuffix = "@metadata"
  /// The words that rows of literals are written with.
  private static let literalWords: Set<String> = ["values", "null", "true", "false", "default"]

  /// Gathers what the query in `ranges` of a statement names, all of the statement if `nil`, and
  /// returns how the statement's text has to be changed to run in the workspace, and what the
  /// query reads there. Names without a schema are in `schema`; `condition` holds for every row
  /// of the query that is used. Where the statement `changesTables`, it sees no `_metadata`.
  func gather(
    _ source: SQLText, _ ranges: [Range<Int>]? = nil, schema: String,
    condition: ScanCondition? = nil, depth: Int = 0, changesTables: Bool = false,
    into scope: inout StatementScope
  ) async throws -> (edits: [TextEdit], reads: [WorkspaceName]) {
    let clauses = try TimeTravel.clauses(in: source)
    var blanks = clauses.map(\.range)
    if let ranges { blanks += Self.complement(of: ranges, in: source.count) }
    var edits = clauses.map { TextEdit($0.range, "") }
    var reads: [WorkspaceName] = []
    let chains = QualifiedChain.all(in: source)
    // Where nothing is named nothing is read: rows of literals need no parse tree.
    let namesSomething = chains.contains { chain in
      !Self.literalWords.contains(chain.parts[0].lowercased())
        && !blanks.contains { $0.overlaps(chain.range) }
    }
    guard namesSomething else { return (edits, reads) }
    let masked = source.masking(blanks)
    let tree = try syntaxTree(of: masked, condition: condition)
    let uses: [TableUse]
    if let tree {
      uses = tree.tables
    } else {
      uses = try await likelyUses(chains, in: source, schema: schema)
    }
    // What a statement changes cannot be another view of the table than its name is.
    let asksForMetadata = !changesTables && FileMetadata.isNamed(in: chains)
    let byPosition = Dictionary(
      chains.map { ($0.range.lowerBound, $0) }, uniquingKeysWith: { first, _ in first })
    for use in uses {
      guard let chain = byPosition[use.position] else { continue }
      let end = chain.ranges[min(use.parts.count, chain.ranges.count) - 1].upperBound
      let travel = clauses.first { $0.nameEnd == end }
      let name = try await name(use.parts, schema: schema)
      guard let name else { continue }
      let place = QualifiedUse(
        name: name, position: use.position, travel: travel, condition: use.condition,
        asksForMetadata: asksForMetadata, isOurs: tree != nil && use.parts.count == 3)
      guard let read = try await resolve(place, depth: depth, into: &scope) else { continue }
      reads.append(read.key)
      // Of two parts, DuckDB might take the first for a catalogue, or for the schema of a
      // temporary table.
      let isOther = read.schema != name.schema || name.schema == InformationSchema.workspaceSchema
      if isOther || use.parts.count == 2 {
        let replacement = workspaceName(read.schema, name.name)
        edits.append(TextEdit(chain.range.lowerBound..<end, replacement))
      }
    }
    if asksForMetadata { edits += FileMetadata.starEdits(in: source, outside: blanks) }
    edits += try await changeEdits(chains, in: source)
    edits += try await catalogEdits(chains, besides: edits)
    edits += Self.backquotes(in: source, besides: edits)
    return (edits, reads)
  }

  /// What a statement uses a name for.
  private struct QualifiedUse {
    var name: QualifiedName
    var position: Int
    var travel: TimeTravel?
    var condition: ScanCondition?
    /// Whether `_metadata` stands near the name.
    var asksForMetadata: Bool
    /// Whether the name can be nothing but an object of the lake. Never where the statement does
    /// not parse: then DuckDB says what is wrong, and a name may be that of a new table.
    var isOurs: Bool
  }

  private static func isLakeName(_ part: String) -> Bool {
    part.lowercased() == QualifiedName.lakeCatalog
  }

  /// The full name that a reference of one to three parts stands for; `nil` if it cannot name
  /// anything in the lake.
  func name(_ parts: [String], schema: String) async throws -> QualifiedName? {
    if let view = InformationSchema.view(parts) { return view }
    switch parts.count {
    case 1: return QualifiedName(schema: schema, name: parts[0])
    case 2:
      if parts[0].lowercased() == LakeTable.pathSchema, Lake.isPath(parts[1]) {
        return QualifiedName(schema: LakeTable.pathSchema, name: parts[1])
      }
      let foreign: Set<String> = ["temp", "system", "pg_catalog", "information_schema", "memory"]
      if foreign.contains(parts[0].lowercased()) { return nil }
      if Self.isLakeName(parts[0]), try await lake.catalog.schema(parts[0]) == nil {
        return QualifiedName(schema: schema, name: parts[1])
      }
      return QualifiedName(schema: parts[0], name: parts[1])
    case 3:
      guard Self.isLakeName(parts[0]) else { return nil }
      return QualifiedName(schema: parts[1], name: parts[2])
    default: return nil
    }
  }

  /// Finds the object of a name and what it reads in turn; `nil` if the lake has none.
  private func resolve(
    _ use: QualifiedUse, depth: Int, into scope: inout StatementScope
  ) async throws -> (key: WorkspaceName, schema: String)? {
    do {
      let current = WorkspaceName(schema: use.name.schema, name: use.name.name)
      let beside = WorkspaceName(
        schema: use.name.schema + Self.metadataSuffix, name: use.name.name)
      if use.travel == nil, let table = scope.known(current) ?? scope.known(beside) {
        return take(table, schema: use.name.schema, use, into: &scope)
      }
      if let view = try await informationView(use.name) {
        try await resolve(view, use: use, depth: depth, into: &scope)
        return (current, use.name.schema)
      }
      guard let object = try await lake.object(use.name, version: use.travel?.target.version) else {
        if use.isOurs { throw try await lake.notFound(use.name) }
        try unregister(schema: use.name.schema, name: use.name.name)
        scope.unknown.append(.init(name: use.name, position: use.position))
        return nil
      }
      switch object {
      case .table(var table):
        var schema = use.name.schema
        if let travel = use.travel {
          table = try await self.table(table, at: travel.target)
          schema += "@v\(table.snapshot.version)"
        }
        table.name.name = use.name.name
        return take(table, schema: schema, use, into: &scope)
      case .view(let view):
        guard use.travel == nil else {
          throw QueryError(
            .unsupported, "the view \"\(view.name)\" has no versions",
            hint: "name a table, or put FOR VERSION AS OF into the view")
        }
        try await resolve(view, use: use, depth: depth, into: &scope)
        return (current, use.name.schema)
      }
    } catch let error as StatementFailure {
      throw error
    } catch {
      throw StatementFailure(QueryError(error), at: use.position)
    }
  }

  /// Puts a table into the scope, with `_metadata` under another schema than without.
  private func take(
    _ table: LakeTable, schema: String, _ use: QualifiedUse, into scope: inout StatementScope
  ) -> (key: WorkspaceName, schema: String) {
    let hasMetadata =
      use.asksForMetadata && table.snapshot.schema[FileMetadata.name] == nil
    let schema = hasMetadata ? schema + Self.metadataSuffix : schema
    let key = scope.use(
      table, schema: schema, hasFileMetadata: hasMetadata, condition: use.condition)
    return (key, schema)
  }

  private func resolve(
    _ view: CatalogObject, use: QualifiedUse, depth: Int, into scope: inout StatementScope
  ) async throws {
    let key = WorkspaceName(schema: use.name.schema, name: use.name.name)
    guard scope.isNew(key, use.condition), case .view(let sql) = view.kind else { return }
    guard depth < Self.maximumViewDepth else {
      throw QueryError(
        .binding, "the view \"\(view.name)\" reads itself, or views are nested too deeply")
    }
    do {
      let text = try SQLText(sql)
      let (edits, reads) = try await gather(
        text, schema: view.name.schema, condition: use.condition, depth: depth + 1, into: &scope)
      let mapped = MappedSQL(text, edits: edits)
      scope.add(.init(object: view, text: mapped.text, reads: reads), as: key)
    } catch {
      // A place within the view's text is none in the statement's.
      var inner = QueryError((error as? StatementFailure)?.error ?? error)
      inner.message = "in the view \"\(view.name)\": \(inner.message)"
      throw inner
    }
  }

  /// The version of a table that a clause asks for.
  func table(_ table: LakeTable, at target: TimeTravel.Target) async throws -> LakeTable {
    var table = table
    let delta = table.snapshot.table
    switch target {
    case .version(let version):
      if version != table.snapshot.version {
        table.snapshot = try await delta.snapshot(version: version)
      }
    case .timestamp(let text):
      table.snapshot = try await delta.snapshot(at: try instant(text))
    }
    return table
  }

  // MARK: The statement's text

  /// DuckDB's parse tree of a query; `nil` if it is a statement DuckDB cannot serialize.
  private func syntaxTree(of text: String, condition: ScanCondition?) throws -> QueryTree? {
    let json = try serialize(text)
    return QueryTree(json: json, condition: condition)
  }

  /// Where the catalogue of the lake is named, and what stands for it here.
  private func catalogEdits(
    _ chains: [QualifiedChain], besides edits: [TextEdit]
  ) async throws -> [TextEdit] {
    let candidates = chains.filter { chain in
      chain.parts.count >= 3 && Self.isLakeName(chain.parts[0])
        && !edits.contains { $0.range.contains(chain.range.lowerBound) }
    }
    guard !candidates.isEmpty else { return [] }
    let schemas = Set(try await lake.catalog.schemas().map { $0.lowercased() })
    return candidates.compactMap { chain in
      guard schemas.contains(chain.parts[1].lowercased()) else { return nil }
      return TextEdit(chain.ranges[0], SQLQuoting.name(workspace))
    }
  }

  private static func backquotes(in source: SQLText, besides edits: [TextEdit]) -> [TextEdit] {
    source.tokens.compactMap { token in
      guard token.kind == .quotedName, source[token.range].hasPrefix("`"),
        !edits.contains(where: { $0.range.overlaps(token.range) })
      else { return nil }
      return TextEdit(token.range, SQLQuoting.name(token.value))
    }
  }

  private static func complement(of ranges: [Range<Int>], in count: Int) -> [Range<Int>] {
    var gaps: [Range<Int>] = []
    var position = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > position { gaps.append(position..<range.lowerBound) }
      position = max(position, range.upperBound)
    }
    if position < count { gaps.append(position..<count) }
    return gaps
  }

  /// The names of a statement that may be tables, where there is no parse tree to say so: those
  /// that are something in the lake. One that is only a column's costs a look at the table.
  private func likelyUses(
    _ chains: [QualifiedChain], in source: SQLText, schema: String
  ) async throws -> [TableUse] {
    try await lake.adoptAll()
    let known = try await lake.catalog.objects()
    let schemas = Set(try await lake.catalog.schemas().map { $0.lowercased() })
    let ownNames = Set(
      known.filter { $0.name.schema.lowercased() == schema.lowercased() }
        .map { $0.name.name.lowercased() })
    return chains.compactMap { chain in
      guard !chain.isCalled else { return nil }
      let first = chain.parts[0].lowercased()
      if Self.isLakeName(first), chain.parts.count >= 3 {
        return schemas.contains(chain.parts[1].lowercased())
          ? TableUse(parts: Array(chain.parts.prefix(3)), position: chain.range.lowerBound) : nil
      }
      if let view = InformationSchema.view(Array(chain.parts.prefix(2))) {
        return TableUse(
          parts: [InformationSchema.schema, view.name], position: chain.range.lowerBound)
      }
      let isPath = first == LakeTable.pathSchema && chain.parts.count > 1
      if chain.parts.count >= 2, schemas.contains(first) || isPath {
        return TableUse(parts: Array(chain.parts.prefix(2)), position: chain.range.lowerBound)
      }
      if chain.parts.count <= 2, ownNames.contains(first) {
        return TableUse(parts: [chain.parts[0]], position: chain.range.lowerBound)
      }
      return nil
    }
  }
}
