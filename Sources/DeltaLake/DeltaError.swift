/// What went wrong with a Delta table, where, and what to do about it.
///
/// Every throwing function of this module throws this type and, where tasks are cancelled,
/// `CancellationError`. Messages name files, versions, columns and types, never row values.
public struct DeltaError: Error, Sendable, Hashable {
  /// The class of the failure, for programs.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    // Storage.
    /// There is no object at the path.
    case notFound
    /// An object that must not exist is there: a commit lost its race, or a table exists.
    case alreadyExists
    /// The storage refuses access.
    case permissionDenied
    /// The storage cannot be written at all.
    case readOnly
    /// The storage is full or over its quota.
    case noSpace
    /// Any other failure of the storage.
    case storage
    // Log.
    /// The folder holds no Delta table.
    case notATable
    /// The log is damaged: a version is missing, or a file in it cannot be understood.
    case corruptLog
    /// The version or time asked for is outside of what the log still holds.
    case versionNotFound
    /// The table needs a feature that this library does not have.
    case unsupportedFeature
    /// The log has a Parquet checkpoint and the table was opened without an ``Engine``.
    case engineRequired
    // Writing.
    /// What is to be written does not fit the table's schema.
    case schemaMismatch
    /// What is to be written contradicts a property of the table, as `delta.appendOnly`.
    case notAllowed
    /// The description of a table or a file is not valid in itself.
    case invalidArgument
    /// Another transaction changed the protocol.
    case protocolChanged
    /// Another transaction changed the schema, the partitioning or the properties.
    case metadataChanged
    /// Another transaction added files that this one should have read.
    case concurrentAppend
    /// Another transaction deleted files that this one has read.
    case concurrentDeleteRead
    /// Another transaction deleted files that this one deletes as well.
    case concurrentDeleteDelete
    /// Another transaction of the same application committed.
    case concurrentTransaction
    /// The transaction lost its race more often than its retries allow.
    case tooManyRetries
  }

  /// The class of the failure.
  public var kind: Kind
  /// What happened, in one sentence.
  public var message: String
  /// What to do about it, where something can be done.
  public var hint: String?
  /// The object concerned, relative to the table's root, or the root itself.
  public var path: String?
  /// The table version concerned.
  public var version: Int?

  /// Makes an error.
  public init(
    _ kind: Kind, _ message: String, hint: String? = nil, path: String? = nil, version: Int? = nil
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.path = path
    self.version = version
  }

  /// Whether another transaction is the cause, so that the work may be planned anew and tried
  /// again on the table's latest version.
  public var isConflict: Bool {
    switch kind {
    case .protocolChanged, .metadataChanged, .concurrentAppend, .concurrentDeleteRead,
      .concurrentDeleteDelete, .concurrentTransaction, .tooManyRetries:
      true
    default: false
    }
  }
}

extension DeltaError: CustomStringConvertible {
  /// The message, then the place, then the hint.
  public var description: String {
    var text = message
    if let path { text += " (\(path))" }
    if let hint { text += "; \(hint)" }
    return text
  }
}
