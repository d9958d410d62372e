import Airflow
import Orchestration
import Spelling

extension Site {
  /// The list of assets; the number of each is its place among all by name.
  func apiAssets(_ call: Call) async throws -> Answer {
    let pattern = call.query.text("name_pattern")
    let uri = call.query.text("uri_pattern")
    let found = try await operations.assets().enumerated().filter { _, facts in
      (pattern.map { facts.asset.name.matches(like: $0) } ?? true)
        && (uri.map { facts.asset.uri.matches(like: $0) } ?? true)
    }
    let values = call.part(of: found).map { $0.element.value(number: $0.offset + 1) }
    return .json(.list("assets", values, total: found.count))
  }

  /// An asset by its number.
  ///
  /// - Throws: ``WebError`` if there is none, and `StoreError`.
  func assetValue(_ number: String) async throws -> WireValue {
    let (facts, number) = try await asset(Int(number) ?? 0)
    return facts.value(number: number)
  }

  private func asset(_ number: Int) async throws -> (AssetFacts, Int) {
    let all = try await operations.assets()
    guard all.indices.contains(number - 1) else { throw WebError.missing("asset", "\(number)") }
    return (all[number - 1], number)
  }

  /// The updates of assets, or of one.
  func apiAssetEvents(_ call: Call) async throws -> Answer {
    let all = try await operations.assets()
    var wanted = all
    if let number = call.query.integer("asset_id") { wanted = [try await asset(number).0] }
    let dag = call.query.text("source_dag_id")
    let events = try await operations.state.assetEvents(
      of: wanted.map(\.asset.id), latestFirst: call.isReversed, limit: 10_000
    ).filter { dag == nil || $0.source?.run.dag == dag }
    let shown = events.enumerated().dropFirst(call.offset).prefix(call.limit)
    let values = shown.map { index, event in
      let number = all.firstIndex { $0.asset.id == event.asset } ?? -1
      return event.value(number: index + 1, asset: number + 1, operations.asset(event.asset))
    }
    return .json(.list("asset_events", values, total: events.count))
  }

  /// Takes word that an asset was updated.
  func apiUpdateAsset(_ call: Call) async throws -> Answer {
    let body = try call.json()
    let (facts, number) = try await asset(body["asset_id"]?.integer ?? 0)
    try await operations.ask(.updated(facts.asset.id))
    try await note("update asset", by: call, detail: facts.asset.name)
    let event = AssetEvent(asset: facts.asset.id, at: call.now)
    return .json(event.value(number: facts.count + 1, asset: number, facts.asset))
  }

  /// A pool.
  ///
  /// - Throws: ``WebError`` if there is none of this name, and `StoreError`.
  func pool(_ name: String) async throws -> PoolFacts {
    let pools = try await operations.pools()
    if let found = pools.first(where: { $0.pool.name == name }) { return found }
    throw WebError.missing(
      "pool", name, hint: NearestName.hint(for: name, among: pools.map(\.pool.name)))
  }

  /// Adds a pool, or changes the one named.
  func apiPut(pool name: String?, _ call: Call) async throws -> Answer {
    let body = try call.json()
    var slots = body["slots"]?.integer
    if let name {
      let known = try await pool(name).pool.slots
      slots = slots ?? known ?? -1
    } else if let name = body["name"]?.text,
      try await operations.pools().contains(where: { $0.pool.name == name })
    {
      throw WebError(.conflict, "there is a pool \"\(name)\" already")
    }
    guard let name = name ?? body["name"]?.text, !name.isEmpty, let slots, slots >= -1 else {
      throw WebError(.invalid, "a pool needs a name, and slots of at least -1")
    }
    let put = Pool(name, slots: slots == -1 ? nil : slots)
    try await self.put(put, by: call)
    return .json(
      PoolFacts(pool: put).value, status: call.method == .post ? 201 : 200)
  }

  /// A connection.
  ///
  /// - Throws: ``WebError`` if there is none of this name.
  func connection(_ name: String) async throws -> ConnectionFacts {
    let all = try await operations.connections()
    if let found = all.first(where: { $0.name == name }) { return found }
    throw WebError.missing(
      "connection", name, hint: NearestName.hint(for: name, among: all.map(\.name)))
  }

