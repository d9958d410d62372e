import FoundationEssentials

/// The patterns of a `.dbtignore` file, with the meaning of a `.gitignore`'s.
struct IgnoreRules {
  private struct Rule {
    var pattern: Glob
    var isNegated: Bool
    var isAnchored: Bool
    var foldersOnly: Bool
  }

  private let rules: [Rule]

  /// Whether there is nothing to ignore.
  var isEmpty: Bool { rules.isEmpty }

  /// Reads the patterns, one a line; blank lines and those that begin with `#` say nothing.
  init(_ text: String) {
    rules = text.split(separator: "\n").compactMap { line in
      var pattern = String(line).trimmingSuffix { $0 == " " || $0 == "\r" || $0 == "\t" }
      guard !pattern.isEmpty, !pattern.hasPrefix("#") else { return nil }
      let isNegated = pattern.hasPrefix("!")
      if isNegated { pattern.removeFirst() }
      let foldersOnly = pattern.hasSuffix("/")
      if foldersOnly { pattern.removeLast() }
      let isAnchored = pattern.contains("/")
      if pattern.hasPrefix("/") { pattern.removeFirst() }
      return Rule(
        pattern: Glob(pattern, crossesFolders: false), isNegated: isNegated,
        isAnchored: isAnchored, foldersOnly: foldersOnly)
    }
  }

  /// Whether the file at `path`, relative to the folder of the rules, or a folder it lies in, is
  /// ignored.
  func ignores(_ path: String) -> Bool {
    guard !rules.isEmpty else { return false }
    var prefix = ""
    let parts = path.split(separator: "/").map(String.init)
    for (index, part) in parts.enumerated() {
      prefix = prefix.isEmpty ? part : prefix + "/" + part
      if matches(prefix, name: part, isFolder: index < parts.count - 1) { return true }
    }
    return false
  }

  private func matches(_ path: String, name: String, isFolder: Bool) -> Bool {
    var isIgnored = false
    for rule in rules where !rule.foldersOnly || isFolder {
      if rule.pattern.matches(rule.isAnchored ? path : name) { isIgnored = !rule.isNegated }
    }
    return isIgnored
  }
}

extension String {
  func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
    var view = self[...]
    while let last = view.last, predicate(last) { view.removeLast() }
    return String(view)
  }
}
