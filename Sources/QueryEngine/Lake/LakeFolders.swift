import DeltaLake
import FoundationEssentials
import S3

/// The folders below a lake's root, wherever it is.
struct LakeFolders: Sendable {
  let root: String
  /// The root's store, if it is in S3.
  let remote: S3Store?

  /// The names of the folders in a folder; `""` is the root.
  func names(in folder: String) async throws -> [String] {
    if let remote { return try await remote.folders(in: folder) }
    let path = folder.isEmpty ? root : root + "/" + folder
    return (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
  }

  /// Whether a table may be in a folder. In S3 only asking for its log can tell.
  func mayHoldTable(_ folder: String) -> Bool {
    remote != nil || FileManager.default.fileExists(atPath: "\(root)/\(folder)/_delta_log")
  }

  /// The spelling that the storage has for a name in a folder; `nil` if it has none.
  func spelling(of name: String, in folder: String) async throws -> String? {
    if remote == nil {
      let path = folder.isEmpty ? root : root + "/" + folder
      if FileManager.default.fileExists(atPath: path + "/" + name) { return name }
    }
    let names = try await names(in: folder)
    return names.contains(name) ? name : names.first { $0.lowercased() == name.lowercased() }
  }
}
