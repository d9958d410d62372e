public import Settings

/// Why a source could not be loaded. Nothing of the batch it concerns is visible.
public struct IngestError: Error, Sendable, Hashable {
  /// What sort of thing is wrong.
  public enum Kind: String, Sendable, Hashable {
    /// A file of `sources/` cannot mean anything.
    case configuration
    /// A file could not be read, or ends before it should.
    case unreadableFile
    /// A file's columns are not those the table takes.
    case schema
    /// A file changed after it was loaded.
    case changedFile
    /// The tables could not be read or written.
    case storage
    /// The work was interrupted.
    case cancelled
  }

  /// What sort of thing is wrong.
  public var kind: Kind
  /// What is wrong, naming the file concerned.
  public var message: String
  /// What to do, or the nearest name that exists.
  public var hint: String?
  /// Where, if the user's configuration is what is wrong.
  public var location: SourceLocation?
  /// The line of text at ``location``.
  public var sourceLine: String?
  /// What the layer below said.
  public var cause: String?

  /// Makes an error.
  public init(
    _ kind: Kind, _ message: String, hint: String? = nil, at location: SourceLocation? = nil,
    sourceLine: String? = nil, cause: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.location = location
    self.sourceLine = sourceLine
    self.cause = cause
  }

  init(_ error: ConfigurationError) {
    self.init(
      .configuration, error.message, hint: error.hint, at: error.location,
      sourceLine: error.sourceLine)
  }
}

extension IngestError: CustomStringConvertible {
  /// Place, message and hint on one line.
  public var description: String {
    (location.map { "\($0): " } ?? "") + message + (hint.map { " (\($0))" } ?? "")
  }
}