  /// Adds a connection.
  func apiPutConnection(_ call: Call) async throws -> Answer {
    let body = try call.json()
    guard let name = body["connection_id"]?.text, !name.isEmpty, body["conn_type"]?.text != nil
    else { throw WebError(.invalid, "a connection needs connection_id and conn_type") }
    guard try await !operations.vault.names(.connection).contains(name) else {
      throw WebError(.conflict, "there is a connection \"\(name)\" already")
    }
    var parts = ["conn_type", "host", "login", "password", "port", "schema"].compactMap { key in
      body[key].flatMap { $0.isNull ? nil : WireEntry(key, $0) }
    }
    if let text = body["extra"]?.text, !text.isEmpty {
      guard let extra = try? WireValue(json: text), extra.entries != nil else {
        throw WebError(.invalid, "extra must be a JSON object, as a text")
      }
      parts.append(WireEntry("extra", extra))
    }
    try await put(.connection, name, WireValue.map(parts).json, by: call)
    return .json(try await connection(name).value, status: 201)
  }

  /// A variable.
  ///
  /// - Throws: ``WebError`` if there is none of this name.
  func variable(_ name: String) async throws -> VariableFacts {
    let all = try await operations.variables()
    if let found = all.first(where: { $0.name == name }) { return found }
    throw WebError.missing(
      "variable", name, hint: NearestName.hint(for: name, among: all.map(\.name)))
  }

  /// Adds a variable, or changes the one named.
  func apiPutVariable(_ name: String?, _ call: Call) async throws -> Answer {
    let body = try call.json()
    guard let key = name ?? body["key"]?.text, !key.isEmpty, let value = body["value"] else {
      throw WebError(.invalid, "a variable needs key and value")
    }
    if let name {
      _ = try await variable(name)
    } else if try await operations.vault.names(.variable).contains(key) {
      throw WebError(.conflict, "there is a variable \"\(key)\" already")
    }
    try await put(.variable, key, value.text ?? value.json, by: call)
    return .json(try await variable(key).value, status: name == nil ? 201 : 200)
  }

  /// The files that cannot be read.
  func importErrorValues(_ now: Timestamp) -> [WireValue] {
    operations.importErrors().enumerated().map { index, error in
      [
        "import_error_id": .number(index + 1), "timestamp": .time(now),
        "filename": .text(error.file), "bundle_name": "project",
        "stack_trace": .text(error.text),
      ]
    }
  }
}

extension AssetFacts {
  /// The asset.
  func value(number: Int) -> WireValue {
    let made = WireValue.time(last ?? Timestamp(seconds: 0))
    return [
      "id": .number(number), "name": .text(asset.name), "uri": .text(asset.uri),
      "group": .text(asset.group), "extra": [:], "created_at": made, "updated_at": made,
      "scheduled_dags": .list(
        consumers.map { dag in
          ["dag_id": .text(dag), "created_at": made, "updated_at": made]
        }),
      "producing_tasks": .list(
        producers.map { producer in
          [
            "dag_id": .text(producer.dag), "task_id": .text(producer.task.name),
            "created_at": made, "updated_at": made,
          ]
        }),
      "consuming_tasks": [], "aliases": [], "watchers": [],
      "last_asset_event": ["id": .number(count), "timestamp": .time(last)],
    ]
  }
}

extension AssetEvent {
  /// The update.
  func value(number: Int, asset: Int, _ known: AirflowAsset) -> WireValue {
    [
      "id": .number(number), "asset_id": .number(asset), "uri": .text(known.uri),
      "name": .text(known.name), "group": .text(known.group), "extra": [:],
      "source_task_id": .maybe(source?.task.name), "source_dag_id": .maybe(source?.run.dag),
      "source_run_id": .maybe(source?.run.name),
      "source_map_index": .number(source?.mapIndex ?? -1), "created_dagruns": [],
      "timestamp": .time(at), "partition_key": nil,
    ]
  }
}
