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
      let (flag, isNegated, inline) = try Self.flag(word, after: names)
      found[flag.name] = try Self.value(
        of: flag, isNegated: isNegated, inline: inline, after: found[flag.name], from: &rest,
        word: word)
    }
    values = found
    (command, operands) = try Self.command(names)
    readEnvironment(environment)
  }

  static func command(
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
    _ word: String, after names: [String]
  ) throws(TransformError) -> (flag: Flag, isNegated: Bool, inline: String?) {
    guard word.hasPrefix("--") else {
      let letter = String(word.dropFirst().prefix(1))
      // Before there is a project nothing can be selected, and dbt gives the letter to another.
      let isSkip = letter == "s" && names.first == Invocation.Command.initialize.rawValue
      guard let flag = isSkip ? Flag.bySpelling[skipProfile] : Flag.byLetter[letter] else {
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
