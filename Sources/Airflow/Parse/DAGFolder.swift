import Foundation

/// The folder of DAG files: which files there are, and whether they are what they were.
struct DAGFolder: Sendable {
  /// A file that may declare DAGs.
  struct File: Sendable, Hashable {
    /// Its path, relative to the folder.
    var path: String
    /// A text that changes with the file, and with whatever of the folder it may import.
    var fingerprint: String
  }

  let root: String

  /// The name of the files that say what is not to be parsed.
  private static let ignoreFile = ".airflowignore"
  /// How many files are looked at; more are left out.
  static let mostFiles = 20_000

  /// The files that may declare DAGs, in order: Python files that speak of Airflow and of DAGs, as
  /// Airflow's own safe mode has it.
  func files() -> [File] {
    var found: [(path: String, stamp: String, isDAG: Bool)] = []
    scan("", ignoring: [], into: &found)
    // A file that declares no DAG may be imported by those that do.
    let shared = found.filter { !$0.isDAG }.map { $0.path + $0.stamp }.joined(separator: ";")
    let mark = String(
      shared.utf8.reduce(UInt64(14_695_981_039_346_656_037)) {
        ($0 ^ UInt64($1)) &* 1_099_511_628_211
      }, radix: 16)
    return found.filter(\.isDAG).map { File(path: $0.path, fingerprint: $0.stamp + ":" + mark) }
  }

  /// Every folder in it that may hold files, relative to it.
  func folders() -> [String] {
    var folders = [""]
    var next = 0
    while next < folders.count, folders.count < Self.mostFiles {
      let folder = folders[next]
      next += 1
      for name in names(in: folder) where isFolder(folder + name) && Self.mayHoldFiles(name) {
        folders.append(folder + name + "/")
      }
    }
    return folders
  }

  private static func mayHoldFiles(_ name: String) -> Bool {
    name != "__pycache__" && !name.hasPrefix(".")
  }

  private func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []).sorted()
  }

  private func isFolder(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }

  private func scan(
    _ folder: String, ignoring patterns: [IgnorePattern],
    into found: inout [(path: String, stamp: String, isDAG: Bool)]
  ) {
    var patterns = patterns
    let names = names(in: folder)
    if names.contains(Self.ignoreFile),
      let text = try? String(contentsOfFile: root + "/" + folder + Self.ignoreFile, encoding: .utf8)
    {
      patterns += text.split(separator: "\n").compactMap { IgnorePattern(line: $0, in: folder) }
    }
    for name in names where found.count < Self.mostFiles {
      let path = folder + name
      if isFolder(path) {
        guard Self.mayHoldFiles(name), !IgnorePattern.ignores(path + "/", patterns) else {
          continue
        }
        scan(path + "/", ignoring: patterns, into: &found)
      } else if name.hasSuffix(".py"), !IgnorePattern.ignores(path, patterns),
        let stamp = stamp(of: path)
      {
        found.append((path, stamp, speaksOfDAGs(path)))
      }
    }
  }

  private func stamp(of path: String) -> String? {
    var status = stat()
    guard stat(root + "/" + path, &status) == 0 else { return nil }
    return "\(status.st_size).\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec).\(status.st_ino)"
  }

  private func speaksOfDAGs(_ path: String) -> Bool {
    guard let data = FileManager.default.contents(atPath: root + "/" + path) else { return false }
    let text = String(decoding: data, as: UTF8.self).lowercased()
    return text.contains("dag") && text.contains("airflow")
      || text.contains("asset") && text.contains("airflow")
  }
}

/// A line of `.airflowignore`: a glob as in `.gitignore`.
struct IgnorePattern: Sendable, Hashable {
  private let words: [String]
  private let base: String
  private let isNegated: Bool
  private let isFolder: Bool

  /// Reads a line; `nil` for a comment and an empty one.
  init?(line: Substring, in folder: String) {
    var text = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
    guard !text.isEmpty else { return nil }
    isNegated = text.hasPrefix("!")
    if isNegated { text.removeFirst() }
    isFolder = text.hasSuffix("/")
    if isFolder { text.removeLast() }
    let isAnchored = text.contains("/")
    if text.hasPrefix("/") { text.removeFirst() }
    base = folder
    words = (isAnchored ? [] : ["**"]) + text.split(separator: "/").map(String.init)
  }

  /// Whether a path is ignored: the last pattern that matches decides.
  static func ignores(_ path: String, _ patterns: [IgnorePattern]) -> Bool {
    patterns.last { $0.matches(path) }.map { !$0.isNegated } ?? false
  }

  private func matches(_ path: String) -> Bool {
    guard path.hasPrefix(base) else { return false }
    let parts = path.dropFirst(base.count).split(separator: "/").map(String.init)
    guard !isFolder || path.hasSuffix("/") else { return false }
    return Self.match(words[...], parts[...])
  }

  private static func match(_ words: ArraySlice<String>, _ parts: ArraySlice<String>) -> Bool {
    guard let word = words.first else { return parts.isEmpty }
    if word == "**" {
      return match(words.dropFirst(), parts) || !parts.isEmpty && match(words, parts.dropFirst())
    }
    guard let part = parts.first, fnmatch(word, part, 0) == 0 else { return false }
    return match(words.dropFirst(), parts.dropFirst())
  }
}
