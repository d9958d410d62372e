extension Scheduler {
  /// Keeps the update of an asset, and starts what waited for it.
  mutating func updated(_ event: AssetEvent) {
    actions.append(.record(.assetEvent(event)))
    for dag in (consumers[event.asset] ?? []).sorted() {
      guard let record = dags[dag], !record.isPaused,
        let condition = record.dag.rules.timetable.assetCondition
      else { continue }
      var queued = record.queuedAssets
      queued.insert(event.asset)
      let isMet = condition.isMet(by: queued)
      dags[dag]?.queuedAssets = isMet ? [] : queued
      actions.append(
        .record(
          .queuedAssets(dag: dag, isMet ? [] : queued.sorted { $0.name < $1.name })))
      if isMet { startAssetRun(of: record.dag) }
    }
  }

  /// Notes on which assets a DAG is scheduled, now that it has changed.
  ///
  /// - Parameters:
  ///   - dag: the DAG's name.
  ///   - timetable: its schedule; `nil` for one that is gone.
  mutating func subscribe(_ dag: String, to timetable: Timetable?) {
    for asset in dags[dag]?.dag.rules.timetable.assetCondition?.assets ?? [] {
      consumers[asset]?.remove(dag)
    }
    for asset in timetable?.assetCondition?.assets ?? [] {
      consumers[asset, default: []].insert(dag)
    }
  }

  private mutating func startAssetRun(of dag: DAG) {
    let moment = nameMoment(of: dag.id)
    add(
      DAGRun(
        of: dag, id: RunID(dag: dag.id, name: "asset_triggered__\(moment)"),
        kind: .assetTriggered, interval: nil, runAfter: now))
  }
}
