import Orchestration
import Testing

@Suite struct TaskGraphTests {
  @Test func ordersEveryTaskAfterItsUpstream() throws {
    let graph = try TaskGraph([
      .init("c", after: ["b"]), .init("b", after: ["a"]), .init("a"), .init("d"),
    ])
    #expect(graph.topologicalOrder == ["a", "d", "b", "c"])
    #expect(graph.tasks == ["c", "b", "a", "d"])
    #expect(graph.upstream(of: "c") == ["b"])
    #expect(graph.downstream(of: "a") == ["b"])
    #expect(graph.upstream(of: "nowhere").isEmpty)
  }

  @Test func namesTheTasksOfACycle() {
    let error = #expect(throws: GraphError.self) {
      try TaskGraph([
        .init("in"), .init("a", after: ["in", "c"]), .init("b", after: ["a"]),
        .init("c", after: ["b"]), .init("out", after: ["c"]),
      ])
    }
    #expect(error?.description == "tasks depend on each other in a circle: a → c → b → a")
  }

  @Test func refusesATaskThatWaitsForItself() {
    let error = #expect(throws: GraphError.self) { try TaskGraph([.init("a", after: ["a"])]) }
    #expect(error?.kind == .cycle(["a"]))
  }

  @Test func refusesDuplicatesAndUnknownUpstreams() {
    let duplicate = #expect(throws: GraphError.self) { try TaskGraph([.init("a"), .init("a")]) }
    #expect(duplicate?.kind == .duplicateTask("a"))
    let unknown = #expect(throws: GraphError.self) { try TaskGraph([.init("a", after: ["b"])]) }
    #expect(unknown?.description == "task \"a\" depends on \"b\", which does not exist")
  }
}
