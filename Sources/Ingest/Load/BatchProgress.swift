import QueryEngine

/// Tells how far a batch has come while it is loaded.
struct BatchProgress {
  let session: Session
  let tell: @Sendable (IngestProgress) -> Void

  /// How often progress is told.
  private static let interval = Duration.milliseconds(100)

  /// Does `work`, and tells meanwhile how far its statements have come: the longest of them
  /// reads the files, so the share of any statement counts as the share of the batch.
  func watching<Result>(_ work: () async throws -> Result) async throws -> Result {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { [session, tell] in
        var furthest = 0.0
        while true {
          try await Task.sleep(for: Self.interval)
          guard let share = session.progress, share > furthest, share < 1 else { continue }
          furthest = share
          tell(.advanced(share))
        }
      }
      defer { group.cancelAll() }
      return try await work()
    }
  }
}
