import Foundation
@testable import Orchestration
import StateSupport
import Store
import Synchronization
import TestSupport
import Testing

/// Does nothing, and counts how often.
private final class CountingExecutor: TaskExecutor {
  private let counts = Mutex<[TaskInstanceID: [Int]]>([:])
  private let result: @Sendable (TaskAttempt) async -> TaskResult

  init(_ result: @escaping @Sendable (TaskAttempt) async -> TaskResult = { _ in .succeeded() }) {
    self.result = result
  }

  func execute(_ attempt: TaskAttempt, log: TaskLog) async -> TaskResult {
    counts.withLock { $0[attempt.id, default: []].append(attempt.attempt) }
    return await result(attempt)
  }

  var attempts: [TaskInstanceID: [Int]] { counts.withLock { $0 } }
}

private func task(_ id: TaskID, after upstream: [TaskID] = [], kind: String = "count") -> DAGTask {
  var task = DAGTask(id, after: upstream)
  task.work = TaskWork(kind: kind, settings: [:])
  return task
}

private func memoryState() throws -> SchedulerState {
  SchedulerState(try StateKind.chosen.store(migrations: SchedulerState.migrations))
}

@Suite struct OrchestratorTests {
  @Test func runsAScheduledDAGAndKeepsWhatCameOfIt() async throws {
    var rules = DAG.Rules()
    rules.timetable = .once
    let dag = try DAG(id: "d", tasks: [task("a"), task("b", after: ["a"])], rules: rules)
    let state = try memoryState()
    let executor = CountingExecutor()
    let finished = Atomic(0)
    let orchestrator = Orchestrator(state, executors: ["count": executor]) { report in
      if case .run(let run) = report, run.state.isFinished {
        finished.add(1, ordering: .relaxed)
      }
    }
    try await orchestrator.run([dag]) { _ in finished.load(ordering: .relaxed) > 0 }
    let runs = try await state.lastRuns(of: "d", limit: 5)
    #expect(runs.map(\.state) == [.success])
    #expect(executor.attempts.count == 2)
    let run = try await state.run(try #require(runs.first).id, of: dag)
    #expect(run?["b"]?.state == .success)
    // Once is once, also for the next orchestrator.
    var scheduler = Scheduler()
    _ = scheduler.handle(.recover(try await state.recovery(of: [dag])), at: .now)
    #expect(scheduler.activeRunCount == 0)
  }

  @Test func countsWhatNobodyExecutesAsLost() async throws {
    var retrying = task("a")
    retrying.retry = RetryPolicy(retries: 1, delay: .zero)
    let dag = try DAG(id: "d", tasks: [retrying, task("b", after: ["a"])])
    let state = try memoryState()
    let stuck = CountingExecutor { _ in
      try? await Task.sleep(for: .seconds(600))
      return .failed
    }
    let started = AsyncStream<Void>.makeStream()
    let first = Orchestrator(state, executors: ["count": stuck]) { report in
      if case .started = report { started.continuation.yield() }
    }
    #expect(first.request(.trigger(dag: "d")))
    let running = Task { try await first.run([dag]) }
    for await _ in started.stream { break }
    running.cancel()
    _ = try? await running.value

    let executor = CountingExecutor()
    let second = Orchestrator(state, executors: ["count": executor])
    try await second.run([dag]) { $0 == 0 }
    let runs = try await state.lastRuns(of: "d", limit: 1)
    #expect(runs.map(\.state) == [.success])
    #expect(stuck.attempts.values.map { $0 } == [[1]])
    #expect(executor.attempts.filter { $0.key.task == "a" }.values.map { $0 } == [[2]])
  }

  @Test func interruptsWhatTakesTooLong() async throws {
    var slow = task("a")
    slow.timeout = .milliseconds(50)
    let dag = try DAG(id: "d", tasks: [slow])
    let state = try memoryState()
    let executor = CountingExecutor { _ in
      try? await Task.sleep(for: .seconds(600))
      return .succeeded()
    }
    let orchestrator = Orchestrator(state, executors: ["count": executor])
    #expect(orchestrator.request(.trigger(dag: "d")))
    let done = Atomic(false)
    try await orchestrator.run([dag]) { active in
      defer { if active > 0 { done.store(true, ordering: .relaxed) } }
      return active == 0 && done.load(ordering: .relaxed)
    }
    #expect(try await state.lastRuns(of: "d", limit: 1).map(\.state) == [.failed])
  }

  @Test func holdsALeaseAgainstOthers() async throws {
    let state = try memoryState()
    let (first, second) = (Lease(owner: "one"), Lease(owner: "two"))
    let now = Timestamp(seconds: 1000)
    #expect(try await state.hold(first, now: now))
    #expect(try await state.hold(first, now: now + .seconds(2)))
    #expect(try await !state.hold(second, now: now + .seconds(4)))
    #expect(try await state.hold(second, now: now + .seconds(5)))
    #expect(try await !state.hold(first, now: now + .seconds(6)))
    try await state.release(second)
    #expect(try await state.hold(first, now: now + .seconds(7)))
  }

  @Test func keepsNothingForWhoLostTheLease() async throws {
    let state = try memoryState()
    let (first, second) = (Lease(owner: "one"), Lease(owner: "two"))
    #expect(try await state.hold(first))
    let orchestrator = Orchestrator(
      state.guarded(by: first), executors: ["count": CountingExecutor()])
    #expect(orchestrator.request(.trigger(dag: "d")))
    try await state.release(first)
    #expect(try await state.hold(second))
    await #expect(throws: LostLease.self) {
      try await orchestrator.run([try DAG(id: "d", tasks: [task("a")])])
    }
    #expect(try await state.lastRuns(of: "d", limit: 1).isEmpty)
  }

