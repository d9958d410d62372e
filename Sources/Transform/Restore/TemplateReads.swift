import Synchronization

/// What templates ask of the world outside of the project while it is parsed.
final class TemplateReads: Sendable {
  private struct State {
    var variables: Set<String> = []
    var isTimed = false
  }

  private let state = Mutex(State())

  /// The environment variables read.
  var variables: [String] { state.withLock { $0.variables.sorted() } }

  /// Whether what was read may be kept in a file: not if a template other than a node's own code
  /// asked for the time, nor if one asked for a secret.
  var canBeKept: Bool {
    state.withLock { state in
      !state.isTimed && !state.variables.contains { $0.hasPrefix("DBT_ENV_SECRET") }
    }
  }

  func read(variable name: String) { state.withLock { _ = $0.variables.insert(name) } }

  func readTime() { state.withLock { $0.isTimed = true } }
}
