import Orchestration

extension HTML {
  /// How the project stands.
  static func overview(_ overview: Overview, _ call: Call, _ operations: Operations) -> HTML {
    Frame("Overview", .overview, call, operations, topic: .init()).page {
      tiles(overview)
      div("columns") {
        card("Running now") {
          executing(overview.executing, call.now)
        }
        card("Latest failures", Link("runs").with("state", "failed")) {
          runs(overview.failures, call.now, "No run has failed.")
        }
        card("Latest runs", Link("runs")) {
          runs(overview.latest, call.now, "No run yet.")
        }
        card("Next runs") { coming(overview.coming, call.now) }
      }
    }
  }

  private static func tiles(_ overview: Overview) -> HTML {
    let runs = Link("runs")
    return ul("tiles") {
      tile(
        "Runs under way", overview.active.values.reduce(0, +), runs.with("state", "running"),
        "\(overview.active[.queued] ?? 0) queued", "running")
      tile(
        "Tasks executing",
        (overview.tasks[.running] ?? 0) + (overview.tasks[.queued] ?? 0), nil,
        "\(overview.tasks[.scheduled] ?? 0) waiting for slots", "running")
      tile(
        "Succeeded, 24 h", overview.today[.success] ?? 0, runs.with("state", "success"), nil,
        "success")
      tile(
        "Failed, 24 h", overview.today[.failed] ?? 0, runs.with("state", "failed"), nil,
        (overview.today[.failed] ?? 0) > 0 ? "failed" : "none")
      tile("DAGs", overview.dags, Link("dags"), "\(overview.paused) paused", "none")
      tile(
        "Import errors", overview.importErrors, Link("admin", "import-errors"), nil,
        overview.importErrors > 0 ? "failed" : "none")
    }
  }

  private static func tile(
    _ name: String, _ value: Int, _ link: Link?, _ note: String?, _ style: String
  ) -> HTML {
    let content = HTML {
      span("name") { name }
      span("value") { "\(value)" }
      span("muted") { note ?? "\u{a0}" }
    }
    return li("tile t-\(style)") {
      if let link { a(link) { content } } else { div { content } }
    }
  }

  /// A part of a page with its own heading.
  static func card(
    _ title: String, _ more: Link? = nil, _ label: String = "All",
    @HTMLBuilder _ content: () -> HTML
  ) -> HTML {
    section("card", [Attribute(.ariaLabel, title)]) {
      div("cardhead") {
        h2 { title }
        if let more { a(more, "more") { label } }
      }
      content()
    }
  }

  private static func executing(_ instances: [RecordedInstance], _ now: Timestamp) -> HTML {
    guard !instances.isEmpty else { return nothing("No task is executing.") }
    return table(
      "Tasks executing", ["Task", "State", "For"],
      rows: instances.map { recorded in
        tr {
          rowHead {
            a(.instance(recorded.id)) { "\(recorded.id.run.dag).\(recorded.id.shortName)" }
          }
          td { badge(recorded.instance.state.mark) }
          td { duration(from: recorded.instance.startedAt, to: nil, now: now) }
        }
      })
  }

  private static func runs(
    _ runs: [SchedulerState.RunSummary], _ now: Timestamp, _ none: String
  ) -> HTML {
    guard !runs.isEmpty else { return nothing(none) }
    return table(
      "Runs", ["DAG", "State", "Due", "Took"],
      rows: runs.map { run in
        tr {
          rowHead { a(.run(run.id)) { run.id.dag } }
          td { badge(run.state.mark) }
          td { moment(run.runAfter, now: now) }
          td {
            duration(from: run.startedAt, to: run.endedAt, now: now)
          }
        }
      })
  }

  private static func coming(_ coming: [Overview.Coming], _ now: Timestamp) -> HTML {
    guard !coming.isEmpty else { return nothing("No schedule brings a run.") }
    return table(
      "Next runs", ["DAG", "Due"],
      rows: coming.map { next in
        tr {
          rowHead { a(.dag(next.dag)) { next.dag } }
          td { moment(next.run.runAfter, now: now) }
        }
      })
  }
}

extension Link {
  /// The address of a run's page.
  static func run(_ id: RunID, _ view: String? = nil) -> Link {
    Link(parts: ["dags", id.dag, "runs", id.name] + (view.map { [$0] } ?? []))
  }

  /// The address of a task instance's page.
  static func instance(_ id: TaskInstanceID) -> Link {
    Link(parts: ["dags", id.run.dag, "runs", id.run.name, "tasks", id.task.name])
      .with("index", id.mapIndex.map { "\($0)" })
  }
}

extension TaskInstanceID {
  /// The task, and the index in brackets.
  var shortName: String { task.name + (mapIndex.map { "[\($0)]" } ?? "") }
}
