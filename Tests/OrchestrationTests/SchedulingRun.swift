import Orchestration
import Testing

/// Plays the events of a case to a scheduler, and knows of its runs only what was recorded.
struct SchedulingRun {
  private var scheduler: Scheduler
  private var now: Timestamp
  private let hasOneDAG: Bool
  private var dags: [DAG]
  /// Runs in the order in which they came up; a case calls the second one of a DAG `@2`.
  private var runs: [DAGRun] = []
  private var schedules: [String: Recovery.Schedule] = [:]
  /// The backfill of the case, and where it stands.
  private var open: Backfill?
  private var standing = BackfillStanding()
  private var deadlines: [RunID: [Int: RunDeadline]] = [:]
  /// What had to be done when the DAGs were declared.
  private var initial: [String] = []
  private(set) var instances: [TaskInstanceID: TaskInstance] = [:]

  init(_ example: SchedulingCase) {
    scheduler = Scheduler(limits: .init(parallelism: example.parallelism))
    now = example.start
    hasOneDAG = example.dags.count == 1
    dags = example.dags
    for pool in example.pools { _ = scheduler.handle(.pool(pool), at: now) }
    for dag in example.dags { initial += answer(to: .declare(dag)) }
  }

  /// Plays one event, and starts at once what is to be executed.
  mutating func play(_ text: String) throws -> [String] {
    var words = text.split(separator: " ").map(String.init)
    let verb = words.removeFirst()
    switch verb {
    case _ where verb.hasPrefix("+"):
      now = now + .seconds(try #require(Int(verb.dropFirst())))
      return answer(to: .tick)
    case "begin": return initial
    case "at":
      now = try #require(Timestamp(words[0]))
      return answer(to: .tick)
    case "trigger": return answer(to: .trigger(dag: words.first ?? dags[0].id))
    case "asset": return answer(to: .updated(AssetID(words[0])))
    case "pause": return answer(to: .pause(dag: words.first ?? dags[0].id, true))
    case "unpause": return answer(to: .pause(dag: words.first ?? dags[0].id, false))
    case "pool": return answer(to: .pool(Pool(words[0], slots: Int(words[1]))))
    case "remove": return answer(to: .remove(dag: words.first ?? dags[0].id))
    case "restart": return restart()
    case "backfill" where words.first == "pause": return answer(to: .pauseBackfill(1, true))
    case "backfill" where words.first == "unpause": return answer(to: .pauseBackfill(1, false))
    case "backfill" where words.first == "cancel": return answer(to: .cancelBackfill(1))
    case "backfill": return try backfill(words)
    case "clear":
      let id = try find(words[0])
      restore(id.run)
      return answer(
        to: .clear(id.run, tasks: [id.task], downstream: words.last == "downstream"))
    case "clear-only":
      let ids = try words.map { try find($0) }
      restore(ids[0].run)
      return answer(to: .clearInstances(ids[0].run, ids))
    case "mark":
      let id = try find(words[0])
      restore(id.run)
      return answer(to: .mark(id, try #require(TaskInstanceState(rawValue: words[1]))))
    default:
      let id = try find(verb)
      let attempt = instances[id]?.attempt ?? 0
      if words == ["wakes"] { return answer(to: .woke(id)) }
      if words == ["lost"] { return answer(to: .lost(id, attempt: attempt)) }
      return answer(to: .ended(id, attempt: attempt, try result(words)))
    }
  }

  /// `backfill FROM TO AT-ONCE [none|failed|completed] [backwards]`.
  private mutating func backfill(_ words: [String]) throws -> [String] {
    let (start, end) = (try #require(Timestamp(words[0])), try #require(Timestamp(words[1])))
    var backfill = Backfill(
      id: 1, dag: dags[0].id, range: start...end,
      reprocessing: words.compactMap { Backfill.Reprocessing(rawValue: $0) }.first ?? .none,
      isReversed: words.last == "backwards", maxActiveRuns: try #require(Int(words[2])))
    for run in runs { run.logicalDate.map { backfill.existing[$0] = run.state } }
    open = backfill
    let over = runs.filter { $0.state.isFinished }.map { recorded($0) }
    return answer(to: .backfill(backfill, rerun: over))
  }

  private func result(_ words: [String]) throws -> TaskResult {
    switch words.first {
    case "success":
      if words.count == 1 { return .succeeded() }
      if words[1] == "skip" {
        return .succeeded(.value, skipping: words.dropFirst(2).map { TaskID($0) })
      }
      return .succeeded(Int(words[1]).map { .list($0) } ?? .value)
    case "failed":
      return words.count > 1
        ? .failedForNow(rest: .seconds(try #require(Int(words[1])))) : .failed
    case "asks": return .awaitsInput
    case "fatal": return .failedForGood
    case "skipped": return .skipped
    case "reschedules": return .rescheduled(at: now + .seconds(try #require(Int(words[1]))))
    case "defers":
      return .deferred(until: words.count > 1 ? now + .seconds(Int(words[1]) ?? 0) : nil)
    default: throw SchedulingCaseError.unknown(words.joined(separator: " "))
    }
  }

  /// `a`, `a[2]`, `a@2` and `dag:a`.
  private func find(_ text: String) throws -> TaskInstanceID {
    var rest = text[...]
    var dag = dags[0].id
    if let colon = rest.firstIndex(of: ":") {
      dag = String(rest[..<colon])
      rest = rest[rest.index(after: colon)...]
    }
    let ofDAG = runs.filter { $0.id.dag == dag }
    var number = ofDAG.count
    if let at = rest.firstIndex(of: "@") {
      number = try #require(Int(rest[rest.index(after: at)...]))
      rest = rest[..<at]
    }
    var mapIndex: Int?
    if let bracket = rest.firstIndex(of: "[") {
      mapIndex = Int(rest[rest.index(after: bracket)...].dropLast())
      rest = rest[..<bracket]
    }
    guard ofDAG.indices.contains(number - 1) else { throw SchedulingCaseError.unknown(text) }
    return TaskInstanceID(
      run: ofDAG[number - 1].id, task: TaskID(String(rest)), mapIndex: mapIndex)
  }

  private mutating func answer(to event: Scheduler.Event) -> [String] {
    var spelled: [String] = []
    var started: [TaskAttempt] = []
    for action in scheduler.handle(event, at: now) {
      switch action {
      case .execute(let attempt):
        spelled.append(
          "execute \(spell(attempt.id))" + (attempt.attempt > 1 ? " try \(attempt.attempt)" : ""))
        started.append(attempt)
      case .interrupt(let id, _): spelled.append("interrupt \(spell(id))")
      case .call(let callback):
        let subject = callback.instance.map(spell) ?? spell(callback.run)
        if case .deadlineMissed(let deadline) = callback.occasion {
          spelled.append("call missed \(deadline.name ?? "\(deadline.position)") of \(subject)")
        } else {
          spelled.append("call \(callback.occasion) \(subject)")
        }
      case .record(let change): spelled += keep(change)
      }
    }
    for attempt in started {
      spelled += answer(to: .started(attempt.id, attempt: attempt.attempt))
    }
    return spelled
  }

  private mutating func keep(_ change: Change) -> [String] {
    switch change {
    case .run(let run):
      let wasFinished = runs.first { $0.id == run.id }?.state.isFinished ?? false
      if let index = runs.firstIndex(where: { $0.id == run.id }) {
        runs[index] = run
      } else {
        runs.append(run)
      }
      if run.state.isFinished, !wasFinished { return ["\(spell(run.id)) \(run.state)"] }
    case .instance(let id, let instance): instances[id] = instance
    case .expanded(let run, let task): instances[.init(run: run, task: task)] = nil
    case .dag(let dag, let last, let isPaused):
      schedules[dag, default: .init()].last = last
      schedules[dag]?.isPaused = isPaused
      if isPaused { return ["pause \(dag)"] }
    case .deadline(let run, let deadline):
      deadlines[run, default: [:]][deadline.position] = deadline
    case .deadlinesMet(let run): deadlines[run] = deadlines[run]?.filter { $1.missed != nil }
    case .queuedAssets(let dag, let assets): schedules[dag, default: .init()].queuedAssets = assets
    case .backfill(let id, let standing):
      self.standing = standing
      if standing.completedAt != nil { return ["backfill \(id) over"] }
    case .assetEvent, .backfillRun: break
    }
    return []
  }

  private func spell(_ id: TaskInstanceID) -> String {
    let number = (runs.filter { $0.id.dag == id.run.dag }.firstIndex { $0.id == id.run } ?? 0) + 1
    return (hasOneDAG ? "" : "\(id.run.dag):") + id.task.name
      + (id.mapIndex.map { "[\($0)]" } ?? "") + (number > 1 ? "@\(number)" : "")
  }

  private func spell(_ id: RunID) -> String {
    let number = (runs.filter { $0.id.dag == id.dag }.firstIndex { $0.id == id } ?? 0) + 1
    return (hasOneDAG ? "" : "\(id.dag):") + "run" + (number > 1 ? "@\(number)" : "")
  }

  /// Gives a run that is over back to the scheduler, made of what was recorded.
  private mutating func restore(_ id: RunID) {
    guard let run = runs.first(where: { $0.id == id }), run.state.isFinished else { return }
    _ = answer(to: .restore(recorded(run)))
  }

  private func recorded(_ run: DAGRun) -> DAGRun {
    var recorded: [TaskID: [Int?: TaskInstance]] = [:]
    for (id, instance) in instances where id.run == run.id {
      recorded[id.task, default: [:]][id.mapIndex] = instance
    }
    return DAGRun(
      restoring: run.dag, id: run.id, kind: run.kind, state: run.state, interval: run.interval,
      runAfter: run.runAfter, startedAt: run.startedAt, conf: run.conf, backfill: run.backfill,
      recorded: recorded)
  }

  /// Begins with a new scheduler and what was recorded, as after a crash: nobody executes what was
  /// executing.
  private mutating func restart() -> [String] {
    scheduler = Scheduler()
    let active = runs.filter { !$0.state.isFinished }.map { recorded($0) }
    var recovery = Recovery(dags: dags.map { ($0, schedules[$0.id] ?? .init()) }, runs: active)
    for (run, open) in deadlines {
      recovery.deadlines += open.values.filter { $0.missed == nil }.map { (run, $0) }
    }
    if let open, standing.completedAt == nil { recovery.backfills = [(open, standing)] }
    return answer(to: .recover(recovery))
  }

  /// The state of what a case calls by this name: a task instance, or `run` for a run.
  func state(of text: String) throws -> String? {
    let plain = text.split(separator: "@")[0].split(separator: ":").last ?? ""
    let id = try find(text)
    if plain == "run" { return runs.first { $0.id == id.run }?.state.rawValue }
    return instances[id]?.state.rawValue
  }

  /// Every recorded state under the name that a case would use.
  var states: [String: String] {
    var states: [String: String] = [:]
    for (id, instance) in instances { states[spell(id)] = instance.state.rawValue }
    for run in runs { states[spell(run.id)] = run.state.rawValue }
    return states
  }
}

enum SchedulingCaseError: Error {
  case unknown(String)
}
