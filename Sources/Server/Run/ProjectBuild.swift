import FoundationEssentials
import Ingest
import QueryEngine
import Transform

/// Builds a dbt project in one graph with the tables that are ingested for it.
struct ProjectBuild: Sendable {
  let project: Project
  let options: ProjectRun.Options
  let variables: [String: String]

  /// Ingests and builds what is selected, and reports each step to the log.
  ///
  /// - Throws: `TransformError` if the project cannot mean anything; nothing has run then.
  func run(_ ingested: [IngestStep], on lake: Lake, _ log: RunLog) async throws {
    let reading = Transform.ProjectOptions(
      projectFolder: project.root.path, environment: variables, allowsMissingProfile: true,
      threads: options.threads ?? project.file.threads)
    let invocation = Invocation(
      .build, reading, select: options.select, exclude: options.exclude,
      fullRefresh: options.isFullRefresh, failsFast: options.failsFast)
    let nodes = Dictionary(ingested.map { ($0.task, $0.node) }) { first, _ in first }
    let preceding = ingested.map { step in
      PrecedingStep(step.task, fills: step.table.schema, step.table.name) {
        log.started(step.id)
        return await step.run(into: lake, log)
      } cancelled: {
        log.ended(step.id, .notStarted)
      }
    }
    _ = try await invocation.run(on: LakeWarehouse(lake), preceding: preceding) { line in
      if line.level == .warn { log.message(line.text) }
    } observe: { event in
      switch event {
      case .planned(let models, let steps):
        log.plan(steps.compactMap { nodes[$0] } + models.map(Self.node))
      case .started(let node): log.started(node.uniqueID)
      case .ended(let node, let result): log.ended(node.uniqueID, outcome(of: result, log))
      }
    }
  }

  private static func node(_ node: Node) -> RunNode {
    let kind: RunNode.Kind =
      switch node.resourceType {
      case .seed: .seed
      case .test, .unitTest: .test
      case .snapshot: .snapshot
      case .operation: .operation
      default: .model
      }
    let name = kind == .test ? node.name : "\(node.schema).\(node.alias)"
    return RunNode(id: node.uniqueID, kind: kind, name: name)
  }

  private func outcome(of result: NodeResult, _ log: RunLog) -> RunResult {
    let outcome: RunResult.Outcome =
      switch result.status {
      case .success, .pass, .noOp: .succeeded
      case .warn: .warned
      case .fail, .error, .runtimeError, .partialSuccess: .failed
      case .skipped: .skipped
      }
    let message: String
    switch result.status {
    case .error: message = "failed"
    case .skipped:
      let cause = result.skippedBecause.map { log.node($0)?.name ?? $0 }
      message = cause.map { "skipped: \($0) did not succeed" } ?? "not started"
    default: message = result.message ?? ""
    }
    var end = RunResult(
      outcome, duration: result.duration, message: message,
      rows: result.failures.flatMap { $0 > 0 ? $0 : nil } ?? result.rowsAffected)
    if outcome == .failed {
      end.diagnostic =
        result.error.map { Diagnostic($0).quoting(from: project.root) }
        ?? Diagnostic(.failure, result.message ?? "failed")
    }
    return end
  }
}
