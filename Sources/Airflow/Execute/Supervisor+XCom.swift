import Orchestration

extension Supervisor {
  /// Answers what is about values that tasks pass on; `nil` for anything else.
  func answerXCom(
    _ type: String, _ request: WireValue, _ asker: Asker?
  ) async throws -> WireValue? {
    let key = request.word("key")
    switch type {
    case "GetXCom":
      let value = try await xcom(key, request)
      // What is not there is nothing, not an error.
      return ["type": "XComResult", "key": .text(key), "value": value ?? .null]
    case "GetXComCount":
      let values = try await xcoms(key, request)
      return ["type": "XComCountResponse", "len": .integer(Int64(values.count))]
    case "GetXComSequenceItem":
      let values = try await xcoms(key, request)
      let offset = request["offset"]?.integer ?? 0
      let position = offset < 0 ? values.count + offset : offset
      guard values.indices.contains(position) else {
        return Self.error("XCOM_NOT_FOUND", "there is no value \(offset) of \"\(key)\"")
      }
      return ["type": "XComSequenceIndexResult", "root": values[position]]
    case "GetXComSequenceSlice":
      let values = try await xcoms(key, request)
      let slice = SequenceSlice(
        start: request["start"]?.integer, stop: request["stop"]?.integer,
        step: request["step"]?.integer)
      return [
        "type": "XComSequenceSliceResult",
        "root": .list(slice.positions(in: values.count).map { values[$0] }),
      ]
    case "SetXCom":
      try await scheduler.put(
        xcom: (request["value"] ?? .null).json, key: key, of: request.instance)
      return .null
    case "DeleteXCom":
      try await scheduler.put(xcom: nil, key: key, of: request.instance)
      return Self.done
    default: return nil
    }
  }

  private func xcom(_ key: String, _ request: WireValue) async throws -> WireValue? {
    let instance = request.instance
    let found = try await scheduler.xcoms(key: key, of: instance.task, in: instance.run)
      .first { $0.mapIndex == instance.mapIndex }
    if let found { return try WireValue(json: found.value) }
    guard request["include_prior_dates"]?.boolean == true else { return nil }
    for run in try await priorRuns(instance.run) {
      let earlier = try await scheduler.xcoms(key: key, of: instance.task, in: run)
        .first { $0.mapIndex == instance.mapIndex }
      if let earlier { return try WireValue(json: earlier.value) }
    }
    return nil
  }

  /// The values of all instances of a task, in order.
  private func xcoms(_ key: String, _ request: WireValue) async throws -> [WireValue] {
    let instance = request.instance
    var values = try await scheduler.xcoms(key: key, of: instance.task, in: instance.run)
    if request["include_prior_dates"]?.boolean == true {
      for run in try await priorRuns(instance.run) {
        values += try await scheduler.xcoms(key: key, of: instance.task, in: run)
      }
    }
    return try values.map { try WireValue(json: $0.value) }
  }

  private func priorRuns(_ run: RunID) async throws -> [RunID] {
    guard let date = try await scheduler.summary(of: run)?.logicalDate else { return [] }
    return try await scheduler.runs(of: run.dag, RunFilter(before: date), limit: 100).map(\.id)
  }
}

/// A slice of a list as Python takes it.
struct SequenceSlice: Sendable, Hashable {
  var start: Int?
  var stop: Int?
  var step: Int?

  /// The positions that the slice takes of a list of this length, in order.
  func positions(in count: Int) -> [Int] {
    let step = step ?? 1
    guard step != 0 else { return [] }
    let (lowest, highest) = step > 0 ? (0, count) : (-1, count - 1)
    func clamped(_ position: Int?, _ missing: Int) -> Int {
      guard let position else { return missing }
      return min(max(position < 0 ? position + count : position, lowest), highest)
    }
    let first = clamped(start, step > 0 ? lowest : highest)
    let end = clamped(stop, step > 0 ? highest : lowest)
    return Array(stride(from: first, to: end, by: step))
  }
}
