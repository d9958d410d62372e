import DuckDB
import SQLAnalysis

/// An error with its place in the statement, before the statement's place in its script is
/// known.
struct StatementFailure: Error {
  var error: QueryError
  /// The place in UTF-8 bytes from the beginning of the statement.
  var position: Int?

  init(_ error: QueryError, at position: Int?) {
    self.error = error
    self.position = position
  }
}

extension QueryError {
  /// An error of a statement that begins at `offset` of `script`, with its place there.
  init(_ error: any Error, offset: Int, in script: String) {
    let position: Int?
    switch error {
    case let failure as StatementFailure:
      self = failure.error
      position = failure.position
    case let error as StatementError:
      self.init(error)
      position = error.position
    default:
      self.init(error)
      position = nil
    }
    guard location == nil, let position else { return }
    let place = offset + position
    location = Location(position: TextPosition(of: place, in: script), offset: place)
  }
}
