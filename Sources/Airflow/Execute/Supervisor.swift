import FoundationEssentials
import Orchestration

/// Answers what Python processes ask, out of what the scheduler and the vault keep: the part that
/// Airflow's supervisor and its API server have.
///
/// Requests and answers are those of the task SDK's schema. What is not found is told in the body of
/// an answer, as an `ErrorResponse`.
struct Supervisor: Sendable {
  /// A task that asks.
  struct Asker: Sendable {
    /// The task instance.
    var id: TaskInstanceID
    /// The number of the try, from 1.
    var attempt: Int
    /// Masks texts from now on in what the task logs.
    var mask: @Sendable ([String]) -> Void
    /// The task instances that processes know by an identifier of their own.
    var identifier: String
  }

  let catalog: DAGCatalog
  let scheduler: SchedulerState
  let state: AirflowState
  let vault: Vault
  let requests: SchedulerRequests

  /// Answers a request.
  ///
  /// - Parameters:
  ///   - request: the request's body.
  ///   - asker: the task that asks; `nil` for a file that is parsed, and for triggers.
  /// - Returns: the answer's body, null where there is none.
  func answer(_ request: WireValue, for asker: Asker?) async -> WireValue {
    let type = request["type"]?.text ?? ""
    do {
      if let answer = try await answerXCom(type, request, asker) { return answer }
      if let answer = try await answerSecrets(type, request, asker) { return answer }
      if let answer = try await answerRuns(type, request, asker) { return answer }
      if let answer = try await answerTasks(type, request, asker) { return answer }
      if let answer = try await answerAssets(type, request) { return answer }
      if let answer = try await answerNotes(type, request, asker) { return answer }
      return Self.error("GENERIC_ERROR", "the request \(type) is not known here")
    } catch {
      return Self.error("API_SERVER_ERROR", "\(error)")
    }
  }

  /// An answer that says what went wrong.
  static func error(_ kind: String, _ message: String, status: Int = 404) -> WireValue {
    [
      "type": "ErrorResponse", "error": .text(kind),
      "detail": [
        "status_code": .integer(Int64(status)), "message": .text(message),
        "detail": ["reason": "not_found", "message": .text(message)],
      ],
    ]
  }

  static let done: WireValue = ["type": "OKResponse", "ok": true]
}

extension WireValue {
  /// A text of the request; empty where it has none.
  func word(_ name: String) -> String { self[name]?.text ?? "" }

  /// The run that a request names.
  var run: RunID { RunID(dag: word("dag_id"), name: word("run_id")) }

  /// The index that a request names; `nil` for none, which Airflow writes as -1.
  var mapIndex: Int? {
    self["map_index"]?.integer.flatMap { $0 < 0 ? nil : $0 }
  }

  /// The task instance that a request names.
  var instance: TaskInstanceID {
    TaskInstanceID(run: run, task: TaskID(word("task_id")), mapIndex: mapIndex)
  }

  /// The texts of a list, `nil` where the request has none.
  func words(_ name: String) -> [String]? { self[name]?.list?.compactMap(\.text) }

  /// The moments of a list, `nil` where the request has none.
  func moments(_ name: String) -> [Timestamp]? { self[name]?.list?.compactMap(\.moment) }
}
