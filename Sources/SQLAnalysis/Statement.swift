/// What a statement does, as far as it changes the lake or names what it changes. Queries and
/// expressions within it are DuckDB's to read: they are kept as ranges of the text.
public indirect enum Statement: Sendable, Hashable {
  /// Rows from a query.
  case query
  /// The plan of the statement in the range; with `ANALYZE` it is run.
  case explain(analyzes: Bool, statement: Statement, body: Range<Int>)
  case createSchema(name: ObjectReference, ifNotExists: Bool)
  case createTable(CreateTable)
  case createView(CreateView)
  case insert(Insert)
  /// `DELETE`, `UPDATE` or `MERGE INTO`.
  case change(Change)
  case truncate(ObjectReference)
  case drop(Drop)
  case rename(ObjectReference, to: String, isView: Bool)
  case addColumn(ObjectReference, ColumnDefinition, ifNotExists: Bool)
  case describe(ObjectReference)
  case showTables(schema: ObjectReference?, all: Bool)
  case showSchemas
  case use(ObjectReference)
  /// `COMMENT ON`; the column is `nil` where the whole object is meant, the text where it is
  /// removed.
  case comment(ObjectReference, column: String?, text: String?)
  /// `BEGIN`, `COMMIT` or `ROLLBACK`.
  case transaction
  /// Anything else, which DuckDB runs as it is.
  case native
}

/// The name of an object as a statement writes it.
public struct ObjectReference: Sendable, Hashable {
  /// Catalogue, schema and name, or fewer of the last.
  public var parts: [String]
  /// Where the whole name stands, in UTF-8 bytes.
  public var range: Range<Int>

  /// The last part.
  public var name: String { parts.last ?? "" }

  /// Makes a reference.
  public init(parts: [String], range: Range<Int>) {
    self.parts = parts
    self.range = range
  }
}

/// A column in `CREATE TABLE`.
public struct ColumnDefinition: Sendable, Hashable {
  /// The name.
  public var name: String
  /// Where the name stands.
  public var nameRange: Range<Int>
  /// Where the type stands.
  public var type: Range<Int>
  /// Whether it is `NOT NULL`.
  public var isRequired: Bool
  /// The text after `COMMENT`.
  public var comment: String?
}

/// `CREATE TABLE`.
public struct CreateTable: Sendable, Hashable {
  /// What the table is made of.
  public enum Content: Sendable, Hashable {
    case columns([ColumnDefinition])
    /// A query, with names for its columns where they are given.
    case query(Range<Int>, columns: [String], withData: Bool)
  }

  /// The table.
  public var name: ObjectReference
  /// Whether an existing object is replaced.
  public var replaces: Bool
  /// Whether an existing object is kept.
  public var ifNotExists: Bool
  /// Whether it is DuckDB's own, of this session alone.
  public var isTemporary: Bool
  /// What it is made of.
  public var content: Content
  /// The names after `PARTITIONED BY`.
  public var partitionColumns: [String]
  /// The text after `LOCATION`.
  public var location: String?
  /// The text after `COMMENT`.
  public var comment: String?
  /// The pairs after `TBLPROPERTIES`.
  public var properties: [String: String]
}

/// `CREATE VIEW`.
public struct CreateView: Sendable, Hashable {
  /// The view.
  public var name: ObjectReference
  /// Whether an existing object is replaced.
  public var replaces: Bool
  /// Whether an existing object is kept.
  public var ifNotExists: Bool
  /// Whether it is DuckDB's own, of this session alone.
  public var isTemporary: Bool
  /// Names for the query's columns, where they are given.
  public var columns: [String]
  /// Where the query stands.
  public var query: Range<Int>
}

/// `INSERT`.
public struct Insert: Sendable, Hashable {
  /// How the query's columns find the table's.
  public enum Matching: Sendable, Hashable {
    /// By position, to all of the table's columns or to those listed.
    case position(columns: [String]?)
    case name
  }

  /// The table.
  public var target: ObjectReference
  /// Whether the rows replace all there are, as `INSERT OVERWRITE` says.
  public var overwrites: Bool
  /// How columns find each other.
  public var matching: Matching
  /// Where the common table expressions before `INSERT` stand, with their `WITH`.
  public var prologue: Range<Int>?
  /// Where the query stands; `nil` for `DEFAULT VALUES`.
  public var query: Range<Int>?
}

/// `DELETE`, `UPDATE` or `MERGE INTO`.
public struct Change: Sendable, Hashable {
  /// Which of them.
  public enum Verb: Sendable, Hashable {
    case delete, update, merge
  }

  /// Which rows are changed.
  public enum Selection: Sendable, Hashable {
    case everyRow
    /// Those that fulfil the condition in the range, which names no other table.
    case rows(Range<Int>)
    /// What a join with other tables says.
    case joined
  }

  /// Which statement it is.
  public var verb: Verb
  /// The table.
  public var target: ObjectReference
  /// The table's name within the statement, where one is given.
  public var alias: String?
  /// Which rows a `DELETE` or `UPDATE` changes.
  public var selection: Selection
  /// Where the table or query a `MERGE` reads stands, with its alias.
  public var source: Range<Int>?
  /// Where the join condition of a `MERGE` stands.
  public var joinCondition: Range<Int>?
  /// Whether a `MERGE` changes rows that its source does not name.
  public var changesUnmatchedBySource: Bool
  /// Whether the statement returns rows.
  public var returnsRows: Bool
}

/// `DROP`.
public struct Drop: Sendable, Hashable {
  /// What is dropped.
  public enum Kind: Sendable, Hashable {
    case table, view, schema
  }

  /// What is dropped.
  public var kind: Kind
  /// Its name.
  public var name: ObjectReference
  /// Whether it may be missing.
  public var ifExists: Bool
  /// Whether what it holds goes too.
  public var cascades: Bool
}

/// A statement that cannot be run as it is written.
public struct StatementError: Error, Sendable, Hashable {
  /// What is wrong.
  public var message: String
  /// What to write instead, where that is known.
  public var hint: String?
  /// Where, in UTF-8 bytes from the beginning of the statement.
  public var position: Int

  /// Makes an error.
  public init(_ message: String, hint: String? = nil, at position: Int) {
    self.message = message
    self.hint = hint
    self.position = position
  }
}
