public import Orchestration
import Synchronization

/// The way to the scheduler of this process, known once there is one.
public final class SchedulerRequests: Sendable {
  private let send = Mutex<(@Sendable (Scheduler.Event) -> Bool)?>(nil)

  /// Makes a way that leads nowhere yet.
  public init() {}

  /// Lets requests go to an orchestrator from now on.
  public func lead(to orchestrator: Orchestrator) {
    send.withLock { $0 = { orchestrator.request($0) } }
  }

  /// Asks the scheduler for something.
  ///
  /// - Returns: whether it was taken.
  @discardableResult
  func post(_ event: Scheduler.Event) -> Bool {
    let send = send.withLock { $0 }
    return send?(event) ?? false
  }
}
