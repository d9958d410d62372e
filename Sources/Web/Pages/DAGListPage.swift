import Orchestration

extension HTML {
  /// Every DAG, with its last runs and the next.
  static func dagList(
    _ lines: ListPage<DAGLine>, _ filter: DAGFilter, _ call: Call, _ operations: Operations
  ) -> HTML {
    Frame("DAGs", .dags, call, operations, topic: .init()).page {
      search(Link("dags"), "Filter DAGs") {
        field("q", filter.text ?? "", "Name, tag or owner")
        choice(
          "paused", [("", "All"), ("false", "Active"), ("true", "Paused")],
          filter.isPaused.map { $0 ? "true" : "false" } ?? "", "Active or paused")
        if let tag = filter.tag { hidden("tag", tag) }
        button("Filter")
      }
      if lines.elements.isEmpty {
        nothing(
          filter == DAGFilter()
            ? "No DAG yet: declare one in pipelines/NAME.yml, or put DAG files into dags/."
            : "No DAG matches.")
      } else {
        table(
          "DAGs", ["", "DAG", "Schedule", "Last runs", "Last", "Next", ""], "dags",
          rows: lines.elements.map { line($0, call) })
      }
      pages(Paging(page: call.page, total: lines.total), call)
    }
  }

  private static func line(_ line: DAGLine, _ call: Call) -> HTML {
    tr([Attribute(data: "line", "")]) {
      td("narrow") { pause(line.listed.id, line.isPaused, call) }
      rowHead {
        a(.dag(line.listed.id), "strong") { line.listed.id }
        if !line.listed.tags.isEmpty {
          span("tags") {
            line.listed.tags.prefix(6).map { tag in
              a(Link("dags").with("tag", tag), "tag") { tag }
            }
          }
        }
        if !line.listed.owners.isEmpty {
          span("muted sub") { line.listed.owners.joined(separator: ", ") }
        }
      }
      td { code(line.listed.schedule) }
      td { bars(line.last, call.now) }
      td {
        if let run = line.last.last {
          a(.run(run.id)) { badge(run.state.mark) }
          span("muted ago") { run.runAfter.distance(from: call.now) }
        } else {
          span("muted") { "never ran" }
        }
      }
      td {
        if line.isPaused {
          span("muted") { "paused" }
        } else if let next = line.next {
          moment(next.runAfter, now: call.now)
        } else {
          span("muted") { "–" }
        }
      }
      td("actions") {
        if call.identity.may(.editor) {
          a(
            .dag(line.listed.id, "trigger"), "button",
            [
              Attribute(.ariaLabel, "Trigger \(line.listed.id)")
            ]
          ) { "Trigger" }
        }
      }
    }
  }

  /// A switch that lets a DAG start runs by itself, or not.
  static func pause(_ dag: String, _ isPaused: Bool, _ call: Call) -> HTML {
    guard call.identity.may(.editor) else {
      return span("muted") { isPaused ? "paused" : "active" }
    }
    let label = isPaused ? "Let \(dag) run by its schedule" : "Pause \(dag)"
    return form(.dag(dag, "pause"), call) {
      hidden("paused", isPaused ? "false" : "true")
      hidden("next", call.link.address)
      element(
        "button",
        [
          Attribute(.type, "submit"), Attribute(.class, isPaused ? "switch" : "switch on"),
          Attribute(.ariaLabel, label), Attribute(.title, label),
        ], span("knob", [Attribute(.ariaHidden, "true")]) { "" })
    }
  }

  /// The last runs as bars, as high as they took long.
  static func bars(_ runs: [SchedulerState.RunSummary], _ now: Timestamp) -> HTML {
    let lengths = runs.map { run in
      run.startedAt.map { ((run.endedAt ?? now) - $0) / .seconds(1) } ?? 0
    }
    let longest = max(lengths.max() ?? 0, 0.001)
    let height = 24.0
    return element(
      "svg",
      [
        Attribute(.class, "bars"), Attribute(.width, "\(runs.count * 8)"),
        Attribute(.height, "\(Int(height))"), Attribute(.role, "group"),
        Attribute(.ariaLabel, "Last runs"),
      ],
      HTML {
        zip(runs.indices, zip(runs, lengths)).map { index, pair in
          let (run, length) = pair
          let bar = 4 + (height - 4) * length / longest
          let label = "\(run.runAfter.short) \(run.state.rawValue)"
          return a(.run(run.id), nil, [Attribute(.ariaLabel, label)]) {
            element("title", [], HTML(label))
            element(
              "rect",
              [
                Attribute(.class, "f-\(run.state.mark.style)"), Attribute(.x, "\(index * 8)"),
                Attribute(.y, decimal(height - bar)), Attribute(.width, "6"),
                Attribute(.height, decimal(bar)), Attribute(.rx, "1"),
              ], .empty)
          }
        }
      })
  }

  /// A number with one digit after the point, as drawings take it.
  static func decimal(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
  }

  /// A field for a line of text.
  static func field(
    _ name: String, _ value: String, _ label: String, type: String = "search",
    _ more: Attributes = []
  ) -> HTML {
    void(
      "input",
      [
        Attribute(.type, type), Attribute(.name, name), Attribute(.value, value),
        Attribute(.placeholder, label), Attribute(.ariaLabel, label),
      ] + more)
  }

  /// A choice of one of several.
  static func choice(
    _ name: String, _ choices: [(value: String, text: String)], _ chosen: String, _ label: String
  ) -> HTML {
    element(
      "select", [Attribute(.name, name), Attribute(.ariaLabel, label)],
      HTML {
        choices.map { choice in
          element(
            "option",
            [Attribute(.value, choice.value)]
              + (choice.value == chosen ? [Attribute(.selected)] : []),
            HTML(choice.text))
        }
      })
  }
}
