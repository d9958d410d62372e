import Spelling
import OrderedCollections

/// A command line of dbt's grammar, taken apart: a command, its flags, and what stands free.
///
/// Flags may stand before or after the command, as `--name value`, `--name=value` or by their
/// letter; a flag that takes several values takes all words up to the next flag. What the command
/// line leaves out, the environment variables `DBT_ENGINE_NAME` and `DBT_NAME` may say.
public struct CommandLine: Sendable {
  /// What was said of a flag.
  enum Value: Sendable, Hashable {
    case on, off
    case texts([String])
  }

  /// The command, in dbt's words: `build`, `source freshness`.
  public var command: Invocation.Command
  /// What stands free after the command, such as the macro of `run-operation`.
  public var operands: [String] = []
  private(set) var values: [String: Value] = [:]

  /// Reads a command line.
  ///
  /// - Parameters:
  ///   - words: the words after the program's name.
  ///   - environment: the process's environment.
  /// - Throws: ``TransformError`` of kind `usage` naming the word that means nothing.
  public init(_ words: [String], environment: [String: String]) throws(TransformError) {
    var names: [String] = []
    var rest = words[...]
    var found: [String: Value] = [:]
    while let word = rest.popFirst() {
      if word == "--" {
        names += rest
        break
      }
      guard word.hasPrefix("-"), word.count > 1 else {
        names.append(word)
        continue
      }
      let (flag, isNegated, inline) = try Self.flag(word)
      found[flag.name] = try Self.value(
        of: flag, isNegated: isNegated, inline: inline, after: found[flag.name], from: &rest,
        word: word)
    }
    values = found
    (command, operands) = try Self.command(names)
    readEnvironment(environment)
  }

  private static func command(
    _ names: [String]
  ) throws(TransformError) -> (Invocation.Command, [String]) {
    guard let first = names.first else {
      throw TransformError(.usage, "no command was given", hint: commandHint)
    }
    if names.count > 1, let command = Invocation.Command(rawValue: first + " " + names[1]) {
      return (command, Array(names.dropFirst(2)))
    }
    let other = ["list": "ls", "source snapshot-freshness": "source freshness"]
    if let command = Invocation.Command(rawValue: other[first] ?? first) {
      return (command, Array(names.dropFirst()))
    }
    let known = Invocation.Command.allCases.map(\.rawValue)
    throw TransformError(
      .usage, "no such command '\(first)'",
      hint: NearestName.of(first, among: known).map { "did you mean \"\($0)\"?" } ?? commandHint)
  }

  private static var commandHint: String {
    "the commands are: " + Invocation.Command.allCases.map(\.rawValue).joined(separator: ", ")
  }

