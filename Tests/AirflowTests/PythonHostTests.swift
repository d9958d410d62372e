import Foundation
import Orchestration
import Store
import Synchronization
import Testing

@testable import Airflow

/// The parent program with processes that speak the protocol as Airflow's do, but need no Airflow:
/// `Cases/Fake` is a package of that name with the few functions that the parent calls.
@Suite(.serialized) struct PythonHostTests {
  private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private static func environment(_ variables: [String: String] = [:]) throws -> PythonEnvironment {
    let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let bin = root.appending(path: ".venv/bin")
    let dags = root.appending(path: "dags")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(at: dags, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: bin.appending(path: "python").path,
      withDestinationPath: try #require(python, "there is no Python"))
    let fake = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/Fake")
    var all = ["PYTHONPATH": fake.path, "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"]
    all.merge(variables) { $1 }
    return try PythonEnvironment(
      root: root, named: nil, dags: dags, home: root.appending(path: "home"), variables: all)
  }

  private static func runtime(
    _ environment: PythonEnvironment
  ) throws -> (AirflowRuntime, SchedulerState, StateStore) {
    let store = try StateStore(
      path: nil, migrations: SchedulerState.migrations + AirflowState.migrations)
    let scheduler = SchedulerState(store)
    let vault = try Vault(
      scheduler, keyPath: environment.home + "/key", environment: ["AIRFLOW_VAR_REGION": "north"])
    let runtime = AirflowRuntime(
      environment: environment, store: store, scheduler: scheduler, vault: vault)
    return (runtime, scheduler, store)
  }

  /// Runs the DAG that the file `text` declares, and answers what came of its tasks.
  private static func run(
    _ text: String, lines: LinesSeen = LinesSeen()
  ) async throws -> [String: TaskInstanceState] {
    let environment = try environment()
    try text.write(
      toFile: environment.dags + "/d.py", atomically: true, encoding: .utf8)
    let (runtime, scheduler, _) = try runtime(environment)
    let parsed = try await runtime.load()
    #expect(parsed.first?.errors.isEmpty == true, "\(parsed.first?.errors ?? [])")
    let ended = Flag()
    let orchestrator = Orchestrator(
      scheduler, executors: [AirflowExecutor.kind: runtime.executor]
    ) { report in
      runtime.note(report)
      if case .line(_, let line) = report { lines.add(line) }
      if case .run(let run) = report, run.state.isFinished { ended.set() }
    }
    runtime.lead(to: orchestrator)
    _ = orchestrator.request(.trigger(dag: "d", name: "r"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await runtime.run(watching: false) { _ in } }
      try await orchestrator.run(runtime.catalog.dags.map(\.dag)) { _ in ended.isSet }
      group.cancelAll()
    }
    await runtime.close()
    var states: [String: TaskInstanceState] = [:]
    for (id, instance) in try await scheduler.instances(of: RunID(dag: "d", name: "r")) {
      states[id.task.name + (id.mapIndex.map { "[\($0)]" } ?? "")] = instance.state
    }
    return states
  }

  @Test func tasksPassValuesOnAndAreMappedOverThem() async throws {
    let lines = LinesSeen()
    let states = try await Self.run(
      """
      # airflow dag
      task a: xcom [1, 2, 3]; print variable
      task b after a over a: double
      task c after b: sum
      """, lines: lines)
    #expect(
      states == [
        "a": .success, "b[0]": .success, "b[1]": .success, "b[2]": .success, "c": .success,
      ])
    #expect(lines.all.contains("the region is north"))
    #expect(lines.all.contains("the sum is 12"))
  }

  @Test func tasksFailSkipAndAreKilled() async throws {
    let states = try await Self.run(
      """
      # airflow dag
      task fails: fail
      task after after fails: nothing
      task skips: skip
      task branch: skip-downstream left
      task left after branch: nothing
      task right after branch: nothing
      task dies: die
      task silent: silent
      """)
    #expect(
      states == [
        "fails": .failed, "after": .upstreamFailed, "skips": .skipped, "branch": .success,
        "left": .skipped, "right": .success, "dies": .failed, "silent": .success,
      ])
  }

  @Test func tasksAreDeferredAndResumed() async throws {
    let lines = LinesSeen()
    let states = try await Self.run(
      """
      # airflow dag
      task waits: defer
      task again: reschedule
      """, lines: lines)
    #expect(states == ["waits": .success, "again": .success])
    #expect(lines.all.contains("resumed by resume with the event 7"))
  }

  @Test func secretsAreMasked() async throws {
    let lines = LinesSeen()
    _ = try await Self.run(
      """
      # airflow dag
      task a: mask hunter22; say the word is hunter22
      """, lines: lines)
    #expect(lines.all.contains("the word is ***"))
  }

  @Test func aFileThatDoesNotParseIsAnImportError() async throws {
    let environment = try Self.environment()
    try "# airflow dag\nraise\n".write(
      toFile: environment.dags + "/bad.py", atomically: true, encoding: .utf8)
    try "# airflow dag\nexit\n".write(
      toFile: environment.dags + "/gone.py", atomically: true, encoding: .utf8)
    let (runtime, _, _) = try Self.runtime(environment)
    try await runtime.load()
    let errors = runtime.catalog.importErrors
    #expect(errors.map(\.file) == ["bad.py", "gone.py"])
    #expect(errors.first?.text == "Traceback: it is bad")
    #expect(errors.last?.text.contains("exit code 3") == true)
    await runtime.close()
  }

  @Test func aParentThatCannotImportSaysWhy() async throws {
    let host = PythonHost(try Self.environment(["PYTHONPATH": "/nowhere"]))
    let error = await #expect(throws: AirflowError.self) { try await host.start() }
    #expect(error?.kind == .environment)
    #expect(error?.cause?.contains("No module named 'airflow'") == true)
    await host.close()
  }

  @Test func anEnvironmentThatIsTooOldIsRefused() async throws {
    let host = PythonHost(try Self.environment(["FAKE_VERSION": "2.10.5"]))
    let error = await #expect(throws: AirflowError.self) { try await host.start() }
    #expect(error?.message == "the environment has Airflow 2.10.5")
    await host.close()
  }

  @Test func nothingIsLeftWhenTheHostCloses() async throws {
    let host = PythonHost(try Self.environment())
    let pids = LinesSeen()
    let child = try await host.fork(.task) { pids.add($0.text) }
    child.answer(0, ["type": "StartupDetails", "work": "sleep with a child"])
    while pids.all.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
    await host.close()
    #expect(await child.waitForEnd() != .exited(0))
    for pid in pids.all {
      // One that was ended and that nobody has waited for yet counts as gone.
      let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
      #expect(status?.contains(") Z ") ?? true, "the process \(pid) is still there")
    }
    #expect(await child.next() == nil)
  }

  @Test func aMessageThatIsNoneEndsTheProcess() async throws {
    let host = PythonHost(try Self.environment())
    let child = try await host.fork(.task) { _ in }
    child.answer(0, ["type": "StartupDetails", "work": "garbage"])
    #expect(await child.next() == nil)
    #expect(await child.waitForEnd() != .exited(0))
    #expect(child.fault?.kind == .wire)
    await host.close()
  }
}

/// Lines that came, in order.
final class LinesSeen: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func add(_ line: String) {
    lines.withLock { $0.append(line) }
  }
}
