import OrderedCollections

/// `coverage`: which relations and which of their columns have tests, counted from the manifest.
///
/// A relation has the tests that read it, and the unit tests of it. A column has the generic tests
/// that stand below it or name it as `column_name`; columns are those that schema files describe. What nobody described is
/// not counted: it is not in the manifest.
struct CoverageCommand {
  let plan: InvocationPlan
  let invocation: Invocation

  /// A model, seed, snapshot or source, with its tests.
  struct Relation {
    var id: String
    var name: String
    var type: ResourceType
    var tests = 0
    var unitTests = 0
    /// The number of tests by column, in the order of the schema file.
    var columns: OrderedDictionary<String, Int>

    var isTested: Bool { tests + unitTests > 0 }

    var untested: [String] { columns.filter { $0.value == 0 }.map(\.key) }
  }

  /// How many of how many have tests.
  struct Share {
    var tested: Int
    var total: Int

    /// The percentage, rounded down to tenths; nil of nothing.
    var percent: Double? {
      total == 0 ? nil : Double(tested * 1000 / total) / 10
    }

    var text: String {
      "\(tested) of \(total)" + (percent.map { " (\(Self.text($0)) %)" } ?? "")
    }

    static func text(_ percent: Double) -> String {
      percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
    }
  }

  func run(_ report: (LogLine) -> Void) throws(TransformError) -> Invocation.Outcome {
    let relations = self.relations
    let tested = Share(
      tested: relations.count { $0.isTested }, total: relations.count)
    let columns = Share(
      tested: relations.reduce(0) { $0 + $1.columns.count - $1.untested.count },
      total: relations.reduce(0) { $0 + $1.columns.count })
    if invocation.settings.output == "json" {
      report(.plain(json(relations, tested, columns)))
    } else {
      for line in table(relations) { report(.plain(line)) }
      report(.plain("Relations with tests: \(tested.text). Columns with tests: \(columns.text)."))
    }
    var outcome = plan.outcome
    guard let least = invocation.settings.failUnder else { return outcome }
    for (what, share) in [("relations", tested), ("columns", columns)] {
      guard let percent = share.percent, percent < least else { continue }
      outcome.hasFailed = true
      report(
        LogLine(
          .error,
          "\(Share.text(percent)) % of \(what) have tests, fewer than the "
            + "\(Share.text(least)) % of --fail-under"))
    }
    return outcome
  }

  /// What was chosen; where nothing was, what the project itself has, without its packages.
  private var relations: [Relation] {
    let manifest = plan.manifest
    let isChosen =
      !invocation.select.isEmpty || !invocation.exclude.isEmpty || invocation.selector != nil
    var relations: OrderedDictionary<String, Relation> = [:]
    for id in plan.selected {
      let package = manifest.nodes[id]?.packageName ?? manifest.sources[id]?.packageName
      guard isChosen || package == manifest.project.name else { continue }
      if let node = manifest.nodes[id], node.isRefable {
        relations[id] = Relation(
          id: id, name: node.searchName, type: node.resourceType,
          columns: Self.columns(node.columns))
      } else if let source = manifest.sources[id] {
        relations[id] = Relation(
          id: id, name: "\(source.sourceName).\(source.name)", type: .source,
          columns: Self.columns(source.columns))
      }
    }
    for node in manifest.nodes.values {
      switch node.resourceType {
      case .test: count(node, in: &relations)
      case .unitTest:
        for parent in node.dependsOn.prefix(1) { relations[parent]?.unitTests += 1 }
      default: break
      }
    }
    return relations.values.sorted { $0.name < $1.name }
  }

  private static func columns(
    _ described: OrderedDictionary<String, ColumnDescription>
  ) -> OrderedDictionary<String, Int> {
    OrderedDictionary(described.keys.map { ($0, 0) }, uniquingKeysWith: { first, _ in first })
  }

  private func count(_ test: Node, in relations: inout OrderedDictionary<String, Relation>) {
    // A generic test is one of the relation that it stands below, whatever else it reads.
    let owners = test.test?.attachedNode.map { [$0] } ?? test.dependsOn
    for owner in owners {
      relations[owner]?.tests += 1
      let named = test.test?.columnName ?? test.test?.arguments["column_name"]?.string
      guard let column = named?.lowercased(),
        let name = relations[owner]?.columns.keys.first(where: {
          $0.lowercased() == column || "\"\($0.lowercased())\"" == column
        })
      else { continue }
      relations[owner]?.columns[name]? += 1
    }
  }

  private func table(_ relations: [Relation]) -> [String] {
    guard !relations.isEmpty else { return [] }
    let rows = relations.map { relation in
      [
        "\(relation.type.rawValue) \(relation.name)", "\(relation.tests)",
        "\(relation.unitTests)",
        "\(relation.columns.count - relation.untested.count) of \(relation.columns.count)",
        relation.untested.joined(separator: ", "),
      ]
    }
    let all = [["relation", "tests", "unit tests", "columns", "columns without tests"]] + rows
    let widths = (0..<4).map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      var line = (cells + row.dropFirst(4)).joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  private func json(_ relations: [Relation], _ tested: Share, _ columns: Share) -> String {
    func share(_ share: Share) -> DataValue {
      .dictionary([
        "tested": .integer(share.tested), "total": .integer(share.total),
        "percent": share.percent.map { .float($0) } ?? .null,
      ])
    }
    let list = relations.map { relation -> DataValue in
      .dictionary([
        "unique_id": .string(relation.id), "name": .string(relation.name),
        "resource_type": .string(relation.type.rawValue), "tests": .integer(relation.tests),
        "unit_tests": .integer(relation.unitTests),
        "columns": .list(
          relation.columns.map {
            .dictionary(["name": .string($0.key), "tests": .integer($0.value)])
          }),
      ])
    }
    return DataValue.dictionary([
      "relations": share(tested), "columns": share(columns), "nodes": .list(list),
    ]).json()
  }
}
