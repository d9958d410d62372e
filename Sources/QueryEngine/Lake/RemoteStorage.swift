import DuckDB
import FoundationEssentials
import S3
import SQLAnalysis
import Synchronization

/// What the lake reaches over the network: the logs of tables in S3 through stores of its own,
/// their data files through DuckDB, both with the same credentials.
final class RemoteStorage: Sendable {
  private struct State {
    var service: S3Service?
    /// What DuckDB has been told of buckets.
    var known: [String: S3Access] = [:]
    var hasExtension = false
  }

  private let settings: S3Settings
  private let variables: [String: String]
  private let extensionDirectories: [String]
  private let engine: DuckDBEngine
  private let state = Mutex(State())

  init(_ configuration: LakeConfiguration, engine: DuckDBEngine) {
    settings = configuration.s3
    variables = configuration.variables
    extensionDirectories = configuration.extensionDirectories
    self.engine = engine
  }

  /// The store of a place in S3, which DuckDB can read and write from then on; `nil` for a place
  /// that is not there.
  ///
  /// - Throws: `S3Error`, ``QueryError``.
  func store(at location: String) async throws -> S3Store? {
    guard let place = S3Location(location) else { return nil }
    let service = try service()
    try await prepare(place.bucket, service)
    return service.store(at: location)
  }

  /// Lets DuckDB reach what a text names, if that is a URL. Told of each statement's texts.
  ///
  /// - Throws: `S3Error`, ``QueryError``.
  func prepare(for text: String) async throws {
    if let place = S3Location(text) {
      try await prepare(place.bucket, try service())
    } else if ["http://", "https://"].contains(where: { text.hasPrefix($0) && text != $0 }) {
      try await loadExtension()
    }
  }

  private func service() throws -> S3Service {
    if let service = state.withLock({ $0.service }) { return service }
    let made = try S3Service(settings, variables: variables)
    return state.withLock { state in
      let service = state.service ?? made
      state.service = service
      return service
    }
  }

  /// Gives DuckDB the credentials for a bucket, unless it has them. Credentials that were renewed
  /// are given anew: each statement asks.
  private func prepare(_ bucket: String, _ service: S3Service) async throws {
    try await loadExtension()
    let access = try await service.access(to: bucket)
    guard state.withLock({ $0.known[bucket] != access }) else { return }
    do {
      try await engine.run(Self.secret(access, for: bucket))
    } catch {
      // The cause would quote the credentials.
      throw QueryError(
        .invalidArgument, "the credentials for the bucket \"\(bucket)\" cannot be used",
        hint: "check the credentials, the region and the endpoint")
    }
    state.withLock { $0.known[bucket] = access }
  }

  private func loadExtension() async throws {
    guard !state.withLock({ $0.hasExtension }) else { return }
    try await engine.loadRemoteFiles(from: extensionDirectories)
    state.withLock { $0.hasExtension = true }
  }

  /// The statement that makes a bucket's secret, for the schemes by which programs name it.
  static func secret(_ access: S3Access, for bucket: String) -> String {
    let scopes = S3Location.schemes.map { SQLQuoting.string("\($0)\(bucket)/") }
    var options = [
      "TYPE s3", "SCOPE [\(scopes.joined(separator: ", "))]",
      "REGION \(SQLQuoting.string(access.region))",
      "URL_STYLE \(access.usesPath ? "'path'" : "'vhost'")",
    ]
    if let credentials = access.credentials {
      options.append("KEY_ID \(SQLQuoting.string(credentials.keyID))")
      options.append("SECRET \(SQLQuoting.string(credentials.secret))")
      if let token = credentials.sessionToken {
        options.append("SESSION_TOKEN \(SQLQuoting.string(token))")
      }
    }
    if let endpoint = access.endpoint {
      options.append("ENDPOINT \(SQLQuoting.string(endpoint))")
      options.append("USE_SSL \(access.usesTLS)")
    }
    let name = SQLQuoting.name("bucket \(bucket)")
    return "CREATE OR REPLACE SECRET \(name) (\(options.joined(separator: ", ")))"
  }
}
