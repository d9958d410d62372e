/// Does the work of one kind of task.
public protocol TaskExecutor: Sendable {
  /// Carries out a try. An interruption comes as the cancellation of the Swift task, upon which
  /// the executor ends what it began and returns.
  ///
  /// - Parameters:
  ///   - attempt: what there is to do.
  ///   - log: where the lines go that the work prints.
  /// - Returns: how it ended.
  func execute(_ attempt: TaskAttempt, log: TaskLog) async -> TaskResult
}
