import FoundationEssentials
import Synchronization

/// The lines that a try of a task prints: kept in a file, read while it grows.
///
/// Secrets are masked before anything is written. A log that has become too long keeps its
/// beginning and its last lines; how much lies between is said there.
public final class TaskLog: Sendable {
  /// The most bytes a log keeps, half of them from its beginning.
  public static let limit = 4 << 20
  /// What stands in the place of a secret.
  public static let mask = "***"

  private struct State {
    var written = 0
    var tail: [String] = []
    var tailBytes = 0
    var leftOut = 0
    var file: FileHandleOwner?
    var secrets: [String]
  }

  private let state: Mutex<State>
  private let follow: (@Sendable (String) -> Void)?

  /// Opens a log.
  ///
  /// - Parameters:
  ///   - path: the file; its folder is made if it is missing. `nil` keeps nothing.
  ///   - secrets: texts that must not show. Those shorter than three characters are let pass, as
  ///     masking them would leave little else.
  ///   - follow: told of each line as it is written.
  public init(
    path: String?, secrets: [String] = [], follow: (@Sendable (String) -> Void)? = nil
  ) {
    self.follow = follow
    var state = State(secrets: Self.maskable(secrets))
    state.file = path.flatMap { FileHandleOwner(path: $0) }
    self.state = Mutex(state)
  }

  /// Where the log of a try is: `DAG/RUN/TASK/INDEX/ATTEMPT.log`, with what a file name may not hold
  /// replaced.
  ///
  /// - Parameters:
  ///   - folder: the folder of all logs.
  ///   - id: the task instance.
  ///   - attempt: the number of the try, from 1.
  /// - Returns: the path, which never leads out of `folder`.
  public static func path(in folder: String, of id: TaskInstanceID, attempt: Int) -> String {
    let parts = [id.run.dag, id.run.name, id.task.name] + (id.mapIndex.map { ["\($0)"] } ?? [])
    let names = parts.map { part in
      String(part.map { $0 == "/" || $0 == "\0" ? "_" : $0 })
    }.map { $0 == ".." || $0 == "." ? "_" : $0 }
    return folder + "/" + names.joined(separator: "/") + "/\(attempt).log"
  }

  /// Masks these texts too, from the next line on.
  public func mask(_ secrets: [String]) {
    state.withLock { $0.secrets = Self.maskable($0.secrets + secrets) }
  }

  /// The longest first, so that no part of one remains.
  static func maskable(_ secrets: [String]) -> [String] {
    Set(secrets).filter { $0.count >= 3 }.sorted { ($0.count, $0) > ($1.count, $1) }
  }

  /// Adds a line, or several where the text has line breaks.
  public func write(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let masked = masked(String(line))
      follow?(masked)
      state.withLock { Self.keep(masked + "\n", &$0) }
    }
  }

  /// Writes what was held back, and closes the file.
  public func close() {
    state.withLock { state in
      if state.leftOut > 0 { state.file?.write("… \(state.leftOut) bytes left out …\n") }
      for line in state.tail { state.file?.write(line) }
      state.tail = []
      state.file = nil
    }
  }

  private func masked(_ line: String) -> String {
    state.withLock { $0.secrets }.reduce(line) { $0.replacing($1, with: Self.mask) }
  }

  private static func keep(_ line: String, _ state: inout State) {
    let size = line.utf8.count
    if state.tail.isEmpty, state.leftOut == 0, state.written + size <= limit / 2 {
      state.written += size
      state.file?.write(line)
      return
    }
    state.tail.append(line)
    state.tailBytes += size
    while state.tailBytes > limit / 2, state.tail.count > 1 {
      let dropped = state.tail.removeFirst().utf8.count
      state.tailBytes -= dropped
      state.leftOut += dropped
    }
  }
}
