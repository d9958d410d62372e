import Orchestration

extension HTML {
  /// The runs of a year, a square for each day.
  static func calendar(_ calendar: RunCalendar) -> HTML {
    HTML {
      div("months") { calendar.months.map { month($0) } }
      p("legend") {
        [DAGRunState.success, .failed, .running, .queued].map { badge($0.mark) }
      }
    }
  }

  private static func month(_ month: RunCalendar.Month) -> HTML {
    let size = 22
    let first = month.days.first?.weekday ?? 0
    return element(
      "svg",
      [
        Attribute(.class, "month"), Attribute(.width, "\(7 * size)"),
        Attribute(.height, "\(6 * size + 20)"), Attribute(.role, "group"),
        Attribute(.ariaLabel, month.name),
      ],
      HTML {
        text("", 0, 12, month.name)
        month.days.map { day in
          let row = (day.number - 1 + first) / 7
          let frame = GraphDrawing.Frame(
            x: day.weekday * size, y: 20 + row * size, width: size - 3, height: size - 3)
          let total = day.counts.values.reduce(0, +)
          let label =
            "\(month.name)-\(day.number): \(total) runs, \(day.counts[.failed] ?? 0) failed"
          return element(
            "g", [],
            HTML {
              element("title", [], HTML(label))
              rect(day.state.map { "f-\($0.mark.style)" } ?? "day-none", frame, round: 3)
              if total > 0 {
                text(
                  "number-day", frame.x + frame.width / 2, frame.y + 13,
                  total > 99 ? "99+" : "\(total)")
              }
            })
        }
      })
  }
}
