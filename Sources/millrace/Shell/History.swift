import Foundation

/// The statements typed before, kept in a file between sessions: one JSON string a line, so that
/// a statement of many lines stays one entry.
struct History: Sendable {
  /// The statements, oldest first, no statement twice in a row.
  private(set) var entries: [String] = []
  private let file: URL?

  /// The most statements kept.
  static let limit = 2000

  /// Reads the history of this user: `sql_history` in the folder `millrace` of `XDG_STATE_HOME`,
  /// which is `~/.local/state` unless set. A history that cannot be read is an empty one.
  init(environment: [String: String]) {
    let state =
      environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment["HOME"].map { $0 + "/.local/state" }
    file = state.map { URL(filePath: $0).appending(path: "millrace/sql_history") }
    guard let file, let text = try? String(contentsOf: file, encoding: .utf8) else { return }
    let decoder = JSONDecoder()
    for line in text.split(separator: "\n").suffix(Self.limit) {
      guard let entry = try? decoder.decode(String.self, from: Data(line.utf8)) else { continue }
      entries.append(entry)
    }
  }

  /// Appends a statement and writes it down. That it could not be written down is not worth
  /// interrupting a session for.
  mutating func append(_ statement: String) {
    let trimmed = statement.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !trimmed.isEmpty, trimmed != entries.last else { return }
    entries.append(trimmed)
    if entries.count > Self.limit { entries.removeFirst(entries.count - Self.limit) }
    guard let file, let line = try? JSONEncoder().encode(trimmed) else { return }
    try? FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    // Appending keeps what another session has written since this one began.
    let descriptor = open(file.path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let bytes = Array(line) + [UInt8(ascii: "\n")]
    _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }
}
