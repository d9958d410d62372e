import Dispatch
public import Testing

/// Has the shared server started before a test begins, on a thread that may wait for it.
public struct PostgreSQLTrait: SuiteTrait, TestTrait, TestScoping {
  /// Whether the tests of a suite have it too.
  public var isRecursive: Bool { true }

  /// Starts the server, if the machine has one, and runs the test.
  public func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    if PostgreSQLServer.isInstalled {
      _ = try await PostgreSQLServer.onThread { try PostgreSQLServer.shared() }
    }
    try await function()
  }
}

extension Trait where Self == PostgreSQLTrait {
  /// Has the shared server started before a test begins.
  public static var postgreSQL: PostgreSQLTrait { PostgreSQLTrait() }
}

extension PostgreSQLServer {
  /// Does what waits for other processes on a thread that may.
  public static func onThread<T: Sendable>(
    _ body: @escaping @Sendable () throws -> T
  ) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
    }
  }
}