  /// What failed in the run before keeps its task from running, whoever schedules.
  @Test func remembersThePast() async throws {
    var first = task("a")
    first.past = .itself
    let dag = try DAG(id: "d", tasks: [first])
    let state = try memoryState()
    let failing = CountingExecutor { _ in .failed }
    let one = Orchestrator(state, executors: ["count": failing])
    #expect(one.request(.trigger(dag: "d", at: Timestamp(seconds: 1000))))
    try await one.run([dag]) { _ in !failing.attempts.isEmpty }
    // The result is taken in by the time that the run is recorded as over.
    let two = Orchestrator(state, executors: ["count": failing])
    try await two.run([dag]) { $0 == 0 }
    #expect(try await state.lastRuns(of: "d", limit: 1).map(\.state) == [.failed])

    let executor = CountingExecutor()
    let three = Orchestrator(state, executors: ["count": executor])
    #expect(three.request(.trigger(dag: "d", at: Timestamp(seconds: 2000))))
    let batches = Atomic(0)
    try await three.run([dag]) { active in
      active > 0 && batches.add(1, ordering: .relaxed).newValue > 0
    }
    #expect(executor.attempts.isEmpty)
    var added = task("b")
    added.past = .itself
    for (ignores, count) in [(false, 0), (true, 1)] {
      added.ignoresFirstPast = ignores
      let more = try DAG(id: "d", tasks: [first, added])
      let recovery = try await state.recovery(of: [more])
      var scheduler = Scheduler()
      let actions = scheduler.handle(.recover(recovery), at: .now)
      let begun = actions.count { if case .execute = $0 { true } else { false } }
      #expect(begun == count)
    }
  }

  @Test func takesARequestWithWhatCameOfIt() async throws {
    let state = try memoryState()
    let dag = try DAG(id: "d", tasks: [task("a")])
    #expect(try await state.leave(.trigger(dag: "d", name: "r", conf: nil, at: nil), now: .now))
    let executor = CountingExecutor()
    let orchestrator = Orchestrator(state, executors: ["count": executor])
    // Seen twice before anything is kept, it counts once.
    for _ in 0..<2 { try await orchestrator.takeLeftRequests { _ in dag } }
    #expect(try await state.leftRequests().count == 1)
    let hasBegun = Atomic(false)
    try await orchestrator.run([dag]) { active in
      if active > 0 { hasBegun.store(true, ordering: .relaxed) }
      return active == 0 && hasBegun.load(ordering: .relaxed)
    }
    #expect(try await state.leftRequests().isEmpty)
    #expect(executor.attempts.count == 1)
    #expect(orchestrator.timings.decisions.counts.count > 0)
  }

  /// Chains of tasks without work, as fast as decisions are kept.
  @Test func keepsManyTasks() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "orchestration-\(UInt64.random(in: 0...(.max)))")
    defer { try? FileManager.default.removeItem(at: folder) }
    let state = SchedulerState(
      try StateKind.chosen.store(
        path: folder.appending(path: "state.sqlite").path, migrations: SchedulerState.migrations))
    let tasks = (0..<2000).map { number in
      task(TaskID("t\(number)"), after: number < 20 ? [] : [TaskID("t\(number - 20)")])
    }
    var rules = DAG.Rules()
    rules.maxActiveTasks = 64
    let dag = try DAG(id: "d", tasks: tasks, rules: rules)
    let executor = CountingExecutor()
    let orchestrator = Orchestrator(state, executors: ["count": executor])
    #expect(orchestrator.request(.trigger(dag: "d")))
    let hasBegun = Atomic(false)
    let start = ContinuousClock.now
    try await orchestrator.run([dag]) { active in
      if active > 0 { hasBegun.store(true, ordering: .relaxed) }
      return active == 0 && hasBegun.load(ordering: .relaxed)
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    #expect(executor.attempts.count == 2000)
    #expect(executor.attempts.values.allSatisfy { $0 == [1] })
    FileHandle.standardError.write(
      Data("native tasks, SQLite: \(Int(2000 / seconds)) tasks/s\n".utf8))
  }
}

