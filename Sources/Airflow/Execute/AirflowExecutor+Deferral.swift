import Orchestration

extension AirflowExecutor {
  /// Keeps what a task waits for. The trigger starts once the scheduler has recorded that it waits.
  func deferred(_ message: WireValue, _ id: TaskInstanceID) async throws -> TaskResult {
    let until = message["trigger_timeout"]?.duration.map { Timestamp.now + $0 }
    let arguments = message["trigger_kwargs"] ?? .null
    try await state.put(
      [
        "classpath": message["classpath"] ?? .null,
        "kwargs": .text(arguments.text ?? (arguments.isNull ? "{}" : arguments.json)),
        "method": message["next_method"] ?? .null, "next": message["next_kwargs"] ?? .null,
        "until": .optional(until),
      ], TaskNotes.deferral, of: id)
    return .deferred(until: until)
  }

  /// Defers a task that has not been executed, as its operator asks for.
  func deferFromStart(_ trigger: WireValue, _ id: TaskInstanceID) async throws -> TaskResult {
    try await deferred(
      [
        "classpath": trigger["trigger_cls"] ?? .null,
        "trigger_kwargs": trigger["trigger_kwargs"]?.plain ?? .null,
        "next_method": trigger["next_method"] ?? .null,
        "next_kwargs": trigger["next_kwargs"]?.plain ?? .null,
        "trigger_timeout": trigger["timeout"] ?? .null,
      ], id)
  }

  /// Lets a task wait for a person, or for the time it gives them.
  func awaitInput(_ message: WireValue, _ id: TaskInstanceID) async throws -> TaskResult {
    let until = message["timeout"]?.duration.map { Timestamp.now + $0 }
    try await state.put(
      [
        "method": message["next_method"] ?? .null, "next": message["next_kwargs"] ?? .null,
        "until": .optional(until),
      ], TaskNotes.deferral, of: id)
    return .awaitsInput
  }

  /// Ends a task as its trigger said, without executing it again.
  func end(as ending: WireValue, _ id: TaskInstanceID) async throws -> TaskResult {
    var output = TaskOutput.nothing
    for entry in ending["xcoms"]?.entries ?? [] {
      try await scheduler.put(xcom: entry.value.json, key: entry.name, of: id)
      if entry.name == "return_value" { output = .value }
    }
    switch ending["task_instance_state"]?.text {
    case "success": return .succeeded(output)
    case "skipped": return .skipped
    default: return .failed
    }
  }
}
