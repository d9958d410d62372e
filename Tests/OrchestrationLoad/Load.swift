import Foundation
import Orchestration
import Store
import Synchronization

/// Loads a scheduler with tasks that do nothing.
struct Load {
  private let store: StateStore
  private let state: SchedulerState
  private let name: String

  init(_ store: StateStore) {
    self.store = store
    state = SchedulerState(store)
    name = store.isShared ? "PostgreSQL" : "SQLite"
  }

  private static func task(_ id: String, after upstream: [String] = []) -> DAGTask {
    var task = DAGTask(TaskID(id), after: upstream.map { TaskID($0) })
    task.work = TaskWork(kind: "nothing", settings: [:])
    return task
  }

  /// Chains of tasks, as fast as what is decided of them is kept.
  func tasks(_ count: Int) async throws {
    let tasks = (0..<count).map { number in
      Self.task("t\(number)", after: number < 64 ? [] : ["t\(number - 64)"])
    }
    var rules = DAG.Rules()
    rules.maxActiveTasks = 64
    let dag = try DAG(id: "chains", tasks: tasks, rules: rules)
    let seconds = try await run([dag], trigger: dag.id, Stopwatch())
    print("native tasks, \(name): \(Int(Double(count) / seconds)) tasks/s")
  }

  /// A task that is repeated very often: whether the scheduler is as quick at the end.
  func mapped(_ count: Int) async throws {
    var task = Self.task("each")
    task.expansion = Expansion(over: [.literal(count)])
    var rules = DAG.Rules()
    rules.maxActiveTasks = 64
    let dag = try DAG(id: "mapped", tasks: [task], rules: rules)
    let watch = Stopwatch()
    let seconds = try await run([dag], trigger: dag.id, watch)
    print("mapped tasks, \(name): \(Int(Double(count) / seconds)) tasks/s")
    let laps = watch.laps(10)
    for (word, lap) in [("first", laps.first), ("last", laps.last)] {
      guard let lap else { continue }
      print("mapped tasks, \(name), \(word) tenth: \((lap * 1e6).rounded()) us/task")
    }
  }

