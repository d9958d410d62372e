import FoundationEssentials
import OrderedCollections
import Synchronization

/// Counts and tells what a run does, in dbt's lines.
final class RunProgress: Sendable {
  private struct State {
    var started = 0
    var results: [NodeResult] = []
    var compiled: [String: Compiler.Code] = [:]
  }

  private let manifest: Manifest
  private let total: Int
  private let report: @Sendable (LogLine) -> Void
  private let observe: @Sendable (NodeEvent) -> Void
  private let state = Mutex(State())
  private let begun = ContinuousClock().now

  init(
    manifest: Manifest, total: Int, report: @escaping @Sendable (LogLine) -> Void,
    observe: @escaping @Sendable (NodeEvent) -> Void
  ) {
    self.manifest = manifest
    self.total = total
    self.report = report
    self.observe = observe
  }

  /// Whether `compile` prints code: where it is of one node only.
  var showsCode: Bool { total == 1 }

  var results: ([NodeResult], [String: Compiler.Code]) {
    state.withLock { ($0.results, $0.compiled) }
  }

  func say(_ message: String, isInfo: Bool) {
    say(LogLine(isInfo ? .info : .debug, message))
  }

  func say(_ line: LogLine) {
    state.withLock { _ in report(line) }
  }

  func begin(threads: Int, target: String) {
    say("Running with dbt=\(ManifestDocument.dbtVersion)", isInfo: true)
    say("Found \(Self.counts(manifest))", isInfo: true)
    say("", isInfo: true)
    say("Concurrency: \(threads) threads (target='\(target)')", isInfo: true)
    say("", isInfo: true)
  }

  /// The kinds of things of a manifest with their numbers, as dbt lists them.
  private static func counts(_ manifest: Manifest) -> String {
    var counts: [(Int, String)] = []
    func count(_ type: ResourceType) -> Int {
      manifest.nodes.values.reduce(0) { $0 + ($1.resourceType == type ? 1 : 0) }
    }
    counts.append((count(.model), "model"))
    counts.append((count(.snapshot), "snapshot"))
    counts.append((count(.analysis), "analysis"))
    counts.append((count(.test), "data test"))
    counts.append((count(.seed), "seed"))
    counts.append((count(.operation), "operation"))
    counts.append((manifest.sources.count, "source"))
    counts.append((manifest.exposures.count, "exposure"))
    counts.append((manifest.macros.macros.count, "macro"))
    counts.append((count(.unitTest), "unit test"))
    counts.append((manifest.groups.count, "group"))
    return counts.filter { $0.0 > 0 }.map { plural($0.0, $0.1) }.joined(separator: ", ")
  }

