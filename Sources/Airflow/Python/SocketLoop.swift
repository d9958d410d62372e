import Foundation
import Synchronization

/// Reads from and writes to many sockets on one thread of its own, so that nobody else waits for
/// them.
///
/// What is to be written is kept until the other side takes it. What is read is handed over at
/// once, on the loop's thread; whoever cannot take more pauses the socket.
final class SocketLoop: Sendable {
  /// A socket in the hands of a loop.
  struct ID: Sendable, Hashable {
    fileprivate var number: Int
  }

  /// Who is told of what a socket brings, on the loop's thread.
  struct Handlers: Sendable {
    /// Bytes came; of a socket with messages, those of one message.
    var received: @Sendable ([UInt8]) -> Void
    /// Nothing will come any more, and the socket is closed.
    var closed: @Sendable () -> Void
  }

  /// Bytes on their way out, and descriptors that go with them.
  private struct Outgoing {
    var bytes: [UInt8]
    var sent = 0
    /// Passed with the first byte, and closed once they were.
    var descriptors: [Int32] = []
  }

  private struct Entry {
    var descriptor: Int32
    var handlers: Handlers
    var outgoing: [Outgoing] = []
    var isPaused = false
  }

  private struct State {
    var entries: [Int: Entry] = [:]
    var next = 0
    var isClosed = false
  }

  private let state = Mutex(State())
  private let wakeReader: Int32
  private let wakeWriter: Int32

  /// Starts a loop that watches nothing yet.
  ///
  /// - Throws: ``AirflowError`` if there are no descriptors left.
  init() throws(AirflowError) {
    let pair = try Self.pair(.stream)
    (wakeReader, wakeWriter) = (pair.ours, pair.theirs)
    Self.setNonBlocking(wakeReader)
    Self.setNonBlocking(wakeWriter)
    Thread.detachNewThread { self.run() }
  }

  /// Watches a socket, which is the loop's to close from now on.
  func add(_ descriptor: Int32, _ handlers: Handlers) -> ID {
    Self.setNonBlocking(descriptor)
    let id = state.withLock { state in
      state.next += 1
      state.entries[state.next] = Entry(descriptor: descriptor, handlers: handlers)
      return ID(number: state.next)
    }
    wake()
    return id
  }

  /// Writes bytes, after those before. Descriptors that go with them are closed here.
  func send(_ bytes: [UInt8], descriptors: [Int32] = [], to id: ID) {
    let isTaken = state.withLock { state in
      guard state.entries[id.number] != nil else { return false }
      state.entries[id.number]?.outgoing.append(
        Outgoing(bytes: bytes, descriptors: descriptors))
      return true
    }
    guard isTaken else {
      for descriptor in descriptors { Foundation.close(descriptor) }
      return
    }
    wake()
  }

  /// Stops reading from a socket, or goes on.
  func pause(_ id: ID, _ isPaused: Bool) {
    state.withLock { $0.entries[id.number]?.isPaused = isPaused }
    wake()
  }

  /// Hands over what a socket still holds, and closes it.
  ///
  /// Called on the loop's thread, from a handler.
  func drain(_ id: ID) {
    while read(id.number) {}
    finish(id.number)
  }

  /// Says to the other side that nothing more will be written; what it still says is read.
  func shutDown(_ id: ID) {
    let descriptor = state.withLock { $0.entries[id.number]?.descriptor }
    if let descriptor { shutdown(descriptor, Int32(SHUT_WR)) }
  }

  /// Closes every socket and ends the thread.
  func close() {
    state.withLock { $0.isClosed = true }
    wake()
  }

  private func wake() {
    var byte: UInt8 = 0
    // A full buffer will wake it too.
    _ = write(wakeWriter, &byte, 1)
  }

  private func run() {
    while true {
      let (numbers, polled) =
        state.withLock { state -> ([Int], [pollfd])? in
          guard !state.isClosed else { return nil }
          let numbers = state.entries.keys.sorted()
          let watched = numbers.map { number -> pollfd in
            let entry = state.entries[number]
            var events: Int16 = 0
            if entry?.isPaused == false { events |= Int16(POLLIN) }
            if entry?.outgoing.isEmpty == false { events |= Int16(POLLOUT) }
            return pollfd(fd: entry?.descriptor ?? -1, events: events, revents: 0)
          }
          return (numbers, watched + [pollfd(fd: wakeReader, events: Int16(POLLIN), revents: 0)])
        } ?? ([], [])
      guard var watched = Optional(polled), !watched.isEmpty else { break }
      guard poll(&watched, nfds_t(watched.count), -1) >= 0 || errno == EINTR else { break }
      if watched[watched.count - 1].revents != 0 { clearWake() }
      for (number, found) in zip(numbers, watched) where found.revents != 0 {
        if found.revents & Int16(POLLOUT) != 0 { writeOut(number) }
        if found.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0, found.events != 0 {
          _ = read(number)
        }
      }
    }
    let numbers = state.withLock { Array($0.entries.keys) }
    for number in numbers { finish(number) }
    Foundation.close(wakeReader)
    Foundation.close(wakeWriter)
  }

