import Orchestration

/// The last runs of a DAG side by side: a row for each task, a column for each run.
struct RunGrid: Sendable {
  /// How many runs are side by side.
  static let columns = 25

  /// A task in a run.
  struct Cell: Sendable, Hashable {
    /// The state that matters most of those its instances have.
    var state: TaskInstanceState
    /// How many instances there are.
    var count: Int

    /// A cell with further instances in it.
    init(_ cell: Cell?, and tally: TaskTally) {
      state = cell?.state ?? tally.state
      count = (cell?.count ?? 0) + tally.count
      if tally.state.importance < state.importance { state = tally.state }
    }
  }

  /// A task, or a group of tasks as the head of those in it.
  struct Row: Sendable {
    /// The task; `nil` for the head of a group.
    var task: DAGTask?
    /// What the row is called.
    var name: String
    /// How many groups it lies in.
    var depth: Int
    /// A cell for each run; `nil` where the run has none.
    var cells: [Cell?]
  }

  /// The runs, the earliest first.
  var runs: [SchedulerState.RunSummary]
  /// The rows of the page.
  var rows: [Row]
  /// Which part of the tasks is shown.
  var paging: Paging
}

extension TaskInstanceState {
  /// The states in the order in which they matter to somebody who looks at many at once.
  static let byImportance: [TaskInstanceState] = [
    .failed, .upstreamFailed, .running, .restarting, .upForRetry, .awaitingInput, .queued,
    .scheduled, .deferred, .upForReschedule, .unscheduled, .success, .skipped, .removed,
  ]

  var importance: Int { Self.byImportance.firstIndex(of: self) ?? Self.byImportance.count }
}

extension DAG {
  /// The tasks in an order in which each comes after those it waits for, and the members of a group
  /// together: with the groups that each lies in, the outermost first.
  var outline: [(task: DAGTask, groups: [GroupID])] {
    let parents = Dictionary(groups.map { ($0.id, $0.parent) }) { first, _ in first }
    func path(_ group: GroupID?) -> [GroupID] {
      var path: [GroupID] = []
      var next = group
      while let id = next, path.count <= groups.count {
        path.insert(id, at: 0)
        next = parents[id] ?? nil
      }
      return path
    }
    // A group stands where its first task does.
    var places: [GroupID: Int] = [:]
    var lines: [(task: DAGTask, groups: [GroupID], place: [Int])] = []
    for (place, position) in graph.order.enumerated() {
      let groups = path(tasks[position].group)
      for group in groups where places[group] == nil { places[group] = place }
      lines.append((tasks[position], groups, groups.map { places[$0] ?? place } + [place]))
    }
    return lines.sorted { $0.place.lexicographicallyPrecedes($1.place) }
      .map { ($0.task, $0.groups) }
  }
}

extension Operations {
  /// The last runs of a DAG side by side.
  ///
  /// - Throws: `StoreError`.
  func grid(of listed: ListedDAG, page: Int) async throws -> RunGrid {
    let runs = Array(try await state.lastRuns(of: listed.id, limit: RunGrid.columns).reversed())
    let outline = listed.dag.outline
    let shown = outline.dropFirst(Paging.offset(page)).prefix(Paging.length)
    let tallies = try await state.tallies(
      of: listed.id, runs: runs.map(\.id.name), tasks: shown.map(\.task.id))
    var cells: [TaskID: [String: RunGrid.Cell]] = [:]
    for tally in tallies {
      let cell = cells[tally.task]?[tally.run]
      cells[tally.task, default: [:]][tally.run] = RunGrid.Cell(cell, and: tally)
    }
    var rows: [RunGrid.Row] = []
    var open: [GroupID] = []
    for (task, groups) in shown {
      for (depth, group) in groups.enumerated() where !open.prefix(depth + 1).contains(group) {
        let name = group.name.split(separator: ".").last.map(String.init) ?? group.name
        rows.append(.init(task: nil, name: name, depth: depth, cells: []))
      }
      open = groups
      rows.append(
        .init(
          task: task, name: task.shortName, depth: groups.count,
          cells: runs.map { cells[task.id]?[$0.id.name] }))
    }
    return RunGrid(
      runs: runs, rows: rows, paging: Paging(page: page, total: outline.count))
  }
}

extension Operations {
  /// Where the tasks of a run stand, instances of one task taken together.
  ///
  /// - Throws: `StoreError`.
  func cells(of run: RunID) async throws -> [TaskID: RunGrid.Cell] {
    var cells: [TaskID: RunGrid.Cell] = [:]
    for tally in try await state.tallies(of: run.dag, runs: [run.name]) {
      cells[tally.task] = RunGrid.Cell(cells[tally.task], and: tally)
    }
    return cells
  }
}

extension DAGTask {
  /// The name without that of its group, which stands before it.
  var shortName: String {
    guard let group, id.name.hasPrefix(group.name + ".") else { return id.name }
    return String(id.name.dropFirst(group.name.count + 1))
  }
}
