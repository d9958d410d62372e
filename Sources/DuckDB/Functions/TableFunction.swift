public import Columnar

/// A function of SQL, written in Swift, that makes a table: `FROM name(argument, option := value)`.
///
/// DuckDB calls it on threads of its own; so what it is given is `@Sendable`. What is thrown fails
/// the statement, with the thrown error's description in the message.
public struct TableFunction: Sendable {
  /// What a call is given.
  public struct Arguments: Sendable, Hashable {
    /// The values of the parameters, in order.
    public let positional: [Value]
    /// The values of the named parameters that the call names.
    public let named: [String: Value]
  }

  /// The name, not quoted.
  public let name: String
  /// The types of the parameters.
  public let parameters: [LogicalType]
  /// The types of the parameters that a call may name or leave out.
  public let named: [String: LogicalType]
  let bind: @Sendable (Arguments) throws -> TableScan

  /// Makes a function.
  ///
  /// - Parameters:
  ///   - name: its name, not quoted.
  ///   - parameters: the types of its parameters.
  ///   - named: the types of parameters that a call may name or leave out.
  ///   - bind: says what columns a call makes, and how to read them. Called whenever a statement
  ///     with the call is planned, which does not always read it.
  public init(
    _ name: String, parameters: [LogicalType] = [], named: [String: LogicalType] = [:],
    bind: @escaping @Sendable (Arguments) throws -> TableScan
  ) {
    self.name = name
    self.parameters = parameters
    self.named = named
    self.bind = bind
  }
}