  private func clearWake() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while Foundation.read(wakeReader, &buffer, buffer.count) == buffer.count {}
  }

  /// Reads once and hands over what came.
  ///
  /// - Returns: whether something came.
  private func read(_ number: Int) -> Bool {
    guard let entry = state.withLock({ $0.entries[number] }) else { return false }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = Foundation.read(entry.descriptor, &buffer, buffer.count)
    if count > 0 {
      entry.handlers.received(Array(buffer[..<count]))
      return true
    }
    if count < 0, errno == EAGAIN || errno == EINTR { return false }
    finish(number)
    return false
  }

  private func finish(_ number: Int) {
    guard let entry = state.withLock({ $0.entries.removeValue(forKey: number) }) else { return }
    for outgoing in entry.outgoing {
      for descriptor in outgoing.descriptors { Foundation.close(descriptor) }
    }
    Foundation.close(entry.descriptor)
    entry.handlers.closed()
  }

  private func writeOut(_ number: Int) {
    state.withLock { state in
      guard let descriptor = state.entries[number]?.descriptor else { return }
      while let outgoing = state.entries[number]?.outgoing.first {
        let count = Self.send(outgoing, to: descriptor)
        guard count > 0 else {
          // Whoever is gone reads nothing more; the next read says so.
          if errno != EAGAIN && errno != EINTR { state.entries[number]?.outgoing = [] }
          return
        }
        for descriptor in outgoing.descriptors { Foundation.close(descriptor) }
        state.entries[number]?.outgoing[0].descriptors = []
        state.entries[number]?.outgoing[0].sent += count
        guard outgoing.sent + count == outgoing.bytes.count else { return }
        state.entries[number]?.outgoing.removeFirst()
      }
    }
  }

  /// Sends what is left of bytes, and descriptors as the ancillary data `SCM_RIGHTS`.
  private static func send(_ outgoing: Outgoing, to descriptor: Int32) -> Int {
    // A header of 16 bytes (length, level, type), then the descriptors, padded to 8 bytes.
    let header = 16
    let payload = 4 * outgoing.descriptors.count
    var ancillary = [UInt8](repeating: 0, count: header + (payload + 7) / 8 * 8)
    ancillary.withUnsafeMutableBytes { bytes in
      bytes.storeBytes(of: header + payload, as: Int.self)
      bytes.storeBytes(of: SOL_SOCKET, toByteOffset: 8, as: Int32.self)
      bytes.storeBytes(of: 1, toByteOffset: 12, as: Int32.self)
      for (position, descriptor) in outgoing.descriptors.enumerated() {
        bytes.storeBytes(of: descriptor, toByteOffset: header + 4 * position, as: Int32.self)
      }
    }
    return outgoing.bytes.withUnsafeBytes { bytes in
      ancillary.withUnsafeMutableBytes { ancillary in
        var part = iovec(
          iov_base: UnsafeMutableRawPointer(
            mutating: bytes.baseAddress?.advanced(by: outgoing.sent)),
          iov_len: bytes.count - outgoing.sent)
        return withUnsafeMutablePointer(to: &part) { part in
          var message = msghdr()
          message.msg_iov = part
          message.msg_iovlen = 1
          if payload > 0 {
            message.msg_control = ancillary.baseAddress
            message.msg_controllen = ancillary.count
          }
          return sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL))
        }
      }
    }
  }
}

extension SocketLoop {
  /// What crosses a pair of sockets.
  enum Transport {
    /// Bytes without borders.
    case stream
    /// Messages, each whole.
    case messages
  }

  /// Two sockets that are connected to each other; neither is inherited by other processes.
  ///
  /// - Throws: ``AirflowError`` if there are no descriptors left.
  static func pair(_ transport: Transport) throws(AirflowError) -> (ours: Int32, theirs: Int32) {
    var ends: [Int32] = [-1, -1]
    let type = transport == .stream ? SOCK_STREAM : SOCK_SEQPACKET
    let flags = Int32(type.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, flags, 0, &ends) == 0 else {
      throw AirflowError(
        .process, "no socket can be made", cause: String(cString: strerror(errno)))
    }
    return (ends[0], ends[1])
  }

  fileprivate static func setNonBlocking(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }
}
