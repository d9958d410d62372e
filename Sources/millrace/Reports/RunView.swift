import Server
import Synchronization

/// Shows a run while it goes on: a line for each piece that ended, and on a terminal, below them,
/// what is being worked on.
final class RunView: Sendable {
  private struct Active {
    var node: RunNode
    var progress: RunProgress?
    var start: ContinuousClock.Instant
  }

  private struct State {
    var total = 0
    var ended = 0
    var failed = 0
    var active: [Active] = []
    var lastDrawn: ContinuousClock.Instant?
    var isOver = false
  }

  private let console: Console
  private let isQuiet: Bool
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  /// How often the live region is drawn at most.
  static let interval = Duration.milliseconds(80)
  /// The most pieces the live region shows at once.
  private static let activeLimit = 8

  init(_ console: Console, isQuiet: Bool) {
    self.console = console
    self.isQuiet = isQuiet
  }

  /// Takes an event of the run.
  func handle(_ event: RunEvent) {
    switch event {
    case .planned(let nodes): state.withLock { $0.total = nodes.count }
    case .started(let node):
      state.withLock { $0.active.append(Active(node: node, start: .now)) }
    case .progressed(let node, let progress):
      state.withLock { state in
        guard let index = state.active.firstIndex(where: { $0.node.id == node.id }) else { return }
        state.active[index].progress = progress
      }
    case .ended(let node, let result):
      state.withLock { state in
        state.ended += 1
        state.failed += result.outcome == .failed ? 1 : 0
        state.active.removeAll { $0.node.id == node.id }
      }
      if !isQuiet || result.outcome == .failed {
        console.note(Self.line(node, result, console.errors))
      }
    case .message(let text): if !isQuiet { console.note(text) }
    }
    draw()
  }

  /// Draws the live region until the task is cancelled, so that clocks go on while nothing
  /// happens.
  func keepDrawing() async {
    guard console.errors.isInteractive, !isQuiet else { return }
    while !Task.isCancelled {
      try? await Task.sleep(for: Self.interval)
      draw()
    }
  }

  /// Takes the live region away for good.
  func close() {
    state.withLock { $0.isOver = true }
    console.show([])
  }

  private func draw() {
    guard console.errors.isInteractive, !isQuiet else { return }
    let lines = state.withLock { state -> [String]? in
      let now = ContinuousClock.now
      guard !state.isOver, state.total > 0 else { return nil }
      if let last = state.lastDrawn, now - last < Self.interval { return nil }
      state.lastDrawn = now
      return liveLines(state, now)
    }
    if let lines { console.show(lines) }
  }

  // MARK: Live lines

  private func liveLines(_ state: State, _ now: ContinuousClock.Instant) -> [String] {
    let size = Terminal.size(of: 2)
    let width = size?.columns ?? console.errors.width ?? 80
    let room = max(1, min(Self.activeLimit, (size?.rows ?? 24) - 3))
    var lines = state.active.prefix(room).map { activeLine($0, now, width) }
    if state.active.count > room { lines.append("  … \(state.active.count - room) more") }
    let fraction = Double(state.ended) / Double(max(state.total, 1))
    let bar = ProgressBar.render(
      fraction, width: min(30, max(10, width / 3)), hasUnicode: console.errors.hasUnicode)
    var total = "\(state.ended)/\(state.total)  \(Quantity.duration(now - start))"
    if state.failed > 0 { total += "  \(state.failed) failed" }
    lines.append(
      console.errors.paint(bar, .accent) + " " + TextWidth.truncate(total, to: max(10, width - 32)))
    return lines
  }

  private func activeLine(
    _ active: Active, _ now: ContinuousClock.Instant, _ width: Int
  ) -> String {
    let terminal = console.errors
    var details: [String] = []
    if let progress = active.progress {
      if let fraction = progress.fraction {
        details.append(
          ProgressBar.render(fraction, width: 12, hasUnicode: terminal.hasUnicode)
            + TextWidth.pad("\(Int(fraction * 100))%", to: 5, .right))
      }
      if progress.rows > 0 { details.append(Quantity.count(progress.rows, "row")) }
      let seconds = (now - active.start) / .seconds(1)
      if progress.bytes > 0, seconds > 0.2 {
        details.append(Quantity.bytes(Int64(Double(progress.bytes) / seconds)) + "/s")
      }
    }
    details.append(Quantity.duration(now - active.start))
    let head = "  \(TextWidth.pad(active.node.kind.rawValue, to: 9)) \(active.node.name)"
    let nameWidth = max(20, min(44, width / 2))
    let text =
      TextWidth.pad(TextWidth.truncate(head, to: nameWidth), to: nameWidth)
      + "  " + details.joined(separator: "  ")
    return terminal.paint(TextWidth.truncate(text, to: width - 1), .muted)
  }

  // MARK: Lines that stay

  /// The line of a piece that ended.
  static func line(_ node: RunNode, _ result: RunResult, _ terminal: Terminal) -> String {
    var details: [String] = []
    if !result.message.isEmpty { details.append(result.message) }
    if let rows = result.rows { details.append(Quantity.count(rows, "row")) }
    if result.rejected > 0 {
      details.append(
        terminal.paint("\(Quantity.count(result.rejected)) rejected", .warning))
    }
    if result.files > 0 { details.append(Quantity.count(result.files, "file")) }
    if result.bytes > 0 { details.append(Quantity.bytes(result.bytes)) }
    if result.duration > .zero {
      var time = Quantity.duration(result.duration)
      if result.bytes > 0 {
        let rate = Int64(Double(result.bytes) / (result.duration / .seconds(1)))
        time += "  \(Quantity.bytes(rate))/s"
      }
      details.append(terminal.paint(time, .muted))
    }
    let kind = terminal.paint(TextWidth.pad(node.kind.rawValue, to: 9), .muted)
    let name = TextWidth.pad(node.name, to: 38)
    return "\(terminal.mark(mark(result.outcome))) \(kind) \(name)  "
      + details.joined(separator: "  ")
  }

  private static func mark(_ outcome: RunResult.Outcome) -> Terminal.Outcome {
    switch outcome {
    case .succeeded: .success
    case .warned: .warning
    case .failed: .failure
    case .skipped, .cancelled: .skipped
    }
  }
}
