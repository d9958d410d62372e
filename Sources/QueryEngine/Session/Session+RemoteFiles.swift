import DuckDB
import FoundationEssentials
import SQLAnalysis
import Synchronization

extension Session {
  /// Loads what reads remote files if the statement names one, once for the lake.
  ///
  /// Credentials for S3 are those of the usual environment (`AWS_ACCESS_KEY_ID` and its kin);
  /// they go into a secret of DuckDB's and nowhere else.
  func loadRemoteFiles(for source: SQLText) throws {
    let prefixes = ["s3://", "s3a://", "http://", "https://"]
    let isRemote = source.tokens.contains { token in
      (token.kind == .string || token.kind == .quotedName)
        && prefixes.contains { token.value.hasPrefix($0) }
    }
    guard isRemote else { return }
    try lake.readsRemoteFiles.withLock { isReady in
      guard !isReady else { return }
      try connection.loadExtension(path: try remoteExtension())
      if let secret = Self.secret(ProcessInfo.processInfo.environment) { try keep(secret) }
      isReady = true
    }
  }

  private func keep(_ secret: String) throws {
    do {
      try run(secret)
    } catch {
      // The cause would quote the credentials.
      throw QueryError(
        .invalidArgument, "the S3 credentials of the environment cannot be used",
        hint: "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL")
    }
  }

  private func remoteExtension() throws -> String {
    let platform = try rows("PRAGMA platform").first?.first?.content ?? ""
    let below = "\(Database.libraryVersion)/\(platform)/httpfs.duckdb_extension"
    let paths = lake.configuration.extensionDirectories.map { "\($0)/\(below)" }
    guard let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      throw QueryError(
        .unsupported, "reading remote files needs DuckDB's extension httpfs, which is not here",
        hint: paths.isEmpty ? "no folder of extensions is configured" : "put it at \(paths[0])")
    }
    return path
  }

  /// The statement that makes a secret of an environment; `nil` where there are no credentials.
  static func secret(_ environment: [String: String]) -> String? {
    guard let key = environment["AWS_ACCESS_KEY_ID"],
      let secret = environment["AWS_SECRET_ACCESS_KEY"]
    else { return nil }
    var options = [
      "TYPE s3", "KEY_ID \(SQLQuoting.string(key))", "SECRET \(SQLQuoting.string(secret))",
    ]
    if let token = environment["AWS_SESSION_TOKEN"] {
      options.append("SESSION_TOKEN \(SQLQuoting.string(token))")
    }
    if let region = environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] {
      options.append("REGION \(SQLQuoting.string(region))")
    }
    if let endpoint = environment["AWS_ENDPOINT_URL_S3"] ?? environment["AWS_ENDPOINT_URL"] {
      let isPlain = endpoint.hasPrefix("http://")
      let host = endpoint.split(separator: "://").last.map(String.init) ?? endpoint
      options.append("ENDPOINT \(SQLQuoting.string(host))")
      options.append("URL_STYLE 'path'")
      options.append("USE_SSL \(!isPlain)")
    }
    return "CREATE OR REPLACE SECRET environment (\(options.joined(separator: ", ")))"
  }
}
