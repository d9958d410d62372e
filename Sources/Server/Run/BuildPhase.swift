import FoundationEssentials
import QueryEngine
import Transform

/// The part of a run that builds a dbt project: seeds, models and their tests.
struct BuildPhase: Sendable {
  let project: Project
  let options: ProjectRun.Options
  let variables: [String: String]

  /// Builds what is selected and reports each node to the log.
  ///
  /// - Throws: `TransformError` if the project cannot mean anything; nothing was built then.
  func run(on lake: Lake, _ log: RunLog) async throws {
    let reading = Transform.ProjectOptions(
      projectFolder: project.root.path, environment: variables, allowsMissingProfile: true,
      threads: options.threads ?? project.file.threads)
    let invocation = Invocation(
      .build, reading, select: options.select, exclude: options.exclude,
      fullRefresh: options.isFullRefresh, failsFast: options.failsFast)
    _ = try await invocation.run(on: LakeWarehouse(lake)) { line in
      if line.level == .warn { log.message(line.text) }
    } observe: { event in
      switch event {
      case .planned(let nodes): log.plan(nodes.map(Self.node))
      case .started(let node): log.started(node.uniqueID)
      case .ended(let node, let result): log.ended(node.uniqueID, Self.result(result))
      }
    }
  }

  private static func node(_ node: Node) -> RunNode {
    let kind: RunNode.Kind =
      switch node.resourceType {
      case .seed: .seed
      case .test: .test
      case .snapshot: .snapshot
      case .operation: .operation
      default: .model
      }
    let name = kind == .test ? node.name : "\(node.schema).\(node.alias)"
    return RunNode(id: node.uniqueID, kind: kind, name: name)
  }

  private static func result(_ result: NodeResult) -> RunResult {
    let outcome: RunResult.Outcome =
      switch result.status {
      case .success, .pass, .noOp: .succeeded
      case .warn: .warned
      case .fail, .error: .failed
      case .skipped: .skipped
      }
    var end = RunResult(
      outcome, duration: result.duration, message: result.message ?? "",
      rows: result.failures.flatMap { $0 > 0 ? $0 : nil } ?? result.rowsAffected)
    if outcome == .failed {
      end.diagnostic =
        result.error.map { Diagnostic($0) } ?? Diagnostic(.failure, result.message ?? "failed")
    }
    return end
  }
}
