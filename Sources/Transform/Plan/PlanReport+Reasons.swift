import Columnar
import OrderedCollections

extension PlanReport {
  /// A reason for people.
  func phrase(_ reason: ChangeReason, of id: String) -> String {
    switch reason {
    case .new: "new"
    case .unrecorded: "it is not known from what it was built"
    case .missing: "its relation is gone"
    case .body: "body"
    case .rendering: "other SQL of the same code"
    case .config(let keys): "config " + keys.map { setting($0, of: id) }.joined(separator: ", ")
    case .macros(let names):
      names.count == 1
        ? "macro \(Self.name(of: names[0]))"
        : "macros " + names.map(Self.name).joined(separator: ", ")
    case .contract: "contract"
    case .rows: manifest.nodes[id]?.resourceType == .seed ? "the file's rows" : "body"
    case .relation(let old): "moved from \(old)"
    case .documentation: "persisted descriptions"
    }
  }

  /// A setting with its old and its new value, where both are short.
  private func setting(_ key: String, of id: String) -> String {
    guard let node = manifest.nodes[id], let old = plan.settings[id]?[key] else { return key }
    let new = node.config[key] ?? .null
    let texts = [old, new].map { $0.isNull ? "none" : $0.string ?? $0.json() }
    guard texts.allSatisfy({ $0.count <= 40 && !$0.contains("\n") }) else { return key }
    return "\(key) (\(texts[0]) → \(texts[1]))"
  }

  /// A reason's name for programs.
  private static func word(_ reason: ChangeReason) -> String {
    switch reason {
    case .new: "new"
    case .unrecorded: "unrecorded"
    case .missing: "missing"
    case .body: "body"
    case .rendering: "rendering"
    case .config: "config"
    case .macros: "macros"
    case .contract: "contract"
    case .rows: "rows"
    case .relation: "relation"
    case .documentation: "persisted_descriptions"
    }
  }

  private static func entry(_ reason: ChangeReason) -> DataValue {
    var entry: DataValue.Dictionary = ["kind": .string(word(reason))]
    switch reason {
    case .config(let names), .macros(let names): entry["names"] = DataValue(strings: names)
    case .relation(let old): entry["from"] = .string(old)
    default: break
    }
    return .dictionary(entry)
  }

  private static func entry(_ cause: ChangePlan.Cause) -> DataValue {
    [
      "node": .string(cause.node),
      "columns": cause.columns.map { DataValue(strings: $0) } ?? .null,
    ]
  }

  private static func entry(_ field: Field) -> DataValue {
    ["name": .string(field.name), "data_type": .string("\(field.type)")]
  }

  private static func entry(_ columns: ColumnChanges) -> DataValue {
    [
      "added": .list(columns.added.map(entry)), "removed": .list(columns.removed.map(entry)),
      "retyped": .list(
        columns.retyped.map {
          [
            "name": .string($0.name), "from": .string("\($0.old)"), "to": .string("\($0.new)"),
          ]
        }),
    ]
  }

  /// The plan as JSON, in one line.
  var json: String {
    let nodes = items.map { item -> DataValue in
      let affected: DataValue =
        switch item.effect {
        case .all: nil
        case .columns(let names): DataValue(strings: names.sorted())
        }
      return [
        "unique_id": .string(item.id), "action": .string(item.action.rawValue),
        "reasons": .list(item.reasons.map(Self.entry)),
        "causes": .list(item.causes.map(Self.entry)), "columns": Self.entry(item.columns),
        "affected_columns": affected, "note": DataValue(item.note),
        "error": DataValue(item.breakage.map { "\($0)" }),
      ]
    }
    let tests = tests.map { test -> DataValue in
      [
        "unique_id": .string(test.id), "is_due": .boolean(test.isDue),
        "reasons": .list(test.reasons.map(Self.entry)),
        "error": DataValue(test.breakage.map { "\($0)" }),
      ]
    }
    let readers = exposures.map { reader -> DataValue in
      [
        "unique_id": .string(reader.id), "causes": .list(reader.causes.map(Self.entry)),
        "losses": DataValue(strings: reader.losses),
      ]
    }
    let removed = plan.removed.map { built -> DataValue in
      [
        "unique_id": .string(built.id), "schema": .string(built.schema),
        "alias": .string(built.alias),
      ]
    }
    return DataValue.dictionary([
      "compared_with": .string(plan.baseline), "has_changes": .boolean(hasChanges),
      "summary": .dictionary(summary.mapValues(DataValue.integer)), "nodes": .list(nodes),
      "exposures": .list(readers), "tests": .list(tests), "removed": .list(removed),
    ]).json()
  }
}
