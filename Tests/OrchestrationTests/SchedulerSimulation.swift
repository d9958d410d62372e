import Orchestration
import TestSupport
import Testing

/// Many DAGs over a long time on a clock of its own, with tasks that fail at random.
///
/// After each event it checks what has to hold always: no task begins before its rule holds, none
/// twice under one number, and neither pools nor any other limit are exceeded.
struct SchedulerSimulation {
  private var scheduler: Scheduler
  private var random: SeededGenerator
  private var now: Timestamp
  private let dags: [String: DAG]
  private let pools: [String: Int]
  private let parallelism: Int
  /// What executes, by when it ends.
  private var executing: [TaskInstanceID: (attempt: Int, end: Timestamp)] = [:]
  private var begun: Set<Attempt> = []
  private var states: [RunID: [TaskInstanceID: TaskInstanceState]] = [:]
  private(set) var activeRuns: Set<RunID> = []
  private(set) var finishedRuns = 0
  private(set) var executedTasks = 0
  private(set) var failures: [String] = []

  private struct Attempt: Hashable {
    var id: TaskInstanceID
    var number: Int
  }

  init(seed: UInt64, dagCount: Int, start: Timestamp) throws {
    random = SeededGenerator(seed: seed)
    now = start
    parallelism = Int.random(in: 8...64, using: &random)
    scheduler = Scheduler(limits: .init(parallelism: parallelism))
    pools = ["small": Int.random(in: 1...4, using: &random), Pool.defaultName: 128]
    var dags: [String: DAG] = [:]
    for number in 0..<dagCount {
      let dag = try Self.randomDAG("dag\(number)", start: start, &random)
      dags[dag.id] = dag
    }
    self.dags = dags
    for (pool, slots) in pools { take(.pool(Pool(pool, slots: slots))) }
    for id in dags.keys.sorted() {
      if let dag = dags[id] { take(.declare(dag)) }
    }
  }

  private static func randomDAG(
    _ id: String, start: Timestamp, _ random: inout SeededGenerator
  ) throws -> DAG {
    let rules: [TriggerRule] =
      Array(repeating: .allSuccess, count: 6) + TriggerRule.allCases.filter { $0 != .always }
    let count = Int.random(in: 1...8, using: &random)
    var tasks: [DAGTask] = []
    for position in 0..<count {
      let parents = position == 0 ? 0 : Int.random(in: 0...min(3, position), using: &random)
      var task = DAGTask(
        TaskID("t\(position)"),
        after: (0..<parents).map { _ in
          TaskID("t\(Int.random(in: 0..<position, using: &random))")
        })
      task.triggerRule = rules.randomElement(using: &random) ?? .allSuccess
      task.retry = RetryPolicy(
        retries: Int.random(in: 0...2, using: &random), delay: .seconds(120), factor: 2)
      if Int.random(in: 0..<5, using: &random) == 0 {
        task.pool = "small"
        task.poolSlots = 1
      }
      if Int.random(in: 0..<8, using: &random) == 0 { task.past = .itself }
      if Int.random(in: 0..<6, using: &random) == 0 { task.maxActivePerDAG = 1 }
      if Int.random(in: 0..<4, using: &random) == 0 {
        task.expansion = Expansion(over: [.literal(Int.random(in: 0...4, using: &random))])
      }
      if Int.random(in: 0..<6, using: &random) == 0 { task.timeout = .seconds(900) }
      if position == count - 1 { task.outlets = [AssetID("asset of \(id)")] }
      tasks.append(task)
    }
    var dagRules = DAG.Rules()
    dagRules.timetable = try randomTimetable(id, &random)
    dagRules.startDate = start
    dagRules.catchup = Bool.random(using: &random)
    dagRules.maxActiveRuns = Int.random(in: 1...4, using: &random)
    dagRules.maxActiveTasks = Int.random(in: 1...8, using: &random)
    // A run whose tasks wait for a past that failed ends by its time-out.
    dagRules.runTimeout = .seconds(6 * 3600)
    return try DAG(id: id, tasks: tasks, rules: dagRules)
  }

