import Foundation
import Orchestration
import Testing

@testable import Airflow

/// DAGs as Airflow serialized them, and what they come to here.
@Suite struct SerializedDAGTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Cases/Serialized")

  static var names: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
  }

  @Test(arguments: names)
  func comesTo(_ name: String) throws {
    let json = try String(
      contentsOf: Self.folder.appending(path: "\(name).json"), encoding: .utf8)
    let envelope = try WireValue(json: json)
    let dag = try SerializedDAG.read(envelope, assets: SerializedDAG.assets(in: envelope))
    let told = dag.told
    let expected = Self.folder.appending(path: "\(name).txt")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try told.write(to: expected, atomically: true, encoding: .utf8)
      Issue.record("recorded \(name) anew; look at the difference")
    }
    #expect(told == (try? String(contentsOf: expected, encoding: .utf8)))
  }

  @Test func thereAreCases() {
    #expect(Self.names.count > 5)
  }

  @Test(arguments: [
    (#"{"__version": 9, "dag": {"dag_id": "d"}}"#, AirflowError.Kind.wire),
    (#"{"__version": 3, "dag": {"dag_id": "d", "tasks": [{}]}}"#, .wire),
    (
      #"{"__version": 3, "dag": {"dag_id": "d", "tasks": [{"task_id": "t", "trigger_rule": "x"}]}}"#,
      .unsupported
    ),
    (
      """
      {"__version": 3, "dag": {"dag_id": "d", "tasks": [], "timetable":
        {"__type": "airflow.timetables.trigger.CronTriggerTimetable",
         "__var": {"expression": "x", "timezone": "UTC"}}}}
      """, .unsupported
    ),
    (
      """
      {"__version": 3, "dag": {"dag_id": "d", "tasks": [
        {"task_id": "a", "downstream_task_ids": ["b"]},
        {"task_id": "b", "downstream_task_ids": ["a"]}]}}
      """, .unsupported
    ),
  ])
  func whatCannotRunIsRefused(_ json: String, _ kind: AirflowError.Kind) throws {
    let envelope = try WireValue(json: json)
    let error = #expect(throws: AirflowError.self) { try SerializedDAG.read(envelope) }
    #expect(error?.kind == kind)
  }

  @Test func aTimetableOfAPluginGoesByWhatPythonSaid() throws {
    let envelope = try WireValue(
      json: """
        {"__version": 3, "dag": {"dag_id": "d", "tasks": [{"task_id": "t"}],
          "timetable": {"__type": "plugin.Workdays", "__var": {}}}}
        """)
    #expect(SerializedDAG.needsPython(envelope))
    var file = ParsedFile(path: "d.py")
    let moment = Timestamp(seconds: 1000)
    let run = ScheduledRun(interval: DataInterval(start: moment, end: moment), runAfter: moment)
    #expect(try SerializedDAG.read(envelope, file: file).limitations.count == 1)
    file.plans["d"] = [run]
    #expect(
      try SerializedDAG.read(envelope, file: file).dag.rules.timetable == .planned([run]))
  }
}

@Suite struct SequenceSliceTests {
  @Test(
    arguments: [
      (nil, nil, nil, [0, 1, 2, 3, 4]), (1, 3, nil, [1, 2]), (nil, nil, -1, [4, 3, 2, 1, 0]),
      (-2, nil, nil, [3, 4]), (4, 0, -2, [4, 2]), (10, nil, nil, []), (nil, -1, 2, [0, 2]),
      (nil, nil, 0, []), (-10, 2, nil, [0, 1]),
    ] as [(Int?, Int?, Int?, [Int])])
  func isTakenAsPythonTakesIt(_ start: Int?, _ stop: Int?, _ step: Int?, _ positions: [Int]) {
    #expect(SequenceSlice(start: start, stop: stop, step: step).positions(in: 5) == positions)
  }
}

@Suite struct IgnorePatternTests {
  @Test(arguments: [
    ("*.txt", "a/b.txt", true), ("sub/*.py", "sub/x.py", true), ("sub/*.py", "x/sub/x.py", false),
    ("test_*", "a/test_x.py", true), ("/top.py", "a/top.py", false), ("build/", "build/", true),
    ("build/", "build", false), ("a/**/z.py", "a/b/c/z.py", true),
  ])
  func matchesAsGitDoes(_ line: String, _ path: String, _ isIgnored: Bool) throws {
    let pattern = try #require(IgnorePattern(line: line[...], in: ""))
    #expect(IgnorePattern.ignores(path, [pattern]) == isIgnored)
  }

