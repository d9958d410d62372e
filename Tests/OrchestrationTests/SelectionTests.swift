import Orchestration
import Testing

@Suite struct SelectionTests {
  @Test(arguments: [
    ("c", false, false, "c"), ("c", true, false, "a b c"), ("c", false, true, "c d e"),
    ("c", true, true, "a b c d e"), ("x", true, true, ""), ("a", false, true, "a b c d e"),
  ])
  func tasksComeWithThoseAround(
    _ name: String, _ upstream: Bool, _ downstream: Bool, _ expected: String
  ) throws {
    let dag = try DAG(
      id: "d",
      tasks: [
        DAGTask("a"), DAGTask("b", after: ["a"]), DAGTask("c", after: ["b"]),
        DAGTask("d", after: ["c"]), DAGTask("e", after: ["d", "a"]), DAGTask("f"),
      ])
    let found = dag.tasks({ $0.name == name }, upstream: upstream, downstream: downstream)
    #expect(found.map(\.name).joined(separator: " ") == expected)
  }
}
