import Airflow
import Orchestration

extension Site {
  /// A page of a DAG.
  func dagPage(
    _ listed: ListedDAG, _ view: HTML.DAGView, _ call: Call, _ content: () -> HTML
  ) async throws -> Answer {
    let isPaused = try await operations.state.pausedDAGs().contains(listed.id)
    return .page(
      .dag(listed, isPaused: isPaused, view, call, operations, content))
  }

  /// A page of a run.
  func runPage(
    _ view: HTML.RunView, _ call: Call, _ content: () -> HTML
  ) async throws -> Answer {
    let summary = try await operations.run(call.run)
    let counts = try await operations.state.instanceCounts(of: call.run)
    return .page(.run(summary, counts, view, call, operations, content))
  }

  /// Whether the parts of the program are well, for whoever watches over it.
  func health(_ call: Call) async throws -> Answer {
    let isScheduling = try await operations.state.isHeld()
    return .json(
      [
        "status": isScheduling ? "healthy" : "unhealthy", "version": .text(operations.version),
      ], status: isScheduling ? 200 : 503)
  }
}

extension Operations {
  /// The runs that a query names, of all DAGs or one.
  ///
  /// - Throws: `StoreError`.
  func runs(of dag: String?, _ call: Call) async throws -> ListPage<SchedulerState.RunSummary> {
    let filter = RunFilter(
      states: call.query.text("state").map { [$0] }, kinds: call.query.text("kind").map { [$0] })
    return try await state.runs(
      of: dag.map { [$0] }, filter, limit: Paging.length, offset: Paging.offset(call.page))
  }
}
