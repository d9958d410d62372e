import Orchestration

extension HTML {
  /// The views of a run.
  enum RunView: String, Sendable, CaseIterable {
    case tasks, graph, gantt

    fileprivate var part: String? { self == .tasks ? nil : rawValue }
    fileprivate var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
  }

  /// A page of a run: what every view of it has, and the view.
  static func run(
    _ summary: SchedulerState.RunSummary, _ counts: [TaskInstanceState: Int], _ view: RunView,
    _ call: Call, _ operations: Operations, @HTMLBuilder _ content: () -> HTML
  ) -> HTML {
    Frame(
      summary.id.name, .dags, call, operations,
      topic: .init(dag: summary.id.dag, run: summary.id.name),
      trail: [("DAGs", Link("dags")), (summary.id.dag, .dag(summary.id.dag))]
    ).page {
      div("toolbar") {
        badge(summary.state.mark)
        span("muted") { summary.kind.word }
        span("grow") { "" }
        if call.identity.may(.editor) { runActions(summary, counts, call) }
      }
      dl(facts(of: summary, call.now))
      tabs(
        RunView.allCases.map { ($0.title, Link.run(summary.id, $0.part), $0 == view) },
        "Views of the run")
      content()
    }
  }

  private static func facts(
    of run: SchedulerState.RunSummary, _ now: Timestamp
  ) -> [(name: String, value: HTML)] {
    var facts: [(name: String, value: HTML)] = [
      ("Logical date", HTML(run.logicalDate?.short ?? "–")),
      ("Due", moment(run.runAfter, now: now)),
      ("Began", moment(run.startedAt, now: now)),
      ("Took", duration(from: run.startedAt, to: run.endedAt, now: now)),
    ]
    if let interval = run.interval, interval.start != interval.end {
      facts.append(
        ("Data interval", HTML("\(interval.start.short) – \(interval.end.short)")))
    }
    if let conf = run.conf, conf != "{}" { facts.append(("Parameters", code(conf))) }
    return facts
  }

  private static func runActions(
    _ run: SchedulerState.RunSummary, _ counts: [TaskInstanceState: Int], _ call: Call
  ) -> HTML {
    let failed = (counts[.failed] ?? 0) + (counts[.upstreamFailed] ?? 0)
    return HTML {
      if failed > 0 {
        form(.run(run.id, "clear"), call) {
          hidden("only", "failed")
          button("Run failed tasks again", .primary)
        }
      }
      form(.run(run.id, "clear"), call, confirm: "Run all tasks of this run again?") {
        hidden("only", "all")
        button("Run all again")
      }
      form(.run(run.id, "mark"), call, confirm: "Mark this run?") {
        choice(
          "state", [("success", "success"), ("failed", "failed")],
          run.state == .success ? "failed" : "success", "State to mark the run with")
        button("Mark")
      }
    }
  }

  /// The task instances of a run.
  static func instances(_ facts: RunFacts, _ call: Call) -> HTML {
    let link = Link.run(facts.summary.id)
    return HTML {
      facts.deadlines.map { notice($0.deadline, $0.lines, call.now) }
      div("chips", [Attribute(.role, "group"), Attribute(.ariaLabel, "States")]) {
        a(
          link.with("q", facts.prefix), "chip",
          facts.state == nil ? [Attribute(.ariaCurrent, "true")] : []
        ) { "All \(facts.counts.values.reduce(0, +))" }
        TaskInstanceState.byImportance.filter { (facts.counts[$0] ?? 0) > 0 }.map { state in
          a(
            link.with("q", facts.prefix).with("state", state.rawValue), "chip",
            facts.state == state ? [Attribute(.ariaCurrent, "true")] : []
          ) {
            badge(state.mark)
            " \(facts.counts[state] ?? 0)"
          }
        }
        search(link, "Filter tasks") {
          if let state = facts.state { hidden("state", state.rawValue) }
          field("q", facts.prefix ?? "", "Task begins with")
        }
      }
      if facts.instances.isEmpty {
        nothing("No task instance.")
      } else {
        table(
          "Task instances", ["Task", "State", "Try", "Began", "Took"],
          rows: facts.instances.map { line($0, call.now) })
      }
      pages(facts.paging, call)
    }
  }

  /// A deadline of the run, and what was written when it was missed.
  private static func notice(
    _ deadline: RunDeadline, _ lines: [String], _ now: Timestamp
  ) -> HTML {
    let name = deadline.name.map { "Deadline \"\($0)\"" } ?? "Deadline"
    return div(deadline.missed == nil ? "notice" : "notice bad") {
      p {
        "\(name): "
        moment(deadline.due, now: now)
        deadline.missed == nil ? "" : ", missed"
      }
      if !lines.isEmpty { pre { lines.joined(separator: "\n") } }
    }
  }

  private static func line(_ recorded: RecordedInstance, _ now: Timestamp) -> HTML {
    let instance = recorded.instance
    let end = instance.state.isExecuting ? nil : instance.endedAt
    return tr([Attribute(data: "line", "")]) {
      rowHead { a(.instance(recorded.id)) { recorded.id.shortName } }
      td {
        badge(instance.state.mark)
        if let moment = instance.resumesAt, !instance.state.isFinished {
          span("muted ago") { "again \(moment.distance(from: now))" }
        }
      }
      td("number") { "\(instance.attempt)" }
      td { moment(instance.startedAt, now: now) }
      td { duration(from: instance.startedAt, to: end, now: now) }
    }
  }
}
