/// What follows from a task's place in its DAG, worked out once: positions instead of names.
struct TaskPlan: Sendable {
  /// What goes on being repeated around a task, from the outermost group to the task itself.
  struct Level: Sendable, Hashable {
    /// The group; `nil` for the task's own expansion.
    var group: GroupID?
    var expansion: Expansion
  }

  var upstream: [Int]
  var downstream: [Int]
  /// Everything that repeats the task, outermost first; empty if it has one instance.
  var levels: [Level] = []
  /// The positions of tasks whose results decide how many instances there are.
  var sources: [Int] = []
  /// The setups before the task which are not directly before it.
  var indirectSetups: [Int] = []
  /// For a teardown: the tasks between its setups and it, which are not directly before it.
  var scope: [Int] = []
  /// The tasks whose rules look at this one: those directly after it, and those it is a setup or
  /// in the scope for.
  var watchers: [Int] = []
  /// The sum of priorities that its weight rule asks for.
  var weight: Int
  /// Whether the end of a run depends on how the task ended.
  var decidesRun: Bool

  var isMapped: Bool { !levels.isEmpty }

  /// How many of the outer levels this task and another have in common.
  func sharedLevels(with other: TaskPlan) -> Int {
    zip(levels, other.levels).prefix { $0 == $1 && $0.group != nil }.count
  }

  static func plans(
    dag: String, tasks: [DAGTask], groups: [DAGGroup], graph: TaskGraph
  ) throws(DAGError) -> [TaskPlan] {
    let groupsByID = Dictionary(groups.map { ($0.id, $0) }) { first, _ in first }
    guard groupsByID.count == groups.count else {
      throw DAGError(dag: dag, "two groups have the same name")
    }
    var reach = Reach(graph)
    let hasSetups = tasks.contains { $0.role == .setup }
    var plans: [TaskPlan] = []
    plans.reserveCapacity(tasks.count)
    for (position, task) in tasks.enumerated() {
      guard task.poolSlots > 0 else {
        throw DAGError(dag: dag, "task \"\(task.id)\" takes no slot of its pool")
      }
      var plan = TaskPlan(
        upstream: graph.upstream[position], downstream: graph.downstream[position],
        weight: task.priority, decidesRun: false)
      plan.levels = try levels(of: task, dag: dag, groupsByID)
      for source in plan.levels.flatMap(\.expansion.sources) {
        guard let found = graph.positions[source] else {
          throw DAGError(
            dag: dag, "task \"\(task.id)\" is expanded over \"\(source)\", which does not exist")
        }
        if found != position, !plan.sources.contains(found) { plan.sources.append(found) }
      }
      plan.weight = weight(of: task, position, tasks, &reach)
      plans.append(plan)
    }
    for position in tasks.indices {
      if hasSetups { plans[position].addScopes(position, tasks, reach) }
      plans[position].decidesRun = isEffectiveLeaf(position, tasks, graph)
    }
    for position in tasks.indices {
      plans[position].watchers += graph.downstream[position]
      for watched in plans[position].indirectSetups + plans[position].scope {
        plans[watched].watchers.append(position)
      }
    }
    if !plans.contains(where: \.decidesRun) {
      // Nothing but teardowns: then the last of them decide.
      for position in tasks.indices where graph.downstream[position].isEmpty {
        plans[position].decidesRun = true
      }
    }
    return plans
  }

  private static func levels(
    of task: DAGTask, dag: String, _ groups: [GroupID: DAGGroup]
  ) throws(DAGError) -> [Level] {
    var levels: [Level] = []
    var next = task.group
    var depth = 0
    while let id = next {
      guard let group = groups[id], depth <= groups.count else {
        throw DAGError(
          dag: dag,
          groups[id] == nil
            ? "the group \"\(id)\" does not exist" : "the group \"\(id)\" lies within itself")
      }
      if let expansion = group.expansion {
        levels.insert(Level(group: id, expansion: expansion), at: 0)
      }
      next = group.parent
      depth += 1
    }
    if let expansion = task.expansion { levels.append(.init(group: nil, expansion: expansion)) }
    return levels
  }

  private static func weight(
    of task: DAGTask, _ position: Int, _ tasks: [DAGTask], _ reach: inout Reach
  ) -> Int {
    switch task.weightRule {
    case .absolute: task.priority
    case .downstream: task.priority + reach.priorities(after: position, tasks)
    case .upstream: task.priority + reach.priorities(before: position, tasks)
    }
  }

  /// Finds the setups and the scope that a rule has to look at beyond the tasks directly before.
  private mutating func addScopes(_ position: Int, _ tasks: [DAGTask], _ reach: Reach) {
    let direct = Set(upstream)
    let before = reach.before(position)
    if case .teardown = tasks[position].role {
      let indirect = Set(before).subtracting(direct)
      var inScope: Set<Int> = []
      for setup in upstream where tasks[setup].role == .setup {
        inScope.formUnion(indirect.intersection(reach.after(setup)))
      }
      scope = inScope.sorted()
      return
    }
    indirectSetups = before.filter { setup in
      guard tasks[setup].role == .setup, !direct.contains(setup) else { return false }
      // A setup counts for what lies between it and its teardowns; without teardowns, for all.
      let teardowns = reach.after(setup).filter { position in
        guard case .teardown = tasks[position].role else { return false }
        return reach.isDirectlyAfter(setup, position)
      }
      return teardowns.isEmpty
        || teardowns.contains { reach.after(position).contains($0) || $0 == position }
    }
  }

  private static func isEffectiveLeaf(
    _ position: Int, _ tasks: [DAGTask], _ graph: TaskGraph
  ) -> Bool {
    func isIgnored(_ task: DAGTask) -> Bool { task.role == .teardown(failsRun: false) }
    return graph.downstream[position].allSatisfy { isIgnored(tasks[$0]) }
      && !isIgnored(tasks[position])
  }
}

/// Which tasks can be reached from which.
private struct Reach {
  private let graph: TaskGraph
  /// By position, the number of the last search that came by: one array for many searches.
  private var visits: [Int]
  private var searches = 0
  private var pending: [Int] = []

  init(_ graph: TaskGraph) {
    self.graph = graph
    visits = Array(repeating: 0, count: graph.tasks.count)
  }

  mutating func priorities(after position: Int, _ tasks: [DAGTask]) -> Int {
    sum(from: position, graph.downstream, tasks)
  }

  mutating func priorities(before position: Int, _ tasks: [DAGTask]) -> Int {
    sum(from: position, graph.upstream, tasks)
  }

  private mutating func sum(from position: Int, _ edges: [[Int]], _ tasks: [DAGTask]) -> Int {
    searches += 1
    var sum = 0
    pending.append(contentsOf: edges[position])
    while let next = pending.popLast() {
      guard visits[next] != searches else { continue }
      visits[next] = searches
      sum += tasks[next].priority
      pending.append(contentsOf: edges[next])
    }
    return sum
  }

  func after(_ position: Int) -> [Int] { reached(from: position, graph.downstream) }
  func before(_ position: Int) -> [Int] { reached(from: position, graph.upstream) }

  func isDirectlyAfter(_ first: Int, _ second: Int) -> Bool {
    graph.downstream[first].contains(second)
  }

  private func reached(from position: Int, _ edges: [[Int]]) -> [Int] {
    var isReached = [Bool](repeating: false, count: edges.count)
    var pending = edges[position]
    while let next = pending.popLast() {
      guard !isReached[next] else { continue }
      isReached[next] = true
      pending += edges[next]
    }
    return isReached.indices.filter { isReached[$0] }
  }
}
