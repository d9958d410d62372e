import Airflow
import Foundation
import Orchestration

extension ProjectAirflow {
  /// Asks for a run of a DAG: the process that runs `millrace up` starts it, now or when it runs next.
  ///
  /// - Parameters:
  ///   - dag: the DAG.
  ///   - run: the run's name; one after the present moment if `nil`.
  ///   - date: the moment the run is about, in ISO 8601.
  ///   - conf: the values of the DAG's parameters, as JSON.
  /// - Returns: whether a process is there to start it now.
  /// - Throws: a ``Diagnostic`` if there is no such DAG, or a run of that name.
  public func trigger(
    _ dag: String, run: String?, at date: String?, conf: String?
  ) async throws(Diagnostic) -> Bool {
    let moment = try date.map { (text) throws(Diagnostic) in try Self.moment(text) }
    try Self.checkConf(conf)
    return try await withDAGs { runtime, state in
      _ = try Self.dag(dag, in: runtime.catalog)
      if let run, try await state.summary(of: RunID(dag: dag, name: run)) != nil {
        throw Diagnostic(.configuration, "the DAG \"\(dag)\" has a run \"\(run)\" already")
      }
      try await Self.leave(.trigger(dag: dag, name: run, conf: conf, at: moment), in: state)
      return try await state.isHeld()
    }
  }

  /// Lets a DAG start runs by itself, or no longer.
  ///
  /// - Returns: whether that differs from what was.
  /// - Throws: a ``Diagnostic`` if there is no such DAG.
  public func pause(_ dag: String, _ isPaused: Bool) async throws(Diagnostic) -> Bool {
    try await withDAGs { runtime, state in
      _ = try Self.dag(dag, in: runtime.catalog)
      let wasPaused = try await state.pausedDAGs().contains(dag)
      if try await state.isHeld() {
        try await Self.leave(.pause(dag: dag, isPaused), in: state)
      } else {
        try await state.keep(paused: isPaused, dag)
      }
      return wasPaused != isPaused
    }
  }

  static func leave(_ request: SchedulerRequest, in state: SchedulerState) async throws {
    guard try await state.leave(request, now: .now) else {
      throw Diagnostic(.failure, "too many requests wait for the scheduler", hint: "millrace up")
    }
  }

  /// When the next runs of a DAG come.
  ///
  /// - Parameters:
  ///   - dag: the DAG.
  ///   - count: how many runs.
  /// - Returns: the moments the runs are about, in ISO 8601; none for a DAG without a schedule.
  /// - Throws: a ``Diagnostic`` if there is no such DAG.
  public func nextExecutions(of dag: String, count: Int) async throws(Diagnostic) -> [String] {
    try await withDAGs { runtime, state in
      let rules = try Self.dag(dag, in: runtime.catalog).dag.rules
      let before = try await state.lastRuns(of: dag, limit: 100).first { $0.kind == .scheduled }
      var last = before?.interval
      var restriction = TimeRestriction(
        earliest: rules.startDate, latest: rules.endDate, catchup: rules.catchup)
      var moments: [String] = []
      while moments.count < count,
        let run = rules.timetable.next(after: last, within: restriction, now: .now)
      {
        moments.append(run.interval.start.description)
        last = run.interval
        restriction.catchup = true
        if rules.timetable == .continuous { break }
      }
      return moments
    }
  }

  /// The graph of a DAG in Graphviz's language.
  ///
  /// - Throws: a ``Diagnostic`` if there is no such DAG.
  public func graph(of dag: String) async throws(Diagnostic) -> String {
    try await withDAGs { runtime, _ in
      let found = try Self.dag(dag, in: runtime.catalog).dag
      var lines = ["digraph \"\(dag)\" {", "  rankdir=LR", "  node [shape=rectangle]"]
      for task in found.tasks { lines.append("  \"\(task.id)\"") }
      for task in found.tasks {
        for before in task.upstream { lines.append("  \"\(before)\" -> \"\(task.id)\"") }
      }
      return (lines + ["}"]).joined(separator: "\n")
    }
  }

  /// The tasks of a DAG, in order of name.
  ///
  /// - Throws: a ``Diagnostic`` if there is no such DAG.
  public func tasks(of dag: String) async throws(Diagnostic) -> [String] {
    try await withDAGs { runtime, _ in
      try Self.dag(dag, in: runtime.catalog).dag.tasks.map(\.id.name).sorted()
    }
  }

  /// The last runs of a DAG, the latest first: the run, its state, what it is about, its begin and
  /// end.
  ///
  /// - Throws: a ``Diagnostic`` if the state cannot be read.
  public func runs(of dag: String, state wanted: String?) async throws(Diagnostic) -> [[String]] {
    do {
      return try await SchedulerState(try store()).lastRuns(of: dag, limit: 1000)
        .filter { wanted == nil || $0.state.rawValue == wanted }
        .map { run in
          [
            dag, run.id.name, run.state.rawValue, run.runAfter.description,
            run.logicalDate?.description ?? "", run.startedAt?.description ?? "",
            run.endedAt?.description ?? "",
          ]
        }
    } catch {
      throw Diagnostic(error)
    }
  }

  /// The task instances of a run: the DAG, the task, its index, its state, its begin and end.
  ///
  /// - Throws: a ``Diagnostic`` if there is no such run.
  public func taskStates(of dag: String, run: String) async throws(Diagnostic) -> [[String]] {
    do {
      let state = SchedulerState(try store())
      guard try await state.summary(of: RunID(dag: dag, name: run)) != nil else {
        throw Diagnostic(
          .configuration, "the DAG \"\(dag)\" has no run \"\(run)\"",
          hint: "millrace airflow dags list-runs \(dag)")
      }
      return try await state.instances(of: RunID(dag: dag, name: run)).map { id, instance in
        [
          dag, id.task.name, id.mapIndex.map { "\($0)" } ?? "",
          instance.state == .unscheduled ? "" : instance.state.rawValue,
          instance.startedAt?.description ?? "", instance.endedAt?.description ?? "",
        ]
      }
    } catch {
      throw Diagnostic(error)
    }
  }
}
