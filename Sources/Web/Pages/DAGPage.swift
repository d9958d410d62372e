import Orchestration

extension HTML {
  /// The views of a DAG.
  enum DAGView: String, Sendable, CaseIterable {
    case grid, graph, calendar, runs, tasks, backfills

    fileprivate var part: String? { self == .grid ? nil : rawValue }
    fileprivate var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
  }

  /// A page of a DAG: what every view of it has, and the view.
  static func dag(
    _ listed: ListedDAG, isPaused: Bool, _ view: DAGView, _ call: Call, _ operations: Operations,
    @HTMLBuilder _ content: () -> HTML
  ) -> HTML {
    let isLive = view != .tasks
    return Frame(
      listed.id, .dags, call, operations, topic: isLive ? .init(dag: listed.id) : nil,
      trail: [("DAGs", Link("dags"))]
    ).page {
      div("toolbar") {
        pause(listed.id, isPaused, call)
        span("muted") { isPaused ? "paused" : "active" }
        code(listed.schedule)
        listed.tags.map { tag in a(Link("dags").with("tag", tag), "tag") { tag } }
        span("grow") { "" }
        if call.identity.may(.editor) {
          a(.dag(listed.id, "trigger"), "button primary") { "Trigger" }
        }
      }
      if let description = listed.description, !description.isEmpty {
        p("muted lead") { description }
      }
      if !listed.limitations.isEmpty {
        div("notice") { ul { listed.limitations.map { limitation in li { limitation } } } }
      }
      tabs(
        DAGView.allCases.map { ($0.title, Link.dag(listed.id, $0.part), $0 == view) },
        "Views of the DAG")
      content()
    }
  }

  /// Links to the views of one thing.
  static func tabs(_ tabs: [(title: String, link: Link, isShown: Bool)], _ label: String) -> HTML {
    element(
      "nav", [Attribute(.class, "tabs"), Attribute(.ariaLabel, label)],
      HTML {
        tabs.map { tab in
          a(tab.link, nil, tab.isShown ? [Attribute(.ariaCurrent, "page")] : []) { tab.title }
        }
      })
  }

  /// The last runs of a DAG side by side.
  static func grid(_ grid: RunGrid, _ listed: ListedDAG, _ call: Call) -> HTML {
    guard !grid.runs.isEmpty else {
      return nothing("This DAG has not run yet.")
    }
    return HTML {
      div(
        "scroll",
        [
          Attribute(.role, "region"), Attribute(.ariaLabel, "Runs and tasks"),
          Attribute(.tabindex, "0"),
        ]
      ) {
        element(
          "table", named("grid"),
          HTML {
            element(
              "thead", [],
              tr {
                element("th", [Attribute(.scope, "col")], dates(of: grid.runs))
                grid.runs.map { run in
                  let label = "\(run.runAfter.short) \(run.state.mark.word), \(run.kind.word)"
                  return element(
                    "th", [Attribute(.scope, "col")], square(run.state.mark, .run(run.id), label))
                }
              })
            element(
              "tbody", [],
              HTML {
                grid.rows.map { row in gridRow(row, grid, listed) }
              })
          })
      }
      pages(grid.paging, call)
      legend
    }
  }

  /// From when to when runs were due.
  private static func dates(of runs: [SchedulerState.RunSummary]) -> HTML {
    guard let first = runs.first, let last = runs.last else { return .empty }
    return span("muted ago") {
      runs.count == 1
        ? "\(last.runAfter.short)" : "\(first.runAfter.short) – \(last.runAfter.short)"
    }
  }

  private static func gridRow(_ row: RunGrid.Row, _ grid: RunGrid, _ listed: ListedDAG) -> HTML {
    tr(row.task == nil ? [Attribute(.class, "group")] : []) {
      rowHead("d\(min(row.depth, 6))") {
        if let task = row.task {
          span("", [Attribute(.title, "\(task.id) · \(listed.operators[task.id] ?? "")")]) {
            row.name
          }
        } else {
          row.name
        }
      }
      if row.task == nil {
        element("td", [Attribute(.colspan, "\(grid.runs.count)")], .empty)
      }
      zip(grid.runs, row.cells).map { run, cell in
        td { cell.map { square($0, row, run) } ?? .empty }
      }
    }
  }

  private static func square(
    _ cell: RunGrid.Cell, _ row: RunGrid.Row, _ run: SchedulerState.RunSummary
  ) -> HTML {
    guard let task = row.task else { return .empty }
    let mark = cell.state.mark
    let isMapped = cell.count > 1
    let link =
      isMapped
      ? Link.run(run.id).with("q", task.id.name)
      : Link.instance(TaskInstanceID(run: run.id, task: task.id))
    let label =
      "\(task.id) \(mark.word)" + (isMapped ? ", \(cell.count) instances" : "")
      + ", \(run.runAfter.short)"
    let count = cell.count > 99 ? "+" : "\(cell.count)"
    return square(mark, link, label, text: isMapped ? count : nil)
  }

  /// What the colours mean.
  static var legend: HTML {
    let states: [TaskInstanceState] = [
      .success, .failed, .running, .queued, .scheduled, .upForRetry, .deferred, .upstreamFailed,
      .skipped, .unscheduled,
    ]
    return p("legend") { states.map { badge($0.mark) } }
  }

  /// The tasks of a DAG as they are declared.
  static func taskList(_ listed: ListedDAG, _ call: Call) -> HTML {
    let outline = listed.dag.outline
    let shown = outline.dropFirst(Paging.offset(call.page)).prefix(Paging.length)
    return HTML {
      table(
        "Tasks", ["Task", "Does", "After", "Rule", "Retries", "Pool", "Updates"],
        rows: shown.map { task, _ in
          tr {
            rowHead { code(task.id.name) }
            td { listed.operators[task.id] ?? "" }
            td("names") { task.upstream.map(\.name).joined(separator: ", ") }
            td { task.triggerRule.rawValue }
            td("number") { "\(task.retry.retries)" }
            td { task.pool }
            td("names") { task.outlets.map(\.name).joined(separator: ", ") }
          }
        })
      pages(Paging(page: call.page, total: outline.count), call)
      dl([
        ("File", code(listed.file)),
        ("Runs at once", HTML("\(listed.dag.rules.maxActiveRuns)")),
        ("Tasks at once in a run", HTML("\(listed.dag.rules.maxActiveTasks)")),
        ("Catches up", HTML(listed.dag.rules.catchup ? "yes" : "no")),
      ])
    }
  }
}
