import FoundationEssentials

/// An error of any module in one shape: what went wrong, where in the user's files, and what to
/// do about it. Whoever talks to the user renders it; nothing below this module needs to.
public struct Diagnostic: Error, Sendable, Hashable {
  /// Who has to act.
  public enum Kind: String, Sendable, Hashable {
    /// The command line or a file of the project cannot mean anything; nothing was started.
    case configuration
    /// Something that was started did not succeed.
    case failure
    /// The user asked to stop.
    case interrupted
  }

  /// A place in a file or a text, lines and columns from one.
  public struct Location: Sendable, Hashable, CustomStringConvertible {
    /// The file as the user would name it, `nil` for text typed or passed as an argument.
    public var file: String?
    /// The line.
    public var line: Int
    /// The column, counted in characters.
    public var column: Int

    /// Makes a location.
    public init(file: String?, line: Int, column: Int) {
      self.file = file
      self.line = line
      self.column = column
    }

    /// `file:line:column`, or `line:column` where there is no file.
    public var description: String {
      (file.map { $0 + ":" } ?? "") + "\(line):\(column)"
    }
  }

  /// Who has to act.
  public var kind: Kind
  /// What is wrong, in one sentence or a few lines.
  public var message: String
  /// Where.
  public var location: Location?
  /// The line of text at ``location``.
  public var sourceLine: String?
  /// What to do, or the nearest name that exists.
  public var hint: String?
  /// What the layer below said.
  public var cause: String?

  /// Makes a diagnostic.
  public init(
    _ kind: Kind, _ message: String, at location: Location? = nil, sourceLine: String? = nil,
    hint: String? = nil, cause: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.location = location
    self.sourceLine = sourceLine
    self.hint = hint
    self.cause = cause
  }

  /// The exit code a command ends with: 2 for usage and configuration, 130 for an interruption
  /// (128 and the number of SIGINT, as shells count), 1 for the rest.
  public var exitCode: Int32 {
    switch kind {
    case .configuration: 2
    case .failure: 1
    case .interrupted: 130
    }
  }
}

extension Diagnostic {
  /// A diagnostic placed at a UTF-8 byte of a text, with the line it stands on.
  public init(
    _ kind: Kind, _ message: String, in text: String, file: String? = nil, offset: Int,
    hint: String? = nil, cause: String? = nil
  ) {
    let bytes = Array(text.utf8)
    let end = min(max(offset, 0), bytes.count)
    let start = bytes[..<end].lastIndex(of: 10).map { $0 + 1 } ?? 0
    let stop = bytes[end...].firstIndex(of: 10) ?? bytes.count
    let line = 1 + bytes[..<start].count { $0 == 10 }
    let column = 1 + String(decoding: bytes[start..<end], as: UTF8.self).count
    self.init(
      kind, message, at: Location(file: file, line: line, column: column),
      sourceLine: String(decoding: bytes[start..<stop], as: UTF8.self), hint: hint, cause: cause)
  }
}

extension Diagnostic {
  /// The diagnostic with the line it speaks of, read from the file where it is not known yet.
  /// Relative paths begin at `root`.
  func quoting(from root: URL) -> Diagnostic {
    guard sourceLine == nil, let location, let file = location.file else { return self }
    let place = file.hasPrefix("/") ? URL(filePath: file) : root.appending(path: file)
    guard let data = try? Data(contentsOf: place) else { return self }
    let lines = data.split(separator: 10, omittingEmptySubsequences: false)
    guard lines.indices.contains(location.line - 1) else { return self }
    var copy = self
    copy.sourceLine = String(decoding: lines[location.line - 1], as: UTF8.self)
    return copy
  }
}
