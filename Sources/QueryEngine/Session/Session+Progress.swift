import DuckDB

extension Session {
  /// Makes statements count how far they have come, for ``progress``.
  ///
  /// - Throws: ``QueryError`` if the session is closed.
  public func countProgress() throws {
    do {
      try connection.countProgress()
    } catch {
      throw QueryError(error)
    }
  }

  /// How far the statement that runs now has come, from 0 to 1, by DuckDB's estimate; `nil` where
  /// it cannot tell, and before ``countProgress()``. May be asked from any task at any time.
  public nonisolated var progress: Double? { interruption.progress?.fraction }
}
