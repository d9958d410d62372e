import Orchestration
import Synchronization

/// Waits for what deferred tasks wait for: one Python process in which all triggers run, and the
/// answers of persons.
///
/// A trigger starts when the scheduler has recorded that its task is deferred, so that what it brings
/// finds the task waiting. When the process ends, the next one starts the triggers anew.
final class Triggerer: Sendable {
  private struct State {
    /// Who waits, by the number of the trigger.
    var waiting: [Int: TaskInstanceID] = [:]
    var nextNumber = 0
    /// Triggers that the process does not know of yet.
    var toCreate: [WireValue] = []
    var toCancel: [Int] = []
    var waiter: CheckedContinuation<Void, Never>?
    /// Until when persons may answer what is asked.
    var questions: [TaskInstanceID: Timestamp] = [:]
    /// What is being answered, so that nobody else answers it as well.
    var answering: Set<TaskInstanceID> = []
  }

  private let host: PythonHost
  let airflow: AirflowState
  private let supervisor: Supervisor
  private let requests: SchedulerRequests
  private let events = Mutex<[DeferralChange]>([])
  private let state = Mutex(State())

  /// What the scheduler recorded of an instance that was, or is, deferred.
  private enum DeferralChange: Sendable {
    case began(TaskInstanceID)
    case ended(TaskInstanceID)
  }

  /// How many triggers wait at most; beyond, tasks wait until others have been woken.
  private static let mostTriggers = 10_000

  init(
    host: PythonHost, state: AirflowState, supervisor: Supervisor, requests: SchedulerRequests
  ) {
    self.host = host
    self.airflow = state
    self.supervisor = supervisor
    self.requests = requests
  }

  /// Takes note of the state that the scheduler recorded of a task instance.
  func note(_ id: TaskInstanceID, _ instance: TaskInstance) {
    if instance.state.isDeferred {
      events.withLock { $0.append(.began(id)) }
    } else if state.withLock({ $0.waiting.values.contains(id) || $0.questions[id] != nil }) {
      events.withLock { $0.append(.ended(id)) }
    } else {
      return
    }
    wake()
  }

  /// Takes note of what waited when the process before ended: what is deferred waits again, and what
  /// had come already wakes its task.
  func recover() async throws {
    for (id, _) in try await airflow.all(TaskNotes.deferral)
    where try await supervisor.scheduler.instance(id)?.state.isDeferred ?? false {
      events.withLock { $0.append(.began(id)) }
    }
    for name in [TaskNotes.next, TaskNotes.ending] {
      for (id, _) in try await airflow.all(name)
      where try await supervisor.scheduler.instance(id)?.state.isDeferred ?? false {
        requests.post(.woke(id))
      }
    }
    wake()
  }

  /// Runs triggers until cancelled. The process is started when the first task is deferred.
  func run() async {
    while !Task.isCancelled {
      await takeChanges()
      if state.withLock({ $0.waiting.isEmpty }) {
        await waitForWork()
      } else {
        await runProcess()
        // What ends at once is not started without pause.
        if !Task.isCancelled { try? await Task.sleep(for: .milliseconds(500)) }
      }
    }
  }

  /// The questions whose time is over.
  func overdueQuestions(_ now: Timestamp) -> [TaskInstanceID] {
    state.withLock { state in state.questions.filter { $0.value <= now }.map(\.key) }
  }

  /// Whether nobody else is answering this.
  func beginAnswer(to id: TaskInstanceID) -> Bool {
    state.withLock { $0.answering.insert(id).inserted }
  }

  func endAnswer(to id: TaskInstanceID) {
    state.withLock { state in
      state.answering.remove(id)
      state.questions[id] = nil
    }
  }

  private func wake() {
    state.withLock { $0.waiter.take() }?.resume()
  }

