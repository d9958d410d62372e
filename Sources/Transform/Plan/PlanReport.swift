import Columnar
import OrderedCollections

/// A plan for people and for programs: the part of it that was selected.
struct PlanReport {
  let plan: ChangePlan
  let manifest: Manifest
  let items: [ChangePlan.Item]
  let tests: [ChangePlan.Test]
  let exposures: [ChangePlan.Reader]

  init(plan: ChangePlan, manifest: Manifest, selected: Set<String>) {
    self.plan = plan
    self.manifest = manifest
    items = plan.items.values.filter { selected.contains($0.id) }
    tests = plan.tests.filter { selected.contains($0.id) }
    exposures = plan.exposures.filter { selected.contains($0.id) }
  }

  var hasBreakages: Bool {
    items.contains { $0.breakage != nil } || tests.contains { $0.breakage != nil }
  }

  var hasChanges: Bool {
    items.contains(where: \.isBuilt) || hasBreakages || !plan.removed.isEmpty
  }

  /// The number of nodes by what becomes of them, the exposures that lose something, and so on.
  var summary: OrderedDictionary<String, Int> {
    func count(_ action: ChangePlan.Action) -> Int { items.count { $0.action == action } }
    let breakages =
      items.count { $0.breakage != nil } + tests.count { $0.breakage != nil }
    return [
      "create": count(.create), "build": count(.build), "follow": count(.follow),
      "inline": count(.inline), "skip": count(.skip), "removed": plan.removed.count,
      "breaks": breakages,
      "exposures": exposures.count { !$0.losses.isEmpty }, "tests": tests.count { $0.isDue },
    ]
  }

  // MARK: Text

  /// The lines of the plan.
  var lines: [String] {
    var lines = ["Compared with \(plan.baseline):", ""]
    lines += tree
    for built in plan.removed {
      lines.append(
        "- \(Self.name(of: built.id))  gone from the project; \(built.schema).\(built.alias) is "
          + "left where it is")
    }
    for section in [exposureLines, testLines] where !section.isEmpty {
      if lines.last != "" { lines.append("") }
      lines += section
    }
    if lines.count == 2 { return ["Nothing has changed: \(plan.baseline) is what there is now."] }
    if lines.last != "" { lines.append("") }
    lines.append(summaryLine)
    return lines
  }

  private var summaryLine: String {
    let words: [(String, (Int) -> String)] = [
      ("create", { "\($0) to create" }), ("build", { "\($0) to build" }),
      ("follow", { "\($0) \($0 == 1 ? "view shows" : "views show") it" }),
      ("inline", { "\($0) ephemeral" }), ("skip", { "\($0) to skip" }),
      ("removed", { "\($0) gone" }), ("tests", { "\($0) \($0 == 1 ? "test" : "tests") due" }),
      ("exposures", { "\($0) \($0 == 1 ? "exposure loses" : "exposures lose") something" }),
      ("breaks", { "\($0) would fail" }),
    ]
    let parts = words.compactMap { key, text in
      summary[key].flatMap { $0 == 0 ? nil : text($0) }
    }
    return "Plan: " + (parts.isEmpty ? "nothing to do" : parts.joined(separator: ", ")) + "."
  }

  /// Whether a node is worth a line: not one that is as it was behind others that are as they were.
  private func isTold(_ item: ChangePlan.Item) -> Bool {
    item.action != .skip || !item.reasons.isEmpty
      || (manifest.nodes[item.id]?.dependsOn ?? []).contains {
        plan.items[$0]?.effect.isNone == false
      }
  }

  /// What changes, each node below the first one that reaches it.
  private var tree: [String] {
    let told = items.filter(isTold)
    let shown = Set(told.map(\.id))
    var children: [String: [ChangePlan.Item]] = [:]
    var roots: [ChangePlan.Item] = []
    for item in told {
      let parents = item.causes.map(\.node) + (manifest.nodes[item.id]?.dependsOn ?? [])
      if let parent = parents.first(where: shown.contains) {
        children[parent, default: []].append(item)
      } else {
        roots.append(item)
      }
    }
    var lines: [String] = []
    func add(_ item: ChangePlan.Item, first: String, rest: String) {
      let below = children[item.id] ?? []
      lines.append(first + headline(item))
      let gutter = rest + (below.isEmpty ? "   " : "│  ")
      for line in details(item) { lines.append(gutter + line) }
      for (index, child) in below.enumerated() {
        let isLast = index == below.count - 1
        add(child, first: rest + (isLast ? "└─ " : "├─ "), rest: rest + (isLast ? "   " : "│  "))
      }
    }
    for item in roots { add(item, first: "", rest: "") }
    return lines
  }

