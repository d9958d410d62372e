public import Orchestration
import OrderedCollections

/// A step of somebody else that fills a table which the project reads as a source. It takes part
/// in the graph of a run: the nodes that read the table start when the step has succeeded.
public struct PrecedingStep: Sendable {
  /// The name in the graph, unlike any node's.
  public var id: TaskID
  /// The schema of the table that the step fills.
  public var schema: String
  /// The name of that table.
  public var table: String
  /// Does the step and says how it ended.
  public var perform: @Sendable () async -> TaskOutcome
  /// Told when the step will not start, because the run was ended first.
  public var cancelled: @Sendable () -> Void

  /// Describes a step.
  public init(
    _ id: TaskID, fills schema: String, _ table: String,
    perform: @escaping @Sendable () async -> TaskOutcome,
    cancelled: @escaping @Sendable () -> Void = {}
  ) {
    self.id = id
    self.schema = schema
    self.table = table
    self.perform = perform
    self.cancelled = cancelled
  }
}

/// The steps that come before the nodes of a run, by what they fill and by name.
struct PrecedingSteps: Sendable {
  let steps: [PrecedingStep]
  private let byName: [TaskID: PrecedingStep]
  /// The step that fills a source, by the source's unique name.
  let bySource: [String: TaskID]

  init(_ steps: [PrecedingStep], manifest: Manifest) {
    self.steps = steps
    byName = Dictionary(steps.map { ($0.id, $0) }) { first, _ in first }
    var byTable: [String: TaskID] = [:]
    for step in steps { byTable[Self.key(step.schema, step.table)] = step.id }
    var bySource: [String: TaskID] = [:]
    for (id, source) in manifest.sources {
      bySource[id] = byTable[Self.key(source.schema, source.identifier)]
    }
    self.bySource = bySource
  }

  subscript(id: TaskID) -> PrecedingStep? { byName[id] }

  private static func key(_ schema: String, _ table: String) -> String {
    "\(schema.lowercased())\u{0}\(table.lowercased())"
  }
}
