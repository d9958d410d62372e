import Orchestration

extension Supervisor {
  /// Answers what is about assets; `nil` for anything else.
  func answerAssets(_ type: String, _ request: WireValue) async throws -> WireValue? {
    switch type {
    case "GetAssetByName", "GetAssetByUri":
      guard let asset = catalog.asset(name: request["name"]?.text, uri: request["uri"]?.text)
      else { return Self.error("ASSET_NOT_FOUND", "there is no such asset") }
      return .map([WireEntry("type", "AssetResult")] + asset.fields)
    case "GetAssetsByAlias":
      let assets = catalog.assets(ofAlias: request.word("alias_name")).map {
        WireValue.map([WireEntry("type", "AssetResult")] + $0.fields)
      }
      return ["type": "AssetsByAliasResult", "assets": .list(assets)]
    case "GetAssetEventByAsset":
      let asset = catalog.asset(name: request["name"]?.text, uri: request["uri"]?.text)
      let name = request["uri"]?.text ?? request.word("name")
      return try await events(of: [asset?.id ?? AssetID(name)], request)
    case "GetAssetEventByAssetAlias":
      return try await events(
        of: catalog.assets(ofAlias: request.word("alias_name")).map(\.id), request)
    case "ValidateInletsAndOutlets":
      return ["type": "InactiveAssetsResult", "inactive_assets": []]
    default: return try await answerAssetNotes(type, request)
    }
  }

  private func answerAssetNotes(
    _ type: String, _ request: WireValue
  ) async throws -> WireValue? {
    let key = request.word("key")
    let asset = catalog.asset(name: request["name"]?.text, uri: request["uri"]?.text)
    let id = asset?.id ?? AssetID(request["uri"]?.text ?? request.word("name"))
    switch type {
    case "GetAssetStateStoreByName", "GetAssetStateStoreByUri":
      guard let value = try await state.note(key, of: id) else {
        return Self.error("ASSET_STORE_NOT_FOUND", "nothing is kept under \"\(key)\"")
      }
      return ["type": "AssetStateStoreResult", "value": value]
    case "SetAssetStateStoreByName", "SetAssetStateStoreByUri":
      try await state.put(request["value"] ?? .null, key, of: id)
      return Self.done
    case "DeleteAssetStateStoreByName", "DeleteAssetStateStoreByUri":
      try await state.put(nil, key, of: id)
      return Self.done
    case "ClearAssetStateStoreByName", "ClearAssetStateStoreByUri":
      try await state.put(nil, nil, of: id)
      return Self.done
    default: return nil
    }
  }

  private func events(of assets: [AssetID], _ request: WireValue) async throws -> WireValue {
    let events = try await scheduler.assetEvents(
      of: assets, after: request["after"]?.moment, before: request["before"]?.moment,
      latestFirst: request["ascending"]?.boolean == false,
      limit: request["limit"]?.integer ?? 1000)
    var told: [WireValue] = []
    for (number, event) in events.enumerated() {
      let source = event.source
      told.append([
        "id": .integer(Int64(number)), "timestamp": .text(event.at.description),
        "extra": try await extra(of: event), "asset": .map(catalog.asset(event.asset).fields),
        "created_dagruns": [], "source_task_id": .optional(source?.task.name),
        "source_dag_id": .optional(source?.run.dag),
        "source_run_id": .optional(source?.run.name),
        "source_map_index": source.map { .integer(Int64($0.mapIndex ?? -1)) } ?? .null,
        "partition_key": nil,
      ])
    }
    return ["type": "AssetEventsResult", "asset_events": .list(told)]
  }

  /// What the task that updated an asset said of the update.
  private func extra(of event: AssetEvent) async throws -> WireValue {
    guard let source = event.source else { return [:] }
    return try await state.notes(of: source)[TaskNotes.extra(of: event.asset)] ?? [:]
  }

  /// The updates that started a run: those since the run before that updates started.
  func consumedEvents(of run: SchedulerState.RunSummary) async throws -> [WireValue] {
    guard run.kind == .assetTriggered,
      let condition = catalog[run.id.dag]?.dag.rules.timetable.assetCondition
    else { return [] }
    let before = try await scheduler.runs(of: run.id.dag, RunFilter(), limit: 1000)
      .filter { $0.kind == .assetTriggered && $0.runAfter < run.runAfter }
      .max { $0.runAfter < $1.runAfter }
    let events = try await scheduler.assetEvents(
      of: condition.assets, after: before.map { $0.runAfter + .microseconds(1) },
      before: run.runAfter)
    var told: [WireValue] = []
    for event in events {
      let asset = catalog.asset(event.asset)
      let source = event.source
      told.append([
        "asset": ["name": .text(asset.name), "uri": .text(asset.uri), "extra": [:]],
        "extra": try await extra(of: event), "source_task_id": .optional(source?.task.name),
        "source_dag_id": .optional(source?.run.dag),
        "source_run_id": .optional(source?.run.name),
        "source_map_index": source.map { .integer(Int64($0.mapIndex ?? -1)) } ?? .null,
        "source_aliases": [], "timestamp": .text(event.at.description), "partition_key": nil,
      ])
    }
    return told
  }
}

extension AirflowAsset {
  fileprivate var fields: [WireEntry] {
    [
      WireEntry("name", .text(name)), WireEntry("uri", .text(uri)),
      WireEntry("group", .text(group)), WireEntry("extra", [:]),
    ]
  }
}
