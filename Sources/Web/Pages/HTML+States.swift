import Orchestration

extension TaskInstanceState {
  /// The class by which the style colours the state, and a sign for those who do not see colours.
  var mark: (style: String, sign: String, word: String) {
    switch self {
    case .unscheduled: ("none", "", "none")
    case .scheduled: ("scheduled", "·", "scheduled")
    case .queued: ("queued", "…", "queued")
    case .running: ("running", "▸", "running")
    case .success: ("success", "✓", "success")
    case .failed: ("failed", "✕", "failed")
    case .skipped: ("skipped", "–", "skipped")
    case .upstreamFailed: ("upstream", "↥", "upstream failed")
    case .upForRetry: ("retry", "↻", "up for retry")
    case .upForReschedule: ("waiting", "↷", "up for reschedule")
    case .deferred: ("waiting", "‖", "deferred")
    case .awaitingInput: ("waiting", "?", "awaiting input")
    case .restarting: ("retry", "↻", "restarting")
    case .removed: ("none", "×", "removed")
    }
  }
}

extension DAGRunState {
  /// A run's state is shown as that of a task.
  var mark: (style: String, sign: String, word: String) {
    switch self {
    case .queued: TaskInstanceState.queued.mark
    case .running: TaskInstanceState.running.mark
    case .success: TaskInstanceState.success.mark
    case .failed: TaskInstanceState.failed.mark
    }
  }
}

extension RunKind {
  /// The kind in a word.
  var word: String {
    switch self {
    case .scheduled: "scheduled"
    case .manual: "manual"
    case .backfill: "backfill"
    case .assetTriggered: "assets"
    }
  }
}

extension HTML {
  /// A state as a coloured sign and a word.
  static func badge(_ mark: (style: String, sign: String, word: String)) -> HTML {
    span("badge s-\(mark.style)") {
      span("dot", [Attribute(.ariaHidden, "true")]) { mark.sign }
      mark.word
    }
  }

  /// A state as a coloured square, for grids.
  static func square(
    _ mark: (style: String, sign: String, word: String), _ link: Link?, _ label: String,
    text: String? = nil
  ) -> HTML {
    let attributes = [Attribute(.title, label), Attribute(.ariaLabel, label)]
    let classes = "square s-\(mark.style)"
    guard let link else { return span(classes, attributes) { text ?? mark.sign } }
    return a(link, classes, attributes) { text ?? mark.sign }
  }

  /// A moment, with how long ago it was, or how soon it comes.
  static func moment(_ moment: Timestamp?, now: Timestamp) -> HTML {
    guard let moment else { return span("muted") { "–" } }
    return time(moment.description) {
      moment.short
      " "
      span("muted ago") { moment.distance(from: now) }
    }
  }

  /// A length of time between two moments; up to now where the second is not there.
  static func duration(from start: Timestamp?, to end: Timestamp?, now: Timestamp) -> HTML {
    guard let start else { return span("muted") { "–" } }
    return span("number") { ((end ?? now) - start).brief }
  }

  /// The links to the pages of a long list.
  static func pages(_ paging: Paging, _ call: Call) -> HTML {
    guard paging.pages > 1 else { return .empty }
    return element(
      "nav", [Attribute(.ariaLabel, "Pages"), Attribute(.class, "pages")],
      HTML {
        if paging.page > 1 {
          a(call.link.with("page", "\(paging.page - 1)"), nil, [Attribute(.rel, "prev")]) {
            "← Previous"
          }
        }
        span("muted") { "Page \(paging.page) of \(paging.pages), \(paging.total) in all" }
        if paging.page < paging.pages {
          a(call.link.with("page", "\(paging.page + 1)"), nil, [Attribute(.rel, "next")]) {
            "Next →"
          }
        }
      })
  }

  /// What is shown where a list has nothing in it.
  static func nothing(_ text: String) -> HTML {
    p("empty") { text }
  }
}

extension Timestamp {
  /// `2026-03-01 02:30:00`, in universal time.
  var short: String {
    String(description.prefix(19).map { $0 == "T" ? " " : $0 })
  }

  /// `3m ago`, or `in 2h`.
  func distance(from now: Timestamp) -> String {
    self <= now ? "\((now - self).brief) ago" : "in \((self - now).brief)"
  }
}

extension Duration {
  /// The length in its two largest units: `1h 5m`, `42.1s`, `310ms`.
  var brief: String {
    let microseconds = max(
      0, components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000)
    let seconds = microseconds / 1_000_000
    switch microseconds {
    case ..<1_000_000: return "\(microseconds / 1000)ms"
    case ..<60_000_000: return "\(seconds).\(microseconds / 100_000 % 10)s"
    case ..<3_600_000_000: return "\(seconds / 60)m \(seconds % 60)s"
    case ..<86_400_000_000: return "\(seconds / 3600)h \(seconds / 60 % 60)m"
    default: return "\(seconds / 86_400)d \(seconds / 3600 % 24)h"
    }
  }
}
