public import Columnar

/// A place where SQL runs and relations live, as transformations see it. The lake is one; other
/// databases are others.
public protocol Warehouse: Sendable {
  /// The name under which dbt knows the dialect: `duckdb` for the lake.
  var adapterType: String { get }

  /// Opens a connection of its own. Statements of one connection run one after the other, those
  /// of several at the same time.
  ///
  /// - Throws: ``QueryError``.
  func connect() async throws -> any WarehouseConnection

  /// What is kept beside the relations; nil where a warehouse keeps nothing.
  var records: (any WarehouseRecords)? { get }
}

/// Small things that a warehouse keeps beside its relations, by kind and name.
public protocol WarehouseRecords: Sendable {
  /// The records of a kind by name.
  ///
  /// - Throws: ``QueryError``.
  func records(_ kind: String) async throws -> [String: [UInt8]]

  /// Changes records of a kind, all or none; nil forgets one.
  ///
  /// - Throws: ``QueryError``.
  func setRecords(_ kind: String, _ changes: [String: [UInt8]?]) async throws
}

/// What a statement on a warehouse gave, all of it.
public struct WarehouseResult: Sendable {
  /// The columns of the rows; empty for a statement without rows.
  public var schema: Schema
  /// The rows.
  public var rows: [[Value]]
  /// How many rows were written, changed or deleted, where the warehouse says so.
  public var rowsAffected: Int?
  /// What was done, for people: `OK`, `SELECT 5`, `INSERT 0 5`.
  public var message: String

  /// Makes a result.
  public init(
    schema: Schema = Schema([]), rows: [[Value]] = [], rowsAffected: Int? = nil,
    message: String = "OK"
  ) {
    self.schema = schema
    self.rows = rows
    self.rowsAffected = rowsAffected
    self.message = message
  }
}

/// A relation as a warehouse lists it.
public struct RelationInfo: Sendable, Hashable {
  /// What a relation is.
  public enum Kind: String, Sendable, Hashable {
    case table, view
  }

  /// The name in its schema, in the spelling it was created with.
  public var name: String
  /// What it is.
  public var kind: Kind

  /// Describes a relation.
  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// Rows to load into a table.
public enum LoadSource: Sendable {
  case batches([ColumnBatch])
  /// A CSV file with a header; each column has the type given for it.
  case csv(path: String, delimiter: String = ",", columns: [Field])
}

/// One connection to a ``Warehouse``.
public protocol WarehouseConnection: Sendable {
  /// Runs one or more statements and gives the result of the last.
  ///
  /// - Throws: ``QueryError``.
  func execute(_ sql: String) async throws -> WarehouseResult

  /// The schemas of a database, in alphabetical order.
  ///
  /// - Throws: ``QueryError``.
  func schemas(in database: String) async throws -> [String]

  /// The tables and views of a schema, in alphabetical order; none for a schema that is missing.
  ///
  /// - Throws: ``QueryError``.
  func relations(in schema: String, database: String) async throws -> [RelationInfo]

  /// The table or view of a name, in whatever case it is written; nil where there is none.
  ///
  /// - Throws: ``QueryError``.
  func relation(_ name: QualifiedName) async throws -> RelationInfo?

  /// The columns of a table or view, in order.
  ///
  /// - Throws: ``QueryError``; of kind ``QueryError/Kind/tableNotFound`` if there is none.
  func columns(of relation: QualifiedName) async throws -> [Field]

  /// Loads rows into a table, which is made if it is missing.
  ///
  /// - Parameters:
  ///   - source: The rows.
  ///   - relation: The table.
  ///   - replace: Whether the rows stand instead of those that are there, and their columns
  ///     instead of the table's.
  /// - Returns: The number of rows loaded.
  /// - Throws: ``QueryError``; nothing is loaded then.
  @discardableResult
  func load(_ source: LoadSource, into relation: QualifiedName, replace: Bool) async throws -> Int

  /// The number of a table's newest version; nil for a view, or where there is nothing.
  ///
  /// - Throws: ``QueryError``.
  func version(of relation: QualifiedName) async throws -> Int?

  /// Makes a table's rows, columns and properties the next version of another, which is made where
  /// it is missing, without computing them again.
  ///
  /// - Parameters:
  ///   - source: The table.
  ///   - target: The other one.
  ///   - version: The version the other one has to be at; nil where whatever it is goes.
  ///   - identifier: Tells this from others, so that it is done once, however often it is asked for.
  /// - Throws: ``QueryError``: of kind ``QueryError/Kind/conflict`` where the other table moved on,
  ///   ``QueryError/Kind/unsupported`` where the warehouse cannot.
  func publish(
    _ source: QualifiedName, as target: QualifiedName, at version: Int?, identifier: String
  ) async throws

  /// Stops the statement that runs, which then fails with ``QueryError/Kind/interrupted``.
  func interrupt()

  /// Ends the connection; nothing may be asked of it any more.
  func close() async
}

extension WarehouseConnection {
  /// Nil: versions are not known unless a warehouse says otherwise.
  public func version(of relation: QualifiedName) async throws -> Int? { nil }

  /// Refuses, unless a warehouse says otherwise.
  public func publish(
    _ source: QualifiedName, as target: QualifiedName, at version: Int?, identifier: String
  ) async throws {
    throw QueryError(
      .unsupported, "this warehouse cannot make one table the next version of another",
      hint: "environments need tables of a lake")
  }
}
