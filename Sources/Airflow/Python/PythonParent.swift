import Foundation
import Orchestration
import Synchronization

/// The parent of the Python processes of one environment, see ``ParentProgram``.
final class PythonParent: Sendable {
  private struct State {
    var nextID = 0
    var children: [Int: PythonChild] = [:]
    var start: Result<String, AirflowError>?
    var waiters: [CheckedContinuation<Result<String, AirflowError>, Never>] = []
    var output: [String] = []
    var control: SocketLoop.ID?
    var isGone = false
    var endWaiters: [CheckedContinuation<Void, Never>] = []
    /// The processor time of the processes that have ended, in seconds.
    var processorTime = 0.0
  }

  private let state = Mutex(State())
  private let loop: SocketLoop
  private let process: pid_t

  /// How many lines of the parent's own output are kept, for the message if it does not start.
  private static let linesKept = 40

  /// Starts a parent, which then imports Airflow; ``waitForStart()`` says when it has.
  ///
  /// - Parameters:
  ///   - python: the interpreter.
  ///   - environment: the variables of the process and of those it forks.
  ///   - folder: where it runs.
  /// - Throws: ``AirflowError`` if the interpreter cannot be started.
  init(python: String, environment: [String: String], folder: String) throws(AirflowError) {
    loop = try SocketLoop()
    let control = try SocketLoop.pair(.messages)
    let output = try SocketLoop.pair(.stream)
    do {
      process = try ProcessLaunch(
        python, arguments: [python, "-c", ParentProgram.text, folder], environment: environment,
        descriptors: [(output.theirs, 1), (output.theirs, 2), (control.theirs, 3)]
      ).start()
    } catch {
      for end in [control.ours, control.theirs, output.ours, output.theirs] {
        Foundation.close(end)
      }
      loop.close()
      throw AirflowError(
        .environment, "\(python) cannot be started", hint: Self.installHint, cause: "\(error)")
    }
    Foundation.close(control.theirs)
    Foundation.close(output.theirs)
    let printed = LineAssembler { [weak self] line in
      self?.state.withLock { state in
        state.output.append(line)
        if state.output.count > Self.linesKept { state.output.removeFirst() }
      }
    }
    _ = loop.add(output.ours, printed.handlers)
    let socket = loop.add(
      control.ours,
      .init(
        received: { [weak self] in self?.received($0) }, closed: { [weak self] in self?.gone() }))
    state.withLock { $0.control = socket }
  }

  /// Whether it can still fork.
  var isAlive: Bool { state.withLock { !$0.isGone } }

  /// The processor time of the processes that have ended.
  var processorTime: Duration { .seconds(state.withLock { $0.processorTime }) }

  /// Waits until Airflow is imported.
  ///
  /// - Returns: Airflow's version.
  /// - Throws: ``AirflowError`` of kind `environment` if it is not there or not usable.
  func waitForStart() async throws(AirflowError) -> String {
    let result = await withCheckedContinuation {
      (continuation: CheckedContinuation<Result<String, AirflowError>, Never>) in
      let known = state.withLock { state -> Result<String, AirflowError>? in
        if let start = state.start { return start }
        state.waiters.append(continuation)
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
    return try result.get()
  }

  /// Forks a process.
  ///
  /// - Parameters:
  ///   - kind: what it is for.
  ///   - line: told of each line that it writes, on a thread that must not be held up.
  /// - Returns: the process; if the parent is gone meanwhile, one that is lost.
  /// - Throws: ``AirflowError`` if there are no descriptors left.
  func fork(
    _ kind: PythonChild.Kind, line: @escaping @Sendable (PythonLine) -> Void
  ) throws(AirflowError) -> PythonChild {
    let requests = try SocketLoop.pair(.stream)
    let output = try SocketLoop.pair(.stream)
    let log = try SocketLoop.pair(.stream)
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    let child = PythonChild(
      id: id, loop: loop, requests: requests.ours, output: output.ours, log: log.ours, line: line
    ) { [weak self] grace in
      self?.say(["end": .integer(Int64(id)), "grace": .integer(Int64(grace))])
    }
    let isGone = state.withLock { state in
      if !state.isGone { state.children[id] = child }
      return state.isGone
    }
    say(
      ["fork": .integer(Int64(id)), "kind": .text(kind.rawValue)],
      descriptors: [requests.theirs, output.theirs, log.theirs])
    if isGone { child.ended(.lost) }
    return child
  }

  /// Ends every process and then the parent, and waits for that.
  func close() async {
    if let socket = state.withLock({ $0.control }) {
      // Its end of the socket closes, which is its sign to end.
      loop.shutDown(socket)
    }
    await withCheckedContinuation { continuation in
      let isGone = state.withLock { state in
        if !state.isGone { state.endWaiters.append(continuation) }
        return state.isGone
      }
      if isGone { continuation.resume() }
    }
    loop.close()
  }

  private func say(_ message: WireValue, descriptors: [Int32] = []) {
    guard let socket = state.withLock({ $0.control }) else {
      for descriptor in descriptors { Foundation.close(descriptor) }
      return
    }
    loop.send(Array(message.json.utf8), descriptors: descriptors, to: socket)
  }

  private func received(_ bytes: [UInt8]) {
    guard let message = try? WireValue(json: String(decoding: bytes, as: UTF8.self)) else { return }
    if let version = message["ready"]?.text {
      started(.success(version))
    } else if let traceback = message["failed"]?.text {
      started(
        .failure(
          AirflowError(
            .environment, "Airflow cannot be imported", hint: Self.installHint,
            cause: traceback.split(separator: "\n").last.map(String.init))))
    } else if let id = message["exited"]?.integer, let status = message["status"]?.integer {
      let child = state.withLock { state in
        state.processorTime += message["cpu"]?.number ?? 0
        return state.children.removeValue(forKey: id)
      }
      child?.ended(status < 0 ? .signalled(Int32(-status)) : .exited(Int32(status)))
    }
  }

  static let installHint = "millrace airflow install makes a .venv with it"

  private func started(_ result: Result<String, AirflowError>) {
    let waiters = state.withLock { state in
      if state.start == nil { state.start = result }
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume(returning: result) }
  }

  /// The parent is gone, and with it its children.
  private func gone() {
    // It has closed its end, and ends within its own grace; waiting blocks the loop's thread no
    // longer than that.
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let (children, output, endWaiters) = state.withLock { state in
      state.isGone = true
      state.control = nil
      defer {
        state.children = [:]
        state.endWaiters = []
      }
      return (Array(state.children.values), state.output, state.endWaiters)
    }
    for child in children { child.ended(.lost) }
    started(
      .failure(
        AirflowError(
          .environment, "Python ended before it had imported Airflow", hint: Self.installHint,
          cause: output.isEmpty ? nil : output.joined(separator: "\n"))))
    for waiter in endWaiters { waiter.resume() }
  }
}
