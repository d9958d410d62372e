public import FoundationEssentials

/// How a node of a run ended.
public struct NodeResult: Sendable {
  /// dbt's names for the ways to end.
  public enum Status: String, Sendable {
    case success, error, skipped, pass, fail, warn
    /// Nothing had to be done.
    case noOp = "no-op"
    /// A source could not be asked for its age.
    case runtimeError = "runtime error"
    /// Some batches of a model failed.
    case partialSuccess = "partial success"
  }

  /// The node.
  public var uniqueID: String
  /// How it ended.
  public var status: Status
  /// What the warehouse said, or what went wrong.
  public var message: String?
  /// The node or step whose end kept this one from starting.
  public var skippedBecause: String?
  /// The number of rows that fail a test.
  public var failures: Int?
  /// The number of rows written, where the warehouse says so.
  public var rowsAffected: Int?
  /// The node's code as it ran, with what stands in front of it.
  var code: Compiler.Code?
  /// The node's code as it ran.
  public var compiledCode: String? { code?.text }
  /// What `show` and `compile` print of it.
  var output: [String] = []
  /// The batches of a microbatch model that succeeded and that failed.
  var batches: (succeeded: [EventTime.Batch], failed: [EventTime.Batch])?
  /// When it began and how long it took.
  public var startedAt: Date
  /// How long it took.
  public var duration: Duration
  /// The error, where there is one.
  public var error: TransformError?
  /// The age of a source.
  var freshness: FreshnessCommand.Measure?
}

extension NodeResult {
  /// How a hook or an operation ended: as `work` says, or with the error that it threw.
  ///
  /// - Parameters:
  ///   - id: the hook or operation.
  ///   - place: makes an error one with a place in the project.
  ///   - work: does what is to be done, and may fill in the result.
  /// - Returns: the result, with its time.
  static func timing(
    _ id: String, placing place: (any Error) -> TransformError,
    _ work: (inout NodeResult) throws -> Void
  ) -> NodeResult {
    var result = NodeResult(uniqueID: id, status: .success, startedAt: Date(), duration: .zero)
    result.failures = 0
    let clock = ContinuousClock()
    let start = clock.now
    do {
      try work(&result)
    } catch {
      let failure = place(error)
      result.status = .error
      result.failures = 1
      result.error = failure
      result.message = "\(failure)"
    }
    result.duration = clock.now - start
    return result
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    self / .seconds(1)
  }
}
