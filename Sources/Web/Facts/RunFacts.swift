import Orchestration

/// What the page of a run shows.
struct RunFacts: Sendable {
  var summary: SchedulerState.RunSummary
  var counts: [TaskInstanceState: Int]
  /// The state whose instances are shown; `nil` for all.
  var state: TaskInstanceState?
  /// With which letters the names of shown tasks begin.
  var prefix: String?
  var instances: [RecordedInstance]
  var paging: Paging
  /// By when it has or had to have succeeded, each with what was written when it had not.
  var deadlines: [(deadline: RunDeadline, lines: [String])] = []
}

/// What the page of a task instance shows.
struct InstanceFacts: Sendable {
  var recorded: RecordedInstance
  var task: DAGTask?
  var run: SchedulerState.RunSummary
  /// The try whose log is shown.
  var attempt: Int
  var log: LogText
  /// What it kept for others, as JSON.
  var xcoms: [(key: String, value: String)]
}

extension Operations {
  /// What is known of a run.
  ///
  /// - Throws: ``WebError`` if there is none of this name, and `StoreError`.
  func facts(
    of id: RunID, state wanted: TaskInstanceState?, prefix: String?, page: Int
  ) async throws -> RunFacts {
    let summary = try await run(id)
    let filter = InstanceFilter(states: wanted.map { [$0] }, prefix: prefix)
    let instances = try await state.instances(
      of: id, filter, limit: Paging.length, offset: Paging.offset(page))
    var facts = RunFacts(
      summary: summary, counts: try await state.instanceCounts(of: id), state: wanted,
      prefix: prefix, instances: instances.elements,
      paging: Paging(page: page, total: instances.total))
    let secrets = try await secretTexts()
    for deadline in try await state.deadlines(of: id) {
      let path = TaskLog.path(in: logs, of: deadline, id)
      let lines = TaskLog.lastLines(20, of: path).map { secrets.mask($0) }
      facts.deadlines.append((deadline, lines))
    }
    return facts
  }

  /// What is known of a task instance.
  ///
  /// - Parameters:
  ///   - id: the task instance.
  ///   - attempt: the try whose log is wanted; the last one if `nil`.
  /// - Returns: what is known.
  /// - Throws: ``WebError`` if there is none of this name, and `StoreError`.
  func facts(of id: TaskInstanceID, attempt: Int?) async throws -> InstanceFacts {
    let recorded = try await instance(id)
    let last = max(1, recorded.instance.attempt)
    let shown = min(max(1, attempt ?? last), last)
    let secrets = try await secretTexts()
    let xcoms = try await state.xcoms(of: id)
    return InstanceFacts(
      recorded: recorded, task: dags().first { $0.id == id.run.dag }?.dag[id.task],
      run: try await run(id.run), attempt: shown,
      log: LogText(reading: TaskLog.path(in: logs, of: id, attempt: shown)),
      xcoms: xcoms.map { ($0.key, secrets.mask($0.value)) })
  }

  /// The texts that must not show in what tasks kept.
  ///
  /// - Throws: `VaultError` and `StoreError`.
  func secretTexts() async throws -> SecretTexts {
    SecretTexts(try await vault.secrets())
  }
}

/// Texts that must not show.
struct SecretTexts: Sendable {
  private let texts: [String]

  /// Those shorter than three characters are let pass, as in logs.
  init(_ texts: [String]) {
    self.texts = Set(texts).filter { $0.count >= 3 }.sorted { ($0.count, $0) > ($1.count, $1) }
  }

  /// A text with the secrets in it masked.
  func mask(_ text: String) -> String {
    texts.reduce(text) { $0.replacing($1, with: TaskLog.mask) }
  }
}
