import Catalog
import DeltaLake
import DuckDB
import S3
import SQLAnalysis
import Store

extension QueryError {
  /// An error of a part of the engine, as the engine's own.
  init(_ error: any Error) {
    switch error {
    case let error as QueryError: self = error
    case let error as DeltaError: self.init(delta: error)
    case let error as S3Error:
      let kind: Kind =
        switch error.kind {
        case .accessDenied: .readOnly
        case .configuration, .credentials: .invalidArgument
        default: .storage
        }
      let message = [error.message, error.cause].compactMap(\.self).joined(separator: ": ")
      self.init(kind, message, hint: error.hint, cause: error)
    case let error as CatalogError: self.init(catalog: error)
    case let error as StoreError:
      let kind: Kind =
        switch error.kind {
        case .cannotWrite: .diskFull
        default: .storage
        }
      self.init(kind, error.message, hint: error.hint, cause: error)
    case let error as DuckDBError: self.init(duckDB: error)
    case let error as LexicalError: self.init(.syntax, error.message, cause: error)
    case let error as StatementError:
      self.init(.syntax, error.message, hint: error.hint, cause: error)
    case is CancellationError: self.init(.interrupted, "the statement was cancelled", cause: error)
    default: self.init(.internal, "\(error)", cause: error)
    }
  }

  private init(catalog error: CatalogError) {
    let kind: Kind =
      switch error.kind {
      case .schemaNotFound: .schemaNotFound
      case .objectNotFound: .tableNotFound
      case .schemaExists, .objectExists: .alreadyExists
      case .schemaNotEmpty: .notEmpty
      case .invalidName: .invalidArgument
      }
    self.init(kind, error.message, hint: error.hint, cause: error)
  }

  private init(delta error: DeltaError) {
    let kind: Kind
    var hint = error.hint
    switch error.kind {
    case _ where error.isConflict:
      kind = .conflict
      // The library's hints are for who plans transactions. An application that was itself faster
      // has to look first.
      if error.kind != .concurrentTransaction {
        hint = "nothing was written; run the statement again"
      }
    case .notFound, .storage: kind = .storage
    case .permissionDenied, .readOnly:
      kind = .readOnly
      hint = hint ?? "check who may write to the folder, and that its disk is mounted for writing"
    case .noSpace:
      kind = .diskFull
      hint = hint ?? "nothing was written; free some space and run the statement again"
    case .notATable: kind = .tableNotFound
    case .alreadyExists: kind = .alreadyExists
    case .corruptLog:
      kind = .corruptTable
      hint = hint ?? "restore the missing files of _delta_log, or make the table anew"
    case .versionNotFound: kind = .versionNotFound
    case .unsupportedFeature, .engineRequired: kind = .unsupportedTable
    case .schemaMismatch, .notAllowed: kind = .constraint
    case .invalidArgument: kind = .invalidArgument
    default: kind = .storage
    }
    let place = error.path.map { " (\($0))" } ?? ""
    self.init(kind, error.message + place, hint: hint, cause: error)
  }
}

extension QueryError {
  fileprivate init(duckDB error: DuckDBError) {
    let kind: Kind =
      switch error.kind {
      case .parser: .syntax
      case .binder, .catalog, .dependency: .binding
      case .io where error.message.contains("No space left"): .diskFull
      case .io where error.message.contains("Read-only file system"): .readOnly
      case .io, .http: .storage
      case .outOfMemory: .outOfMemory
      case .interrupt: .interrupted
      case .conversion, .outOfRange: .conversion
      case .constraint: .constraint
      case .permission: .readOnly
      case .invalidInput, .transaction, .other: .execution
      case .notImplemented, .missingExtension: .unsupported
      case .configuration: .invalidArgument
      case .fatal: .internal
      }
    var hint = error.hint
    switch kind {
    case .diskFull: hint = "nothing was written; free some space and run the statement again"
    case .readOnly where hint == nil:
      hint = "check who may write to the folder, and that its disk is mounted for writing"
    case .outOfMemory where hint == nil:
      hint = "raise the memory limit, or set a temporary directory to spill to"
    default: break
    }
    self.init(kind, error.message, hint: hint, cause: error)
  }
}
