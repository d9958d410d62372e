import Synchronization

/// What the steps of a run report, brought together: passed on to whoever watches, and kept for
/// the summary.
final class RunLog: Sendable {
  private struct State {
    var results: [(node: RunNode, result: RunResult)] = []
    var nodes: [String: RunNode] = [:]
  }

  private let state = Mutex(State())
  private let report: @Sendable (RunEvent) -> Void

  init(_ report: @escaping @Sendable (RunEvent) -> Void) {
    self.report = report
  }

  /// Tells the steps of the run, in an order in which they could run.
  func plan(_ nodes: [RunNode]) {
    state.withLock { $0.nodes = Dictionary(nodes.map { ($0.id, $0) }) { first, _ in first } }
    report(.planned(nodes))
  }

  /// The step of that name, `nil` for one that is not of this run.
  func node(_ id: String) -> RunNode? {
    state.withLock { $0.nodes[id] }
  }

  func started(_ id: String) {
    if let node = node(id) { report(.started(node)) }
  }

  func progressed(_ id: String, _ progress: RunProgress) {
    if let node = node(id) { report(.progressed(node, progress)) }
  }

  /// A step ended; a second report of the same step changes nothing.
  func ended(_ id: String, _ result: RunResult) {
    let node = state.withLock { state -> RunNode? in
      guard let node = state.nodes[id],
        !state.results.contains(where: { $0.node.id == id })
      else { return nil }
      state.results.append((node, result))
      return node
    }
    if let node { report(.ended(node, result)) }
  }

  func message(_ text: String) {
    report(.message(text))
  }

  /// Every step that ended, in that order.
  var results: [(node: RunNode, result: RunResult)] {
    state.withLock { $0.results }
  }
}
