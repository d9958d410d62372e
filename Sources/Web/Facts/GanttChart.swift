import Orchestration

/// When the tasks of a run ran: a bar for each from its beginning to its end.
struct GanttChart: Sendable, Hashable {
  /// A task, instances taken together.
  struct Bar: Sendable, Hashable {
    var task: TaskID
    var state: TaskInstanceState
    var count: Int
    var start: Timestamp
    var end: Timestamp
  }

  /// The bars of the page, those that began first coming first.
  var bars: [Bar]
  /// From the beginning of the first bar to the end of the last, of all pages.
  var range: ClosedRange<Timestamp>?
  var paging: Paging

  /// Puts the tallies of a run in order.
  ///
  /// - Parameters:
  ///   - tallies: when the tasks ran.
  ///   - page: the page, from 1.
  ///   - now: the present moment, at which end those that still run.
  init(_ tallies: [TaskTally], page: Int, now: Timestamp) {
    var bars: [TaskID: Bar] = [:]
    for tally in tallies {
      guard let start = tally.startedAt else { continue }
      let end = tally.state.isFinished ? tally.endedAt ?? start : now
      var bar =
        bars[tally.task]
        ?? Bar(task: tally.task, state: tally.state, count: 0, start: start, end: end)
      bar.count += tally.count
      bar.start = min(bar.start, start)
      bar.end = max(bar.end, end)
      if tally.state.importance < bar.state.importance { bar.state = tally.state }
      bars[tally.task] = bar
    }
    let sorted = bars.values.sorted { ($0.start, $0.task.name) < ($1.start, $1.task.name) }
    if let first = sorted.first, let last = sorted.map(\.end).max() {
      range = first.start...max(last, first.start)
    }
    self.bars = Array(sorted.dropFirst(Paging.offset(page)).prefix(Paging.length))
    paging = Paging(page: page, total: sorted.count)
  }

  /// Where a moment lies between the beginning and the end of all, from 0 to 1.
  func place(_ moment: Timestamp) -> Double {
    guard let range else { return 0 }
    let whole = range.upperBound - range.lowerBound
    guard whole > .zero else { return 0 }
    return min(1, max(0, (moment - range.lowerBound) / whole))
  }
}
