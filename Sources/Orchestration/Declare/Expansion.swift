/// Over what a task, or a group of tasks, is repeated: once for every combination of the members
/// of its dimensions.
public struct Expansion: Sendable, Hashable {
  /// A list whose members are gone through.
  public enum Dimension: Sendable, Hashable {
    /// A list known beforehand, of this length.
    case literal(Int)
    /// What a task returns, whose length is known when it has.
    case output(of: TaskID)
  }

  /// The lists. The last one varies fastest.
  public var dimensions: [Dimension]

  /// Makes an expansion over the combinations of these lists.
  public init(over dimensions: [Dimension]) {
    self.dimensions = dimensions
  }

  /// The tasks whose results decide the number of instances.
  public var sources: [TaskID] {
    dimensions.compactMap {
      if case .output(let task) = $0 { task } else { nil }
    }
  }
}
