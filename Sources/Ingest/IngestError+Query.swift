import QueryEngine

extension IngestError {
  /// What the engine said, as an error of ingestion.
  init(_ error: any Error, while task: String) {
    switch error {
    case let error as IngestError:
      self = error
    case let error as QueryError where error.kind == .interrupted:
      self.init(.cancelled, "interrupted while \(task)")
    case let error as QueryError:
      self.init(.storage, "\(task) failed: \(error.message)", hint: error.hint)
    case is CancellationError:
      self.init(.cancelled, "interrupted while \(task)")
    default:
      self.init(.storage, "\(task) failed", cause: "\(error)")
    }
  }
}
