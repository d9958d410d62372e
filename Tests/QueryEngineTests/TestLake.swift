import Foundation
import QueryEngine

/// A lake in a folder of its own that goes with it.
final class TestLake: Sendable {
  let folder: String
  let lake: Lake

  init(threads: Int? = 2, isReadOnly: Bool = false, root: String? = nil) async throws {
    folder = NSTemporaryDirectory() + "lake-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    lake = try await Lake(
      LakeConfiguration(
        root: root ?? folder + "/lake", state: folder + "/state/state.db", threads: threads,
        isReadOnly: isReadOnly))
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The folder of a table.
  func path(_ table: String) -> String {
    folder + "/lake/" + table.replacingOccurrences(of: ".", with: "/")
  }

  /// The data files there are in a table's folder, those of no version among them.
  func dataFiles(_ table: String) -> [String] {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: path(table))) ?? []
    return paths.filter { $0.hasSuffix(".parquet") && !$0.hasPrefix("_delta_log") }
  }
}
