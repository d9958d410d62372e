import Orchestration

/// A DAG drawn in layers from left to right: where each task stands, and the lines between them.
///
/// Every task stands in the layer after the last one it waits for. Within a layer, tasks are put
/// where those they wait for are on average, group beside group, so that few lines cross.
struct GraphDrawing: Sendable, Hashable {
  /// A rectangle, in pixels from the upper left corner.
  struct Frame: Sendable, Hashable {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
  }

  /// A task.
  struct Node: Sendable, Hashable {
    var task: TaskID
    var name: String
    var isMapped: Bool
    var frame: Frame
  }

  /// A group of tasks, around its members.
  struct Box: Sendable, Hashable {
    var name: String
    var isMapped: Bool
    var frame: Frame
  }

  /// A line from a task to one behind it: a cubic curve.
  struct Line: Sendable, Hashable {
    var from: (x: Int, y: Int) { (points[0], points[1]) }
    var to: (x: Int, y: Int) { (points[2], points[3]) }
    private let points: [Int]

    init(from: Frame, to: Frame) {
      points = [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2]
    }
  }

  /// How many tasks are drawn; a DAG with more is shown as a list.
  static let most = 400

  private(set) var nodes: [Node] = []
  private(set) var boxes: [Box] = []
  private(set) var lines: [Line] = []
  private(set) var width = 0
  private(set) var height = 0

  private static let nodeHeight = 30
  private static let rowGap = 16
  private static let layerGap = 56
  private static let margin = 14
  private static let letterWidth = 7
  private static let boxMargin = 9
  private static let boxHead = 15

  /// Draws a DAG; `nil` for one with too many tasks.
  init?(_ dag: DAG) {
    guard dag.tasks.count <= Self.most else { return nil }
    let layers = Self.layers(of: dag)
    let frames = place(layers, dag)
    nodes = dag.tasks.enumerated().map { position, task in
      Node(
        task: task.id, name: Self.label(task), isMapped: task.expansion != nil,
        frame: frames[position])
    }
    for position in dag.tasks.indices {
      for behind in dag.graph.downstream[position] {
        lines.append(Line(from: frames[position], to: frames[behind]))
      }
    }
    boxes = Self.boxes(of: dag, frames)
    width = (frames.map { $0.x + $0.width }.max() ?? 0) + Self.margin * 2
    height = (frames.map { $0.y + $0.height }.max() ?? 0) + Self.margin * 2
  }

  private static func label(_ task: DAGTask) -> String {
    let name = task.shortName
    return name.count <= 34 ? name : name.prefix(33) + "…"
  }

  /// The positions in each layer, in the order in which they stand.
  private static func layers(of dag: DAG) -> [[Int]] {
    var layer = [Int](repeating: 0, count: dag.tasks.count)
    for position in dag.graph.order {
      layer[position] = (dag.graph.upstream[position].map { layer[$0] }.max() ?? -1) + 1
    }
    var layers = [[Int]](repeating: [], count: (layer.max() ?? -1) + 1)
    for position in dag.graph.order { layers[layer[position]].append(position) }
    var rank = [Double](repeating: 0, count: dag.tasks.count)
    func order(_ layer: Int, by neighbours: [[Int]]) {
      let keys = Dictionary(
        uniqueKeysWithValues: layers[layer].enumerated().map { place, position in
          let near = neighbours[position].map { rank[$0] }
          return (position, near.isEmpty ? Double(place) : near.reduce(0, +) / Double(near.count))
        })
      // The members of a group stand together, where they are on average.
      let groups = Dictionary(grouping: layers[layer]) { dag.tasks[$0].group }
      let means = groups.mapValues { members in
        members.map { keys[$0] ?? 0 }.reduce(0, +) / Double(members.count)
      }
      func key(_ position: Int) -> (Double, String, Double, Int) {
        let group = dag.tasks[position].group
        let own = keys[position] ?? 0
        return (group == nil ? own : means[group] ?? own, group?.name ?? "", own, position)
      }
      layers[layer].sort { key($0) < key($1) }
      for (place, position) in layers[layer].enumerated() { rank[position] = Double(place) }
    }
    for sweep in 0..<4 {
      let isForth = sweep % 2 == 0
      for layer in isForth ? Array(layers.indices) : layers.indices.reversed() {
        order(layer, by: isForth ? dag.graph.upstream : dag.graph.downstream)
      }
    }
    return layers
  }

  /// Gives every task its place: layers side by side, each in the middle of the height.
  private func place(_ layers: [[Int]], _ dag: DAG) -> [Frame] {
    var frames = [Frame](
      repeating: Frame(x: 0, y: 0, width: 0, height: Self.nodeHeight), count: dag.tasks.count)
    var x = Self.margin + Self.boxMargin
    var heights: [Int] = []
    for layer in layers {
      let longest = layer.map { Self.label(dag.tasks[$0]).count }.max() ?? 0
      let width = max(96, longest * Self.letterWidth + 44)
      var y = Self.margin + Self.boxMargin + Self.boxHead
      var group: GroupID?
      for (place, position) in layer.enumerated() {
        // Room for the frames of groups, between those of different ones.
        if place > 0, dag.tasks[position].group != group { y += Self.boxMargin * 2 + Self.boxHead }
        group = dag.tasks[position].group
        frames[position] = Frame(x: x, y: y, width: width, height: Self.nodeHeight)
        y += Self.nodeHeight + Self.rowGap
      }
      heights.append(y)
      x += width + Self.layerGap
    }
    let highest = heights.max() ?? 0
    for (layer, height) in zip(layers, heights) {
      for position in layer { frames[position].y += (highest - height) / 2 }
    }
    return frames
  }

  /// A frame around the members of each group, those of outer groups around those of inner ones.
  private static func boxes(of dag: DAG, _ frames: [Frame]) -> [Box] {
    var members: [GroupID: [Frame]] = [:]
    var depths: [GroupID: Int] = [:]
    for line in dag.outline {
      guard let place = dag.graph.positions[line.task.id] else { continue }
      for (depth, group) in line.groups.enumerated() {
        let inner = line.groups.count - depth
        members[group, default: []].append(frames[place])
        depths[group] = max(depths[group] ?? 0, inner)
      }
    }
    return dag.groups.compactMap { group in
      guard let inside = members[group.id], let first = inside.first else { return nil }
      let margin = boxMargin - 3 + 3 * (depths[group.id] ?? 1)
      var (left, top) = (first.x, first.y)
      var (right, bottom) = (first.x + first.width, first.y + first.height)
      for frame in inside {
        left = min(left, frame.x)
        top = min(top, frame.y)
        right = max(right, frame.x + frame.width)
        bottom = max(bottom, frame.y + frame.height)
      }
      return Box(
        name: group.id.name, isMapped: group.expansion != nil,
        frame: Frame(
          x: left - margin, y: top - margin - boxHead + 3, width: right - left + 2 * margin,
          height: bottom - top + 2 * margin + boxHead - 3))
    }
  }
}
