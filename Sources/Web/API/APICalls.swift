import Airflow
import Orchestration

extension Call {
  /// How many members of a list are wanted, as the original bounds it.
  var limit: Int { max(0, min(query.integer("limit") ?? 50, 100)) }

  /// How many members are left out at the beginning of a list.
  var offset: Int { max(0, query.integer("offset") ?? 0) }

  /// Whether a list is wanted with its last members first.
  var isReversed: Bool { (query["order_by"] ?? "").hasPrefix("-") }

  /// The part of a whole list that is wanted.
  func part<Element>(of all: [Element]) -> ArraySlice<Element> {
    (isReversed ? all.reversed() : all).dropFirst(offset).prefix(limit)
  }

  /// The moments between two fields of the query, `NAME_gte` and `NAME_lte`; `nil` if neither is
  /// there.
  ///
  /// - Throws: ``WebError`` for a text that is no moment.
  func range(_ name: String) throws(WebError) -> ClosedRange<Timestamp>? {
    let start = try moment(query.text(name + "_gte"))
    let end = try moment(query.text(name + "_lte"))
    guard start != nil || end != nil else { return nil }
    let first = start ?? .distantPast
    return first...max(first, end ?? .distantFuture)
  }

  /// The moment that a text names; `nil` for no text.
  ///
  /// - Throws: ``WebError`` for a text that is no moment.
  func moment(_ text: String?) throws(WebError) -> Timestamp? {
    guard let text else { return nil }
    if let moment = Timestamp(text) { return moment }
    throw WebError(.invalid, "\"\(text)\" is no moment")
  }

  /// The index of a repeated task that is meant, which the original writes as -1 where it is not.
  var mapIndex: Int? {
    let index = parts["index"].flatMap { Int($0) } ?? query.integer("map_index")
    return index.flatMap { $0 < 0 ? nil : $0 }
  }

  /// The task instance that the path names.
  var apiInstance: TaskInstanceID {
    TaskInstanceID(run: run, task: TaskID(self["task"]), mapIndex: mapIndex)
  }
}

extension WebError {
  /// What is wrong, in the form that the original's clients read.
  var detail: WireValue {
    guard kind == .invalid else { return .text(description) }
    return [["loc": ["body"], "msg": .text(description), "type": "value_error"]]
  }

  /// The status: what cannot mean anything has one of its own there.
  var apiStatus: Int { kind == .invalid ? 422 : kind.status }
}

extension String {
  /// Whether a pattern of SQL's LIKE, with `%` and `_`, matches somewhere in the text, as the
  /// original looks for it.
  func matches(like pattern: String) -> Bool {
    var pieces = pattern.lowercased().split(separator: "%").map(Array.init)[...]
    var rest = Array(self.lowercased())[...]
    while let piece = pieces.popFirst() {
      guard let place = Self.place(of: piece, in: rest) else { return false }
      rest = rest[(place + piece.count)...]
    }
    return true
  }

  private static func place(of piece: [Character], in text: ArraySlice<Character>) -> Int? {
    guard piece.count <= text.count else { return nil }
    return (text.startIndex...(text.endIndex - piece.count)).first { start in
      zip(piece, text[start...]).allSatisfy { $0 == "_" || $0 == $1 }
    }
  }
}
