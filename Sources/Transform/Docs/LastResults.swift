import FoundationEssentials
import OrderedCollections

/// How each node last ended, gathered from `run_results.json`.
///
/// Each command replaces that file, so what was known before is kept beside it: the documentation
/// shows the last result of a test even where other tests have run since.
struct LastResults {
  private static let fileName = "last_results.json"
  private let folder: String
  /// The results by identifier: `status`, `message`, `failures`, `seconds`, `at`.
  private(set) var byNode: DataValue.Dictionary

  /// Reads what the target folder knows. A file that is missing or damaged counts as empty.
  init(targetFolder: String) {
    folder = targetFolder
    byNode = Self.document(targetFolder + "/" + Self.fileName)?.dictionary ?? [:]
    guard let run = Self.document(targetFolder + "/run_results.json"), Self.executed(run) else {
      return
    }
    for result in run["results"]?.list ?? [] {
      guard let id = result["unique_id"]?.string, let status = result["status"]?.string,
        !["skipped", "no-op"].contains(status)
      else { continue }
      var entry: DataValue.Dictionary = ["status": .string(status)]
      for (key, name) in [("message", "message"), ("failures", "failures")] {
        if let value = result[name], !value.isNull { entry[key] = value }
      }
      entry["seconds"] = result["execution_time"] ?? .null
      entry["at"] = run["metadata"]?["generated_at"] ?? .null
      byNode[id] = .dictionary(entry)
    }
  }

  /// Whether the results are of a command that runs nodes: others only compile them.
  private static func executed(_ run: DataValue) -> Bool {
    let commands = ["build", "run", "test", "seed", "snapshot", "retry"]
    return run["args"]?["which"]?.string.map(commands.contains) ?? false
  }

  private static func document(_ path: String) -> DataValue? {
    FileText.load(path).flatMap { DataValue(json: $0.utf8) }
  }

  /// Keeps the results of the nodes that the project still has.
  ///
  /// - Throws: ``TransformError`` of kind `file`.
  func save(keeping isThere: (String) -> Bool) throws(TransformError) {
    let kept = byNode.filter { isThere($0.key) }
    let path = folder + "/" + Self.fileName
    let text = String(decoding: DataValue.dictionary(kept).compactJSON(), as: UTF8.self)
    if let cause = FileText.save(text, to: path) {
      throw TransformError(.file, "could not write \(path)", cause: cause)
    }
  }
}
