import Alerts
import Columnar
import Ingest
import Orchestration
import QueryEngine

/// Runs the statements of a task on the lake, in a session of its own.
struct SQLExecutor: TaskExecutor {
  let lake: Lake

  func execute(_ attempt: TaskAttempt, log: TaskLog) async -> TaskResult {
    let text = attempt.work?.settings["statement"] ?? ""
    do {
      let session = try await lake.session()
      for item in try Script(text).items {
        guard case .statement(let statement) = item.content else {
          log.write("a task runs SQL statements, no \\ commands")
          return .failedForGood
        }
        let result = try await session.execute(statement)
        var rows = 0
        while let batch = try await result.next() { rows += batch.count }
        log.write(rows > 0 ? "\(result.tag) (\(rows) rows)" : result.tag)
      }
      return .succeeded()
    } catch {
      log.write(Diagnostic(error).message)
      return .failed
    }
  }
}

/// Builds a selection of the project's dbt nodes.
struct DbtExecutor: TaskExecutor {
  let project: Project
  let variables: [String: String]
  /// Who is told of tests that do not pass; `nil` for nobody.
  let alerts: AlertService?

  /// The most tests that are named.
  private static let mostNamed = 10

  func execute(_ attempt: TaskAttempt, log: TaskLog) async -> TaskResult {
    let selection = attempt.work?.settings["select"] ?? ""
    let words = selection.split(separator: " ").map(String.init)
    do {
      let request = try DbtRequest(
        ["build"] + (words.isEmpty ? [] : ["--select"] + words), environment: variables)
      let outcome = try await request.run(on: project) { log.write($0.text) }
      await tell(outcome.unsoundTests, attempt)
      return outcome.exitCode == 0 ? .succeeded() : .failed
    } catch {
      log.write(Diagnostic(error).message)
      return .failed
    }
  }
}

extension DbtExecutor {
  private func tell(_ tests: [String], _ attempt: TaskAttempt) async {
    guard let alerts, !tests.isEmpty else { return }
    let rest = tests.count - Self.mostNamed
    let names = tests.prefix(Self.mostNamed).joined(separator: ", ")
    await alerts.add(
      AlertEvent(
        .quality, run: attempt.id.run, task: attempt.id.task, mapIndex: attempt.id.mapIndex,
        attempt: attempt.attempt, at: .now,
        detail: rest > 0 ? "\(names) and \(rest) more" : names))
  }
}

/// Loads what is new for one table.
struct IngestExecutor: TaskExecutor {
  let project: Project
  let lake: Lake
  let variables: [String: String]

  func execute(_ attempt: TaskAttempt, log: TaskLog) async -> TaskResult {
    let name = attempt.work?.settings["table"] ?? ""
    do {
      let tables = try project.sourceTables(variables: variables)
      guard let table = tables.first(where: { $0.displayName == name }) else {
        log.write("no file of sources/ declares the table \"\(name)\"")
        return .failedForGood
      }
      let step = IngestStep(table: table)
      let runLog = RunLog { event in
        guard case .ended(_, let result) = event else { return }
        log.write(
          result.diagnostic?.message
            ?? "\(result.rows ?? 0) rows of \(result.files) files \(result.message)")
      }
      runLog.plan([step.node])
      switch await step.run(into: lake, runLog) {
      case .succeeded: return .succeeded()
      case .skipped: return .skipped
      case .failed, .cancelled: return .failed
      }
    } catch {
      log.write(error.message)
      return .failed
    }
  }
}
