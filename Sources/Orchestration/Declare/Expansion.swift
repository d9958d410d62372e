/// Over what a task, or a group of tasks, is repeated: once for every combination of the members
/// of its dimensions.
public struct Expansion: Sendable, Hashable {
  /// A list whose members are gone through.
  public indirect enum Dimension: Sendable, Hashable {
    /// A list known beforehand, of this length.
    case literal(Int)
    /// What a task returns, whose length is known when it has.
    case output(of: TaskID)
    /// Lists side by side, as far as all of them go.
    case shortest([Dimension])
    /// Lists side by side, as far as any of them goes.
    case longest([Dimension])
    /// One list after the other.
    case sum([Dimension])

    /// The tasks whose results decide the length.
    var sources: [TaskID] {
      switch self {
      case .literal: []
      case .output(let task): [task]
      case .shortest(let parts), .longest(let parts), .sum(let parts): parts.flatMap(\.sources)
      }
    }
  }

  /// The lists. The last one varies fastest.
  public var dimensions: [Dimension]

  /// Makes an expansion over the combinations of these lists.
  public init(over dimensions: [Dimension]) {
    self.dimensions = dimensions
  }

  /// The tasks whose results decide the number of instances.
  public var sources: [TaskID] {
    dimensions.flatMap(\.sources)
  }
}
