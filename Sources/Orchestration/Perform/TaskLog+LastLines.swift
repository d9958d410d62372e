import Foundation

extension TaskLog {
  /// The most bytes that are read for the last lines of a log.
  private static let mostBytes = 64 << 10

  /// Where it is kept what a callable wrote that was called because a run missed a deadline.
  ///
  /// - Parameters:
  ///   - folder: the folder of all logs.
  ///   - deadline: the deadline.
  ///   - run: the run.
  /// - Returns: the path, which never leads out of `folder`.
  public static func path(in folder: String, of deadline: RunDeadline, _ run: RunID) -> String {
    // A task's name has no blanks, so that none is called so.
    path(
      in: folder, of: TaskInstanceID(run: run, task: "missed deadline"),
      attempt: deadline.position + 1)
  }

  /// The last lines of a log that say something, for whoever cannot see all of it.
  ///
  /// The marks between which viewers of Airflow's logs fold lines are left out.
  ///
  /// - Parameters:
  ///   - count: how many at most.
  ///   - path: the file; without it there are no lines.
  ///   - secrets: texts that must not show, beside those that were masked when it was written.
  /// - Returns: the lines in order.
  public static func lastLines(
    _ count: Int, of path: String, masking secrets: [String] = []
  ) -> [String] {
    guard count > 0, let file = FileHandle(forReadingAtPath: path) else { return [] }
    defer { try? file.close() }
    let size = (try? file.seekToEnd()) ?? 0
    let start = size - min(size, UInt64(mostBytes))
    guard (try? file.seek(toOffset: start)) != nil, let data = try? file.readToEnd() else {
      return []
    }
    var lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
    // The first line read may have lost its beginning.
    if start > 0, lines.count > 1 { lines.removeFirst() }
    lines.removeAll { $0.contains(" - ::group::") || $0.hasSuffix(" - ::endgroup::") }
    return lines.suffix(count).map { line in
      maskable(secrets).reduce(String(line)) { $0.replacing($1, with: mask) }
    }
  }
}
