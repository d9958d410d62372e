import Orchestration

extension HTML {
  /// A task instance: where it stands, its log, what it kept for others.
  static func instance(_ facts: InstanceFacts, _ call: Call, _ operations: Operations) -> HTML {
    let id = facts.recorded.id
    let instance = facts.recorded.instance
    return Frame(
      id.shortName, .dags, call, operations, topic: .init(dag: id.run.dag, run: id.run.name),
      trail: [
        ("DAGs", Link("dags")), (id.run.dag, .dag(id.run.dag)), (id.run.name, .run(id.run)),
      ]
    ).page {
      div("toolbar") {
        badge(instance.state.mark)
        span("grow") { "" }
        if call.identity.may(.editor) { actions(id, call) }
      }
      dl([
        ("Began", moment(instance.startedAt, now: call.now)),
        (
          "Took",
          duration(
            from: instance.startedAt, to: instance.state.isExecuting ? nil : instance.endedAt,
            now: call.now)
        ),
        ("Try", HTML("\(instance.attempt) of \(instance.lastAttempt)")),
        ("Pool", HTML(facts.task?.pool ?? "–")),
        ("Rule", HTML(facts.task?.triggerRule.rawValue ?? "–")),
        ("Again", moment(instance.state.isFinished ? nil : instance.resumesAt, now: call.now)),
      ])
      if instance.attempt > 1 {
        tabs(
          (1...min(instance.attempt, 20)).map { attempt in
            (
              "Try \(attempt)", Link.instance(id).with("try", "\(attempt)"),
              attempt == facts.attempt
            )
          }, "Tries")
      }
      log(facts)
      if !facts.xcoms.isEmpty {
        card("Values kept for others") {
          table(
            "Values", ["Key", "Value"],
            rows: facts.xcoms.map { xcom in
              tr {
                rowHead { code(xcom.key) }
                td { code(xcom.value, "value") }
              }
            })
        }
      }
    }
  }

  private static func actions(_ id: TaskInstanceID, _ call: Call) -> HTML {
    let index = id.mapIndex.map { "\($0)" } ?? ""
    return HTML {
      form(.instance(id, "clear"), call) {
        hidden("index", index)
        choice(
          "scope", [("downstream", "with tasks behind it"), ("only", "alone")], "downstream",
          "What runs again")
        button("Run again", .primary)
      }
      form(.instance(id, "mark"), call) {
        hidden("index", index)
        choice(
          "state", [("success", "success"), ("failed", "failed"), ("skipped", "skipped")],
          "success", "State to mark the task with")
        button("Mark")
      }
    }
  }

  private static func log(_ facts: InstanceFacts) -> HTML {
    let id = facts.recorded.id
    let isOpen =
      facts.recorded.instance.state.isExecuting
      && facts.attempt == facts.recorded.instance.attempt
    let source = Link(parts: [
      "dags", id.run.dag, "runs", id.run.name, "tasks", id.task.name, "log",
    ])
    .with("index", id.mapIndex.map { "\($0)" }).with("try", "\(facts.attempt)")
    return card("Log", source, "Plain text") {
      if facts.log.leftOut > 0 {
        p("muted cardtools") { "The first \(facts.log.leftOut) bytes are left out here." }
      }
      if facts.log.text.isEmpty, !isOpen {
        nothing("Nothing was written.")
      } else {
        pre(
          "log",
          [
            Attribute(.id, "log"), Attribute(.tabindex, "0"), Attribute(.ariaLabel, "Log"),
            Attribute(.role, "log"), Attribute(data: "keep", ""),
          ]
            + (isOpen
              ? [
                Attribute(
                  data: "follow",
                  source.with("follow", "true").with("from", "\(facts.log.end)").address)
              ] : [])
        ) {
          facts.log.lines.map { text in span("line") { String(text) + "\n" } }
        }
      }
    }
  }
}

extension Link {
  /// The address that does something to a task instance.
  static func instance(_ id: TaskInstanceID, _ action: String) -> Link {
    Link(parts: ["dags", id.run.dag, "runs", id.run.name, "tasks", id.task.name, action])
  }
}