  private func waitForWork() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          guard events.withLock({ $0.isEmpty }), !Task.isCancelled else { return true }
          state.waiter = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      wake()
    }
  }

  /// Turns what the scheduler recorded into triggers to start and to stop.
  private func takeChanges() async {
    let changes = events.withLock { events in
      defer { events = [] }
      return events
    }
    for change in changes {
      switch change {
      case .began(let id): await begin(id)
      case .ended(let id):
        state.withLock { state in
          state.questions[id] = nil
          for (number, waiting) in state.waiting where waiting == id {
            state.waiting[number] = nil
            state.toCancel.append(number)
          }
        }
      }
    }
  }

  private func begin(_ id: TaskInstanceID) async {
    guard let deferral = try? await airflow.notes(of: id)[TaskNotes.deferral] else { return }
    guard let classpath = deferral["classpath"]?.text else {
      if let until = deferral["until"]?.moment {
        state.withLock { $0.questions[id] = until }
      }
      return
    }
    state.withLock { state in
      guard !state.waiting.values.contains(id), state.waiting.count < Self.mostTriggers else {
        return
      }
      state.nextNumber += 1
      state.waiting[state.nextNumber] = id
      state.toCreate.append([
        "type": "RunTrigger", "id": .integer(Int64(state.nextNumber)),
        "classpath": .text(classpath), "encrypted_kwargs": .text(deferral.word("kwargs")),
        "ti": nil, "timeout_after": nil,
      ])
    }
  }

  /// Runs the process in which triggers run, until it ends or nothing waits any more.
  private func runProcess() async {
    guard let child = try? await host.fork(.trigger, line: { _ in }) else { return }
    await withTaskCancellationHandler {
      child.answer(0, ["type": "StartTriggerer"])
      while let request = await child.next() {
        guard request.body["type"]?.text == "TriggerStateChanges" else {
          child.answer(request.id, await supervisor.answer(request.body, for: nil))
          continue
        }
        await takeChanges()
        await take(request.body)
        child.answer(request.id, sync())
        // While nothing waits there is no process; the next one is forked within milliseconds.
        if state.withLock({ $0.waiting.isEmpty }) { child.end(grace: 1) }
      }
      _ = await child.waitForEnd()
    } onCancel: {
      child.end(grace: 1)
    }
    // Whatever still waits is new to the next process.
    for id in state.withLock({ state in
      defer {
        state.waiting = [:]
        state.toCreate = []
        state.toCancel = []
      }
      return Array(state.waiting.values)
    }) {
      await begin(id)
    }
  }

  private func sync() -> WireValue {
    state.withLock { state in
      defer {
        state.toCreate = []
        state.toCancel = []
      }
      return [
        "type": "TriggerStateSync", "to_create": .list(state.toCreate),
        "to_cancel": .list(state.toCancel.map { .integer(Int64($0)) }),
      ]
    }
  }

  /// Takes what triggers brought, and those that failed.
  private func take(_ changes: WireValue) async {
    for entry in changes["events"]?.list ?? [] {
      guard let parts = entry.list, parts.count >= 2, let number = parts[0].integer,
        let id = state.withLock({ $0.waiting.removeValue(forKey: number) })
      else { continue }
      await resume(id, with: parts[1])
    }
    for entry in changes["failures"]?.list ?? [] {
      guard let parts = entry.list, let number = parts.first?.integer,
        let id = state.withLock({ $0.waiting.removeValue(forKey: number) })
      else { continue }
      let traceback = parts.count > 1 ? parts[1] : .null
      await fail(id, traceback: traceback)
    }
  }

  private func resume(_ id: TaskInstanceID, with event: WireValue) async {
    if event["task_instance_state"] != nil {
      await leave(event, TaskNotes.ending, for: id)
    } else {
      await resume(id, payload: event["payload"] ?? .null)
    }
  }

  /// Lets a task go on with what it waited for.
  func resume(_ id: TaskInstanceID, payload: WireValue) async {
    guard let deferral = try? await airflow.notes(of: id)[TaskNotes.deferral] else { return }
    var arguments = (deferral["next"]?.entries ?? []).filter { $0.name != "event" }
    arguments.append(WireEntry("event", payload.sdkSerialized))
    await leave(
      ["method": deferral["method"] ?? .null, "kwargs": .map(arguments)], TaskNotes.next, for: id)
  }

  private func fail(_ id: TaskInstanceID, traceback: WireValue) async {
    await leave(
      [
        "method": "__fail__", "kwargs": ["error": "Trigger failure", "traceback": traceback],
      ], TaskNotes.next, for: id)
  }

  /// Keeps what a task goes on with, and wakes it.
  private func leave(_ value: WireValue, _ name: String, for id: TaskInstanceID) async {
    do {
      try await airflow.put(value, name, of: id)
      try await airflow.remove([TaskNotes.deferral], of: id)
      requests.post(.woke(id))
    } catch {
      // It is asked for again when the next process starts its trigger.
      events.withLock { $0.append(.began(id)) }
    }
  }
}

extension WireValue {
  /// The value in the form that the SDK's `deserialize` reads: what JSON has no form for is wrapped
  /// with the name of its class.
  var sdkSerialized: WireValue {
    switch self {
    case .moment(let moment):
      [
        "__classname__": "pendulum.datetime.DateTime", "__version__": 2,
        "__data__": [
          "timestamp": .double(Double(moment.microseconds) / 1_000_000),
          "tz": [
            "__classname__": "builtins.tuple", "__version__": 1,
            "__data__": ["UTC", "pendulum.tz.timezone.Timezone", 1, true],
          ],
        ],
      ]
    case .list(let members): .list(members.map(\.sdkSerialized))
    case .map(let entries): .map(entries.map { WireEntry($0.name, $0.value.sdkSerialized) })
    default: self
    }
  }
}
