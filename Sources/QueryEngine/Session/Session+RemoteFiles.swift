import SQLAnalysis

extension Session {
  /// Lets DuckDB reach the remote files that a statement names.
  ///
  /// Credentials for S3 come from the usual places (`AWS_ACCESS_KEY_ID` and its kin, profiles,
  /// roles); they go into a secret of DuckDB's and nowhere else.
  func prepareRemoteFiles(for source: SQLText) async throws {
    for token in source.tokens where token.kind == .string || token.kind == .quotedName {
      guard token.value.contains("://") else { continue }
      try await lake.remote.prepare(for: token.value)
    }
  }
}