  private func headline(_ item: ChangePlan.Item) -> String {
    let node = manifest.nodes[item.id]
    let kind = node?.resourceType == .model ? node?.materialized : node?.resourceType.rawValue
    let sign =
      switch item.action {
      case .create: "+"
      case .build: "~"
      case .follow, .inline: "≈"
      case .skip: "="
      }
    var words = item.reasons.map { phrase($0, of: item.id) }
    words += item.causes.map { cause in
      let name = Self.name(of: cause.node)
      guard let columns = cause.columns else { return "reads \(name)" }
      return "reads " + columns.prefix(5).map { "\(name).\($0)" }.joined(separator: ", ")
        + (columns.count > 5 ? " and \(columns.count - 5) more" : "")
    }
    var text = "\(sign) \(node?.searchName ?? item.id) (\(kind ?? ""))"
    if !words.isEmpty { text += "  " + words.joined(separator: "; ") }
    switch item.action {
    case .skip: text += (words.isEmpty ? "  skip: " : " – skip: ") + (item.note ?? "as it was")
    case .follow: text += " – a view: shows it without being built"
    case .create, .build, .inline: break
    }
    return text
  }

  private func details(_ item: ChangePlan.Item) -> [String] {
    var lines = item.columns.added.map { "+ \($0.name) \($0.type)" }
    lines += item.columns.removed.map { "- \($0.name) \($0.type)" }
    lines += item.columns.retyped.map { "~ \($0.name) \($0.old) → \($0.new)" }
    if item.isBuilt, let note = item.note { lines.append("note: \(note)") }
    if let error = item.breakage { lines += Self.indented("! would fail: ", "\(error)") }
    return lines
  }

  private static func indented(_ head: String, _ text: String) -> [String] {
    let parts = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let blanks = String(repeating: " ", count: 2)
    return parts.enumerated().map { index, line in index == 0 ? head + line : blanks + line }
  }

  private var exposureLines: [String] {
    guard !exposures.isEmpty else { return [] }
    return ["Exposures that read what changes:"]
      + exposures.map { reader in
        let name = manifest.exposures[reader.id]?.name ?? reader.id
        guard reader.losses.isEmpty else {
          return "! \(name): \(reader.losses.joined(separator: ", "))"
        }
        let causes = reader.causes.map { cause in
          let parent = Self.name(of: cause.node)
          return cause.columns.map { "\(parent) (\($0.joined(separator: ", ")))" } ?? parent
        }
        return "~ \(name): \(causes.joined(separator: ", "))"
      }
  }

  /// How many tests that are new or others are told by name.
  private static let toldTests = 12

  private var testLines: [String] {
    let broken = tests.filter { $0.breakage != nil }
    let changed = tests.filter { $0.breakage == nil && !$0.reasons.isEmpty }
    guard !broken.isEmpty || !changed.isEmpty else { return [] }
    var lines = ["Tests:"]
    for test in broken {
      let name = manifest.nodes[test.id]?.name ?? test.id
      lines += Self.indented("! \(name) would fail: ", test.breakage.map { "\($0)" } ?? "")
    }
    for test in changed.prefix(Self.toldTests) {
      let sign = test.reasons == [.new] ? "+" : "~"
      let words = test.reasons.map { phrase($0, of: test.id) }
      lines.append(
        "\(sign) \(manifest.nodes[test.id]?.name ?? test.id)  \(words.joined(separator: "; "))")
    }
    let rest = changed.count - Self.toldTests
    if rest > 0 { lines.append("  and \(rest) more that are new or others") }
    return lines
  }

  static func name(of id: String) -> String {
    let parts = id.split(separator: ".")
    return parts.count > 2 ? parts[2...].joined(separator: ".") : id
  }
}
