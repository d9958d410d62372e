import FoundationEssentials
import OrderedCollections
import QueryEngine

/// What a node was made from when it was last built.
struct BuiltNode: Sendable {
  /// The node's identifier.
  var id = ""
  /// The project that built it, and the target.
  var project = ""
  var target = ""
  /// The virtual environment it was built in; empty outside of all.
  var environment = ""
  var resourceType = ResourceType.model
  var schema = ""
  var alias = ""
  var database = ""
  /// Tells the code as it was written from other code.
  var body = ContentDigest()
  /// The SQL that it came to, of an incremental model that of its first run; nil where there is
  /// none, or it is not known.
  var code: String?
  /// The checksum of the file, for seeds.
  var checksum = ""
  var config: DataValue.Dictionary = [:]
  /// Whether ``config`` is what the node was given, rather than what was written.
  var isRendered = true
  /// The checksum of the contract, where there is one.
  var contract: String?
  /// Tells apart descriptions that are kept in the warehouse.
  var documentation = ContentDigest()
  /// The macros that the code calls, directly or not, and what tells them apart.
  var macros: [String: ContentDigest] = [:]
  /// What it was last built over, by node, where that was built from other code since and this was
  /// not built again: the code that the node had then, empty where it is not known.
  var inputs: [String: String] = [:]
  /// The build that made it: two builds never have the same.
  var stamp = ""
  /// When, in seconds since 1970.
  var builtAt = 0

  /// What a node of a manifest would be built from now.
  init(_ node: Node, manifest: Manifest, macros: MacroDigests, code: String?) {
    id = node.uniqueID
    project = manifest.project.name
    target = manifest.profile.targetName
    resourceType = node.resourceType
    (database, schema, alias) = (node.database, node.schema, node.alias)
    body = ContentDigest(of: node.rawCode)
    self.code = code
    checksum = node.checksum
    config = node.config.values
    contract = node.isContracted ? node.contractChecksum : nil
    documentation = Self.documentation(
      node.config["persist_docs"] ?? .null, description: node.description,
      columns: node.columns.values.map { ($0.name, $0.description) })
    self.macros = macros.closure(of: node)
  }

  /// What the manifest of an earlier state says of a node.
  init?(_ id: String, _ entry: DataValue, state: ProjectState, macros: MacroDigests) {
    guard let type = entry["resource_type"]?.string.flatMap(ResourceType.init) else { return nil }
    self.id = id
    resourceType = type
    database = entry["database"]?.string ?? ""
    schema = entry["schema"]?.string ?? ""
    alias = entry["alias"]?.string ?? ""
    body = ContentDigest(of: entry["raw_code"]?.string ?? "")
    code = entry["compiled_code"]?.string
    checksum = entry["checksum"]?["checksum"]?.string ?? entry["checksum"]?.string ?? ""
    config = entry["unrendered_config"]?.dictionary ?? [:]
    isRendered = false
    if entry["contract"]?["enforced"]?.boolean == true {
      contract = entry["contract"]?["checksum"]?.string
    }
    documentation = Self.documentation(
      entry["config"]?["persist_docs"] ?? .null, description: entry["description"]?.string ?? "",
      columns: (entry["columns"]?.dictionary ?? [:]).map {
        ($0.key, $0.value["description"]?.string ?? "")
      })
    let called = entry["depends_on"]?["macros"]?.stringList ?? []
    self.macros = macros.closure(of: called) { state.macroCode($0) }
  }

  private static func documentation(
    _ persist: DataValue, description: String, columns: [(String, String)]
  ) -> ContentDigest {
    var text = ""
    if persist["relation"]?.boolean == true { text += description }
    if persist["columns"]?.boolean == true {
      for (name, description) in columns { text += "\u{1}\(name)\u{2}\(description)" }
    }
    return text.isEmpty ? ContentDigest() : ContentDigest(of: text)
  }

  /// The relation that it is.
  var relation: QualifiedName { QualifiedName(catalog: database, schema: schema, name: alias) }

  /// The name of its record: the relation's, so that it is known what stands there, or, of what
  /// is no relation, its own in the target.
  var recordName: String {
    switch resourceType {
    case .model, .seed, .snapshot: "\(database).\(schema).\(alias)".lowercased()
    default: "\(project):\(target):\(id)"
    }
  }
}

extension BuiltNode: Archived {
  private init() {}

  static var blank: BuiltNode { BuiltNode() }

  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    for path in [
      \BuiltNode.id, \.project, \.target, \.environment, \.schema, \.alias, \.database, \.checksum,
      \.stamp,
    ] {
      try archive.text(&self[keyPath: path])
    }
    try archive.name(&resourceType)
    try archive.value(&body)
    try archive.value(&code)
    try archive.entries(&config)
    try archive.flag(&isRendered)
    try archive.value(&contract)
    try archive.value(&documentation)
    try archive.number(&builtAt)
    var parents = archive.isReading ? [] : inputs.keys.sorted()
    var code = parents.map { inputs[$0] ?? "" }
    try archive.elements(&parents)
    try archive.elements(&code)
    var names = archive.isReading ? [] : macros.keys.sorted()
    var digests = names.map { macros[$0] ?? ContentDigest() }
    try archive.elements(&names)
    try archive.elements(&digests)
    guard archive.isReading else { return }
    guard names.count == digests.count, parents.count == code.count else {
      throw StateFault("a name without what it names")
    }
    inputs = Dictionary(zip(parents, code), uniquingKeysWith: { first, _ in first })
    macros = Dictionary(zip(names, digests), uniquingKeysWith: { first, _ in first })
  }
}

/// What tells the macros of a manifest apart, each found out once. Used by one thread.
final class MacroDigests {
  private let index: MacroIndex
  private var digests: [String: ContentDigest] = [:]
  private var calls: [String: [String]] = [:]

  init(_ manifest: Manifest) { index = manifest.macros }

  /// The macros that a node calls, and those that they call in turn, but for the program's own.
  func closure(of node: Node) -> [String: ContentDigest] {
    closure(of: node.macros) { self.index.macros[$0]?.source }
  }

  /// The same for macros by their names, whose code another manifest may have. What calls what is
  /// read off this manifest.
  func closure(of macros: [String], code: (String) -> String?) -> [String: ContentDigest] {
    var result: [String: ContentDigest] = [:]
    var waiting = macros
    while let id = waiting.popLast() {
      guard result[id] == nil, !id.hasPrefix("macro.\(MacroIndex.globalPackage).") else { continue }
      guard let source = code(id) else { continue }
      result[id] = digest(id, source)
      waiting += called(by: id)
    }
    return result
  }

  private func digest(_ id: String, _ source: String) -> ContentDigest {
    guard source == index.macros[id]?.source else { return ContentDigest(of: source) }
    if let known = digests[id] { return known }
    let digest = ContentDigest(of: source)
    digests[id] = digest
    return digest
  }

  private func called(by id: String) -> [String] {
    if let known = calls[id] { return known }
    let found = index.macros[id].map { index.calls(of: $0) } ?? []
    calls[id] = found
    return found
  }
}