  @Test func theLastOneDecides() throws {
    let patterns = ["*.py", "!keep.py", "# nothing"].compactMap {
      IgnorePattern(line: $0[...], in: "")
    }
    #expect(patterns.count == 2)
    #expect(IgnorePattern.ignores("a.py", patterns))
    #expect(!IgnorePattern.ignores("keep.py", patterns))
  }
}

extension AirflowDAG {
  /// The DAG in lines, each task with what differs from the defaults.
  var told: String {
    var lines = ["dag \(id) in \(file), schedule \(schedule)"]
    lines += dag.rules.told
    if !params.isEmpty { lines.append("  params \(WireValue.map(params).json)") }
    if !limitations.isEmpty { lines.append("  limited: " + limitations.joined(separator: ", ")) }
    lines.append("  tags \(tags) owners \(owners)")
    for group in dag.groups {
      let parent = group.parent.map { " in \($0)" } ?? ""
      let expansion = group.expansion.map { " over \($0.told)" } ?? ""
      lines.append("group \(group.id)\(parent)\(expansion)")
    }
    for task in dag.tasks { lines.append(task.told) }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension DAG.Rules {
  /// The rules in lines; of the timetable the first run after a fixed moment.
  fileprivate var told: [String] {
    let now = Timestamp(seconds: 1_767_571_200)
    let restriction = TimeRestriction(earliest: startDate, latest: endDate, catchup: catchup)
    var lines: [String] = []
    if let run = timetable.next(after: nil, within: restriction, now: now) {
      lines.append("  next \(run.runAfter) about \(run.interval.start) to \(run.interval.end)")
    }
    if let condition = timetable.assetCondition { lines.append("  on \(condition.told)") }
    lines.append(
      "  at most \(maxActiveRuns) runs, \(maxActiveTasks) tasks; catchup \(catchup), "
        + "fails fast \(failsFast)")
    if let startDate { lines.append("  from \(startDate)") }
    if let runTimeout { lines.append("  timeout \(runTimeout)") }
    for deadline in deadlines {
      lines.append("  deadline \(deadline.reference) + \(deadline.interval)")
    }
    if !callbacks.isEmpty { lines.append("  calls \(callbacks)") }
    return lines
  }
}

extension AssetCondition {
  fileprivate var told: String {
    switch self {
    case .asset(let asset): asset.name
    case .all(let conditions): "all(" + conditions.map(\.told).joined(separator: ", ") + ")"
    case .any(let conditions): "any(" + conditions.map(\.told).joined(separator: ", ") + ")"
    }
  }
}

extension Expansion {
  fileprivate var told: String { dimensions.map(\.told).joined(separator: " x ") }
}

extension Expansion.Dimension {
  fileprivate var told: String {
    func all(_ parts: [Expansion.Dimension]) -> String {
      "(" + parts.map(\.told).joined(separator: ", ") + ")"
    }
    return switch self {
    case .literal(let length): "\(length)"
    case .output(let task): task.name
    case .shortest(let parts): "shortest" + all(parts)
    case .longest(let parts): "longest" + all(parts)
    case .sum(let parts): "sum" + all(parts)
    }
  }
}

extension DAGTask {
  fileprivate var told: String {
    var parts = ["task \(id)"]
    if !upstream.isEmpty { parts.append("after \(upstream.map(\.name).sorted())") }
    if triggerRule != .allSuccess { parts.append(triggerRule.rawValue) }
    if role != .work { parts.append("\(role)") }
    if let group { parts.append("in \(group)") }
    if let expansion { parts.append("over \(expansion.told)") }
    if isEmpty { parts.append("empty") }
    if retry.retries > 0 {
      parts.append(
        "retries \(retry.retries) \(retry.delay) *\(retry.factor) "
          + "\(retry.longestDelay.map { "\($0)" } ?? "")")
    }
    if let timeout { parts.append("timeout \(timeout)") }
    if past != .none { parts.append("past \(past)") }
    if pool != Pool.defaultName || poolSlots > 1 { parts.append("pool \(pool) \(poolSlots)") }
    if priority != 1 || weightRule != .downstream { parts.append("\(weightRule) \(priority)") }
    if let maxActivePerDAG { parts.append("at most \(maxActivePerDAG)") }
    if !outlets.isEmpty { parts.append("updates \(outlets)") }
    return parts.joined(separator: ", ")
  }
}
