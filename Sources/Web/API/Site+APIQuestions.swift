import Airflow
import Orchestration

extension Site {
  /// What tasks ask persons, of one run, or for `~` of all runs or all DAGs.
  func apiQuestions(_ call: Call) async throws -> Answer {
    let (dag, run) = (call["dag"], call["run"])
    let subject = call.query.text("subject_search")
    let isAnswered = call.query.flag("response_received")
    let found = try await operations.questions().filter { question in
      (dag == "~" || question.id.run.dag == dag) && (run == "~" || question.id.run.name == run)
        && (isAnswered == nil || isAnswered == (question.response != nil))
        && (subject.map { (question.request["subject"]?.text ?? "").contains($0) } ?? true)
    }
    var values: [WireValue] = []
    for question in call.part(of: found) { values.append(try await value(of: question)) }
    return .json(.list("hitl_details", values, total: found.count))
  }

  /// What a task asks.
  ///
  /// - Throws: ``WebError`` if it asks nothing, and `StoreError`.
  func question(_ id: TaskInstanceID) async throws -> HumanQuestion {
    _ = try await operations.instance(id)
    if let found = try await operations.questions().first(where: { $0.id == id }) { return found }
    throw WebError.missing("question", "\(id.task)", hint: "the task asks nobody")
  }

  /// A question, its task instance, and its answer.
  func value(of question: HumanQuestion) async throws -> WireValue {
    let request = question.request
    let response = question.response
    let parameters = (request["params"]?.entries ?? []).map { entry in
      let isWhole = entry.value["value"] != nil && entry.value["schema"] != nil
      return WireEntry(
        entry.name,
        isWhole ? entry.value : ["value": entry.value, "description": nil, "schema": [:]])
    }
    return [
      "options": .list(question.options.map { .text($0) }),
      "subject": .text(request["subject"]?.text ?? ""), "body": request["body"] ?? .null,
      "defaults": request["defaults"] ?? .null, "multiple": .boolean(question.isMultiple),
      "params": .map(parameters), "assigned_users": request["assigned_users"] ?? .list([]),
      "created_at": request["created_at"] ?? .null,
      "responded_by_user": response?["responded_by_user"] ?? .null,
      "responded_at": .time(response?["responded_at"]?.moment),
      "chosen_options": response?["chosen_options"] ?? .null,
      "params_input": response?["params_input"] ?? .map([]),
      "response_received": .boolean(response != nil),
      "task_instance": try await value(of: question.id),
    ]
  }

  /// Answers what a task asks.
  func apiRespond(_ call: Call) async throws -> Answer {
    let body = try call.json()
    guard let options = body["chosen_options"]?.list?.compactMap(\.text) else {
      throw WebError(.invalid, "chosen_options must be a list of texts")
    }
    let id = call.apiInstance
    _ = try await operations.instance(id)
    do {
      let answered = try await operations.respond(
        id, options, body["params_input"]?.json, call.identity.name)
      try await note(
        "respond", by: call, dag: id.run.dag, run: id.run.name, task: id.task.name)
      let response = answered.response ?? .null
      return .json([
        "responded_by": response["responded_by_user"] ?? .null,
        "responded_at": .time(response["responded_at"]?.moment),
        "chosen_options": response["chosen_options"] ?? .null,
        "params_input": response["params_input"] ?? .map([]),
      ])
    } catch let error as AnswerError {
      let kind: WebError.Kind =
        switch error.kind {
        case .noQuestion: .missing
        case .answered: .conflict
        case .notAsked: .forbidden
        case .invalid: .invalid
        }
      throw WebError(kind, error.description)
    }
  }
}
