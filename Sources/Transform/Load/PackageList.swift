import FoundationEssentials

/// Where a package comes from.
struct PackageSource: Sendable {
  /// The kinds of places.
  enum Kind: Sendable, Hashable {
    case local(String)
    case git(url: String, revision: String?, subfolder: String?)
    case hub(name: String, versions: [String])
    case tarball(url: String, name: String)
  }

  var kind: Kind
  var location: SourceLocation

  /// What two entries that mean one package share.
  var identity: String {
    switch kind {
    case .local(let path): "local " + path
    case .git(let url, _, let subfolder): "git \(url) \(subfolder ?? "")"
    case .hub(let name, _): "hub " + name
    case .tarball(let url, _): "tarball " + url
    }
  }

  /// The package as log lines name it.
  var shown: String {
    switch kind {
    case .local(let path): path
    case .git(let url, _, _): url
    case .hub(let name, _): name
    case .tarball(_, let name): name
    }
  }

  /// Where it was installed from, for the log.
  var origin: String {
    switch kind {
    case .local(let path): "<local @ \(path)>"
    case .git(_, let revision, _): "revision \(revision ?? "HEAD")"
    case .hub: "the hub"
    case .tarball: "tarball"
    }
  }

  /// The same place seen from a project that names a package of a package.
  func rebased(from root: String) -> PackageSource {
    guard case .local(let path) = kind, !path.hasPrefix("/") else { return self }
    let base = URL(filePath: root, directoryHint: .isDirectory).resolvingSymlinksInPath()
    var copy = self
    copy.kind = .local(
      URL(filePath: base.path + "/" + path, directoryHint: .isDirectory).standardizedFileURL.path)
    return copy
  }

  /// The entry of `package-lock.yml`.
  func lockEntry(name: String) -> String {
    switch kind {
    case .local(let path): "  - local: \(path)\n    name: \(name)\n"
    case .git(let url, let revision, let subfolder):
      "  - git: \(url)\n    name: \(name)\n"
        + (revision.map { "    revision: \($0)\n" } ?? "")
        + (subfolder.map { "    subdirectory: \($0)\n" } ?? "")
    case .hub(let package, let versions):
      "  - package: \(package)\n    name: \(name)\n    version: \"\(versions.first ?? "")\"\n"
    case .tarball(let url, _): "  - tarball: \(url)\n    name: \(name)\n"
    }
  }
}

/// The packages that a project names in `packages.yml` or `dependencies.yml`.
enum PackageList {
  /// Reads the files of the project in `root`; none are no packages.
  ///
  /// - Throws: ``TransformError`` at an entry that names no place.
  static func load(root: String) throws(TransformError) -> [PackageSource] {
    var result: [PackageSource] = []
    for file in ["packages.yml", "dependencies.yml"] {
      guard let text = try? String(contentsOfFile: root + "/" + file, encoding: .utf8) else {
        continue
      }
      for entry in try YAMLValue.parse(text, file: file)["packages"]?.members ?? [] {
        result.append(PackageSource(kind: try kind(entry), location: entry.location))
      }
    }
    return result
  }

  private static func kind(_ entry: YAMLValue) throws(TransformError) -> PackageSource.Kind {
    if let path = entry["local"]?.string { return .local(path) }
    if let url = entry["git"]?.string {
      let revision = entry["revision"]?.data.pythonString
      return .git(url: url, revision: revision, subfolder: entry["subdirectory"]?.string)
    }
    if let url = entry["tarball"]?.string {
      return .tarball(url: url, name: entry["name"]?.string ?? url)
    }
    guard let name = entry["package"]?.string else {
      throw TransformError(
        .configuration, "a package needs one of `package`, `git`, `local` and `tarball`",
        at: entry.location)
    }
    guard let version = entry["version"]?.data else {
      throw TransformError(
        .configuration, "the package \(name) has no `version`",
        hint: "write version: [\">=1.0.0\", \"<2.0.0\"]", at: entry.location)
    }
    return .hub(
      name: name, versions: version.stringList.flatMap { $0.split(separator: ",").map(String.init) }
    )
  }
}

/// A version of a package, ordered as semantic versions are.
struct PackageVersion: Comparable {
  var text: String
  private var numbers: [Int]
  private var suffix: String

  var isPrerelease: Bool { !suffix.isEmpty }

  /// Reads `1.2.3` or `1.2.3-rc1`; nil for anything else.
  init?(_ text: String) {
    self.text = text
    let parts = text.split(separator: "-", maxSplits: 1).map(String.init)
    numbers = (parts.first ?? "").split(separator: ".").compactMap { Int($0) }
    suffix = parts.count > 1 ? parts[1] : ""
    guard numbers.count == 3 else { return nil }
  }

  static func < (first: Self, second: Self) -> Bool {
    if first.numbers != second.numbers {
      return first.numbers.lexicographicallyPrecedes(second.numbers)
    }
    if first.suffix.isEmpty != second.suffix.isEmpty { return !first.suffix.isEmpty }
    return first.suffix < second.suffix
  }

  /// Whether the version is in a range such as `>=1.0.0`, or is the one named.
  func satisfies(_ range: String) -> Bool {
    let text = range.trimmed
    for (sign, holds) in Self.signs where text.hasPrefix(sign) {
      guard let limit = PackageVersion(String(text.dropFirst(sign.count)).trimmed) else {
        return true
      }
      return holds(self, limit)
    }
    return PackageVersion(text) == self
  }

  private static let signs: [(String, @Sendable (Self, Self) -> Bool)] = [
    (">=", { $0 >= $1 }), ("<=", { $0 <= $1 }), (">", { $0 > $1 }), ("<", { $0 < $1 }),
    ("=", { $0 == $1 }),
  ]
}
