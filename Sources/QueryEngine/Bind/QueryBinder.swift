public import Columnar
import DeltaLake
import DuckDB
public import SQLAnalysis

/// Binds queries to relations of which only the columns are known: DuckDB's own binder, over empty
/// tables in memory. Nothing is run, and no file is opened.
///
/// Not `Sendable`: its calls block, so it is used on one thread that may wait.
public final class QueryBinder {
  let connection: Connection
  let database: Database
  /// The connection that plans queries, once one was planned.
  var planning: Connection?
  /// The relations by the names that plans have for them.
  var planned: [String: PlannedRelation] = [:]
  private let serialization: PreparedStatement
  private var schemas: Set<String> = ["main"]

  /// Why a query can never run.
  public struct Refusal: Sendable {
    /// Whether the text is no query at all, rather than one that does not fit its relations.
    public var isSyntax: Bool
    /// What is wrong.
    public var message: String
    /// Where, in UTF-8 bytes from the beginning of the query.
    public var position: Int?
    /// The names that would mean something there.
    public var candidates: [String]
  }

  /// What a text turns out to be.
  public enum Reading: Sendable {
    /// A query: its parse tree.
    case query(SyntaxNode)
    /// No query, and nothing that could run.
    case refused(Refusal)
    /// Something that cannot be judged here; why.
    case undecided(String)
  }

  /// What comes of binding a query.
  public enum Binding: Sendable {
    /// It can run, and gives these columns.
    case bound(Schema)
    /// It cannot run.
    case refused(Refusal)
    /// It may run: what it needs beside its relations is not known here; why.
    case undecided(String)
  }

  /// Opens a database in memory.
  ///
  /// - Throws: ``QueryError`` of kind `outOfMemory` or `internal`.
  public init() throws(QueryError) {
    do {
      database = try Database(configuration: [
        "threads": "1", "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
      ])
      connection = try database.connect()
      try connection.execute(
        "ATTACH ':memory:' AS \(QualifiedName.lakeCatalog); "
          + "CREATE SCHEMA IF NOT EXISTS \(QualifiedName.lakeCatalog).main; "
          + "USE \(QualifiedName.lakeCatalog).main; SET enable_external_access = false; "
          + "PRAGMA disable_optimizer")
      serialization = try connection.prepare("SELECT json_serialize_sql($1::VARCHAR)")
    } catch {
      throw QueryError(error)
    }
  }

  /// Says what the columns of a relation are, in place of what was said before.
  ///
  /// - Returns: whether a table can have such columns; where not, nothing has changed.
  public func define(_ name: QualifiedName, columns: [Field]) -> Bool {
    let lists = columns.map { "\(SQLQuoting.name($0.name)) \($0.type)" }
    guard name.catalog.lowercased() == QualifiedName.lakeCatalog, !lists.isEmpty else {
      return false
    }
    let place = "\(QualifiedName.lakeCatalog).\(SQLQuoting.name(name.schema))"
    do {
      if schemas.insert(name.schema.lowercased()).inserted {
        try connection.execute("CREATE SCHEMA IF NOT EXISTS \(place)")
      }
      try connection.execute(
        "CREATE OR REPLACE TABLE \(place).\(SQLQuoting.name(name.name)) "
          + "(\(lists.joined(separator: ", ")))")
      let key = "\(name.catalog).\(name.schema).\(name.name)".lowercased()
      planned[key] = PlannedRelation(name: name, columns: columns.map(\.name))
      return true
    } catch {
      return false
    }
  }

  /// Takes a text apart.
  public func read(_ sql: String) -> Reading {
    do {
      let source = try SQLText(sql)
      guard try StatementParser.parse(source) == .query else { return .undecided("not a query") }
      guard try TimeTravel.clauses(in: source).isEmpty else {
        return .undecided("reads an earlier version of a table")
      }
      try serialization.bind(.string(source.masking([])), at: 0)
      let json = try serialization.execute().rows().first?.first?.content ?? ""
      guard let root = SyntaxNode(json: json) else { return .undecided("no parse tree") }
      if root["error"].isTrue { return Self.reading(failed: root) }
      return .query(root)
    } catch let error as LexicalError {
      return .undecided(error.message)
    } catch {
      return .undecided("\(error)")
    }
  }

  /// What `json_serialize_sql` says of a text that has no tree.
  private static func reading(failed root: SyntaxNode) -> Reading {
    let message = root["error_message"].text ?? ""
    guard root["error_type"].text == "parser" else { return .undecided(message) }
    return .refused(
      Refusal(
        isSyntax: true, message: message,
        position: root["position"].text.flatMap { Int($0) } ?? root["position"].integer,
        candidates: []))
  }

  /// Binds a query to the relations that are defined.
  public func bind(_ sql: String) -> Binding {
    do {
      return .bound(try connection.prepare(sql).schema)
    } catch  where error.kind == .binder || error.kind == .parser {
      let position = error.position.map { sql.prefix($0).utf8.count }
      let message =
        error.message.firstRange(of: " Error: ").map { String(error.message[$0.upperBound...]) }
        ?? error.message
      return .refused(
        Refusal(
          isSyntax: error.kind == .parser, message: message, position: position,
          candidates: error.candidates))
    } catch {
      return .undecided(error.message)
    }
  }

  /// The names of functions that make one value of many rows, in lower case.
  public func aggregates() -> Set<String> {
    let rows = try? connection.rows(
      "SELECT DISTINCT lower(function_name) FROM duckdb_functions() "
        + "WHERE function_type = 'aggregate'")
    return Set((rows ?? []).compactMap { $0.first?.content })
  }

  /// The names of functions that make one value of one row, and the same each time, in lower case;
  /// not those that are aggregates too.
  public func rowFunctions() -> Set<String> {
    let rows = try? connection.rows(
      "SELECT lower(function_name) FROM duckdb_functions() GROUP BY ALL "
        + "HAVING bool_and(function_type = 'scalar' AND stability = 'CONSISTENT')")
    return Set((rows ?? []).compactMap { $0.first?.content })
  }

  /// An expression as SQL.
  ///
  /// - Returns: nil where DuckDB would not read the text as the same expression.
  public func text(of expression: SyntaxNode) -> String? {
    let document = SQLQuoting.string(SyntaxNode.document(selecting: expression))
    guard let row = try? connection.rows("SELECT json_deserialize_sql(\(document))").first,
      let text = row.first?.content, text.hasPrefix("SELECT "),
      case .query(let root) = read(text), let again = SyntaxNode.selected(root),
      again.saysSame(as: expression)
    else { return nil }
    return String(text.dropFirst("SELECT ".count))
  }

  /// The type that a text such as `decimal(16, 2)` names; `nil` where it names none.
  public func type(named text: String) -> LogicalType? {
    try? connection.prepare("SELECT CAST(NULL AS \(text))").schema.fields.first?.type
  }

  /// The columns that a table has which keeps such rows: types that a table of the lake lacks
  /// become the nearest that it has. `nil` where it cannot keep one.
  public static func stored(_ columns: [Field]) -> [Field]? {
    var result: [Field] = []
    for column in columns {
      guard let type = LogicalType.storable(nearest: column.type) else { return nil }
      result.append(Field(column.name, type))
    }
    return result
  }
}
