import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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
/// is found comes in the order of its path. A folder is read once.
final class FileScan {
  private let root: String
  private let rules: IgnoreRules
  private var names: [String: [String]] = [:]
  /// What was searched for, and what was found.
  private(set) var listings: [(paths: [String], extensions: [String], found: [String])] = []

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
      for name in names(in: folder) where extensions.contains(where: name.hasSuffix) {
        let file = ProjectFile(searchedPath: folder, relativePath: name)
        if !rules.isEmpty, rules.ignores(file.originalPath) { continue }
        found.append(file)
      }
    }
    listings.append((paths, extensions, found.map(\.originalPath)))
    return found
  }

  private func names(in folder: String) -> [String] {
    if let known = names[folder] { return known }
    var found: [String] = []
    Self.descend(root + "/" + folder, below: "", into: &found)
    found.sort()
    names[folder] = found
    return found
  }

  private static func descend(
    _ folder: String, below prefix: String, into names: inout [String]
  ) {
    guard let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
        start.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      let relative = prefix.isEmpty ? name : prefix + "/" + name
      let path = folder + "/" + name
      if isFolder(path, Int32(entry.pointee.d_type)) {
        descend(path, below: relative, into: &names)
      } else {
        names.append(relative)
      }
    }
  }

  /// What a folder's entry does not say, such as what a link leads to, the file itself does.
  private static func isFolder(_ path: String, _ type: Int32) -> Bool {
    if type == Int32(DT_DIR) { return true }
    if type == Int32(DT_REG) { return false }
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
  }
}
