import Columnar
import Dispatch
import QueryEngine
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

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

/// A thread for one piece of blocking work, with a stack deep enough for macros that call macros.
enum WorkThread {
  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Runs `body` on a thread of its own and gives its result.
  static func run<Result: Sendable>(
    _ body: @escaping @Sendable () -> Result
  ) async -> Result {
    await withCheckedContinuation { continuation in
      start { continuation.resume(returning: body()) }
    }
  }

  private static func start(_ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, 16 << 20)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { pthread_attr_destroy(&attributes) }
    let work = Unmanaged.passRetained(Work(body)).toOpaque()
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { pointer in
        guard let pointer else { return nil }
        Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
        return nil
      }, work)
    // Without a thread to spare the work is done where it was asked for.
    if code != 0 { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
  }
}
