import Orchestration
import OrderedCollections

/// What each chosen node waits for: the nearest chosen nodes before it, the steps that fill the
/// sources it reads, and when building also the tests on whatever it is built from.
struct RunOrder {
  let manifest: Manifest
  let graph: DependencyGraph
  let selected: [String]
  let preceding: PrecedingSteps

  func tasks(testsBlock: Bool) -> [TaskGraph.Task] {
    var chosen = Set(selected.compactMap { graph.positions[$0] })
    var names: [Int: TaskID] = [:]
    for (source, step) in preceding.bySource {
      if let position = graph.positions[source] { names[position] = step }
    }
    chosen.formUnion(names.keys)
    var nearest = [Set<Int>](repeating: [], count: graph.ids.count)
    for position in graph.order {
      for parent in graph.parents[position] {
        if chosen.contains(parent) {
          nearest[position].insert(parent)
        } else {
          nearest[position].formUnion(nearest[parent])
        }
      }
    }
    if testsBlock {
      addTests(to: &nearest, chosen: chosen)
      addUnitTests(to: &nearest, chosen: chosen)
    }
    let steps = preceding.steps.map { TaskGraph.Task($0.id) }
    return steps
      + selected.compactMap { id in
        guard let position = graph.positions[id] else { return nil }
        let parents = nearest[position].sorted().map { names[$0] ?? TaskID(graph.ids[$0]) }
        return TaskGraph.Task(TaskID(id), after: parents)
      }
  }

  /// A node waits for every chosen test all of whose nodes are among its ancestors. Of a chain of
  /// such nodes, the first is enough.
  private func addTests(to nearest: inout [Set<Int>], chosen: Set<Int>) {
    for test in chosen where manifest.nodes[graph.ids[test]]?.resourceType == .test {
      let parents = graph.parents[test]
      guard let first = parents.first else { continue }
      if parents.count == 1 {
        for child in graph.children[first] { block(child, by: test, &nearest, chosen) }
        continue
      }
      var common = graph.descendants(of: [first])
      for parent in parents.dropFirst() {
        common.formIntersection(graph.descendants(of: [parent]))
      }
      for node in common where !graph.parents[node].contains(where: common.contains) {
        block(node, by: test, &nearest, chosen)
      }
    }
  }

  /// Unit tests run where their model could, and the model after them.
  private func addUnitTests(to nearest: inout [Set<Int>], chosen: Set<Int>) {
    for test in chosen where manifest.nodes[graph.ids[test]]?.resourceType == .unitTest {
      guard let model = graph.parents[test].first, chosen.contains(model) else { continue }
      let others = nearest[model].filter {
        manifest.nodes[graph.ids[$0]]?.resourceType != .unitTest
      }
      nearest[test] = others
      nearest[model].insert(test)
    }
  }

  private func block(_ node: Int, by test: Int, _ nearest: inout [Set<Int>], _ chosen: Set<Int>) {
    guard node != test, ![.test, .unitTest].contains(manifest.nodes[graph.ids[node]]?.resourceType)
    else { return }
    guard !chosen.contains(node) else {
      nearest[node].insert(test)
      return
    }
    for child in graph.children[node] { block(child, by: test, &nearest, chosen) }
  }
}
