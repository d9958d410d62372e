import Orchestration

/// A pool and how much of it is taken.
struct PoolFacts: Sendable, Hashable {
  var pool: Pool
  /// The slots of tasks that run.
  var running = 0
  /// The slots of tasks that have them and are about to run.
  var queued = 0
  /// The slots that tasks would take which wait for them.
  var scheduled = 0
  /// The slots of tasks that wait for something elsewhere, and take none.
  var deferred = 0

  /// How many slots are free; `nil` where there is no limit.
  var open: Int? { pool.slots.map { max(0, $0 - running - queued) } }
}

/// A connection without what is secret.
struct ConnectionFacts: Sendable, Hashable {
  var name: String
  /// What is known of it; `nil` where what is kept cannot be read as a connection.
  var connection: Connection?
}

/// A variable, its value hidden where the name says so.
struct VariableFacts: Sendable, Hashable {
  var name: String
  var text: String
}

extension Operations {
  /// Every pool, by name.
  ///
  /// - Throws: `StoreError`.
  func pools() async throws -> [PoolFacts] {
    var pools: [String: PoolFacts] = [
      Pool.defaultName: PoolFacts(pool: Pool(Pool.defaultName, slots: Pool.defaultSlots))
    ]
    for pool in try await state.pools() { pools[pool.name] = PoolFacts(pool: pool) }
    let dags = Dictionary(dags().map { ($0.id, $0.dag) }) { first, _ in first }
    for tally in try await state.activeTallies() {
      guard let task = dags[tally.dag]?[tally.task] else { continue }
      let slots = tally.count * task.poolSlots
      switch tally.state {
      case .running, .restarting: pools[task.pool]?.running += slots
      case .queued: pools[task.pool]?.queued += slots
      case .scheduled: pools[task.pool]?.scheduled += slots
      case .deferred, .awaitingInput: pools[task.pool]?.deferred += slots
      default: continue
      }
    }
    return pools.values.sorted { $0.pool.name < $1.pool.name }
  }

  /// Every connection, by name.
  ///
  /// - Throws: `VaultError` and `StoreError`.
  func connections() async throws -> [ConnectionFacts] {
    var facts: [ConnectionFacts] = []
    for name in try await vault.names(.connection) {
      let text = try await vault.text(.connection, name)
      facts.append(ConnectionFacts(name: name, connection: text.flatMap { Connection($0) }))
    }
    return facts
  }

  /// Every variable, by name.
  ///
  /// - Throws: `VaultError` and `StoreError`.
  func variables() async throws -> [VariableFacts] {
    let secrets = try await secretTexts()
    var facts: [VariableFacts] = []
    for name in try await vault.names(.variable) {
      let text = try await vault.text(.variable, name) ?? ""
      facts.append(
        VariableFacts(
          name: name, text: Vault.isSecret(name) ? TaskLog.mask : secrets.mask(text)))
    }
    return facts
  }
}