  private static func randomTimetable(
    _ id: String, _ random: inout SeededGenerator
  ) throws -> Timetable {
    let zones = ["UTC", "Europe/Berlin", "America/New_York"]
    let zone = try TimeZoneRules.named(zones.randomElement(using: &random) ?? "UTC")
    let crons = ["@daily", "30 2 * * *", "0 */6 * * *", "0 8 * * mon-fri", "@weekly", "@monthly"]
    let cron = ZonedCron(
      try CronExpression(crons.randomElement(using: &random) ?? "@daily"), in: zone)
    let number = Int(id.dropFirst(3)) ?? 0
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return .cronInterval(cron)
    case 1: return .deltaTrigger(.seconds(86_400))
    case 2 where number > 0:
      let source = Int.random(in: 0..<number, using: &random)
      return .assets(.asset(AssetID("asset of dag\(source)")))
    default: return .cronTrigger([cron])
    }
  }

  /// Goes on until a moment, from one event to the next.
  mutating func run(until end: Timestamp) {
    while let next = nextMoment, next <= end, failures.isEmpty {
      now = max(now, next)
      guard let ended = executing.filter({ $0.value.end <= now }).keys.min(by: precedes) else {
        take(.tick)
        continue
      }
      finish(ended)
    }
  }

  /// Ends everything that is under way, without anything new being scheduled.
  mutating func drain() {
    for dag in dags.keys.sorted() { take(.pause(dag: dag, true)) }
    run(until: now + .seconds(30 * 86_400))
  }

  private func precedes(_ left: TaskInstanceID, _ right: TaskInstanceID) -> Bool {
    left.description < right.description
  }

  private var nextMoment: Timestamp? {
    [scheduler.nextWake, executing.values.map(\.end).min()].compactMap { $0 }.min()
  }

  private mutating func finish(_ id: TaskInstanceID) {
    guard let attempt = executing.removeValue(forKey: id)?.attempt else { return }
    let result: TaskResult
    switch Int.random(in: 0..<100, using: &random) {
    case ..<4: result = .failed
    case 4: result = .failedForGood
    case 5..<8: result = .skipped
    case 8..<10: result = .rescheduled(at: now + .seconds(300))
    case 10: result = .deferred(until: now + .seconds(600))
    default: result = .succeeded(.value)
    }
    // A try that is looked at again runs under the same number.
    switch result {
    case .rescheduled, .deferred: begun.remove(Attempt(id: id, number: attempt))
    default: break
    }
    if Int.random(in: 0..<50, using: &random) == 0 {
      take(.lost(id, attempt: attempt))
    } else {
      take(.ended(id, attempt: attempt, result))
    }
  }

  private mutating func take(_ event: Scheduler.Event) {
    var started: [Scheduler.Event] = []
    for action in scheduler.handle(event, at: now) {
      switch action {
      case .execute(let attempt):
        begin(attempt)
        started.append(.started(attempt.id, attempt: attempt.attempt))
      case .interrupt(let id, let attempt):
        if let other = executing[id]?.attempt, other != attempt { fail("\(id) is not executing") }
        executing[id] = nil
      case .record(.run(let run)): note(run)
      case .record(.instance(let id, let instance)):
        states[id.run, default: [:]][id] = instance.state
      case .record(.expanded(let run, let task)):
        states[run]?[TaskInstanceID(run: run, task: task)] = nil
      case .record, .call: break
      }
    }
    if !started.isEmpty { checkLimits() }
    for event in started { take(event) }
  }

  private mutating func begin(_ attempt: TaskAttempt) {
    executedTasks += 1
    let inserted = begun.insert(Attempt(id: attempt.id, number: attempt.attempt)).inserted
    if !inserted { fail("\(attempt.id) began twice as try \(attempt.attempt)") }
    if !activeRuns.contains(attempt.id.run) { fail("\(attempt.id) began outside its run") }
    checkRule(attempt.id)
    let seconds = Int64.random(in: 1...1500, using: &random)
    executing[attempt.id] = (attempt.attempt, now + .seconds(seconds))
  }

  private mutating func note(_ run: DAGRun) {
    if run.state.isFinished {
      if activeRuns.remove(run.id) != nil { finishedRuns += 1 }
      let isExecuting = executing.keys.contains { $0.run == run.id }
      if isExecuting { fail("\(run.id) ended while tasks executed") }
      states[run.id] = nil
    } else {
      activeRuns.insert(run.id)
    }
  }

  /// Whether the rule of an instance holds, told from the states alone and by other means.
  private mutating func checkRule(_ id: TaskInstanceID) {
    guard let task = dags[id.run.dag]?[id.task], !task.upstream.isEmpty else { return }
    let names = Set(task.upstream)
    let before = (states[id.run] ?? [:]).filter { names.contains($0.key.task) }.map(\.value)
    let isAllDone = before.allSatisfy(\.isFinished)
    let holds: Bool
    switch task.triggerRule {
    case .allSuccess: holds = before.allSatisfy { $0 == .success || $0 == .removed }
    case .allFailed: holds = before.allSatisfy { $0.isFailure || $0 == .removed }
    case .allDone: holds = isAllDone
    case .allDoneMinOneSuccess: holds = isAllDone && before.contains(.success)
    case .allDoneSetupSuccess: holds = isAllDone
    case .oneSuccess: holds = before.contains(.success)
    case .oneFailed: holds = before.contains(where: \.isFailure)
    case .oneDone: holds = before.contains { $0 == .success || $0 == .failed }
    case .noneFailed: holds = isAllDone && !before.contains(where: \.isFailure)
    case .noneFailedMinOneSuccess:
      holds = isAllDone && !before.contains(where: \.isFailure) && before.contains(.success)
    case .noneSkipped: holds = isAllDone && !before.contains(.skipped)
    case .allSkipped: holds = before.allSatisfy { $0 == .skipped }
    case .always: holds = true
    }
    if !holds { fail("\(id) began although \(task.triggerRule) does not hold: \(before)") }
  }

  private mutating func checkLimits() {
    if executing.count > parallelism { fail("\(executing.count) tasks exceed the parallelism") }
    var slots: [String: Int] = [:]
    var ofRun: [RunID: Int] = [:]
    var ofTask: [String: Int] = [:]
    for id in executing.keys {
      guard let dag = dags[id.run.dag], let task = dag[id.task] else { continue }
      slots[task.pool, default: 0] += task.poolSlots
      ofRun[id.run, default: 0] += 1
      ofTask["\(dag.id)/\(id.task)", default: 0] += 1
      if let limit = task.maxActivePerDAG {
        let count = ofTask["\(dag.id)/\(id.task)", default: 0]
        if count > limit { fail("\(count) of \(id.task) exceed its limit") }
      }
      if ofRun[id.run, default: 0] > dag.rules.maxActiveTasks {
        fail("\(id.run) exceeds its tasks")
      }
    }
    for (pool, used) in slots {
      if used > pools[pool] ?? 0 { fail("\(used) slots of pool \(pool) are taken") }
    }
  }

  private mutating func fail(_ message: String) {
    if failures.count < 5 { failures.append("at \(now): \(message)") }
  }
}

@Suite struct SchedulerSimulationTests {
  @Test(arguments: UInt64(1)...4)
  func keepsItsInvariants(seed: UInt64) throws {
    let start = try #require(Timestamp("2026-01-01T00:00:00Z"))
    var simulation = try SchedulerSimulation(seed: seed, dagCount: 20, start: start)
    simulation.run(until: start + .seconds(30 * 86_400))
    simulation.drain()
    #expect(simulation.failures == [])
    #expect(simulation.activeRuns.isEmpty, "every run ends")
    #expect(simulation.finishedRuns > 100)
  }
}
