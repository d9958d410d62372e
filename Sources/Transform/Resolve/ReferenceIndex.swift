import OrderedCollections
import Spelling

/// Finds what `ref` and `source` mean.
struct ReferenceIndex: Sendable {
  /// What a reference leads to.
  enum Resolution: Sendable {
    case found(String)
    case disabled
    case missing
  }

  private struct Candidate: Sendable {
    var package: String
    var id: String
    var version: String?
    var isLatest: Bool
  }

  private var byName: [String: [Candidate]] = [:]
  private var disabledNames: Set<String> = []
  private var sources: [SourceReference: [(package: String, id: String)]] = [:]
  private var disabledSources: Set<SourceReference> = []
  private let rootName: String

  /// Indexes the nodes and sources of a manifest.
  init(_ manifest: Manifest) {
    rootName = manifest.project.name
    for node in manifest.nodes.values where node.isRefable {
      let version = node.version?.pythonString
      byName[node.name, default: []].append(
        Candidate(
          package: node.packageName, id: node.uniqueID, version: version,
          isLatest: version == nil || version == node.latestVersion?.pythonString))
    }
    for node in manifest.disabled where node.isRefable { disabledNames.insert(node.name) }
    for table in manifest.sources.values {
      let key = SourceReference(source: table.sourceName, table: table.name)
      sources[key, default: []].append((table.packageName, table.uniqueID))
    }
    for table in manifest.disabledSources {
      disabledSources.insert(SourceReference(source: table.sourceName, table: table.name))
    }
  }

  /// The node that `reference` means in code of `package`: with a package named, that package's;
  /// else its own package's, then the root project's, then any other's.
  func resolve(_ reference: Reference, from package: String) -> Resolution {
    let candidates = (byName[reference.name] ?? []).filter { candidate in
      reference.version.map { $0.pythonString == candidate.version } ?? candidate.isLatest
    }
    if let named = reference.package {
      if let found = candidates.first(where: { $0.package == named }) { return .found(found.id) }
      return disabledNames.contains(reference.name) ? .disabled : .missing
    }
    let order = [rootName, package]
    for owner in order {
      if let found = candidates.first(where: { $0.package == owner }) { return .found(found.id) }
    }
    if let found = candidates.first { return .found(found.id) }
    return disabledNames.contains(reference.name) ? .disabled : .missing
  }

  /// The source table that `reference` means in code of `package`.
  func resolve(_ reference: SourceReference, from package: String) -> Resolution {
    let candidates = sources[reference] ?? []
    let found =
      candidates.first { $0.package == package } ?? candidates.first { $0.package == rootName }
      ?? candidates.first
    if let found { return .found(found.id) }
    return disabledSources.contains(reference) ? .disabled : .missing
  }

  /// The error for a `ref` that leads nowhere.
  func unresolved(
    _ reference: Reference, in node: String, isDisabled: Bool, at location: SourceLocation?,
    source: String? = nil
  ) -> TransformError {
    let target =
      reference.package.map { "\"\(reference.name)\" of package \"\($0)\"" }
      ?? "\"\(reference.name)\""
    let hint =
      isDisabled
      ? "it exists but is disabled; set `enabled: true`, or drop the ref"
      : NearestName.of(reference.name, among: byName.keys.sorted())
        .map { "did you mean \"\($0)\"?" }
        ?? "add a model, seed or snapshot of this name"
    return TransformError(
      .unresolved, "could not resolve ref \(target) in \(node)", hint: hint, at: location,
      sourceLine: source)
  }

  /// The error for a `source` that leads nowhere.
  func unresolved(
    _ reference: SourceReference, in node: String, isDisabled: Bool, at location: SourceLocation?,
    source: String? = nil
  ) -> TransformError {
    let name = reference.source + "." + reference.table
    let known = sources.keys.map { $0.source + "." + $0.table }.sorted()
    let hint =
      isDisabled
      ? "it exists but is disabled"
      : NearestName.hint(for: name, among: known, kind: "source table")
        ?? "declare it under `sources:` in a schema file"
    return TransformError(
      .unresolved, "could not resolve source \"\(name)\" in \(node)", hint: hint, at: location,
      sourceLine: source)
  }
}
