public import Orchestration

/// What a task asks a person, and what the person said.
public struct HumanQuestion: Sendable, Hashable {
  /// The task instance that asks.
  public var id: TaskInstanceID
  /// What it asks, as Airflow's operators write it: `subject`, `body`, `options`, `params` and so on.
  public var request: WireValue
  /// What was answered; `nil` as long as nothing was.
  public var response: WireValue?

  /// What may be chosen.
  public var options: [String] { request.words("options") ?? [] }
  /// What counts as chosen when the time is over; `nil` lets the task fail then.
  public var defaults: [String]? { request.words("defaults") }
  /// Whether more than one option may be chosen.
  public var isMultiple: Bool { request["multiple"]?.boolean ?? false }
  /// The names of those who may answer; empty for everyone.
  public var respondents: [String] {
    (request["assigned_users"]?.list ?? []).compactMap { $0["id"]?.text }
  }

  init?(_ id: TaskInstanceID, _ notes: [String: WireValue]) {
    guard let request = notes[TaskNotes.question] else { return nil }
    self.id = id
    self.request = request
    response = notes[TaskNotes.response]
  }

  /// The values that parameters have if nobody gives others.
  var parameters: WireValue {
    .map(
      (request["params"]?.entries ?? []).map { WireEntry($0.name, $0.value["value"] ?? $0.value) })
  }
}

/// Why an answer is not taken.
public struct AnswerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The class of an ``AnswerError``.
  public enum Kind: Sendable, Hashable {
    /// The task asks nothing.
    case noQuestion
    /// Somebody has answered, or the time is over.
    case answered
    /// Somebody else is asked.
    case notAsked
    /// That cannot be chosen.
    case invalid
  }

  /// The class of the error.
  public var kind: Kind
  /// What is wrong, and what may be said instead.
  public var description: String
}

extension AirflowRuntime {
  /// What a task instance asks, or has asked.
  ///
  /// - Returns: the question; `nil` if it asks nothing.
  /// - Throws: `StoreError`.
  public func question(of id: TaskInstanceID) async throws -> HumanQuestion? {
    HumanQuestion(id, try await state.notes(of: id))
  }

  /// Every question that is recorded.
  ///
  /// - Throws: `StoreError`.
  public func questions() async throws -> [HumanQuestion] {
    var questions: [HumanQuestion] = []
    for (id, _) in try await state.all(TaskNotes.question) {
      if let question = try await question(of: id) { questions.append(question) }
    }
    return questions
  }

  /// Answers the question that a task waits for.
  ///
  /// - Parameters:
  ///   - id: the task instance.
  ///   - options: what was chosen.
  ///   - input: the values of the question's parameters, as JSON.
  ///   - user: the name of who answers.
  /// - Returns: the question with its answer.
  /// - Throws: ``AnswerError`` if the answer is not taken, and `StoreError`.
  @discardableResult
  public func respond(
    to id: TaskInstanceID, options: [String], input: String? = nil, by user: String = "local"
  ) async throws -> HumanQuestion {
    guard var question = try await question(of: id) else {
      throw AnswerError(kind: .noQuestion, description: "\(id) asks nothing")
    }
    guard question.respondents.isEmpty || question.respondents.contains(user) else {
      throw AnswerError(kind: .notAsked, description: "\"\(user)\" is not asked")
    }
    let unknown = options.filter { !question.options.contains($0) }
    guard unknown.isEmpty, !options.isEmpty, question.isMultiple || options.count == 1 else {
      let choice = question.isMultiple ? "one or more" : "one"
      throw AnswerError(
        kind: .invalid,
        description: "choose \(choice) of: " + question.options.joined(separator: ", "))
    }
    let values = try input.map { try WireValue(json: $0) }
    let response: WireValue = [
      "chosen_options": .list(options.map { .text($0) }),
      "params_input": values ?? .map([]), "responded_at": .moment(.now),
      "responded_by_user": ["id": .text(user), "name": .text(user)], "timedout": false,
    ]
    guard try await triggerer.answer(id, with: response) else {
      throw AnswerError(kind: .answered, description: "\(id) was answered before")
    }
    question.response = response
    return question
  }
}

extension Triggerer {
  /// How often it is looked whether the time for an answer is over.
  private static let pause: Duration = .seconds(1)

  /// Lets tasks go on whose time for an answer is over, until cancelled.
  func watchQuestions() async {
    while !Task.isCancelled {
      for id in overdueQuestions(.now) { await timeOut(id) }
      try? await Task.sleep(for: Self.pause)
    }
  }

  /// What was not answered in time is answered by its defaults; without any the task is told.
  private func timeOut(_ id: TaskInstanceID) async {
    guard let notes = try? await airflow.notes(of: id), let question = HumanQuestion(id, notes)
    else { return }
    guard let defaults = question.defaults else {
      _ = try? await answer(
        id,
        with: [
          "error": "The time for an answer is over, and nobody has answered.",
          "error_type": "timeout",
        ])
      return
    }
    _ = try? await answer(
      id,
      with: [
        "chosen_options": .list(defaults.map { .text($0) }), "params_input": question.parameters,
        "responded_at": .moment(.now), "responded_by_user": nil, "timedout": true,
      ])
  }

  /// Keeps an answer and lets its task go on with it, once.
  ///
  /// - Returns: whether the task waited for an answer.
  /// - Throws: `StoreError`.
  func answer(_ id: TaskInstanceID, with response: WireValue) async throws -> Bool {
    guard beginAnswer(to: id) else { return false }
    defer { endAnswer(to: id) }
    guard try await airflow.notes(of: id)[TaskNotes.deferral] != nil else { return false }
    if response["error"] == nil { try await airflow.put(response, TaskNotes.response, of: id) }
    await resume(id, payload: response)
    return true
  }
}
