import Foundation
import Synchronization

/// Ends the commands of this process when this one is gone, also where it was killed and could do
/// nothing about them: the next scheduler tries their tasks again, and no two tries are to run at
/// once.
///
/// A shell waits at the other end of a pipe, which the system closes with this process, and ends
/// what it was told of.
final class ProcessLeash: Sendable {
  /// The leash of all commands.
  static let shared = ProcessLeash()

  private let pipe = Mutex<Int32?>(nil)

  private static let script = """
    groups=' '
    while read -r sign group; do
      case $sign in
        +) groups="$groups$group " ;;
        -) groups="${groups%% "$group "*} ${groups#* "$group "}" ;;
      esac
    done
    for group in $groups; do kill -KILL "-$group"; done
    """

  /// Ends this process group with this process.
  func hold(_ group: pid_t) { tell("+ \(group)\n") }

  /// Lets go of a process group that is over.
  func release(_ group: pid_t) { tell("- \(group)\n") }

  /// Ends what is held, as the end of the process does.
  func end() {
    pipe.withLock { pipe in
      if let open = pipe.take() { close(open) }
    }
  }

  private func tell(_ line: String) {
    pipe.withLock { pipe in
      pipe = pipe ?? Self.start()
      guard let pipe else { return }
      // A line is shorter than what a pipe takes as one. Without a reader it is lost, and the
      // commands are as they would be without a leash.
      _ = line.withCString { write(pipe, $0, strlen($0)) }
    }
  }

  /// Starts the shell; `nil` if it cannot be started.
  private static func start() -> Int32? {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let shell = ProcessLaunch(
      "/bin/sh", arguments: ["sh", "-c", script], environment: ["PATH": "/usr/bin:/bin"],
      descriptors: [(ends[0], 0)])
    guard (try? shell.start()) != nil else {
      close(ends[1])
      return nil
    }
    return ends[1]
  }
}