  private static func plural(_ count: Int, _ noun: String) -> String {
    noun == "analysis" ? "\(count) analyses" : "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  /// A node's description: `sql table model main.orders`.
  private static func describe(_ node: Node) -> String {
    switch node.resourceType {
    case .seed: "seed file \(node.schema).\(node.alias)"
    case .test: node.name
    case .unitTest: "\(node.unitTest?.model ?? "")::\(node.name)"
    case .snapshot: "snapshot \(node.schema).\(node.alias)"
    case .operation: "hook: \(node.name)"
    case .analysis, .sqlOperation: node.name
    default: "sql \(node.materialized) model \(node.schema).\(node.alias)"
    }
  }

  /// Tells that a node starts.
  ///
  /// - Returns: its number.
  func start(_ node: Node, isSilent: Bool = false) -> Int {
    state.withLock { state in
      state.started += 1
      observe(.started(node))
      if isSilent { return state.started }
      let what =
        switch node.resourceType {
        case .test: "test \(node.name)"
        case .unitTest: "unit_test \(Self.describe(node))"
        default: Self.describe(node)
        }
      report(LogLine(.info, line(state.started, "START \(what)", "RUN")))
      return state.started
    }
  }

  /// Tells how a statement of the whole run ended.
  func hook(_ node: Node, _ result: NodeResult, number: Int, of count: Int) {
    state.withLock { state in
      state.results.append(result)
      if let code = result.code { state.compiled[node.uniqueID] = code }
      let word = result.status == .error ? "ERROR" : "OK"
      let time = Self.fixed(result.duration.seconds)
      report(
        LogLine(
          result.status == .error ? .error : .info,
          Self.line(number, count, "\(word) hook: \(node.name)", "\(word) in \(time)s")))
    }
  }

  func finish(_ node: Node, _ result: NodeResult, number: Int, isSilent: Bool = false) {
    state.withLock { state in
      state.results.append(result)
      if let code = result.code { state.compiled[node.uniqueID] = code }
      if isSilent {
        if let error = result.error { report(LogLine(.error, "\(error)")) }
        for line in result.output {
          report(line.hasPrefix("{") ? .plain(line) : LogLine(.info, line))
        }
        observe(.ended(node, result))
        return
      }
      let time = " in " + Self.fixed(result.duration.seconds) + "s"
      let text: String
      let status: String
      switch result.status {
      case .pass: (text, status) = ("PASS \(Self.testName(node))", "PASS" + time)
      case .warn:
        (text, status) = (
          "WARN \(result.failures ?? 0) \(node.name)", "WARN \(result.failures ?? 0)" + time
        )
      case .fail:
        (text, status) = (
          "FAIL \(result.failures ?? 0) \(Self.testName(node))",
          "FAIL \(result.failures ?? 0)" + time
        )
      case .error:
        let verb =
          node.resourceType == .test || node.resourceType == .unitTest
          ? "ERROR \(Self.testName(node))"
          : "ERROR \(Self.verb(node, "ing")) \(Self.describe(node))"
        (text, status) = (verb, "ERROR" + time)
      default:
        let verb = Self.verb(node, "ed")
        (text, status) = ("OK \(verb) \(Self.describe(node))", (result.message ?? "OK") + time)
      }
      let level: LogLine.Level = [.error, .fail].contains(result.status) ? .error : .info
      report(LogLine(level, line(number, text, status)))
      observe(.ended(node, result))
    }
  }

  /// Tells that what was compiled can never run.
  func refuse(_ id: String, _ error: TransformError) {
    state.withLock { state in
      guard let index = state.results.firstIndex(where: { $0.uniqueID == id }) else { return }
      state.results[index].status = .error
      state.results[index].error = error
      state.results[index].message = "\(error)"
      report(LogLine(.error, "\(error)"))
    }
  }

  private static func testName(_ node: Node) -> String {
    node.resourceType == .unitTest ? describe(node) : node.name
  }

  /// What is done to a node, with the ending given.
  private static func verb(_ node: Node, _ ending: String) -> String {
    switch node.resourceType {
    case .seed: "load" + ending
    case .snapshot: "snapshott" + ending
    case .operation: "hook"
    default: "creat" + ending
    }
  }

  func skip(_ id: String, because cause: String?) {
    guard let node = manifest.nodes[id] else { return }
    state.withLock { state in
      state.started += 1
      let message = cause.map { "Skipping due to fail or skip of \($0)" }
      var result = NodeResult(
        uniqueID: id, status: .skipped, message: message, startedAt: Date(), duration: .zero)
      result.skippedBecause = cause
      state.results.append(result)
      observe(.ended(node, result))
      let what =
        node.resourceType == .test
        ? "test \(node.name)"
        : "relation \(node.schema).\(node.alias)"
      report(LogLine(.info, line(state.started, "SKIP \(what)", "SKIP")))
    }
  }

  /// Tells that an exposure is done: there is nothing to do for it, unless something that it
  /// depends on, or a test of that, has failed.
  func pass(_ exposure: Exposure) {
    state.withLock { state in
      state.started += 1
      let failed: Set<NodeResult.Status> = [.error, .fail, .skipped]
      let parents = Set(exposure.dependsOn)
      let isSkipped = state.results.contains { result in
        guard failed.contains(result.status) else { return false }
        let node = manifest.nodes[result.uniqueID]
        return parents.contains(result.uniqueID)
          || node?.resourceType == .test && !parents.isDisjoint(with: node?.dependsOn ?? [])
      }
      var result = NodeResult(
        uniqueID: exposure.uniqueID, status: isSkipped ? .skipped : .noOp,
        message: isSkipped ? nil : "NO-OP", startedAt: Date(), duration: .zero)
      result.failures = isSkipped ? nil : 0
      state.results.append(result)
      let word = isSkipped ? "SKIP" : "NO-OP"
      report(LogLine(.info, line(state.started, "\(word) exposure \(exposure.name)", word)))
    }
  }

  /// Tells how the run ended.
  func end(isRun: Bool) {
    guard isRun else { return }
    let results = state.withLock { $0.results }
    let seconds = (ContinuousClock().now - begun).seconds
    func count(_ statuses: NodeResult.Status...) -> Int {
      results.reduce(0) { $0 + (statuses.contains($1.status) ? 1 : 0) }
    }
    let errors = count(.error, .fail, .partialSuccess)
    let warnings = count(.warn)
    say("", isInfo: true)
    say(
      "Finished running \(ran(results)) in \(Self.clock(seconds)) (\(Self.fixed(seconds))s).",
      isInfo: true)
    say("", isInfo: true)
    if errors == 0 {
      say(
        warnings == 0
          ? "Completed successfully" : "Completed with \(Self.plural(warnings, "warning")):",
        isInfo: true)
    } else {
      say(
        "Completed with \(Self.plural(errors, "error")), 0 partial successes, and "
          + "\(Self.plural(warnings, "warning")):", isInfo: true)
    }
    for result in results where [.error, .fail, .warn].contains(result.status) {
      guard let node = manifest.nodes[result.uniqueID] else { continue }
      let word = result.status == .warn ? "Warning" : result.status == .fail ? "Failure" : "Error"
      say("", isInfo: true)
      say(
        "\(word) in \(node.resourceType.rawValue) \(node.name) (\(node.originalPath))", isInfo: true
      )
      say("  " + (result.message ?? "").replacing("\n", with: "\n  "), isInfo: true)
    }
    say("", isInfo: true)
    say(
      "Done. PASS=\(count(.success, .pass)) WARN=\(warnings) ERROR=\(errors) "
        + "SKIP=\(count(.skipped)) NO-OP=\(count(.noOp)) REUSED=0 TOTAL=\(results.count)",
      isInfo: true)
  }

  private func ran(_ results: [NodeResult]) -> String {
    var kinds: [(name: String, count: Int)] = []
    for result in results {
      guard let node = manifest.nodes[result.uniqueID] else { continue }
      let name: String =
        switch node.resourceType {
        case .test: "test"
        case .unitTest: "unit test"
        case .seed, .snapshot, .analysis: node.resourceType.rawValue
        case .operation: "project hook"
        default: "\(node.materialized) model"
        }
      if let index = kinds.firstIndex(where: { $0.name == name }) {
        kinds[index].count += 1
      } else {
        kinds.append((name, 1))
      }
    }
    kinds.sort { $0.name < $1.name }
    return kinds.map { Self.plural($0.count, $0.name) }.joined(separator: ", ")
  }

  private static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds)
    return "\(whole / 3600) hours \(whole / 60 % 60) minutes and "
      + "\(fixed(seconds - Double(whole / 60 * 60))) seconds"
  }

  static func fixed(_ seconds: Double) -> String {
    let hundredths = Int((seconds * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// `1 of 28 START … [RUN]`, filled with dots to dbt's width.
  private func line(_ number: Int, _ text: String, _ status: String) -> String {
    Self.line(number, total, text, status)
  }

  /// A line of a list with its number, filled with dots to dbt's width.
  static func line(_ number: Int, _ total: Int, _ text: String, _ status: String) -> String {
    let head = "\(number) of \(total) \(text) "
    let dots = String(repeating: ".", count: max(0, 80 - head.count))
    return "\(head)\(dots) [\(status)]"
  }
}
