public import Columnar

/// A function of SQL, written in Swift, that makes one value of the values of a row.
///
/// DuckDB calls it on threads of its own, several at a time; so its body is `@Sendable`. What the
/// body throws fails the statement, as an error of kind `invalidInput` with the thrown error's
/// description as its message.
public struct ScalarFunction: Sendable {
  /// What happens where an argument is null.
  public enum NullHandling: Sendable, Hashable {
    /// The result is null, and the body's result for the row does not count.
    case propagated
    /// The body gets the null.
    case received
  }

  /// The name, not quoted. A function of that name with other parameters stays beside it.
  public let name: String
  /// The types of the parameters.
  public let parameters: [LogicalType]
  /// The type of any number of further arguments; `nil` if there are none.
  public let variadic: LogicalType?
  /// The type of the result.
  public let result: LogicalType
  /// What happens where an argument is null.
  public let nulls: NullHandling
  /// Whether equal arguments may give different results, so that DuckDB must call the function for
  /// each row.
  public let isVolatile: Bool
  let body: @Sendable (_ arguments: [Column], _ count: Int) throws -> Column

  /// Makes a function of whole columns, at most ``DataChunk/capacity`` rows at a time: the fast way.
  ///
  /// `makeColumn` makes the column of results, of the type `result` and with `count` rows, out of
  /// the columns of arguments. With ``NullHandling/propagated``, rows with a null argument hold
  /// arbitrary values there.
  public init(
    _ name: String, parameters: [LogicalType], variadic: LogicalType? = nil, result: LogicalType,
    nulls: NullHandling = .propagated, isVolatile: Bool = false,
    columns makeColumn: @escaping @Sendable (_ arguments: [Column], _ count: Int) throws -> Column
  ) {
    self.name = name
    self.parameters = parameters
    self.variadic = variadic
    self.result = result
    self.nulls = nulls
    self.isVolatile = isVolatile
    body = makeColumn
  }

  /// Makes a function of the values of a row.
  ///
  /// `makeValue` makes the result, which must fit the type `result`, of the arguments. With
  /// ``NullHandling/propagated`` it is not called for a row with a null argument.
  public init(
    _ name: String, parameters: [LogicalType], variadic: LogicalType? = nil, result: LogicalType,
    nulls: NullHandling = .propagated, isVolatile: Bool = false,
    values makeValue: @escaping @Sendable (_ arguments: [Value]) throws -> Value
  ) {
    self.init(
      name, parameters: parameters, variadic: variadic, result: result, nulls: nulls,
      isVolatile: isVolatile
    ) { arguments, count in
      let builder = ColumnBuilder(result)
      for row in 0..<count {
        let values = arguments.map { $0.value(at: row) }
        if nulls == .propagated, values.contains(where: \.isNull) {
          builder.appendNull()
        } else {
          try builder.append(try makeValue(values))
        }
      }
      return builder.finish()
    }
  }

  /// Makes a function of Swift types: their SQL types are the parameters' and the result's.
  ///
  /// A null for a parameter that is not optional makes the result null.
  public init<each Parameter: SQLRepresentable, Result: SQLRepresentable>(
    _ name: String, isVolatile: Bool = false,
    _ body: @escaping @Sendable (repeat each Parameter) throws -> Result
  ) {
    var parameters: [LogicalType] = []
    for type in repeat (each Parameter).self { parameters.append(type.logicalType) }
    self.init(
      name, parameters: parameters, result: Result.logicalType, nulls: .received,
      isVolatile: isVolatile
    ) { (arguments: [Value]) throws -> Value in
      var reader = ArgumentReader(arguments)
      do {
        return try body(repeat try reader.next((each Parameter).self)).sqlValue
      } catch is NullArgument {
        return .null
      }
    }
  }
}

/// A null was given for a parameter that takes none.
private struct NullArgument: Error {}

/// Hands out the arguments of a call one after another, as the types of the parameters.
private struct ArgumentReader {
  private var rest: ArraySlice<Value>

  init(_ arguments: [Value]) { rest = arguments[...] }

  mutating func next<T: SQLRepresentable>(_ type: T.Type) throws -> T {
    let value = rest.popFirst() ?? .null
    if let argument = T(sqlValue: value) { return argument }
    if value.isNull { throw NullArgument() }
    throw DuckDBError(.conversion, "an argument has no form as \(T.self)")
  }
}
