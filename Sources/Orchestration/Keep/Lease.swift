import Store

/// The right to be the scheduler of a state store, held by one process at a time.
///
/// A holder renews it well before it ends. Whoever finds it ended takes it over; the one before
/// then finds that it no longer holds it, and stops. Until it does, nothing that it decides is kept
/// (``SchedulerState/guarded(by:)``). Moments are those of the state's own clock, which all processes
/// have in common.
public struct Lease: Sendable, Hashable {
  /// What is held: the name of the duty.
  public let name: String
  /// Who holds it: a name no other process has.
  public let owner: String
  /// How long it lasts from each renewal.
  public let duration: Duration

  /// Names a lease, without taking it.
  public init(_ name: String = "scheduler", owner: String, duration: Duration = .seconds(3)) {
    self.name = name
    self.owner = owner
    self.duration = duration
  }
}

extension SchedulerState {
  /// Takes or renews a lease.
  ///
  /// - Parameters:
  ///   - lease: the lease.
  ///   - now: the present moment, if not by the state's clock.
  /// - Returns: whether it is held now; `false` if somebody else's has not ended.
  /// - Throws: `StoreError`.
  public func hold(_ lease: Lease, now: Timestamp? = nil) async throws -> Bool {
    try await store.write { transaction in
      let now = try now ?? transaction.now()
      return try transaction.execute(
        """
        INSERT INTO orchestration_leases (name, owner, expires_at) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, expires_at = excluded.expires_at
        WHERE orchestration_leases.owner = excluded.owner OR orchestration_leases.expires_at <= ?
        """,
        [
          .text(lease.name), .text(lease.owner), .moment(now + lease.duration), .moment(now),
        ]) > 0
    }
  }

  /// Gives a lease back, so that the next one need not wait for its end.
  ///
  /// - Throws: `StoreError`.
  public func release(_ lease: Lease) async throws {
    try await store.write { transaction in
      try transaction.execute(
        "DELETE FROM orchestration_leases WHERE name = ? AND owner = ?",
        [.text(lease.name), .text(lease.owner)])
    }
  }
}

extension SchedulerState {
  /// Whether somebody holds the duty of this name now.
  ///
  /// - Throws: `StoreError`.
  public func isHeld(_ name: String = "scheduler") async throws -> Bool {
    try await store.read { transaction in
      let rows = try transaction.rows(
        "SELECT 1 AS one FROM orchestration_leases WHERE name = ? AND expires_at > ?",
        [.text(name), .moment(transaction.now())])
      return !rows.isEmpty
    }
  }

  /// The same state, which keeps nothing of a scheduler any more once the lease is somebody else's.
  public func guarded(by lease: Lease) -> SchedulerState {
    var state = self
    state.lease = lease
    return state
  }
}

/// Another process has taken over what this one did.
public struct LostLease: Error, Sendable, CustomStringConvertible {
  /// Tells so.
  public init() {}

  /// What happened.
  public var description: String { "another process has taken over the schedules" }
}

extension StoreTransaction {
  func now() throws -> Timestamp { Timestamp(microseconds: try clock()) }

  /// - Throws: ``LostLease`` if somebody else holds the duty.
  func require(_ lease: Lease) throws {
    let rows = try rows(
      "SELECT 1 AS one FROM orchestration_leases WHERE name = ? AND owner = ?",
      [.text(lease.name), .text(lease.owner)])
    if rows.isEmpty { throw LostLease() }
  }
}
