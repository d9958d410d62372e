import OrderedCollections

/// The nodes of a manifest and what each depends on, for walks in both directions.
public struct DependencyGraph: Sendable {
  /// The identifiers, in the manifest's order.
  public let ids: [String]
  let positions: [String: Int]
  let parents: [[Int]]
  let children: [[Int]]
  /// The positions, each after all it depends on.
  let order: [Int]

  /// Makes the graph of a manifest.
  ///
  /// - Throws: ``TransformError`` of kind `cycle` that names the nodes of a circle in order.
  public init(_ manifest: Manifest) throws(TransformError) {
    let dependencies = manifest.dependencies
    ids = dependencies.map(\.id)
    var positions: [String: Int] = [:]
    positions.reserveCapacity(ids.count)
    for (position, id) in ids.enumerated() { positions[id] = position }
    var parents: [[Int]] = []
    parents.reserveCapacity(ids.count)
    var children = [[Int]](repeating: [], count: ids.count)
    for (position, entry) in dependencies.enumerated() {
      var own: [Int] = []
      for parent in entry.dependsOn {
        guard let index = positions[parent], children[index].last != position else { continue }
        own.append(index)
        children[index].append(position)
      }
      parents.append(own)
    }
    self.positions = positions
    self.parents = parents
    self.children = children
    order = Self.sorted(parents: parents, children: children)
    guard order.count == ids.count else {
      throw Self.cycle(ids: ids, parents: parents, order: order, manifest: manifest)
    }
  }

  private static func sorted(parents: [[Int]], children: [[Int]]) -> [Int] {
    var waiting = parents.map(\.count)
    var order = waiting.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for child in children[order[next]] {
        waiting[child] -= 1
        if waiting[child] == 0 { order.append(child) }
      }
      next += 1
    }
    return order
  }

  private static func cycle(
    ids: [String], parents: [[Int]], order: [Int], manifest: Manifest
  ) -> TransformError {
    let done = Set(order)
    var path: [Int] = []
    var seen: [Int: Int] = [:]
    var current = ids.indices.first {
      !done.contains($0) && parents[$0].contains { !done.contains($0) }
    }
    while let position = current {
      if let start = seen[position] {
        path = Array(path[start...])
        break
      }
      seen[position] = path.count
      path.append(position)
      current = parents[position].first { !done.contains($0) }
    }
    // The walk went from a node to what it reads; the message goes on from the first by name.
    if let least = path.indices.min(by: { ids[path[$0]] < ids[path[$1]] }) {
      path = Array(path[least...] + path[..<least])
    }
    let names = (path + path.prefix(1)).map { ids[$0] }
    let first = names.first.flatMap { manifest.nodes[$0] }
    return TransformError(
      .cycle, "models depend on each other in a circle: " + names.joined(separator: " → "),
      hint: "each reads the one after it; break the circle at one of them",
      at: first?.location)
  }

  /// The nodes that lead to those given, at most `depth` steps away, those given excluded unless
  /// one leads to another.
  func ancestors(of nodes: Set<Int>, depth: Int? = nil) -> Set<Int> {
    walk(from: nodes, depth: depth, along: parents)
  }

  /// The nodes that those given lead to, at most `depth` steps away.
  func descendants(of nodes: Set<Int>, depth: Int? = nil) -> Set<Int> {
    walk(from: nodes, depth: depth, along: children)
  }

  private func walk(from nodes: Set<Int>, depth: Int?, along edges: [[Int]]) -> Set<Int> {
    var reached: Set<Int> = []
    var frontier = Array(nodes)
    var step = 0
    while !frontier.isEmpty, depth.map({ step < $0 }) ?? true {
      var next: [Int] = []
      for node in frontier {
        for other in edges[node] where reached.insert(other).inserted { next.append(other) }
      }
      frontier = next
      step += 1
    }
    return reached
  }
}
