import Airflow
import Orchestration

extension HTML {
  /// The backfills of a DAG, and a form to make one.
  static func backfills(
    _ backfills: ListPage<RecordedBackfill>,
    _ preview: (backfill: Backfill, steps: [Backfill.Step])?, _ listed: ListedDAG, _ call: Call
  ) -> HTML {
    HTML {
      if listed.dag.rules.timetable.isPeriodic {
        if call.identity.may(.editor) { backfillForm(preview?.backfill, listed, call) }
        if let preview { self.preview(preview.steps) }
      } else {
        nothing("Only a DAG whose schedule has times that come again can be backfilled.")
      }
      if !backfills.elements.isEmpty {
        table(
          "Backfills",
          ["Backfill", "From", "To", "Reprocess", "At once", "State", "Runs", "Began", ""],
          rows: backfills.elements.map { line($0, call) })
        pages(Paging(page: call.page, total: backfills.total), call)
      }
    }
  }

  private static func line(_ recorded: RecordedBackfill, _ call: Call) -> HTML {
    let backfill = recorded.backfill
    return tr([Attribute(data: "line", "")]) {
      rowHead { "\(backfill.id)" }
      td { backfill.range.lowerBound.short }
      td { backfill.range.upperBound.short }
      td { backfill.reprocessing.rawValue + (backfill.isReversed ? ", backwards" : "") }
      td("number") { "\(backfill.maxActiveRuns)" }
      td { recorded.word }
      td {
        [DAGRunState.success, .failed, .running, .queued].filter {
          (recorded.counts[$0] ?? 0) > 0
        }.map { state in
          HTML {
            badge(state.mark)
            " \(recorded.counts[state] ?? 0) "
          }
        }
        if recorded.kept > 0 { span("muted") { "\(recorded.kept) left as they are" } }
      }
      td { moment(recorded.createdAt, now: call.now) }
      td("actions") {
        if recorded.standing.completedAt == nil, call.identity.may(.editor) {
          backfillActions(recorded, call)
        }
      }
    }
  }

  private static func backfillActions(_ recorded: RecordedBackfill, _ call: Call) -> HTML {
    let id = "\(recorded.backfill.id)"
    let link = Link("dags", recorded.backfill.dag, "backfills", id)
    let isPaused = recorded.standing.isPaused
    return HTML {
      form(link, call) {
        hidden("do", isPaused ? "unpause" : "pause")
        button(
          isPaused ? "Go on" : "Pause", .quiet,
          label: "\(isPaused ? "Go on with" : "Pause") backfill \(id)")
      }
      form(link, call, confirm: "Cancel backfill \(id)? Runs that have not begun fail.") {
        hidden("do", "cancel")
        button("Cancel", .quiet, label: "Cancel backfill \(id)")
      }
    }
  }

  private static func backfillForm(
    _ wanted: Backfill?, _ listed: ListedDAG, _ call: Call
  ) -> HTML {
    card("Backfill") {
      form(.dag(listed.id, "backfills"), call, "inline") {
        field(
          "from_date", wanted?.range.lowerBound.description ?? "", "From, such as 2026-01-01",
          type: "text", [Attribute(.required)])
        field(
          "to_date", wanted?.range.upperBound.description ?? "", "To, such as 2026-01-31",
          type: "text", [Attribute(.required)])
        choice(
          "reprocess",
          [
            ("none", "only missing runs"), ("failed", "missing and failed runs"),
            ("completed", "all runs"),
          ], wanted?.reprocessing.rawValue ?? "none", "Which runs")
        choice(
          "backwards", [("false", "earliest first"), ("true", "latest first")],
          wanted?.isReversed == true ? "true" : "false", "Order")
        field(
          "max_active_runs", "\(wanted?.maxActiveRuns ?? Backfill.usualActiveRuns)",
          "Runs at once", type: "number", [Attribute(.min, "1")])
        field("conf", wanted?.conf ?? "", "Parameters as JSON", type: "text")
        button("Preview", name: "do", value: "preview")
        button("Start", .primary, name: "do", value: "start")
      }
    }
  }

  private static func preview(_ steps: [Backfill.Step]) -> HTML {
    let count = steps.count { $0.decision.isRun }
    return card("\(count) of \(steps.count) times would run") {
      table(
        "Preview", ["Logical date", "What becomes of it"],
        rows: steps.prefix(Paging.length).map { step in
          tr {
            rowHead { step.interval.start.short }
            td { step.decision.words }
          }
        })
    }
  }
}

extension RecordedBackfill {
  /// Where it stands, in a word.
  fileprivate var word: String {
    if standing.completedAt != nil { return "over" }
    if !standing.hasBegun { return "waits" }
    return standing.isPaused ? "paused" : "running"
  }
}

extension Backfill.Step.Decision {
  /// What becomes of a time, in a few words.
  fileprivate var words: String {
    switch self {
    case .create: "a run"
    case .rerun: "the run that there is runs again"
    case .keep: "the run that there is stays as it is"
    case .inFlight: "a run is under way"
    }
  }
}
