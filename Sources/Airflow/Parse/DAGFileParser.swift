import FoundationEssentials
import Orchestration

/// What parsing a DAG file came to.
public struct ParsedFile: Sendable {
  /// The file, relative to the folder of DAG files.
  public var path: String
  /// Its DAGs as Python serialized them.
  var serialized: [WireValue] = []
  /// What went wrong.
  public var errors: [ImportError] = []
  /// What Python warned of.
  public var warnings: [String] = []
  /// The next runs of DAGs whose timetables only Python knows, by DAG.
  var plans: [String: [ScheduledRun]] = [:]
  /// How long parsing took; `nil` where it was known from before.
  public var duration: Duration?
  /// How many DAGs it has.
  public var dagCount: Int { serialized.count }
}

/// Parses DAG files, each in a Python process of its own.
struct DAGFileParser: Sendable {
  let host: PythonHost
  let environment: PythonEnvironment
  let supervisor: Supervisor
  /// How long a file may take.
  var timeout: Duration = .seconds(50)

  /// How many of the lines are kept that a file prints.
  private static let linesKept = 50
  /// How many runs of a timetable that only Python knows are asked for.
  private static let runsAsked: Int64 = 100

  /// Parses a file.
  ///
  /// Whatever the file does is told as an error of the result, not thrown: that it loops, ends the
  /// process or prints without end.
  ///
  /// - Parameter path: the file, relative to the folder of DAG files.
  /// - Returns: its DAGs, and what went wrong.
  /// - Throws: ``AirflowError`` of kind `environment` or `process` if no process can be had.
  func parse(_ path: String) async throws(AirflowError) -> ParsedFile {
    let started = ContinuousClock.now
    let lines = LastLines(most: Self.linesKept)
    let child = try await host.fork(.parse) { lines.add($0) }
    child.answer(
      0,
      [
        "type": "DagFileParseRequest", "file": .text(environment.dags + "/" + path),
        "bundle_path": .text(environment.dags), "bundle_name": "dags-folder",
        "callback_requests": [],
      ])
    let (result, ending) = await converse(with: child)
    var file = ParsedFile(path: path)
    file.duration = ContinuousClock.now - started
    guard let result else {
      let reason =
        ending == nil
        ? "parsing takes longer than \(timeout): the file may loop, or wait for something"
        : child.fault?.description ?? "Python ended without a result: \(ending?.text ?? "")"
      file.errors = [
        ImportError(file: path, text: ([reason] + lines.texts).joined(separator: "\n"))
      ]
      return file
    }
    file.serialized = (result["serialized_dags"]?.list ?? []).compactMap { $0["data"] }
    file.errors = (result["import_errors"]?.entries ?? []).map {
      ImportError(file: relative($0.name), text: $0.value.text ?? $0.value.json)
    }
    file.warnings = (result["warnings"]?.list ?? []).map { $0["message"]?.text ?? $0.json }
    for envelope in file.serialized where SerializedDAG.needsPython(envelope) {
      let id = envelope["dag"]?["dag_id"]?.text ?? ""
      file.plans[id] = try await plan(envelope)
    }
    return file
  }

  /// Runs the callbacks of a DAG whose run is over.
  ///
  /// - Parameters:
  ///   - requests: what is to be called, as Airflow's callback requests.
  ///   - path: the file of the DAG.
  ///   - line: told of what the callbacks print.
  /// - Throws: ``AirflowError`` if no process can be had.
  func call(
    _ requests: [WireValue], of path: String, line: @escaping @Sendable (PythonLine) -> Void
  ) async throws(AirflowError) {
    let child = try await host.fork(.parse, line: line)
    child.answer(
      0,
      [
        "type": "DagFileParseRequest", "file": .text(environment.dags + "/" + path),
        "bundle_path": .text(environment.dags), "bundle_name": "dags-folder",
        "callback_requests": .list(requests),
      ])
    _ = await converse(with: child)
  }

  /// Calls what a DAG names for a deadline.
  ///
  /// - Parameters:
  ///   - callable: what is called, as the SDK serializes it.
  ///   - context: what it is told.
  ///   - path: the file of the DAG.
  ///   - line: told of what it prints.
  /// - Throws: ``AirflowError`` if no process can be had.
  func call(
    _ callable: WireValue, context: WireValue, of path: String,
    line: @escaping @Sendable (PythonLine) -> Void
  ) async throws(AirflowError) {
    let child = try await host.fork(.call, line: line)
    child.answer(
      0,
      [
        "callable": callable, "context": context, "folder": .text(environment.dags),
        "file": .text(environment.dags + "/" + path),
      ])
    let ending = await converse(with: child).ending
    if ending?.isSuccess != true {
      let reason = ending?.text ?? "it takes too long"
      line(.printed("the callable of the deadline failed: \(reason)"))
    }
  }

  /// Answers what a process asks until it ends or has taken too long.
  ///
  /// - Returns: the result, if there was one, and how the process ended; no ending means that it took
  ///   too long.
  private func converse(
    with child: PythonChild
  ) async -> (result: WireValue?, ending: PythonChild.Ending?) {
    let timeout = timeout
    let isLate = Flag()
    return await withTaskGroup(of: Void.self) { group in
      group.addTask {
        try? await Task.sleep(for: timeout)
        if !Task.isCancelled { isLate.set() }
        child.end(grace: 0)
      }
      var result: WireValue?
      while let request = await child.next() {
        let type = request.body["type"]?.text ?? ""
        if ["DagFileParsingResult", "Dates"].contains(type) {
          result = request.body
          child.answer(request.id, .null)
        } else {
          child.answer(request.id, await supervisor.answer(request.body, for: nil))
        }
      }
      let ending = await child.waitForEnd()
      group.cancelAll()
      return (result, isLate.isSet ? nil : ending)
    }
  }

  /// The next runs of a timetable that only Python knows.
  private func plan(_ envelope: WireValue) async throws(AirflowError) -> [ScheduledRun]? {
    let child = try await host.fork(.dates) { _ in }
    child.answer(0, ["dag": envelope, "last": .null, "count": .integer(Self.runsAsked)])
    guard let result = await converse(with: child).result else { return nil }
    return (result["runs"]?.list ?? []).compactMap { run in
      let moments = (run.list ?? []).compactMap(\.moment)
      guard moments.count == 3 else { return nil }
      return ScheduledRun(
        interval: DataInterval(start: moments[0], end: moments[1]), runAfter: moments[2])
    }
  }

  private func relative(_ path: String) -> String {
    path.hasPrefix(environment.dags + "/")
      ? String(path.dropFirst(environment.dags.count + 1)) : path
  }
}
