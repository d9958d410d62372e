import Airflow
import Orchestration

extension HTML {
  /// Assets, and how DAGs hang together by them.
  static func assets(_ assets: [AssetFacts], _ call: Call, _ operations: Operations) -> HTML {
    let shown = assets.dropFirst(Paging.offset(call.page)).prefix(Paging.length)
    return Frame("Assets", .assets, call, operations, topic: .init()).page {
      if assets.isEmpty {
        nothing("No DAG names an asset.")
      } else {
        if let drawing = GraphDrawing(assets) { flow(drawing) }
        table(
          "Assets", ["Asset", "Updated by", "Starts", "Last update", "Updates"],
          rows: shown.map { line($0, call.now) })
        pages(Paging(page: call.page, total: assets.count), call)
      }
    }
  }

  private static func line(_ facts: AssetFacts, _ now: Timestamp) -> HTML {
    tr([Attribute(data: "line", "")]) {
      rowHead {
        code(facts.asset.name)
        if facts.asset.uri != facts.asset.name {
          span("muted sub") { facts.asset.uri }
        }
      }
      td {
        facts.producers.map { producer in
          span("sub") { a(.dag(producer.dag)) { "\(producer.dag).\(producer.task)" } }
        }
      }
      td { facts.consumers.map { dag in span("sub") { a(.dag(dag)) { dag } } } }
      td { moment(facts.last, now: now) }
      td("number") { "\(facts.count)" }
    }
  }

  /// DAGs and assets as a drawing.
  private static func flow(_ drawing: GraphDrawing) -> HTML {
    div(
      "scroll",
      [Attribute(.role, "region"), Attribute(.ariaLabel, "Flow"), Attribute(.tabindex, "0")]
    ) {
      element(
        "svg",
        [
          Attribute(.class, "drawing"), Attribute(.width, "\(drawing.width)"),
          Attribute(.height, "\(drawing.height)"), Attribute(.role, "group"),
          Attribute(.ariaLabel, "Flow of assets"),
        ],
        HTML {
          drawing.lines.map { line($0) }
          drawing.nodes.map { node in
            let isAsset = node.task.name.hasPrefix(GraphDrawing.assetPrefix)
            let shape = HTML {
              rect("node", node.frame, round: isAsset ? 15 : 5)
              text(isAsset ? "faint" : "", node.frame.x + 14, node.frame.y + 19, node.name)
            }
            return isAsset ? element("g", [], shape) : a(.dag(node.task.name)) { shape }
          }
        })
    }
  }
}
