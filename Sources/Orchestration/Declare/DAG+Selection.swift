extension DAG {
  /// Tasks with those before or behind them.
  ///
  /// - Parameters:
  ///   - isChosen: whether a task is meant by itself.
  ///   - upstream: whether those before it are meant too, all of them.
  ///   - downstream: whether those behind it are.
  /// - Returns: the tasks, in the order of declaration.
  public func tasks(
    _ isChosen: (TaskID) -> Bool, upstream: Bool = false, downstream: Bool = false
  ) -> [TaskID] {
    let chosen = tasks.indices.filter { isChosen(tasks[$0].id) }
    var found = Set(chosen)
    if upstream { found.formUnion(reached(from: chosen, graph.upstream)) }
    if downstream { found.formUnion(reached(from: chosen, graph.downstream)) }
    return found.sorted().map { tasks[$0].id }
  }

  private func reached(from start: [Int], _ neighbours: [[Int]]) -> Set<Int> {
    var found: Set<Int> = []
    var pending = start.flatMap { neighbours[$0] }
    while let next = pending.popLast() {
      if found.insert(next).inserted { pending += neighbours[next] }
    }
    return found
  }
}
