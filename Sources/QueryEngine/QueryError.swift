public import SQLAnalysis

/// Why a statement was not carried out.
public struct QueryError: Error, Sendable {
  /// The class of a ``QueryError``, for programs.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The statement cannot be read.
    case syntax
    /// A name in the statement, other than a table's or schema's, means nothing, or types do not
    /// fit.
    case binding
    case tableNotFound, schemaNotFound
    /// What is to be created exists.
    case alreadyExists
    /// A schema still holds tables or views.
    case notEmpty
    /// The statement is not one this engine carries out.
    case unsupported
    /// A value cannot become the type it has to.
    case conversion
    /// A value breaks a rule of the table, such as `NOT NULL`.
    case constraint
    /// Another writer changed the table at the same time; nothing was written.
    case conflict
    /// The lake, or the session, may not be written.
    case readOnly
    case diskFull
    case outOfMemory
    /// A file or a store cannot be read or written.
    case storage
    /// The log of a Delta table is damaged or has a hole.
    case corruptTable
    /// The table needs a feature of the Delta protocol that is not here.
    case unsupportedTable
    /// The version or time asked for is not there.
    case versionNotFound
    /// The statement was interrupted.
    case interrupted
    /// An argument of a call is not valid.
    case invalidArgument
    /// A value of the data caused an error in an expression, such as a division or `error()`.
    case execution
    /// A fault of the program itself.
    case `internal`
  }

  /// Where in the text given to `execute` the cause stands.
  public struct Location: Sendable, Hashable, CustomStringConvertible {
    /// The file the text came from, where the caller set it.
    public var file: String?
    /// The line and column, from 1.
    public var position: TextPosition
    /// The place in UTF-8 bytes from the beginning of the text.
    public var offset: Int

    /// Makes a location.
    public init(file: String? = nil, position: TextPosition, offset: Int) {
      self.file = file
      self.position = position
      self.offset = offset
    }

    /// `file:line:column`, or `line:column` without a file.
    public var description: String { (file.map { $0 + ":" } ?? "") + position.description }
  }

  /// The class of the error.
  public var kind: Kind
  /// What happened.
  public var message: String
  /// What to do about it, where that is known.
  public var hint: String?
  /// Where the cause stands, where that is known.
  public var location: Location?
  /// The error of the part that failed, where there is one.
  public var cause: (any Error)?

  /// Makes an error.
  public init(
    _ kind: Kind, _ message: String, hint: String? = nil, location: Location? = nil,
    cause: (any Error)? = nil
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.location = location
    self.cause = cause
  }
}

extension QueryError: CustomStringConvertible {
  /// The place, the message, and the hint on a line of its own.
  public var description: String {
    let place = location.map { "\($0): " } ?? ""
    return place + message + (hint.map { "\nhint: \($0)" } ?? "")
  }
}
