/// How many of the task instances before one are in which state.
struct UpstreamCounts: Sendable, Hashable {
  var total = 0
  var success = 0
  var failed = 0
  var skipped = 0
  var upstreamFailed = 0
  var removed = 0
  var setups = 0
  var successfulSetups = 0
  var skippedSetups = 0

  var done: Int { success + failed + skipped + upstreamFailed + removed }

  mutating func add(_ tally: Tally, isSetup: Bool) {
    total += tally.total
    success += tally.success
    failed += tally.failed
    skipped += tally.skipped
    upstreamFailed += tally.upstreamFailed
    removed += tally.removed
    guard isSetup else { return }
    setups += tally.total
    successfulSetups += tally.success
    skippedSetups += tally.skipped
  }
}

/// How many instances of a task are in which state.
struct Tally: Sendable, Hashable {
  var total = 0
  var success = 0
  var failed = 0
  var skipped = 0
  var upstreamFailed = 0
  var removed = 0
  var unscheduled = 0

  var unfinished: Int { total - success - failed - skipped - upstreamFailed - removed }

  mutating func count(_ state: TaskInstanceState, _ difference: Int) {
    total += difference
    switch state {
    case .success: success += difference
    case .failed: failed += difference
    case .skipped: skipped += difference
    case .upstreamFailed: upstreamFailed += difference
    case .removed: removed += difference
    case .unscheduled: unscheduled += difference
    default: break
    }
  }
}

/// What a rule says of a task.
enum Verdict: Sendable, Hashable {
  /// Not yet.
  case wait
  case run
  /// It will not run, and this is its state.
  case settle(TaskInstanceState)
}

extension TriggerRule {
  /// What the rule says, given the states of the tasks directly before.
  ///
  /// - Parameters:
  ///   - counts: the states of the instances before.
  ///   - mapIndex: which instance asks, where the task is repeated.
  /// - Returns: the verdict, as Airflow's `TriggerRuleDep` has it.
  func verdict(_ counts: UpstreamCounts, mapIndex: Int?) -> Verdict {
    if self == .always { return .run }
    if let state = settledState(counts, mapIndex: mapIndex) { return .settle(state) }
    return holds(counts) ? .run : .wait
  }

  private func settledState(_ counts: UpstreamCounts, mapIndex: Int?) -> TaskInstanceState? {
    let hasFailure = counts.failed > 0 || counts.upstreamFailed > 0
    let isDone = counts.done >= counts.total
    switch self {
    case .allSuccess:
      if hasFailure { return .upstreamFailed }
      if counts.skipped > 0 { return .skipped }
      let isBeyond = mapIndex.map { $0 >= counts.success } ?? false
      return counts.removed > 0 && counts.success > 0 && isBeyond ? .removed : nil
    case .allFailed:
      return counts.success > 0 || counts.skipped > 0 ? .skipped : nil
    case .oneSuccess:
      guard isDone, counts.success == 0 else { return nil }
      return counts.done == counts.skipped ? .skipped : .upstreamFailed
    case .oneFailed:
      return isDone && !hasFailure ? .skipped : nil
    case .oneDone:
      return isDone && counts.failed == 0 && counts.success == 0 ? .skipped : nil
    case .noneFailed:
      return hasFailure ? .upstreamFailed : nil
    case .noneFailedMinOneSuccess:
      if hasFailure { return .upstreamFailed }
      if counts.skipped == counts.total { return .skipped }
      return isDone && counts.success == 0 ? .upstreamFailed : nil
    case .noneSkipped:
      return counts.skipped > 0 ? .skipped : nil
    case .allSkipped:
      return counts.success > 0 || hasFailure ? .skipped : nil
    case .allDoneMinOneSuccess:
      if counts.skipped > 0 { return .skipped }
      return isDone && counts.success == 0 ? .upstreamFailed : nil
    case .allDoneSetupSuccess:
      guard isDone, counts.setups > 0 else { return nil }
      if counts.skippedSetups >= counts.setups { return .skipped }
      return counts.successfulSetups == 0 ? .upstreamFailed : nil
    case .allDone, .always:
      return nil
    }
  }

  private func holds(_ counts: UpstreamCounts) -> Bool {
    let isDone = counts.done >= counts.total
    switch self {
    case .always: return true
    case .allSuccess: return counts.total - counts.success - counts.removed <= 0
    case .allFailed:
      return counts.total - counts.failed - counts.upstreamFailed - counts.removed <= 0
    case .allDone: return isDone
    case .oneSuccess: return counts.success > 0
    case .oneFailed: return counts.failed > 0 || counts.upstreamFailed > 0
    case .oneDone: return counts.success + counts.failed > 0
    case .noneFailed: return counts.total - counts.success - counts.skipped - counts.removed <= 0
    case .noneFailedMinOneSuccess:
      return counts.total - counts.success - counts.skipped - counts.removed <= 0
        && counts.success > 0
    case .noneSkipped: return isDone && counts.skipped == 0
    case .allSkipped: return counts.total - counts.skipped <= 0
    case .allDoneMinOneSuccess:
      let isEveryDone =
        counts.success + counts.failed + counts.upstreamFailed
        >= counts.total - counts.skipped - counts.removed
      return counts.skipped == 0 && isEveryDone && counts.success > 0
    case .allDoneSetupSuccess:
      return isDone && (counts.setups == 0 || counts.successfulSetups > 0)
    }
  }

  /// What the setups before a task, other than those directly before it, say of it: each has to
  /// succeed.
  static func setupVerdict(_ counts: UpstreamCounts, mapIndex: Int?) -> Verdict {
    if counts.failed > 0 || counts.upstreamFailed > 0 { return .settle(.upstreamFailed) }
    if counts.skipped > 0 { return .settle(.skipped) }
    if let mapIndex, counts.removed > 0, counts.success > 0, mapIndex >= counts.success {
      return .settle(.removed)
    }
    let missing = counts.total - counts.success - (mapIndex == nil ? 0 : counts.removed)
    return missing > 0 ? .wait : .run
  }
}
