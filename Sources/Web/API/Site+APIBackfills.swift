import Airflow
import Orchestration

extension Site {
  /// Makes a backfill as the original's clients ask for it.
  func apiBackfill(_ call: Call) async throws -> Answer {
    let (backfill, _) = try await plan(try apiRequest(call), call)
    return .json(try await make(backfill, by: call).value)
  }

  /// What a backfill would do.
  func apiPreviewBackfill(_ call: Call) async throws -> Answer {
    let (_, steps) = try await plan(try apiRequest(call), call)
    let runs = steps.filter(\.decision.isRun)
    return .json(
      .list(
        "backfills",
        runs.map { step in
          [
            "logical_date": .time(step.interval.start), "partition_key": nil,
            "partition_date": nil,
          ]
        }, total: runs.count))
  }

  private func apiRequest(_ call: Call) throws -> Backfill {
    let body = try call.json()
    let known = [
      "dag_id", "from_date", "to_date", "run_backwards", "dag_run_conf", "reprocess_behavior",
      "max_active_runs", "run_on_latest_version",
    ]
    for entry in body.entries ?? [] where !known.contains(entry.name) {
      throw WebError(.invalid, "a backfill has no \"\(entry.name)\"")
    }
    let conf = body["dag_run_conf"].flatMap { $0.isNull ? nil : $0 }
    guard conf == nil || conf?.entries != nil else {
      throw WebError(.invalid, "dag_run_conf must be an object")
    }
    let active = body["max_active_runs"].flatMap { $0.isNull ? nil : $0 }
    guard active == nil || active?.integer.map({ $0 > 0 }) == true else {
      throw WebError(.invalid, "max_active_runs must be a number of at least 1")
    }
    return try backfill(
      of: body["dag_id"]?.text ?? "", from: body["from_date"]?.text, to: body["to_date"]?.text,
      reprocessing: body["reprocess_behavior"]?.text,
      isReversed: body["run_backwards"]?.boolean ?? false, maxActiveRuns: active?.integer,
      conf: conf?.json, call)
  }
}

extension RecordedBackfill {
  /// The backfill.
  var value: WireValue {
    [
      "id": .number(backfill.id), "dag_id": .text(backfill.dag),
      "from_date": .time(backfill.range.lowerBound), "to_date": .time(backfill.range.upperBound),
      "dag_run_conf": backfill.conf.flatMap { try? WireValue(json: $0) } ?? .map([]),
      "is_paused": .boolean(standing.isPaused),
      "reprocess_behavior": .text(backfill.reprocessing.rawValue),
      "max_active_runs": .number(backfill.maxActiveRuns), "created_at": .time(createdAt),
      "completed_at": .time(standing.completedAt), "updated_at": .time(updatedAt),
      "dag_display_name": .text(backfill.dag),
    ]
  }
}
