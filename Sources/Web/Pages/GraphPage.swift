import Orchestration

extension HTML {
  /// A DAG as a drawing; the states of a run, if there is one, in it.
  ///
  /// - Parameters:
  ///   - listed: the DAG.
  ///   - run: the run.
  ///   - cells: where the tasks of the run stand.
  /// - Returns: the drawing, or why there is none.
  static func graph(
    _ listed: ListedDAG, _ run: RunID?, _ cells: [TaskID: RunGrid.Cell]
  ) -> HTML {
    guard let drawing = GraphDrawing(listed.dag) else {
      return nothing(
        "\(listed.dag.tasks.count) tasks are too many for a drawing; the list shows them in order.")
    }
    let attributes = [
      Attribute(.class, "drawing"), Attribute(.width, "\(drawing.width)"),
      Attribute(.height, "\(drawing.height)"), Attribute(.role, "group"),
      Attribute(.ariaLabel, "Graph of \(listed.id)"),
      Attribute(.viewBox, "0 0 \(drawing.width) \(drawing.height)"),
    ]
    return HTML {
      div(
        "scroll",
        [Attribute(.role, "region"), Attribute(.ariaLabel, "Graph"), Attribute(.tabindex, "0")]
      ) {
        element(
          "svg", attributes,
          HTML {
            drawing.boxes.map { box($0) }
            drawing.lines.map { line($0) }
            drawing.nodes.map { node($0, listed, run, cells[$0.task]) }
          })
      }
      if run != nil { legend }
    }
  }

  private static func box(_ box: GraphDrawing.Box) -> HTML {
    HTML {
      rect("box", box.frame, round: 6)
      text("faint", box.frame.x + 7, box.frame.y + 13, box.name + (box.isMapped ? " [ ]" : ""))
    }
  }

  static func line(_ line: GraphDrawing.Line) -> HTML {
    let middle = (line.from.x + line.to.x) / 2
    let path =
      "M\(line.from.x) \(line.from.y)C\(middle) \(line.from.y) "
      + "\(middle) \(line.to.y) \(line.to.x) \(line.to.y)"
    return element("path", [Attribute(.class, "edge"), Attribute(.d, path)], .empty)
  }

  private static func node(
    _ node: GraphDrawing.Node, _ listed: ListedDAG, _ run: RunID?, _ cell: RunGrid.Cell?
  ) -> HTML {
    let frame = node.frame
    let count = (cell?.count ?? 0) > 1 ? " [\(cell?.count ?? 0)]" : node.isMapped ? " [ ]" : ""
    let does = listed.operators[node.task] ?? ""
    let state = cell.map { ", \($0.state.mark.word)" } ?? ""
    let label = "\(node.task) · \(does)\(state)"
    let shape = HTML {
      element("title", [], HTML(label))
      rect("node", frame, round: 5)
      rect(
        "f-\(cell?.state.mark.style ?? "none")",
        .init(x: frame.x, y: frame.y, width: 5, height: frame.height), round: 2)
      text("", frame.x + 14, frame.y + 19, node.name + count)
    }
    guard let run else { return element("g", [], shape) }
    let link =
      (cell?.count ?? 0) > 1
      ? Link.run(run).with("q", node.task.name)
      : Link.instance(TaskInstanceID(run: run, task: node.task))
    return a(link, nil, [Attribute(.ariaLabel, label)]) { shape }
  }

  static func rect(_ style: String, _ frame: GraphDrawing.Frame, round: Int) -> HTML {
    element(
      "rect",
      [
        Attribute(.class, style), Attribute(.x, "\(frame.x)"), Attribute(.y, "\(frame.y)"),
        Attribute(.width, "\(frame.width)"), Attribute(.height, "\(frame.height)"),
        Attribute(.rx, "\(round)"),
      ], .empty)
  }

  static func text(_ style: String, _ x: Int, _ y: Int, _ text: String) -> HTML {
    element(
      "text",
      named(style.isEmpty ? nil : style) + [Attribute(.x, "\(x)"), Attribute(.y, "\(y)")],
      HTML(text))
  }
}