@Suite struct ShellExecutorTests {
  private func run(_ command: String) async -> (TaskResult, [String]) {
    let lines = Mutex<[String]>([])
    let log = TaskLog(path: nil, secrets: ["hunter2"]) { line in
      lines.withLock { $0.append(line) }
    }
    let executor = ShellExecutor(folder: "/", environment: ["PATH": "/usr/bin:/bin"])
    let attempt = TaskAttempt(
      id: TaskInstanceID(run: RunID(dag: "d", name: "r"), task: "t", mapIndex: 1), attempt: 1,
      work: TaskWork(kind: "shell", settings: ["command": command, "items": "x\ny"]))
    let result = await executor.execute(attempt, log: log)
    log.close()
    return (result, lines.withLock { $0 })
  }

  /// A socket of this process that a program held would stay open for as long as it runs.
  @Test func aProgramGetsNoDescriptorThatItIsNotGiven() throws {
    let (socket, _) = try Loopback.socket(listens: false)
    defer { close(socket) }
    // Without the mark that closes it where a program begins.
    let stray = fcntl(socket, F_DUPFD, 100)
    defer { close(stray) }
    let given = open("/dev/null", O_RDONLY)
    defer { close(given) }
    let looks = "test -e /dev/fd/5 && test ! -e /dev/fd/4 && test ! -e /dev/fd/\(stray)"
    let program = try ProcessLaunch(
      "/bin/sh", arguments: ["sh", "-c", looks], environment: ["PATH": "/usr/bin:/bin"],
      descriptors: [(given, 5)]
    ).start()
    var status: Int32 = -1
    #expect(waitpid(program, &status, 0) == program)
    #expect(status == 0)
  }

  /// Whoever is killed leaves no command behind.
  @Test func holdsCommandsOnALeash() async throws {
    let leash = ProcessLeash()
    let kept = try ProcessLaunch(
      "/bin/sleep", arguments: ["sleep", "600"], environment: [:], descriptors: []
    ).start()
    let free = try ProcessLaunch(
      "/bin/sleep", arguments: ["sleep", "600"], environment: [:], descriptors: []
    ).start()
    leash.hold(free)
    leash.hold(kept)
    leash.release(free)
    leash.end()
    var status: Int32 = 0
    #expect(waitpid(kept, &status, 0) == kept)
    #expect(status & 0x7f == SIGKILL)
    #expect(kill(free, 0) == 0)
    kill(free, SIGKILL)
    waitpid(free, &status, 0)
  }

  @Test func printsToTheLogWithoutSecrets() async {
    let (result, lines) = await run("echo one; echo hunter2 >&2; echo $ITEM $MILLRACE_TASK; pwd")
    #expect(result == .succeeded())
    #expect(lines == ["one", "***", "y t", "/"])
  }

  @Test(arguments: [("exit 0", TaskResult.succeeded()), ("exit 99", .skipped), ("exit 3", .failed)])
  func tellsByItsExitCode(_ command: String, _ expected: TaskResult) async {
    #expect(await run(command).0 == expected)
  }

  @Test func isInterruptedWithAllItStarted() async {
    let start = ContinuousClock.now
    let running = Task { await run("sleep 600 & sleep 600; wait") }
    try? await Task.sleep(for: .milliseconds(100))
    running.cancel()
    #expect(await running.value.0 == .failed)
    // Else it ends by itself, after the ten minutes that it sleeps.
    #expect(ContinuousClock.now - start < .seconds(590))
  }
}

@Suite struct TaskLogTests {
  @Test func lastLinesAreThoseThatSaySomething() throws {
    let path = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).log"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try """
    [t] INFO - ::group::Pre Execute
    [t] INFO - ::endgroup::
    [t] ERROR - the carrier answers 503
    [t] INFO - key hunter2
    [t] INFO - ::group::Post Execute
    [t] INFO - ::endgroup::

    """.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(
      TaskLog.lastLines(2, of: path, masking: ["hunter2"])
        == ["[t] ERROR - the carrier answers 503", "[t] INFO - key ***"])
    #expect(TaskLog.lastLines(2, of: path + ".absent").isEmpty)
  }
}
