import Jinja
import OrderedCollections

/// A node's result as hooks at the end of a run see it.
final class ResultValue: Object {
  private let result: NodeResult
  private let manifest: Manifest

  init(_ result: NodeResult, _ manifest: Manifest) {
    self.result = result
    self.manifest = manifest
  }

  var typeName: String { "RunResult" }

  func attribute(_ name: String) -> Jinja.Value? {
    switch name {
    case "status": .string(result.status.rawValue)
    case "message": Jinja.Value(result.message)
    case "failures": result.failures.map { Jinja.Value.integer($0) } ?? Jinja.Value.none
    case "execution_time": .float(result.duration.seconds)
    case "unique_id": .string(result.uniqueID)
    case "thread_id": "Thread-1"
    case "timing": []
    case "adapter_response":
      [
        "_message": Jinja.Value(result.message),
        "rows_affected": result.rowsAffected.map { Jinja.Value.integer($0) } ?? Jinja.Value.none,
      ]
    case "node":
      manifest.nodes[result.uniqueID].map {
        Jinja.Value(ManifestDocument.node($0, manifest: manifest))
      }
    case "batch_results", "agate_table", "overload_results": Jinja.Value.none
    default: nil
    }
  }

  func callMethod(
    _ name: String, _ arguments: Arguments, _ state: State
  ) throws -> Jinja.Value? {
    guard name == "to_dict" else { return nil }
    let dict = Dict()
    for key in Self.keys { dict[key] = attribute(key) ?? Jinja.Value.none }
    return .dict(dict)
  }

  /// The keys of a result as a dictionary.
  private static let keys = [
    "status", "timing", "thread_id", "execution_time", "adapter_response", "message", "failures",
    "node", "agate_table", "batch_results", "overload_results",
  ]
}
