import Airflow
import Orchestration

extension Site {
  /// Signs of changes, for pages that show them.
  ///
  /// - Throws: ``WebError`` of kind `busy` if too many pages listen.
  func events(_ topic: LiveFeed.Topic) throws(WebError) -> Answer {
    guard let changes = operations.feed.listen(to: topic) else {
      throw WebError(.busy, "too many pages are live")
    }
    return .events { send in
      try await send("retry: 2000\n\n")
      for await _ in changes { try await send("event: change\ndata: \n\n") }
    }
  }

  /// The log of a try: as a text, or its lines as they are written.
  func log(_ call: Call) async throws -> Answer {
    let id = call.instance
    let recorded = try await operations.instance(id)
    let attempt = call.query.integer("try") ?? max(1, recorded.instance.attempt)
    let path = TaskLog.path(in: operations.logs, of: id, attempt: attempt)
    guard call.query.flag("follow") == true else {
      return .text(LogText(reading: path).text)
    }
    // Who was cut off goes on behind what came last.
    let last = call.headers.lastEventID.flatMap { Int($0) }
    let start = max(0, last ?? call.query.integer("from") ?? 0)
    return .events { send in
      try await follow(path, from: start, id, attempt, send)
    }
  }

  /// Sends what is added to a log until its try has ended.
  @concurrent
  private func follow(
    _ path: String, from start: Int, _ id: TaskInstanceID, _ attempt: Int,
    _ send: Answer.Send
  ) async throws {
    var place = start
    var silence = 0
    while true {
      // Asked before the file is read, so that nothing written last is missed.
      let instance = try await operations.state.instance(id)
      let isOpen = instance.map { $0.state.isExecuting && $0.attempt == attempt } ?? false
      let added = LogText(reading: path, from: place)
      place = added.end
      if !added.lines.isEmpty {
        let lines = WireValue.list(added.lines.map { .text(String($0)) })
        try await send("event: lines\nid: \(place)\ndata: \(lines.json)\n\n")
        silence = 0
      } else if isOpen {
        silence += 1
        // A sign now and then shows whether anybody is still there.
        if silence % 30 == 0 { try await send(": still open\n\n") }
        try await Task.sleep(for: .milliseconds(500))
      } else {
        try await send("event: end\ndata: \n\n")
        return
      }
    }
  }
}
