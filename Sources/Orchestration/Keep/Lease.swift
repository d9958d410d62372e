import Store

/// The right to be the scheduler of a state store, held by one process at a time.
///
/// A holder renews it well before it ends. Whoever finds it ended takes it over; the one before
/// then finds that it no longer holds it, and stops.
public struct Lease: Sendable, Hashable {
  /// What is held: the name of the duty.
  public let name: String
  /// Who holds it: a name no other process has.
  public let owner: String
  /// How long it lasts from each renewal.
  public let duration: Duration

  /// Names a lease, without taking it.
  public init(_ name: String = "scheduler", owner: String, duration: Duration = .seconds(5)) {
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
  ///   - now: the present moment.
  /// - Returns: whether it is held now; `false` if somebody else's has not ended.
  /// - Throws: `StoreError`.
  public func hold(_ lease: Lease, now: Timestamp) async throws -> Bool {
    try await store.write { transaction in
      try transaction.execute(
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
  public func isHeld(_ name: String = "scheduler", now: Timestamp) async throws -> Bool {
    try await store.read { transaction in
      let rows = try transaction.rows(
        "SELECT 1 AS one FROM orchestration_leases WHERE name = ? AND expires_at > ?",
        [.text(name), .moment(now)])
      return !rows.isEmpty
    }
  }
}
