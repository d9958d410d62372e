import Airflow
public import Settings
import Ingest
import Orchestration
import QueryEngine
import SQLAnalysis
import Samples
import Store
import Transform
import Web

extension Diagnostic {
  /// A configuration file that cannot mean anything.
  public init(_ error: ConfigurationError) {
    self.init(
      .configuration, error.message,
      at: error.location.map { Location(file: $0.file, line: $0.line, column: $0.column) },
      sourceLine: error.sourceLine, hint: error.hint)
  }

  /// Any error as a diagnostic. What no module of this program threw is told as it describes
  /// itself.
  public init(_ error: any Error) {
    switch error {
    case let error as Diagnostic: self = error
    case let error as ConfigurationError: self.init(error)
    case let error as QueryError: self.init(query: error)
    case let error as IngestError: self.init(ingest: error)
    case let error as TransformError: self.init(transform: error)
    case let error as SampleError:
      self.init(
        error.kind == .file ? .failure : .configuration, error.message, hint: error.hint)
    case let error as AirflowError: self.init(airflow: error)
    case let error as WebError: self.init(.configuration, error.message, hint: error.hint)
    case let error as StoreError:
      self.init(
        error.kind == .cannotOpen ? .configuration : .failure, error.message, hint: error.hint)
    case is LostLease:
      self.init(.configuration, "another process has taken over the pipelines of this project")
    case let error as GraphError: self.init(.configuration, error.description)
    case is CancellationError: self.init(.interrupted, "interrupted")
    default: self.init(.failure, "\(error)")
    }
  }

  /// An error of the statement that begins at `offset` of a script, placed in the script.
  public init(_ error: any Error, statementAt offset: Int, of script: Script) {
    guard let error = error as? QueryError, let location = error.location else {
      self.init(error)
      return
    }
    self.init(
      error.kind == .interrupted ? .interrupted : .failure, error.message, in: script.text,
      file: script.file, offset: offset + location.offset, hint: error.hint)
  }

  private init(query error: QueryError) {
    self.init(
      error.kind == .interrupted ? .interrupted : .failure, error.message,
      at: error.location.map {
        Location(file: $0.file, line: $0.position.line, column: $0.position.column)
      },
      hint: error.hint)
  }

  private init(airflow error: AirflowError) {
    let kind: Kind =
      switch error.kind {
      case .environment, .missing, .unsupported: .configuration
      case .process, .wire: .failure
      }
    self.init(kind, error.message, hint: error.hint, cause: error.cause)
  }

  private init(ingest error: IngestError) {
    let kind: Kind =
      switch error.kind {
      case .configuration: .configuration
      case .cancelled: .interrupted
      default: .failure
      }
    self.init(
      kind, error.message,
      at: error.location.map { Location(file: $0.file, line: $0.line, column: $0.column) },
      sourceLine: error.sourceLine, hint: error.hint, cause: error.cause)
  }

  private init(transform error: TransformError) {
    let kind: Kind =
      switch error.kind {
      case .configuration, .yaml, .template, .unresolved, .duplicate, .cycle, .missingValue,
        .usage, .raised:
        .configuration
      case .cancelled: .interrupted
      default: .failure
      }
    self.init(
      kind, error.message,
      at: error.location.map { Location(file: $0.file, line: $0.line, column: $0.column) },
      sourceLine: error.sourceLine, hint: error.hint, cause: error.cause)
  }
}
