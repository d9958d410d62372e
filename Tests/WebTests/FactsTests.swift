import Foundation
import Orchestration
import StateSupport
import Store
import Testing

@testable import Web

/// What pages show, without a server.
@Suite struct FactsTests {
  private func dag(_ tasks: [(String, [String], String?)]) throws -> DAG {
    let groups = Set(tasks.compactMap(\.2)).sorted()
    return try DAG(
      id: "d",
      tasks: tasks.map { name, upstream, group in
        var task = DAGTask(TaskID(name), after: upstream.map { TaskID($0) })
        task.group = group.map { GroupID($0) }
        return task
      }, groups: groups.map { DAGGroup(GroupID($0)) })
  }

  @Test func theOutlineKeepsOrderAndGroups() throws {
    let dag = try dag([
      ("load.b", ["start"], "load"), ("start", [], nil), ("end", ["load.a", "load.b"], nil),
      ("load.a", ["start"], "load"),
    ])
    #expect(dag.outline.map(\.task.id.name) == ["start", "load.b", "load.a", "end"])
    #expect(dag.outline.map(\.task.shortName) == ["start", "b", "a", "end"])
  }

  @Test func aDrawingPutsEachTaskAfterThoseItWaitsFor() throws {
    let dag = try dag([
      ("a", [], nil), ("b", ["a"], "g"), ("c", ["a"], "g"), ("d", ["b", "c", "a"], nil),
    ])
    let drawing = try #require(GraphDrawing(dag))
    for line in drawing.lines { #expect(line.from.x < line.to.x) }
    #expect(drawing.lines.count == 5)
    for node in drawing.nodes {
      for other in drawing.nodes where other != node && other.frame.x == node.frame.x {
        #expect(abs(other.frame.y - node.frame.y) >= node.frame.height)
      }
    }
    let box = try #require(drawing.boxes.first)
    for node in drawing.nodes where ["b", "c"].contains(node.name) {
      #expect(box.frame.x < node.frame.x && box.frame.y < node.frame.y)
    }
    let many = try self.dag((0...GraphDrawing.most).map { ("t\($0)", [], nil) })
    #expect(GraphDrawing(many) == nil)
  }

  @Test func aCalendarHasTwelveMonths() throws {
    let now = try #require(Timestamp("2026-03-02T12:00:00Z"))
    let day = Int(now.seconds / 86_400)
    let calendar = RunCalendar([day: [.success: 2, .failed: 1], day - 1: [.success: 1]], now: now)
    #expect(calendar.months.count == 12)
    #expect(calendar.months.first?.name == "2025-04")
    #expect(calendar.months.first?.days.count == 30)
    // 2 March 2026 was a Monday.
    #expect(calendar.months.last?.days.map(\.weekday) == [6, 0])
    #expect(calendar.months.last?.days.map(\.state) == [.success, .failed])
  }

  @Test func aLogIsReadFromItsEndAndOn() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(LogText(reading: path).text.isEmpty)
    try "one\ntwö\n".write(toFile: path, atomically: true, encoding: .utf8)
    let first = LogText(reading: path)
    #expect(first.lines == ["one", "twö"])
    // Half a character stays for the next time.
    try Data(Array("one\ntwö\nthr".utf8) + [0xC3]).write(to: URL(filePath: path))
    let second = LogText(reading: path, from: first.end)
    #expect(second.text == "thr")
    let long = String(repeating: "0123456789\n", count: LogText.most / 10)
    try long.write(toFile: path, atomically: true, encoding: .utf8)
    let end = LogText(reading: path)
    #expect(end.text.utf8.count <= LogText.most && end.lines.allSatisfy { $0.count == 10 })
    #expect(end.leftOut + end.text.utf8.count == long.utf8.count)
  }

  @Test func requestsSurviveBeingLeft() async throws {
    let store = try StateKind.chosen.store(migrations: SchedulerState.migrations)
    let state = SchedulerState(store)
    let run = RunID(dag: "d", name: "r")
    let requests: [SchedulerRequest] = [
      .trigger(dag: "d", name: "r", conf: "{}", at: Timestamp(seconds: 5)), .pause(dag: "d", true),
      .pause(dag: "d", false), .clear(run, tasks: ["a", "b"], downstream: true),
      .clear(run, tasks: ["a"], downstream: false),
      .mark(TaskInstanceID(run: run, task: "a", mapIndex: 3), .skipped),
      .mark(TaskInstanceID(run: run, task: "a"), .success), .end(run, .failed),
      .pool(Pool("p", slots: 3)), .pool(Pool("q", slots: nil)), .updated("gold.sales"),
    ]
    for request in requests {
      #expect(try await state.leave(request, now: .now))
    }
    let left = try await state.leftRequests()
    #expect(left.map(\.request) == requests)
    #expect(try await state.leftRequests().map(\.number) == left.map(\.number))
    try await state.keep([], taking: left.map(\.number))
    #expect(try await state.leftRequests().isEmpty)
  }
}
