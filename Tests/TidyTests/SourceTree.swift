import Foundation

/// The files of the repository that people write: what git would track, read once.
enum SourceTree {
  /// The root of the repository.
  static let root: URL = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every text file, in the order of the paths.
  static let files: [SourceFile] = paths().compactMap(read)

  /// The file at a path from the root.
  static func file(_ path: String) -> SourceFile? { files.first { $0.path == path } }

  /// Folders that hold what was built, fetched or recorded, but not written.
  private static let excluded: Set<String> = [
    ".git", ".build", ".deps", ".cache", ".swiftpm", "dist", "__pycache__", "Projects", "Tables",
    "Cases", ".venv", ".s3", ".services", "demo",
  ]

  /// Files that others wrote, or that git keeps for itself.
  private static let skipped: Set<String> = [".git", "LICENSE"]

  private static let extensions: Set<String> = ["", "swift", "md", "py", "sh", "yml", "yaml"]

  private static func paths() -> [String] {
    var found: [String] = []
    var folders = [""]
    while let folder = folders.popLast() {
      let url = root.appendingPathComponent(folder)
      for name in (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [] {
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        var isFolder: ObjCBool = false
        let full = root.appendingPathComponent(path).path
        guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) else { continue }
        if isFolder.boolValue {
          if !excluded.contains(name) { folders.append(path) }
        } else if extensions.contains((name as NSString).pathExtension), !skipped.contains(name) {
          found.append(path)
        }
      }
    }
    return found.sorted()
  }

  private static func read(_ path: String) -> SourceFile? {
    let full = root.appendingPathComponent(path).path
    guard let data = FileManager.default.contents(atPath: full) else { return nil }
    guard let text = String(data: data, encoding: .utf8) else { return nil }
    return SourceFile(
      path: path, text: text,
      isExecutable: FileManager.default.isExecutableFile(atPath: full))
  }
}
