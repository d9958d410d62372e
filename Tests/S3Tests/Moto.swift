import Foundation
import TestSupport
import Testing

@testable import S3

/// moto's server: S3 and STS on this machine, in memory.
enum Moto {
  /// Where the server of the running suite listens.
  @TaskLocal static var endpoint: String?

  static let isInstalled: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    let check = "import importlib.util, sys; sys.exit(importlib.util.find_spec('moto') is None)"
    process.arguments = ["python3", "-c", check]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
  static let hint: Comment = "moto is not installed: python3 -m pip install 'moto[server]'"

  private static let server = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Scripts/s3-server").standardized.path

  /// Runs a server while `body` runs.
  static func running(_ body: (String) async throws -> Void) async throws {
    let port = try Loopback.freePort()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", server, "\(port)"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      // A thread of the tests may hold back other signals, and what it starts inherits that.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    var isReady = Loopback.answers(port)
    for _ in 0..<600 {
      if isReady { break }
      try #require(process.isRunning)
      try await Task.sleep(for: .milliseconds(50))
      isReady = Loopback.answers(port)
    }
    try #require(isReady, "moto's server does not start")
    let endpoint = "http://127.0.0.1:\(port)"
    try await body(endpoint)
  }

  /// What a program needs in its environment to reach the server.
  static func variables(_ endpoint: String) -> [String: String] {
    [
      "AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
      "AWS_REGION": "us-east-1", "AWS_CONFIG_FILE": "/dev/null",
      "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_EC2_METADATA_DISABLED": "true",
    ]
  }

  /// A store in a bucket of its own.
  static func store(_ bucket: String = "b-\(UUID().uuidString.lowercased())") async throws
    -> S3Store
  {
    let endpoint = try #require(endpoint)
    let client = S3Client(try S3Configuration(variables: variables(endpoint)))
    _ = try await client.send(S3Request("PUT", bucket))
    return try #require(S3Service(client: client).store(at: "s3://\(bucket)/a lake/täble"))
  }
}

/// Runs a suite with a server of its own.
struct MotoServer: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    guard Moto.isInstalled else { return try await function() }
    try await Moto.running { endpoint in
      try await Moto.$endpoint.withValue(endpoint) { try await function() }
    }
  }
}
