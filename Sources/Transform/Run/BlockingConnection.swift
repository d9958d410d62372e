import Columnar
import Dispatch
import QueryEngine
import Synchronization

/// A connection for templates, which run on threads of their own and wait for each statement.
///
/// Never used on a thread of Swift's pool.
final class BlockingConnection: Sendable {
  let connection: any WarehouseConnection
  private let failed = Mutex<String?>(nil)

  /// The last statement that the warehouse refused.
  var lastFailed: String? { failed.withLock { $0 } }

  init(_ connection: any WarehouseConnection) {
    self.connection = connection
  }

  func execute(_ sql: String) throws -> WarehouseResult {
    do {
      return try wait { try await self.connection.execute(sql) }
    } catch {
      failed.withLock { $0 = sql }
      throw error
    }
  }

  func schemas(in database: String) throws -> [String] {
    try wait { try await self.connection.schemas(in: database) }
  }

  func relations(in schema: String, database: String) throws -> [RelationInfo] {
    try wait { try await self.connection.relations(in: schema, database: database) }
  }

  func relation(_ name: String, in schema: String, database: String) throws -> RelationInfo? {
    let name = QualifiedName(catalog: database, schema: schema, name: name)
    return try wait { try await self.connection.relation(name) }
  }

  func columns(of name: QualifiedName) throws -> [Field] {
    try wait { try await self.connection.columns(of: name) }
  }

  func load(_ source: LoadSource, into name: QualifiedName) throws -> Int {
    try wait { try await self.connection.load(source, into: name, replace: true) }
  }

  private func wait<Result: Sendable>(
    _ operation: @escaping @Sendable () async throws -> Result
  ) throws -> Result {
    let done = DispatchSemaphore(value: 0)
    let outcome = Mutex<Swift.Result<Result, any Error>?>(nil)
    Task {
      do {
        let value = try await operation()
        outcome.withLock { $0 = .success(value) }
      } catch {
        outcome.withLock { $0 = .failure(error) }
      }
      done.signal()
    }
    done.wait()
    guard let result = outcome.withLock({ $0 }) else {
      throw TransformError(.cancelled, "the statement ended without a result")
    }
    return try result.get()
  }
}
