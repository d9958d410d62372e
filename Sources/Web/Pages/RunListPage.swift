import Orchestration

extension HTML {
  /// Runs of all DAGs.
  static func runList(
    _ runs: ListPage<SchedulerState.RunSummary>, _ call: Call, _ operations: Operations
  ) -> HTML {
    Frame("Runs", .runs, call, operations, topic: .init()).page {
      search(Link("runs"), "Filter runs") {
        choice(
          "state", [("", "All states")] + DAGRunState.allCases.map { ($0.rawValue, $0.rawValue) },
          call.query["state"] ?? "", "State")
        choice(
          "kind", [("", "All kinds")] + RunKind.allCases.map { ($0.rawValue, $0.word) },
          call.query["kind"] ?? "", "Kind")
        button("Filter")
      }
      runTable(runs, call, showsDAG: true)
    }
  }

  /// A table of runs with the pages it has.
  static func runTable(
    _ runs: ListPage<SchedulerState.RunSummary>, _ call: Call, showsDAG: Bool
  ) -> HTML {
    guard !runs.elements.isEmpty else { return nothing("No run.") }
    return HTML {
      table(
        "Runs",
        (showsDAG ? ["DAG"] : []) + ["Run", "State", "Kind", "Logical date", "Began", "Took"],
        rows: runs.elements.map { run in
          tr([Attribute(data: "line", "")]) {
            if showsDAG { rowHead { a(.dag(run.id.dag)) { run.id.dag } } }
            td("names") { a(.run(run.id)) { run.id.name } }
            td { badge(run.state.mark) }
            td { run.kind.word }
            td { run.logicalDate?.short ?? "–" }
            td { moment(run.startedAt, now: call.now) }
            td { duration(from: run.startedAt, to: run.endedAt, now: call.now) }
          }
        })
      pages(Paging(page: call.page, total: runs.total), call)
    }
  }
}
