import Airflow
import Orchestration

extension Site {
  /// What somebody wants of a backfill that is not over.
  enum BackfillChange: String {
    case pause, unpause, cancel
  }

  /// Reads a backfill that somebody wants.
  ///
  /// - Throws: ``WebError`` for what cannot mean anything.
  func backfill(
    of dag: String, from: String?, to: String?, reprocessing: String?, isReversed: Bool,
    maxActiveRuns: Int?, conf: String?, _ call: Call
  ) throws(WebError) -> Backfill {
    guard let start = try call.moment(from), let end = try call.moment(to) else {
      throw WebError(.invalid, "a backfill needs from_date and to_date")
    }
    guard start <= end else { throw WebError(.invalid, "from_date is after to_date") }
    guard let behaviour = Backfill.Reprocessing(rawValue: reprocessing ?? "none") else {
      throw WebError(
        .invalid, "reprocess_behavior is none, failed or completed, not \"\(reprocessing ?? "")\"")
    }
    return Backfill(
      dag: dag, range: start...end, reprocessing: behaviour, isReversed: isReversed,
      maxActiveRuns: maxActiveRuns ?? Backfill.usualActiveRuns, conf: conf)
  }

  /// What a backfill would do.
  ///
  /// - Throws: ``WebError`` if it cannot be made, and `StoreError`.
  func plan(
    _ backfill: Backfill, _ call: Call
  ) async throws -> (backfill: Backfill, steps: [Backfill.Step]) {
    let listed = try operations.dag(backfill.dag)
    do {
      return (
        backfill, try await operations.state.steps(of: backfill, listed.dag, now: call.now)
      )
    } catch let error as BackfillError {
      throw WebError(error)
    }
  }

  /// Makes a backfill, and waits until its runs are there.
  func make(_ backfill: Backfill, by call: Call) async throws -> RecordedBackfill {
    let id: Int
    do {
      id = try await operations.state.create(backfill, now: call.now)
    } catch let error as BackfillError {
      throw WebError(error)
    }
    try await operations.ask(.backfill(dag: backfill.dag, id))
    try await note("backfill", by: call, dag: backfill.dag, detail: "backfill \(id)")
    try await settled {
      try await operations.state.backfill(id)?.standing.hasBegun == true
    }
    return try await recorded(id)
  }

  /// The backfill that the path names.
  ///
  /// - Throws: ``WebError`` if there is none.
  func backfill(_ call: Call) async throws -> RecordedBackfill {
    guard let id = Int(call["backfill"]) else {
      throw WebError(.invalid, "the number of a backfill is a number")
    }
    return try await recorded(id)
  }

  private func recorded(_ id: Int) async throws -> RecordedBackfill {
    guard let found = try await operations.state.backfill(id) else {
      throw WebError.missing("backfill", "\(id)")
    }
    return found
  }

  /// Changes a backfill that is not over, and waits until that is kept.
  func change(
    _ change: BackfillChange, _ recorded: RecordedBackfill, by call: Call
  ) async throws -> RecordedBackfill {
    let (id, dag) = (recorded.backfill.id, recorded.backfill.dag)
    guard recorded.standing.completedAt == nil else {
      throw WebError(.conflict, "the backfill \(id) is over")
    }
    switch change {
    case .pause: try await operations.ask(.pauseBackfill(dag: dag, id, true))
    case .unpause: try await operations.ask(.pauseBackfill(dag: dag, id, false))
    case .cancel: try await operations.ask(.cancelBackfill(dag: dag, id))
    }
    try await note("\(change.rawValue) backfill", by: call, dag: dag, detail: "backfill \(id)")
    try await settled {
      let standing = try await operations.state.backfill(id)?.standing
      switch change {
      case .pause: return standing?.isPaused == true
      case .unpause: return standing?.isPaused == false
      case .cancel: return standing?.completedAt != nil
      }
    }
    return try await self.recorded(id)
  }

  /// The backfills of a DAG.
  func backfillPage(
    _ call: Call, preview: (backfill: Backfill, steps: [Backfill.Step])? = nil
  ) async throws -> Answer {
    let listed = try operations.dag(call["dag"])
    let backfills = try await operations.state.backfills(
      of: listed.id, limit: Paging.length, offset: Paging.offset(call.page))
    return try await dagPage(listed, .backfills, call) {
      .backfills(backfills, preview, listed, call)
    }
  }

  /// Makes the backfill of a form, or shows what it would do.
  func makeBackfill(_ call: Call) async throws -> Answer {
    let listed = try operations.dag(call["dag"])
    let wanted = try backfill(
      of: listed.id, from: call.form.text("from_date"), to: call.form.text("to_date"),
      reprocessing: call.form.text("reprocess"),
      isReversed: call.form.flag("backwards") ?? false,
      maxActiveRuns: call.form.integer("max_active_runs").map { max(1, $0) },
      conf: try listed.conf(from: call.form)?.json, call)
    let plan = try await plan(wanted, call)
    if call.form["do"] == "preview" { return try await backfillPage(call, preview: plan) }
    _ = try await make(wanted, by: call)
    return .see(.dag(listed.id, "backfills"))
  }

  /// Pauses, continues or cancels the backfill that a form names.
  func changeBackfill(_ call: Call) async throws -> Answer {
    guard let wanted = BackfillChange(rawValue: call.form["do"] ?? "") else {
      throw WebError(.invalid, "a backfill is paused, unpaused or cancelled")
    }
    _ = try await change(wanted, try await backfill(call), by: call)
    return .see(.dag(call["dag"], "backfills"))
  }
}

extension WebError {
  /// A backfill that cannot be made.
  init(_ error: BackfillError) {
    self.init(error.isConflict ? .conflict : .invalid, error.message, hint: error.hint)
  }
}
