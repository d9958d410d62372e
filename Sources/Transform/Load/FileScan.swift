import FoundationEssentials

/// A file that a project's paths lead to.
struct ProjectFile: Sendable, Hashable {
  /// The folder of the project it was searched from, such as `models`.
  var searchedPath: String
  /// The path below `searchedPath`.
  var relativePath: String
  /// The path below the project's folder.
  var originalPath: String { searchedPath + "/" + relativePath }
  /// The name without folders and extension.
  var stem: String {
    let name = relativePath.split(separator: "/").last.map(String.init) ?? relativePath
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
  /// The folders between `searchedPath` and the file.
  var folders: [String] { relativePath.split(separator: "/").dropLast().map(String.init) }
}

/// Looks for files below the folders that a project names.
///
/// Files whose name begins with a dot, and files that `.dbtignore` names, are passed over. What
/// is found comes in the order of its path.
struct FileScan {
  private let root: String
  private let rules: IgnoreRules

  /// Makes a scan of the project at `root`, with its `.dbtignore`.
  init(root: String) {
    self.root = root
    let text = try? String(contentsOfFile: root + "/.dbtignore", encoding: .utf8)
    rules = IgnoreRules(text ?? "")
  }

  /// The files below `paths` whose extension, dot included, is one of `extensions`. A path that
  /// does not exist has none.
  func files(in paths: [String], extensions: [String]) -> [ProjectFile] {
    var found: [ProjectFile] = []
    for path in paths {
      let folder = path.trimmingSuffix { $0 == "/" }
      var names: [String] = []
      descend(root + "/" + folder, below: "", into: &names)
      for name in names.sorted() {
        guard extensions.contains(where: { name.hasSuffix($0) }) else { continue }
        let file = ProjectFile(searchedPath: folder, relativePath: name)
        if !rules.isEmpty, rules.ignores(file.originalPath) { continue }
        found.append(file)
      }
    }
    return found
  }

  private func descend(_ folder: String, below prefix: String, into names: inout [String]) {
    guard let entries = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
    for entry in entries where !entry.hasPrefix(".") {
      let relative = prefix.isEmpty ? entry : prefix + "/" + entry
      var isFolder = false
      let path = folder + "/" + entry
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
      if isFolder {
        descend(path, below: relative, into: &names)
      } else {
        names.append(relative)
      }
    }
  }
}