  /// Many DAGs and a long past: how long a task waits for its turn once the one before it is done.
  func latency(_ dags: Int, _ finished: Int, seconds: Int) async throws {
    try await fill(dags, finished)
    let chain = ["a", "b", "c", "d", "e"]
    let tasks = chain.enumerated().map { place, id in
      Self.task(id, after: place == 0 ? [] : [chain[place - 1]])
    }
    var rules = DAG.Rules()
    rules.timetable = .never
    let all = try (0..<dags).map { try DAG(id: "d\($0)", tasks: tasks, rules: rules) }
    let watch = Stopwatch()
    let orchestrator = Orchestrator(state, executors: ["nothing": NoExecutor(watch)])
    let start = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await orchestrator.run(all) { _ in
          watch.noteReady()
          return false
        }
      }
      group.addTask {
        while watch.ready == nil { try await Task.sleep(for: .milliseconds(20)) }
        for number in 0..<(seconds * 20) {
          _ = orchestrator.request(.trigger(dag: "d\(number * 7919 % dags)"))
          try await Task.sleep(for: .milliseconds(50))
        }
        try await Task.sleep(for: .seconds(1))
      }
      try await group.next()
      group.cancelAll()
    }
    let waits = watch.waits(of: chain)
    let milliseconds = { (share: Double) in
      waits.isEmpty ? 0 : (waits[Int(Double(waits.count - 1) * share)] * 1e5).rounded() / 100
    }
    let recovery = ((watch.ready ?? start) - start) / .seconds(1)
    print("recovery of \(dags) DAGs, \(name): \((recovery * 100).rounded() / 100) s")
    print("task end to next start p50, \(name): \(milliseconds(0.5)) ms")
    print("task end to next start p99, \(name): \(milliseconds(0.99)) ms")
    print("transitions measured, \(name): \(waits.count) starts")
  }

  /// Runs until the run of the DAG is over; answers how many seconds that took.
  private func run(_ dags: [DAG], trigger dag: String, _ watch: Stopwatch) async throws -> Double {
    let orchestrator = Orchestrator(state, executors: ["nothing": NoExecutor(watch)])
    _ = orchestrator.request(.trigger(dag: dag))
    let hasBegun = Atomic(false)
    let start = ContinuousClock.now
    try await orchestrator.run(dags) { active in
      if active > 0 { hasBegun.store(true, ordering: .relaxed) }
      return active == 0 && hasBegun.load(ordering: .relaxed)
    }
    return (ContinuousClock.now - start) / .seconds(1)
  }

  /// A past: so many finished instances, five to a run, spread over all DAGs.
  private func fill(_ dags: Int, _ finished: Int) async throws {
    let runs = finished / 5
    let began = Timestamp.now + .seconds(-400 * 86_400)
    try await store.write { transaction in
      let count = try transaction.rows("SELECT COUNT(*) AS n FROM orchestration_runs")
      guard try count[0].integer("n") == 0 else { return }
      let values: [StoreValue] = [
        .integer(Int64(runs - 1)), .integer(Int64(dags)), .integer(began.microseconds),
      ]
      try transaction.execute(
        """
        INSERT INTO orchestration_runs (dag, run, kind, state, interval_start, interval_end,
          run_after, started_at, ended_at)
        WITH RECURSIVE numbers (i) AS (
          SELECT CAST(0 AS INTEGER) UNION ALL SELECT i + 1 FROM numbers WHERE i < ?)
        SELECT 'd' || (i % ?), 'scheduled__' || i, 'scheduled', 'success', at, at, at, at, at
        FROM (SELECT i, ? + i * 60000000 AS at FROM numbers) AS moments
        """, values)
      try transaction.execute(
        """
        INSERT INTO orchestration_tasks (dag, run, task, map_index, state, attempt, last_attempt,
          started_at, ended_at)
        SELECT dag, run, task, -1, 'success', 1, 1, started_at, ended_at FROM orchestration_runs
        CROSS JOIN (SELECT 'a' AS task UNION ALL SELECT 'b' UNION ALL SELECT 'c'
          UNION ALL SELECT 'd' UNION ALL SELECT 'e') AS tasks
        """)
    }
  }
}

/// Does nothing, and takes the time.
private struct NoExecutor: TaskExecutor {
  private let watch: Stopwatch

  init(_ watch: Stopwatch) {
    self.watch = watch
  }

  func execute(_ attempt: TaskAttempt, log: TaskLog) async -> TaskResult {
    watch.note(attempt.id)
    return .succeeded()
  }
}

/// When tasks that take no time were executed.
final class Stopwatch: Sendable {
  private struct Key: Hashable {
    var run: RunID
    var task: String
  }

  private struct State {
    var moments: [Key: ContinuousClock.Instant] = [:]
    var order: [ContinuousClock.Instant] = []
    var ready: ContinuousClock.Instant?
  }

  private let state = Mutex(State())

  func note(_ id: TaskInstanceID) {
    let now = ContinuousClock.now
    state.withLock { state in
      state.order.append(now)
      if id.mapIndex == nil { state.moments[Key(run: id.run, task: id.task.name)] = now }
    }
  }

  /// When the scheduler had taken in what was recorded.
  var ready: ContinuousClock.Instant? { state.withLock { $0.ready } }

  func noteReady() { state.withLock { $0.ready = $0.ready ?? .now } }

  /// Seconds per task in each of so many parts.
  func laps(_ parts: Int) -> [Double] {
    let order = state.withLock { $0.order }
    let size = order.count / parts
    guard size > 1 else { return [] }
    return (0..<parts).map { part in
      (order[(part + 1) * size - 1] - order[part * size]) / .seconds(1) / Double(size - 1)
    }
  }

  /// Seconds from each task of the chain to the one behind it, the shortest first.
  func waits(of chain: [String]) -> [Double] {
    let moments = state.withLock { $0.moments }
    return moments.compactMap { key, moment in
      guard let place = chain.firstIndex(of: key.task), place > 0,
        let before = moments[Key(run: key.run, task: chain[place - 1])]
      else { return nil }
      return (moment - before) / .seconds(1)
    }.sorted()
  }
}
