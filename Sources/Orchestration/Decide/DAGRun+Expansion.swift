extension DAGRun {
  /// The number of members of each level of a task; `nil` while a list is not known.
  ///
  /// - Parameter task: the task.
  /// - Returns: the lengths, or why they will never be known.
  func levelLengths(_ task: Int) -> LevelLengths {
    var lengths: [Int] = []
    var count = 1
    for level in dag.plans[task].levels {
      var product = 1
      for dimension in level.expansion.dimensions {
        switch length(dimension) {
        case .known(let length): product *= min(length, Self.mostInstances + 1)
        case .unknown: return .unknown
        case .impossible: return .impossible
        }
        guard product <= Self.mostInstances else { return .impossible }
      }
      lengths.append(product)
      count *= product
      guard count <= Self.mostInstances else { return .impossible }
    }
    return .known(lengths)
  }

  /// The most instances a task may be expanded to; beyond, it counts as one that cannot be.
  static let mostInstances = 1_000_000

  enum LevelLengths: Sendable, Hashable {
    case known([Int])
    case unknown
    /// The task it depends on returned nothing to go through.
    case impossible
  }

  private enum Length {
    case known(Int)
    case unknown
    case impossible
  }

  private func length(_ dimension: Expansion.Dimension) -> Length {
    switch dimension {
    case .literal(let length): return .known(length)
    case .output(let source):
      guard let task = dag.graph.positions[source] else { return .impossible }
      if dag.plans[task].isMapped {
        // What a repeated task returns is the list of what its instances returned.
        guard tallies[task].unfinished == 0 else { return .unknown }
        return .known(
          instances[task].count { $0.state == .success && $0.output != .nothing })
      }
      guard instances[task][0].state == .success else { return .unknown }
      guard case .list(let length) = instances[task][0].output else { return .impossible }
      return .known(length)
    case .shortest(let parts): return length(parts) { $0.min() ?? 0 }
    case .longest(let parts): return length(parts) { $0.max() ?? 0 }
    case .sum(let parts):
      return length(parts) { $0.reduce(0) { min($0 + $1, Self.mostInstances + 1) } }
    }
  }

  /// The length that follows from those of several lists, once all are known.
  private func length(
    _ parts: [Expansion.Dimension], _ combine: ([Int]) -> Int
  ) -> Length {
    var lengths: [Int] = []
    var isUnknown = false
    for part in parts {
      switch length(part) {
      case .known(let length): lengths.append(length)
      case .unknown: isUnknown = true
      case .impossible: return .impossible
      }
    }
    return isUnknown ? .unknown : .known(combine(lengths))
  }

  /// Gives a task its instances.
  mutating func expand(_ task: Int, _ lengths: [Int]) {
    let count = lengths.reduce(1, *)
    guard count > 0 else {
      set(task, 0, .skipped)
      return
    }
    self.lengths[task] = lengths
    let first = instances[task][0]
    instances[task] = Array(repeating: first, count: count)
    self.count(task, .unscheduled, count - 1)
    for index in 0..<count {
      transitions.append(.init(task: task, index: index, from: .unscheduled, to: .unscheduled))
    }
    pending.insert(task, nil)
    for watcher in dag.plans[task].watchers { pending.insert(watcher, nil) }
  }

  /// Adds or removes instances after the lists have changed, as they may once tasks were cleared.
  mutating func revise(_ task: Int) {
    guard isExpanded(task), case .known(let lengths) = levelLengths(task),
      lengths != self.lengths[task]
    else { return }
    let count = lengths.reduce(1, *)
    let old = instances[task].count
    self.lengths[task] = lengths
    for index in old..<max(old, count) {
      instances[task].append(
        TaskInstance(lastAttempt: dag.tasks[task].retry.retries + 1))
      self.count(task, .unscheduled, 1)
      transitions.append(.init(task: task, index: index, from: .unscheduled, to: .unscheduled))
    }
    for index in min(old, count)..<old where !instances[task][index].state.isExecuting {
      set(task, index, .removed)
    }
  }

  /// The instances of `relative` that belong to one instance of `task`: those that are repeated
  /// together with it, or `nil` where all do.
  func related(_ relative: Int, to task: Int, _ index: Int) -> Range<Int>? {
    let shared = dag.plans[relative].sharedLevels(with: dag.plans[task])
    guard shared > 0, let own = lengths[task], let others = lengths[relative] else { return nil }
    let further = own.dropFirst(shared).reduce(1, *)
    let furtherOther = others.dropFirst(shared).reduce(1, *)
    guard further > 0 else { return nil }
    let ancestor = index / further
    return ancestor * furtherOther..<(ancestor + 1) * furtherOther
  }

  /// The states of `upstream`, as far as an instance of `task` looks at them.
  ///
  /// - Parameters:
  ///   - upstream: the positions of the tasks looked at.
  ///   - task: the task that asks.
  ///   - index: the instance that asks; `nil` for the task before it is expanded.
  /// - Returns: the counts.
  func counts(of upstream: [Int], for task: Int, _ index: Int?) -> UpstreamCounts {
    var counts = UpstreamCounts()
    let plan = dag.plans[task]
    let rule = dag.tasks[task].triggerRule
    for other in upstream {
      let isSetup = dag.tasks[other].role == .setup
      let isShared = dag.plans[other].sharedLevels(with: plan) > 0
      guard isShared, isExpanded(other) else {
        counts.add(tallies[other], isSetup: isSetup)
        continue
      }
      if let index {
        let range = related(other, to: task, index) ?? instances[other].indices
        counts.add(tally(other, range), isSetup: isSetup)
      } else if rule.needsOnlySome, !plan.sources.contains(other) {
        counts.add(tallies[other], isSetup: isSetup)
      }
    }
    return counts
  }
}