  private static func flag(
    _ word: String
  ) throws(TransformError) -> (flag: Flag, isNegated: Bool, inline: String?) {
    guard word.hasPrefix("--") else {
      let letter = String(word.dropFirst().prefix(1))
      guard let flag = Flag.byLetter[letter] else {
        throw TransformError(.usage, "no such option: -\(letter)")
      }
      let attached = String(word.dropFirst(2))
      return (flag, false, attached.isEmpty ? nil : attached)
    }
    let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1).map(String.init)
    let name = (parts.first ?? "").replacing("_", with: "-")
    let inline = word.contains("=") ? (parts.count > 1 ? parts[1] : "") : nil
    if let flag = Flag.bySpelling[name] { return (flag, false, inline) }
    if name.hasPrefix("no-"), let flag = Flag.bySpelling[String(name.dropFirst(3))],
      flag.kind == .toggle
    {
      return (flag, true, inline)
    }
    throw TransformError(
      .usage, "no such option: --\(name)",
      hint: NearestName.of(name, among: Flag.bySpelling.keys.sorted())
        .map { "did you mean --\($0)?" })
  }

  private static func value(
    of flag: Flag, isNegated: Bool, inline: String?, after earlier: Value?,
    from rest: inout ArraySlice<String>, word: String
  ) throws(TransformError) -> Value {
    switch flag.kind {
    case .toggle:
      guard inline == nil else {
        throw TransformError(.usage, "option '\(word)' does not take a value")
      }
      return isNegated ? .off : .on
    case .single:
      guard let text = inline ?? rest.popFirst() else {
        throw TransformError(.usage, "option '\(word)' requires an argument")
      }
      return .texts([text])
    case .several:
      var texts: [String] = []
      if case .texts(let before)? = earlier { texts = before }
      if let inline { return .texts(texts + [inline]) }
      let count = texts.count
      while let next = rest.first, !next.hasPrefix("-") || next == "-" {
        texts.append(next)
        rest.removeFirst()
      }
      guard texts.count > count else {
        throw TransformError(.usage, "option '\(word)' requires an argument")
      }
      return .texts(texts)
    }
  }

  private mutating func readEnvironment(_ environment: [String: String]) {
    for flag in Flag.all where values[flag.name] == nil && flag.hasVariable {
      let name = flag.name.uppercased().replacing("-", with: "_")
      guard let text = environment["DBT_ENGINE_" + name] ?? environment["DBT_" + name],
        !text.isEmpty
      else { continue }
      switch flag.kind {
      case .toggle: values[flag.name] = DataValue.string(text).boolean.map { $0 ? .on : .off }
      case .single: values[flag.name] = .texts([text])
      case .several:
        values[flag.name] = .texts(text.split(separator: " ").map(String.init))
      }
    }
  }

  /// Whether the flag is on, off, or nothing is said of it.
  public func toggle(_ name: String) -> Bool? {
    switch values[name] {
    case .on?: true
    case .off?: false
    default: nil
    }
  }

  /// The flag's text.
  public func text(_ name: String) -> String? {
    guard case .texts(let texts)? = values[name] else { return nil }
    return texts.last
  }

  /// All texts of a flag that takes several.
  func texts(_ name: String) -> [String] {
    guard case .texts(let texts)? = values[name] else { return [] }
    return texts
  }
}

extension CommandLine {
  /// A flag of the command line.
  struct Flag: Sendable {
    /// What a flag takes.
    enum Kind: Sendable { case toggle, single, several }

    var name: String
    var kind: Kind
    var letters: [String] = []
    var others: [String] = []
    var hasVariable = true

    static let all: [Flag] = toggles + singles + multiples

    private static let toggles: [Flag] = [
      Flag(name: "full-refresh", kind: .toggle, letters: ["f"]),
      Flag(name: "fail-fast", kind: .toggle, letters: ["x"]),
      Flag(name: "debug", kind: .toggle, letters: ["d"]),
      Flag(name: "quiet", kind: .toggle, letters: ["q"]),
      Flag(name: "defer", kind: .toggle), Flag(name: "favor-state", kind: .toggle),
      Flag(name: "empty", kind: .toggle), Flag(name: "store-failures", kind: .toggle),
      Flag(name: "warn-error", kind: .toggle), Flag(name: "introspect", kind: .toggle),
      Flag(name: "write-json", kind: .toggle), Flag(name: "print", kind: .toggle),
      Flag(name: "use-colors", kind: .toggle), Flag(name: "version-check", kind: .toggle),
      Flag(name: "clean-project-files-only", kind: .toggle),
      Flag(name: "compile", kind: .toggle, hasVariable: false),
      Flag(name: "check", kind: .toggle, hasVariable: false),
      Flag(name: "empty-catalog", kind: .toggle, hasVariable: false),
      Flag(name: "static", kind: .toggle, hasVariable: false),
      Flag(name: "lock", kind: .toggle, hasVariable: false),
      Flag(name: "upgrade", kind: .toggle, hasVariable: false),
      Flag(name: "connection", kind: .toggle, hasVariable: false),
      Flag(name: "config-dir", kind: .toggle, hasVariable: false),
      Flag(name: "inject-ephemeral-ctes", kind: .toggle, hasVariable: false),
      Flag(name: "skip-profile-setup", kind: .toggle, hasVariable: false),
      Flag(name: "show", kind: .toggle, hasVariable: false),
      Flag(name: "browser", kind: .toggle, hasVariable: false),
      Flag(name: "version", kind: .toggle, letters: ["v", "V"], hasVariable: false),
      Flag(name: "partial-parse", kind: .toggle), Flag(name: "static-parser", kind: .toggle),
      Flag(name: "populate-cache", kind: .toggle), Flag(name: "cache-selected-only", kind: .toggle),
      Flag(name: "send-anonymous-usage-stats", kind: .toggle),
      Flag(name: "single-threaded", kind: .toggle), Flag(name: "use-colors-file", kind: .toggle),
      Flag(name: "log-cache-events", kind: .toggle), Flag(name: "macro-debugging", kind: .toggle),
      Flag(name: "use-experimental-parser", kind: .toggle),
      Flag(name: "use-fast-test-edges", kind: .toggle),
      Flag(name: "show-all-deprecations", kind: .toggle),
      Flag(name: "show-resource-report", kind: .toggle),
      Flag(name: "export-saved-queries", kind: .toggle), Flag(name: "hints-enabled", kind: .toggle),
    ]

