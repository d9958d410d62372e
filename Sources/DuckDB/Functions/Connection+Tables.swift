import Columnar
import Synchronization

extension Connection {
  /// Makes rows readable under a name, as a temporary view of this connection, until the name is
  /// taken back or the connection is closed. A temporary view of that name is replaced.
  ///
  /// - Throws: ``DuckDBError`` of kind `catalog` if a temporary table has the name.
  public func registerTable(_ name: String, _ scan: TableScan) throws(DuckDBError) {
    let registry = handle.database.tables
    try registry.registerFunction { function throws(DuckDBError) in try register(function) }
    let number = registry.add(scan)
    do throws(DuckDBError) {
      try execute(
        """
        CREATE OR REPLACE TEMPORARY VIEW \(Value.quotedIdentifier(name)) AS
        FROM \(TableRegistry.functionName)(\(number))
        """)
    } catch {
      registry.remove(number)
      throw error
    }
    if let replaced = registeredTables.updateValue(number, forKey: name) {
      registry.remove(replaced)
    }
  }

  /// Takes back a name that ``registerTable(_:_:)`` has given, and lets go of the rows.
  ///
  /// - Throws: ``DuckDBError`` of kind `catalog` if the view has been dropped meanwhile.
  public func unregisterTable(_ name: String) throws(DuckDBError) {
    guard let number = registeredTables.removeValue(forKey: name) else { return }
    handle.database.tables.remove(number)
    try execute("DROP VIEW temp.main.\(Value.quotedIdentifier(name))")
  }
}

/// The scans that the connections of a database have registered, by the numbers that the views call
/// one function with.
final class TableRegistry: Sendable {
  static let functionName = "millrace_registered_table"

  private struct State {
    var scans: [Int64: TableScan] = [:]
    var last: Int64 = 0
    var hasFunction = false
  }

  private let state = Mutex(State())

  /// Gives the function to the first who asks; whoever asks meanwhile waits.
  func registerFunction(
    _ register: (TableFunction) throws(DuckDBError) -> Void
  ) throws(DuckDBError) {
    try state.withLock { state throws(DuckDBError) in
      if !state.hasFunction { try register(function) }
      state.hasFunction = true
    }
  }

  func add(_ scan: TableScan) -> Int64 {
    state.withLock { state in
      state.last += 1
      state.scans[state.last] = scan
      return state.last
    }
  }

  func remove(_ number: Int64) {
    state.withLock { $0.scans[number] = nil }
  }

  private var function: TableFunction {
    TableFunction(Self.functionName, parameters: [.int64]) { arguments in
      guard case .integer(let number)? = arguments.positional.first,
        let scan = self.state.withLock({ $0.scans[number] })
      else {
        throw DuckDBError(
          .catalog, "the table is not registered any more",
          hint: "it belongs to a connection that is closed, or its name was taken back")
      }
      return scan
    }
  }
}
