import Airflow
import Orchestration
import Store

/// Of several processes that use the same state, one schedules at a time, and the next one goes on
/// where it ended.
extension ProjectPipelines {
  /// How often a process that stands by looks whether there is something to take over.
  private static let lookout: Duration = .milliseconds(250)

  /// Schedules and runs whenever no other process does that uses the same state.
  func takeTurns(
    _ store: StateStore, _ lease: Lease, _ address: WebAddress?,
    _ report: @escaping @Sendable (PipelineReport) -> Void
  ) async throws {
    let state = SchedulerState(store)
    var wasReached = false
    var standsBy = false
    while !Task.isCancelled {
      do {
        if try await take(lease, in: state) {
          (wasReached, standsBy) = (true, false)
          try await lead(store, lease, address, report)
          return
        }
        wasReached = true
        if !standsBy { report(.event(subject: "schedules", state: "another process has them")) }
        standsBy = true
        try await Task.sleep(for: Self.lookout)
      } catch is LostLease {
        report(.event(subject: "schedules", state: "taken over by another process"))
      } catch let error as StoreError where error.kind == .unavailable && wasReached {
        report(.event(subject: "state", state: error.message))
      }
    }
  }

  /// Takes a lease if nobody holds it. Where the server was away, whoever held it before has the
  /// time to renew it first, as its tasks go on.
  private func take(_ lease: Lease, in state: SchedulerState) async throws -> Bool {
    let start = ContinuousClock.now
    guard try await !state.isHeld(lease.name) else { return false }
    if ContinuousClock.now - start > lease.duration / 3 {
      try await Task.sleep(for: lease.duration)
    }
    return try await state.hold(lease)
  }

  /// Schedules and runs, with a lease that is held, until cancelled or the lease is lost.
  func lead(
    _ store: StateStore, _ lease: Lease, _ address: WebAddress?,
    _ report: @escaping @Sendable (PipelineReport) -> Void
  ) async throws {
    let state = SchedulerState(store)
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await Self.keep(lease, in: state) }
        group.addTask {
          let runtime = try await dagFiles(store, report)
          do {
            try await run(store, lease, runtime, address, report)
          } catch {
            await runtime?.close()
            throw error
          }
          await runtime?.close()
        }
        defer { group.cancelAll() }
        try await group.next()
      }
    } catch {
      await Self.release(lease, in: state)
      throw error
    }
    await Self.release(lease, in: state)
  }

  /// Renews a lease until cancelled.
  private static func keep(_ lease: Lease, in state: SchedulerState) async throws {
    while !Task.isCancelled {
      try? await Task.sleep(for: lease.duration / 3)
      guard try await state.hold(lease) else { throw LostLease() }
    }
  }

  /// Gives a lease back, also where this was cancelled: a cancelled task writes nothing, and the
  /// next process would have to wait. Where that fails the lease ends by itself.
  private static func release(_ lease: Lease, in state: SchedulerState) async {
    await Task { try? await state.release(lease) }.value
  }
}
