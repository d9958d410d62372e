import Synchronization

/// A Python process that asks things over a socket: a task, a DAG file being parsed, the triggerer.
final class PythonChild: Sendable {
  /// What a process is for.
  enum Kind: String, Sendable {
    case task, parse, trigger, dates, call
  }

  /// How a process ended.
  enum Ending: Sendable, Hashable {
    /// With this code.
    case exited(Int32)
    /// By this signal.
    case signalled(Int32)
    /// With the parent of all Python processes.
    case lost

    var isSuccess: Bool { self == .exited(0) }

    var text: String {
      switch self {
      case .exited(let code): "exit code \(code)"
      case .signalled(let number): "ended by signal \(number)"
      case .lost: "lost with its parent"
      }
    }
  }

  /// A request of the process, or a message without answer.
  struct Request: Sendable {
    var id: Int
    var body: WireValue
  }

  /// The largest message that is taken.
  static let largestMessage = 256 << 20
  /// How many requests may wait before no more are read.
  private static let mostWaiting = 64

  private struct State {
    var incoming: [UInt8] = []
    var requests: [Request] = []
    var isEnded = false
    var isPaused = false
    var reader: CheckedContinuation<Request?, Never>?
    var ending: Ending?
    var waiters: [CheckedContinuation<Ending, Never>] = []
    var openSockets: [SocketLoop.ID] = []
    var requestSocket: SocketLoop.ID?
    var fault: AirflowError?
  }

  let id: Int
  private let state = Mutex(State())
  private let loop: SocketLoop
  private let endProcess: @Sendable (_ grace: Int) -> Void

  init(
    id: Int, loop: SocketLoop, requests: Int32, output: Int32, log: Int32,
    line: @escaping @Sendable (PythonLine) -> Void, end: @escaping @Sendable (_ grace: Int) -> Void
  ) {
    self.id = id
    self.loop = loop
    endProcess = end
    let requestSocket = loop.add(
      requests,
      .init(
        received: { [weak self] in self?.received($0) }, closed: { [weak self] in self?.closed() })
    )
    let printed = LineAssembler { line(.printed($0)) }
    let logged = LineAssembler { line(.logged($0)) }
    let outputSocket = loop.add(output, printed.handlers)
    let logSocket = loop.add(log, logged.handlers)
    state.withLock {
      $0.requestSocket = requestSocket
      $0.openSockets = [requestSocket, outputSocket, logSocket]
    }
  }

  /// What was wrong with what the process said, if it was ended for that.
  var fault: AirflowError? { state.withLock { $0.fault } }

  /// The next request; `nil` once there are no more.
  func next() async -> Request? {
    await withCheckedContinuation { continuation in
      let found = state.withLock { state -> (request: Request?, resumes: SocketLoop.ID?)? in
        if !state.requests.isEmpty {
          let request = state.requests.removeFirst()
          guard state.isPaused, state.requests.count < Self.mostWaiting / 4 else {
            return (request, nil)
          }
          state.isPaused = false
          return (request, state.requestSocket)
        }
        if state.isEnded { return (nil, nil) }
        state.reader = continuation
        return nil
      }
      guard let found else { return }
      if let socket = found.resumes { loop.pause(socket, false) }
      continuation.resume(returning: found.request)
    }
  }

  /// Answers a request.
  func answer(_ id: Int, _ body: WireValue) {
    send(.list([.integer(Int64(id)), body]))
  }

  /// Sends a message.
  func send(_ frame: WireValue) {
    let bytes = MessagePack.encode(frame)
    var framed: [UInt8] = []
    framed.reserveCapacity(bytes.count + 4)
    MessagePack.append(bigEndian: UInt32(bytes.count), to: &framed)
    framed += bytes
    guard let socket = state.withLock({ $0.requestSocket }) else { return }
    loop.send(framed, to: socket)
  }

  /// Asks the process and what it started to end, and ends them if they have not by then.
  ///
  /// - Parameter grace: how many seconds they have.
  func end(grace: Int) {
    endProcess(grace)
  }

