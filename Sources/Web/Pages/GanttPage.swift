import Orchestration

extension HTML {
  /// The tasks of a run along the time they took.
  static func gantt(_ chart: GanttChart, _ run: RunID, _ call: Call) -> HTML {
    guard let range = chart.range else { return nothing("No task has begun.") }
    let (left, width, row) = (260, 900, 24)
    let height = chart.bars.count * row + 30
    return HTML {
      div(
        "scroll",
        [Attribute(.role, "region"), Attribute(.ariaLabel, "Gantt"), Attribute(.tabindex, "0")]
      ) {
        element(
          "svg",
          [
            Attribute(.class, "drawing"), Attribute(.role, "group"),
            Attribute(.ariaLabel, "When tasks ran"), Attribute(.width, "\(left + width + 90)"),
            Attribute(.height, "\(height)"),
          ],
          HTML {
            ticks(range, left, width, height)
            chart.bars.enumerated().map { index, bar in
              self.bar(bar, chart, run, left, width, 26 + index * row)
            }
          })
      }
      pages(chart.paging, call)
    }
  }

  private static func ticks(
    _ range: ClosedRange<Timestamp>, _ left: Int, _ width: Int, _ height: Int
  ) -> HTML {
    let whole = range.upperBound - range.lowerBound
    return HTML {
      (0...4).map { tick in
        let x = left + width * tick / 4
        return HTML {
          element(
            "line",
            [
              Attribute(.class, "rule"), Attribute(.x1, "\(x)"), Attribute(.x2, "\(x)"),
              Attribute(.y1, "20"), Attribute(.y2, "\(height)"),
            ], .empty)
          text("faint", x + 3, 15, (whole * tick / 4).brief)
        }
      }
    }
  }

  private static func bar(
    _ bar: GanttChart.Bar, _ chart: GanttChart, _ run: RunID, _ left: Int, _ width: Int, _ y: Int
  ) -> HTML {
    let start = left + Int(chart.place(bar.start) * Double(width))
    let end = left + Int(chart.place(bar.end) * Double(width))
    let name = bar.task.name + (bar.count > 1 ? " [\(bar.count)]" : "")
    let label = "\(bar.task) \(bar.state.mark.word), \((bar.end - bar.start).brief)"
    let link =
      bar.count > 1
      ? Link.run(run).with("q", bar.task.name)
      : Link.instance(TaskInstanceID(run: run, task: bar.task))
    return a(link, nil, [Attribute(.ariaLabel, label)]) {
      element("title", [], HTML(label))
      text("", 10, y + 12, name.count > 34 ? name.prefix(33) + "…" : name)
      rect(
        "f-\(bar.state.mark.style)",
        .init(x: start, y: y, width: max(3, end - start), height: 16), round: 3)
      text("faint", end + 6, y + 12, (bar.end - bar.start).brief)
    }
  }
}
