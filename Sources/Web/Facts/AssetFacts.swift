import Airflow
import Orchestration

/// An asset, what updates it, and what it starts.
struct AssetFacts: Sendable, Hashable {
  var asset: AirflowAsset
  /// The tasks that update it, of which DAG.
  var producers: [TaskRef] = []
  /// The DAGs that are scheduled on it.
  var consumers: [String] = []
  /// When it was updated last.
  var last: Timestamp?
  /// How often it was updated.
  var count = 0

  /// A task of a DAG.
  struct TaskRef: Sendable, Hashable {
    var dag: String
    var task: TaskID
  }
}

extension Operations {
  /// Every asset that a DAG names or that was ever updated, by name.
  ///
  /// - Throws: `StoreError`.
  func assets() async throws -> [AssetFacts] {
    var found: [AssetID: AssetFacts] = [:]
    func change(_ id: AssetID, _ body: (inout AssetFacts) -> Void) {
      var facts = found[id] ?? AssetFacts(asset: asset(id))
      body(&facts)
      found[id] = facts
    }
    for listed in dags() {
      for task in listed.dag.tasks {
        for outlet in task.outlets {
          change(outlet) { $0.producers.append(.init(dag: listed.id, task: task.id)) }
        }
      }
      for id in listed.dag.rules.timetable.assetCondition?.assets ?? [] {
        change(id) { $0.consumers.append(listed.id) }
      }
    }
    for tally in try await state.assetTallies() {
      change(tally.asset) { facts in
        facts.last = tally.last
        facts.count = tally.count
      }
    }
    return found.values.sorted { ($0.asset.name, $0.asset.uri) < ($1.asset.name, $1.asset.uri) }
  }
}

extension GraphDrawing {
  /// Draws which DAGs update which assets, and which DAGs those start; `nil` where there are too
  /// many, or where DAGs wait for themselves in a circle.
  init?(_ assets: [AssetFacts]) {
    var tasks: [TaskID: DAGTask] = [:]
    func add(_ name: String, after upstream: String? = nil) {
      var task = tasks[TaskID(name)] ?? DAGTask(TaskID(name))
      if let upstream, !task.upstream.contains(TaskID(upstream)) {
        task.upstream.append(TaskID(upstream))
      }
      tasks[task.id] = task
    }
    for facts in assets {
      let asset = Self.assetPrefix + facts.asset.name
      add(asset)
      for producer in facts.producers {
        add(producer.dag)
        add(asset, after: producer.dag)
      }
      for consumer in facts.consumers { add(consumer, after: asset) }
    }
    let sorted = tasks.values.sorted { $0.id.name < $1.id.name }
    guard let flow = try? DAG(id: "assets", tasks: sorted) else { return nil }
    self.init(flow)
  }

  /// What stands before the name of an asset, to tell it from a DAG.
  static let assetPrefix = "◆ "
}
