import Orchestration

/// A DAG in the list of all.
struct DAGLine: Sendable {
  /// How many of the last runs a line shows.
  static let runs = 14

  var listed: ListedDAG
  var isPaused: Bool
  /// The last runs, the earliest of them first.
  var last: [SchedulerState.RunSummary]
  var next: ScheduledRun?
}

/// Which DAGs are listed.
struct DAGFilter: Sendable, Hashable {
  /// What the name, a tag or an owner has in it.
  var text: String?
  /// Whether those are listed that are paused, or those that are not; `nil` for both.
  var isPaused: Bool?
  /// A tag that it has.
  var tag: String?

  func admits(_ dag: ListedDAG, isPaused paused: Bool) -> Bool {
    if let isPaused, isPaused != paused { return false }
    if let tag, !dag.tags.contains(tag) { return false }
    guard let text = text?.lowercased() else { return true }
    return ([dag.id] + dag.tags + dag.owners).contains { $0.lowercased().contains(text) }
  }
}

extension Operations {
  /// A page of the list of DAGs.
  ///
  /// - Throws: `StoreError`.
  func lines(
    _ filter: DAGFilter, page: Int, now: Timestamp
  ) async throws -> ListPage<DAGLine> {
    let paused = try await state.pausedDAGs()
    let found = dags().filter { filter.admits($0, isPaused: paused.contains($0.id)) }
    var lines: [DAGLine] = []
    for dag in found.dropFirst(Paging.offset(page)).prefix(Paging.length) {
      let last = try await state.lastRuns(of: dag.id, limit: DAGLine.runs)
      let isPaused = paused.contains(dag.id)
      lines.append(
        DAGLine(
          listed: dag, isPaused: isPaused, last: last.reversed(),
          next: isPaused
            ? nil : dag.nextRun(after: last.first { $0.kind == .scheduled }, now: now)))
    }
    return ListPage(lines, total: found.count)
  }
}
