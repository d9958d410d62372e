import Orchestration
import Synchronization

/// The last state heard of a run.
final class FinalState: Sendable {
  private let state = Mutex<DAGRunState?>(nil)

  var value: DAGRunState? { state.withLock { $0 } }

  func note(_ run: DAGRun) {
    state.withLock { $0 = run.state }
  }
}
