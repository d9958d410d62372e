import JSON
import Server

/// What a run did, for whoever reads it afterwards.
struct RunReport {
  let summary: RunSummary
  /// How the user would name the project on a command line; empty inside its folder.
  let projectArgument: String

  // MARK: Text

  /// The summary for people.
  func lines(_ terminal: Terminal) -> [String] {
    var lines = problems(terminal)
    if !lines.isEmpty { lines.append("") }
    for kind in RunNode.Kind.allCases {
      guard let line = line(for: kind, terminal) else { continue }
      lines.append(line)
    }
    let argument = projectArgument.isEmpty ? "" : " --project \(projectArgument)"
    lines.append(
      row(
        "results",
        "\(summary.storage)  "
          + terminal.paint("millrace sql\(argument) '\\d'", .accent), terminal))
    lines.append(closing(terminal))
    return lines
  }

  private func row(_ label: String, _ text: String, _ terminal: Terminal) -> String {
    terminal.paint(TextWidth.pad(label, to: 16), .muted) + text
  }

  private func line(for kind: RunNode.Kind, _ terminal: Terminal) -> String? {
    let results = summary.results.filter { $0.node.kind == kind }
    guard !results.isEmpty else { return nil }
    var parts: [String] = []
    let succeeded = summary.count(.succeeded, kind)
    if kind == .test {
      parts.append("\(Quantity.count(succeeded)) passed")
    } else {
      parts.append(Quantity.count(succeeded))
    }
    let others: [(RunResult.Outcome, Style)] = [
      (.warned, .warning), (.failed, .failure), (.skipped, .muted), (.cancelled, .warning),
    ]
    for (outcome, style) in others where summary.count(outcome, kind) > 0 {
      parts.append(terminal.paint("\(summary.count(outcome, kind)) \(outcome.rawValue)", style))
    }
    if kind == .ingest { parts += volume(results.map(\.result), terminal) }
    return row(kind.plural, parts.joined(separator: ", "), terminal)
  }

  private func volume(_ results: [RunResult], _ terminal: Terminal) -> [String] {
    let rows = results.reduce(0) { $0 + ($1.rows ?? 0) }
    let rejected = results.reduce(0) { $0 + $1.rejected }
    let bytes = results.reduce(0) { $0 + $1.bytes }
    let files = results.reduce(0) { $0 + $1.files }
    var parts = [files > 0 ? Quantity.count(rows, "new row") : "nothing new"]
    if rejected > 0 {
      parts.append(terminal.paint(Quantity.count(rejected, "row") + " rejected", .warning))
    }
    if files > 0 { parts.append(Quantity.count(files, "file")) }
    if bytes > 0 { parts.append(Quantity.bytes(bytes)) }
    return parts
  }

  private func closing(_ terminal: Terminal) -> String {
    let time = "in \(Quantity.duration(summary.duration))"
    let failed = summary.count(.failed)
    if failed > 0 {
      return terminal.paint("failed", .failure) + " \(time): \(failed) of "
        + "\(Quantity.count(summary.results.count, "step")) failed"
    }
    let cancelled = summary.count(.cancelled)
    if cancelled > 0 {
      let kept = summary.count(.succeeded) + summary.count(.warned)
      return terminal.paint("stopped", .warning) + " \(time): "
        + "\(Quantity.count(kept, "step")) done and committed, \(cancelled) not; "
        + "run again to go on"
    }
    return terminal.paint("done", .success) + " \(time)"
  }

  private func problems(_ terminal: Terminal) -> [String] {
    var lines: [String] = []
    for (node, result) in summary.results where result.outcome == .failed {
      lines.append("")
      lines.append(terminal.paint("\(node.kind.rawValue) \(node.name)", .strong))
      if let diagnostic = result.diagnostic {
        lines += diagnostic.lines(terminal).map { "  \($0)" }
      } else if !result.message.isEmpty {
        lines.append("  \(result.message)")
      }
    }
    return lines
  }

  // MARK: JSON

  /// The summary as one JSON object.
  var json: String {
    let steps = summary.results.map { node, result in
      var members = [
        "\"kind\":\(JSONText.quote(node.kind.rawValue))", "\"name\":\(JSONText.quote(node.name))",
        "\"outcome\":\(JSONText.quote(result.outcome.rawValue))",
        "\"seconds\":\(Quantity.fixed(result.duration / .seconds(1), 3))",
      ]
      if !result.message.isEmpty { members.append("\"message\":\(JSONText.quote(result.message))") }
      if let rows = result.rows { members.append("\"rows\":\(rows)") }
      if node.kind == .ingest {
        members.append("\"rejected\":\(result.rejected)")
        members.append("\"bytes\":\(result.bytes)")
        members.append("\"files\":\(result.files)")
      }
      if let diagnostic = result.diagnostic { members.append("\"error\":\(diagnostic.json)") }
      return "{\(members.joined(separator: ","))}"
    }
    return "{\"project\":\(JSONText.quote(summary.project))"
      + ",\"storage\":\(JSONText.quote(summary.storage))"
      + ",\"succeeded\":\(summary.isSuccess)"
      + ",\"seconds\":\(Quantity.fixed(summary.duration / .seconds(1), 3))"
      + ",\"steps\":[\n\(steps.joined(separator: ",\n"))\n]}"
  }
}
