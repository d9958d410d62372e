import Settings
import Spelling

/// A line of the SQL shell that begins with a backslash, in the letters psql uses.
public enum ShellCommand: Sendable, Hashable {
  /// `\d`, `\dt`, `\dv`: tables and views, tables, views.
  case relations(ofKind: String?)
  /// `\d NAME`: the columns of a table or view.
  case describe(String)
  /// `\l`, `\dn`: schemas.
  case schemas
  /// `\timing [on|off]`
  case timing(Bool?)
  /// `\x [on|off]`
  case expanded(Bool?)
  /// `\o FORMAT`
  case output(String)
  /// `\i FILE`
  case include(String)
  /// `\?`
  case help
  /// `\q`
  case quit

  private static let names = [
    "?", "d", "dn", "dt", "dv", "h", "i", "l", "o", "q", "timing", "x",
  ]

  /// Reads a line, without its backslash.
  ///
  /// - Throws: a ``Diagnostic`` that names what there is.
  public init(_ line: String) throws(Diagnostic) {
    let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    let name = words.first.map(String.init) ?? ""
    var argument = words.count > 1 ? String(words[1]) : nil
    while let last = argument?.last, last.isWhitespace || last == ";" { argument?.removeLast() }
    if argument?.isEmpty == true { argument = nil }
    switch name.trimmingSuffix(while: { $0 == ";" || $0.isWhitespace }) {
    case "d": self = argument.map(Self.describe) ?? .relations(ofKind: nil)
    case "dt": self = .relations(ofKind: "table")
    case "dv": self = .relations(ofKind: "view")
    case "l", "dn": self = .schemas
    case "timing": self = .timing(try Self.onOff(argument))
    case "x": self = .expanded(try Self.onOff(argument))
    case "o": self = .output(try Self.required(argument, "\\o needs a format"))
    case "i": self = .include(try Self.required(argument, "\\i needs a file"))
    case "?", "h": self = .help
    case "q": self = .quit
    case let unknown:
      throw Diagnostic(
        .failure, "there is no command \\\(unknown)",
        hint: NearestName.of(String(unknown), among: Self.names).map { "did you mean \\\($0)?" }
          ?? "\\? lists the commands")
    }
  }

  private static func required(
    _ argument: String?, _ message: String
  ) throws(Diagnostic) -> String {
    guard let argument else { throw Diagnostic(.failure, message) }
    return argument
  }

  private static func onOff(_ argument: String?) throws(Diagnostic) -> Bool? {
    switch argument {
    case nil: nil
    case "on": true
    case "off": false
    default: throw Diagnostic(.failure, "only on or off may follow")
    }
  }

  /// What `\?` shows.
  public static let summary: [(usage: String, meaning: String)] = [
    ("\\d", "tables and views"), ("\\d NAME", "columns of a table or view"),
    ("\\dt", "tables"), ("\\dv", "views"), ("\\l", "schemas"),
    ("\\o FORMAT", "render rows as table, csv or json"),
    ("\\x [on|off]", "one line for each value"),
    ("\\timing [on|off]", "tell how long statements take"),
    ("\\i FILE", "run the statements of a file"), ("\\?", "this list"), ("\\q", "end"),
  ]
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> SubSequence {
    var rest = self[...]
    while let last = rest.last, predicate(last) { rest = rest.dropLast() }
    return rest
  }
}