  /// Waits until the process has ended.
  func waitForEnd() async -> Ending {
    await withCheckedContinuation { continuation in
      let ending = state.withLock { state -> Ending? in
        if let ending = state.ending { return ending }
        state.waiters.append(continuation)
        return nil
      }
      if let ending { continuation.resume(returning: ending) }
    }
  }

  /// The process has ended: what it still had to say is read first.
  func ended(_ ending: Ending) {
    let sockets = state.withLock { $0.openSockets }
    for socket in sockets { loop.drain(socket) }
    let waiters = state.withLock { state in
      state.ending = ending
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume(returning: ending) }
  }

  private func closed() {
    let reader = state.withLock { state in
      state.isEnded = true
      state.requestSocket = nil
      return state.reader.take()
    }
    reader?.resume(returning: nil)
  }

  private func received(_ bytes: [UInt8]) {
    let outcome = state.withLock {
      state -> (
        reader: CheckedContinuation<Request?, Never>?, request: Request?, pauses: SocketLoop.ID?
      ) in
      state.incoming += bytes
      do throws(AirflowError) {
        while let frame = try Self.takeFrame(&state.incoming) {
          state.requests.append(try Self.request(frame))
        }
      } catch {
        state.fault = error
        return (nil, nil, nil)
      }
      var pauses: SocketLoop.ID?
      if state.requests.count >= Self.mostWaiting, !state.isPaused {
        state.isPaused = true
        pauses = state.requestSocket
      }
      guard !state.requests.isEmpty, let reader = state.reader.take() else {
        return (nil, nil, pauses)
      }
      return (reader, state.requests.removeFirst(), pauses)
    }
    if let socket = outcome.pauses { loop.pause(socket, true) }
    outcome.reader?.resume(returning: outcome.request)
    if fault != nil { end(grace: 0) }
  }

  /// Takes the first whole message off the bytes; `nil` while there is none.
  private static func takeFrame(_ bytes: inout [UInt8]) throws(AirflowError) -> [UInt8]? {
    guard bytes.count >= 4 else { return nil }
    let count = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
    guard count <= largestMessage else {
      throw AirflowError(
        .wire, "a Python process sends a message of \(count) bytes",
        hint: "at most \(largestMessage) are taken; pass larger data by a table or a file")
    }
    guard bytes.count >= 4 + count else { return nil }
    let frame = Array(bytes[4..<4 + count])
    bytes.removeFirst(4 + count)
    return frame
  }

  private static func request(_ frame: [UInt8]) throws(AirflowError) -> Request {
    guard let parts = try MessagePack.decode(frame).list, parts.count >= 2,
      let id = parts[0].integer
    else { throw AirflowError(.wire, "a message is no list of an id and a body") }
    return Request(id: id, body: parts[1])
  }
}

/// A line that a Python process wrote.
enum PythonLine: Sendable {
  /// To its standard output or error.
  case printed(String)
  /// To its log: a JSON object.
  case logged(String)
}

/// Makes lines of bytes; what is longer than the bound is cut into lines of that size.
final class LineAssembler: Sendable {
  private static let longestLine = 1 << 16

  private let rest = Mutex<[UInt8]>([])
  private let line: @Sendable (String) -> Void

  init(_ line: @escaping @Sendable (String) -> Void) {
    self.line = line
  }

  var handlers: SocketLoop.Handlers {
    .init(received: { self.received($0) }, closed: { self.finish() })
  }

  private func received(_ bytes: [UInt8]) {
    let lines = rest.withLock { rest -> [String] in
      rest += bytes
      var lines: [String] = []
      var start = 0
      while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
        lines.append(String(decoding: rest[start..<end], as: UTF8.self))
        start = end + 1
      }
      rest.removeFirst(start)
      if rest.count > Self.longestLine {
        lines.append(String(decoding: rest, as: UTF8.self))
        rest = []
      }
      return lines
    }
    for text in lines { line(text) }
  }

  private func finish() {
    let last = rest.withLock { rest in
      defer { rest = [] }
      return rest
    }
    if !last.isEmpty { line(String(decoding: last, as: UTF8.self)) }
  }
}
