import Columnar
import OrderedCollections
import QueryEngine
import SQLAnalysis
import Spelling

extension PlanImpact {
  /// The tests that are others than before, or look at what changes.
  func tests() -> [ChangePlan.Test] {
    manifest.nodes.values.compactMap { node -> ChangePlan.Test? in
      guard node.resourceType == .test || node.resourceType == .unitTest else { return nil }
      var test = ChangePlan.Test(id: node.uniqueID, reasons: reasons[node.uniqueID] ?? [])
      let parents = node.dependsOn.compactMap { items[$0] }
      test.isDue = parents.contains { $0.isBuilt || !$0.effect.isNone || $0.action == .inline }
      if test.isDue {
        test.breakage = node.unitTest == nil ? breakage(of: node) : unitBreakage(of: node)
      }
      return test.isDue || !test.reasons.isEmpty ? test : nil
    }
  }

  /// Why a test could not run over the relations as they will be; nil where it can, or where that
  /// is not certain.
  private func breakage(of test: Node) -> TransformError? {
    guard
      let code = try? PlanCompilation.code(
        of: test, input.context, input.invocation, connection
      ).0.text, let after, let names = after.prepare(code, of: test),
      names.allSatisfy({ relations?.columns(of: $0, readBy: test)?.isCertain == true }),
      case .refused(let refusal) = after.binder.bind(code)
    else { return nil }
    return ColumnBinding.error(refusal).placed(at: test.location)
  }

  /// Why a unit test could not hold: it expects a column that its model will not have.
  private func unitBreakage(of test: Node) -> TransformError? {
    guard let details = test.unitTest,
      let model = test.dependsOn.first.flatMap({ manifest.nodes[$0] }),
      items[model.uniqueID] != nil, let fields = fieldsAfter(model)
    else { return nil }
    let names = fields.map { $0.name.lowercased() }
    for row in details.expected.rows.list ?? [] {
      for key in (row.dictionary ?? [:]).keys where !names.contains(key.lowercased()) {
        return TransformError(
          .database, "it expects a column \"\(key)\", which \(model.searchName) will not have",
          hint: NearestName.hint(for: key, among: fields.map(\.name), kind: "column")
        ).placed(at: test.location)
      }
    }
    return nil
  }

  /// The exposures that read what changes.
  func exposures() -> [ChangePlan.Reader] {
    manifest.exposures.values.compactMap { exposure -> ChangePlan.Reader? in
      var reader = ChangePlan.Reader(id: exposure.uniqueID, causes: [], losses: [])
      for parent in exposure.dependsOn {
        guard let item = items[parent], !item.effect.isNone else { continue }
        let name = manifest.nodes[parent]?.searchName ?? parent
        switch item.effect {
        case .all: reader.causes.append(ChangePlan.Cause(node: parent, columns: nil))
        case .columns(let names):
          reader.causes.append(ChangePlan.Cause(node: parent, columns: names.sorted()))
        }
        reader.losses += item.columns.removed.map { "\(name).\($0.name) goes" }
        reader.losses += item.columns.retyped.map {
          "\(name).\($0.name) becomes \($0.new)"
        }
      }
      return reader.causes.isEmpty ? nil : reader
    }
  }
}
