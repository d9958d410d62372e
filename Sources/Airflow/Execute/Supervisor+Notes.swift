import Orchestration

/// The names of what is kept of a task instance.
enum TaskNotes {
  /// The trigger it waits for, what follows, and until when.
  static let deferral = "deferral"
  /// The method it goes on with, and its arguments.
  static let next = "next"
  /// How it ended without being executed again.
  static let ending = "ending"
  /// When it was first looked at, where it looks again and again.
  static let rescheduledSince = "rescheduled_since"
  /// How often it has looked.
  static let reschedules = "reschedules"
  /// Its arguments after templates were rendered.
  static let renderedFields = "rendered_fields"
  /// What stands for its index.
  static let renderedMapIndex = "rendered_map_index"
  /// What a person is asked.
  static let question = "question"
  /// What the person said.
  static let response = "response"

  /// What it said of the update of an asset.
  static func extra(of asset: AssetID) -> String { "extra:\(asset.name)" }
  /// What it keeps for its next tries.
  static func kept(_ key: String) -> String { "kept:\(key)" }
  static let keptPrefix = "kept:"
}

extension Supervisor {
  /// Answers what a task wants kept of itself; `nil` for anything else.
  func answerNotes(
    _ type: String, _ request: WireValue, _ asker: Asker?
  ) async throws -> WireValue? {
    let key = request.word("key")
    guard let id = asker?.id else { return type == "MaskSecret" ? .null : nil }
    switch type {
    case "SetRenderedFields":
      try await state.put(request["rendered_fields"], TaskNotes.renderedFields, of: id)
      return Self.done
    case "SetRenderedMapIndex":
      try await state.put(request["rendered_map_index"], TaskNotes.renderedMapIndex, of: id)
      return Self.done
    case "GetTaskStateStore":
      guard let value = try await state.notes(of: id)[TaskNotes.kept(key)] else {
        return Self.error("TASK_STORE_NOT_FOUND", "nothing is kept under \"\(key)\"")
      }
      return ["type": "TaskStateStoreResult", "value": value]
    case "SetTaskStateStore":
      try await state.put(request["value"] ?? .null, TaskNotes.kept(key), of: id)
      return Self.done
    case "DeleteTaskStateStore":
      try await state.put(nil, TaskNotes.kept(key), of: id)
      return Self.done
    case "ClearTaskStateStore":
      let names = try await state.notes(of: id).keys.filter {
        $0.hasPrefix(TaskNotes.keptPrefix)
      }
      try await state.remove(names, of: id)
      return Self.done
    case "CreateHITLDetailPayload":
      let question = (request.entries ?? []).filter { !["type", "ti_id"].contains($0.name) }
      try await state.put(
        .map(question + [WireEntry("created_at", .text(Timestamp.now.description))]),
        TaskNotes.question, of: id)
      try await state.remove([TaskNotes.response], of: id)
      return .map(
        [WireEntry("type", "HITLDetailRequestResult")]
          + (request.entries ?? []).filter { $0.name != "type" })
    default: return nil
    }
  }
}