    private static let singles: [Flag] = [
      Flag(name: "vars", kind: .single, hasVariable: false),
      Flag(name: "args", kind: .single, hasVariable: false),
      Flag(name: "sql", kind: .single, hasVariable: false),
      Flag(name: "target", kind: .single, letters: ["t"]),
      Flag(name: "profile", kind: .single),
      Flag(name: "threads", kind: .single, hasVariable: false),
      Flag(name: "project-dir", kind: .single, others: ["project"]),
      Flag(name: "profiles-dir", kind: .single), Flag(name: "target-path", kind: .single),
      Flag(name: "state", kind: .single), Flag(name: "defer-state", kind: .single),
      Flag(name: "selector", kind: .single, hasVariable: false),
      Flag(name: "indirect-selection", kind: .single),
      Flag(name: "warn-error-options", kind: .single),
      Flag(name: "event-time-start", kind: .single), Flag(name: "event-time-end", kind: .single),
      Flag(name: "sample", kind: .single),
      Flag(name: "output", kind: .single, letters: ["o"], hasVariable: false),
      Flag(name: "limit", kind: .single, hasVariable: false),
      Flag(name: "inline", kind: .single, hasVariable: false),
      Flag(name: "inline-direct", kind: .single, hasVariable: false),
      Flag(name: "add-package", kind: .single, hasVariable: false),
      Flag(name: "source", kind: .single, hasVariable: false),
      Flag(name: "host", kind: .single), Flag(name: "port", kind: .single, hasVariable: false),
      Flag(name: "log-level", kind: .single), Flag(name: "log-format", kind: .single),
      Flag(name: "log-path", kind: .single), Flag(name: "log-level-file", kind: .single),
      Flag(name: "log-format-file", kind: .single), Flag(name: "log-file-max-bytes", kind: .single),
      Flag(name: "printer-width", kind: .single), Flag(name: "sqlparse", kind: .single),
      Flag(name: "record-timing-info", kind: .single, letters: ["r"], hasVariable: false),
      Flag(name: "partial-parse-file-path", kind: .single),
      Flag(name: "maximum-seed-size-mib", kind: .single),
    ]

    private static let multiples: [Flag] = [
      Flag(
        name: "select", kind: .several, letters: ["s", "m"], others: ["models", "model"],
        hasVariable: false),
      Flag(name: "exclude", kind: .several, hasVariable: false),
      Flag(name: "resource-types", kind: .several, others: ["resource-type"]),
      Flag(name: "exclude-resource-types", kind: .several, others: ["exclude-resource-type"]),
      Flag(name: "output-keys", kind: .several, hasVariable: false),
    ]

    static let byLetter: [String: Flag] = index { $0.letters }
    static let bySpelling: [String: Flag] = index { [$0.name] + $0.others }

    private static func index(_ keys: (Flag) -> [String]) -> [String: Flag] {
      var result: [String: Flag] = [:]
      for flag in all { for key in keys(flag) { result[key] = flag } }
      return result
    }
  }
}
