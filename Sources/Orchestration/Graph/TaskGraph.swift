/// Tasks and what each waits for: a directed graph without cycles.
///
/// The graph says nothing of what a task does; whoever runs it knows that by the task's name.
/// Tasks keep the order in which they were declared.
public struct TaskGraph: Sendable {
  /// A task and the tasks it waits for.
  public struct Task: Sendable, Hashable {
    /// The task's name, unique in its graph.
    public var id: TaskID
    /// The tasks that come first. Naming one twice is the same as naming it once.
    public var upstream: [TaskID]

    /// Makes a task that runs after every one of `upstream`.
    public init(_ id: TaskID, after upstream: [TaskID] = []) {
      self.id = id
      self.upstream = upstream
    }
  }

  /// Every task, in the order of declaration.
  public let tasks: [TaskID]

  /// Where each task stands in ``tasks``.
  public let positions: [TaskID: Int]
  /// By position, the positions of the tasks directly before.
  public let upstream: [[Int]]
  /// By position, the positions of the tasks directly behind.
  public let downstream: [[Int]]
  /// The positions, every task after all it waits for.
  public let order: [Int]

  /// Makes the graph of these tasks.
  ///
  /// - Throws: ``GraphError`` when two tasks share a name, a dependency does not exist, or tasks
  ///   wait for each other in a circle.
  public init(_ declarations: [Task]) throws(GraphError) {
    var positions: [TaskID: Int] = [:]
    positions.reserveCapacity(declarations.count)
    for (position, task) in declarations.enumerated() {
      guard positions.updateValue(position, forKey: task.id) == nil else {
        throw GraphError(.duplicateTask(task.id))
      }
    }

    var upstream: [[Int]] = []
    upstream.reserveCapacity(declarations.count)
    var downstream = [[Int]](repeating: [], count: declarations.count)
    for (position, task) in declarations.enumerated() {
      var parents: [Int] = []
      for parent in task.upstream {
        guard let parentPosition = positions[parent] else {
          throw GraphError(.unknownUpstream(task: task.id, upstream: parent))
        }
        guard downstream[parentPosition].last != position else { continue }
        parents.append(parentPosition)
        downstream[parentPosition].append(position)
      }
      upstream.append(parents)
    }

    self.tasks = declarations.map(\.id)
    self.positions = positions
    self.upstream = upstream
    self.downstream = downstream
    self.order = try Self.sort(tasks: tasks, upstream: upstream, downstream: downstream)
  }

  /// Whether a task of this name exists.
  public func contains(_ task: TaskID) -> Bool {
    positions[task] != nil
  }

  /// The tasks that `task` waits for directly; none if it does not exist.
  public func upstream(of task: TaskID) -> [TaskID] {
    positions[task].map { position in upstream[position].map { tasks[$0] } } ?? []
  }

  /// The tasks that wait for `task` directly; none if it does not exist.
  public func downstream(of task: TaskID) -> [TaskID] {
    positions[task].map { position in downstream[position].map { tasks[$0] } } ?? []
  }

  /// Every task after all it waits for; among equals, in the order of declaration.
  public var topologicalOrder: [TaskID] { order.map { tasks[$0] } }

  /// How many tasks stand in the longest chain that begins with each task, itself included.
  ///
  /// Work with the longest chain behind it is started first, as it decides when the run ends.
  func chainLengths() -> [Int] {
    var lengths = [Int](repeating: 1, count: tasks.count)
    for position in order.reversed() {
      for child in downstream[position] {
        lengths[position] = max(lengths[position], lengths[child] + 1)
      }
    }
    return lengths
  }

  private static func sort(
    tasks: [TaskID], upstream: [[Int]], downstream: [[Int]]
  ) throws(GraphError) -> [Int] {
    var waitingFor = upstream.map(\.count)
    var order = waitingFor.indices.filter { waitingFor[$0] == 0 }
    order.reserveCapacity(tasks.count)
    var next = 0
    while next < order.count {
      for child in downstream[order[next]] {
        waitingFor[child] -= 1
        if waitingFor[child] == 0 { order.append(child) }
      }
      next += 1
    }
    guard order.count == tasks.count else {
      throw GraphError(.cycle(cycle(among: waitingFor, upstream: upstream).map { tasks[$0] }))
    }
    return order
  }

  /// One circle among the tasks that still wait for another. Each of them waits for at least one
  /// that waits too, so walking up must come back to a task already passed.
  private static func cycle(among waitingFor: [Int], upstream: [[Int]]) -> [Int] {
    var path: [Int] = []
    var step: [Int: Int] = [:]
    var current = waitingFor.firstIndex { $0 > 0 }
    while let position = current {
      if let start = step[position] { return Array(path[start...]) }
      step[position] = path.count
      path.append(position)
      current = upstream[position].first { waitingFor[$0] > 0 }
    }
    return path
  }
}
