/// The name of a task within one graph, such as `model.shop.orders` or `ingest.bronze.orders`.
public struct TaskID: Sendable, Hashable {
  /// The name as its front end gave it.
  public let name: String

  /// Makes the identifier of the task called `name`.
  public init(_ name: String) {
    self.name = name
  }
}

extension TaskID: ExpressibleByStringLiteral, CustomStringConvertible {
  /// Makes the identifier of the task called by the literal.
  public init(stringLiteral value: String) {
    self.init(value)
  }

  /// The name.
  public var description: String { name }
}
