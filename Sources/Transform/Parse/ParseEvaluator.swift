import FoundationEssentials
import OrderedCollections
import Spelling

/// Evaluates what parsing cannot read off: templates beyond constants, in dbt's context with
/// `execute` false.
final class ParseEvaluator {
  /// The names that a project may compute by macros of its own.
  enum NameKind: String {
    case schema, alias, database
  }

  let options: ProjectOptions
  let profile: Profile
  private var allowsStatic = true
  /// The nodes whose code asked for the time.
  private(set) var timed: Set<String> = []
  private var overridden: Set<NameKind> = []
  private var context: TemplateContext?

  init(options: ProjectOptions, profile: Profile) {
    self.options = options
    self.profile = profile
  }

  /// Takes the macros and projects that templates may call on.
  func begin(_ manifest: Manifest) {
    let macros = manifest.macros
    allowsStatic = !["ref", "source", "config"].contains(where: macros.isOverridden)
    for kind in [NameKind.schema, .alias, .database]
    where macros.isOverridden("generate_\(kind.rawValue)_name")
      || macros.isOverridden("default__generate_\(kind.rawValue)_name")
      || macros.isOverridden("duckdb__generate_\(kind.rawValue)_name")
    {
      overridden.insert(kind)
    }
    context = TemplateContext(manifest: manifest, options: options)
  }

  /// The code as constant parts and calls, where it is no more.
  func staticTemplate(_ code: String) -> StaticTemplate? {
    allowsStatic ? StaticTemplate(code) : nil
  }

  /// The renderer of a package's schema files.
  func schemaRenderer(package: String) -> YAMLRenderer {
    YAMLRenderer { [context] text, location throws(TransformError) in
      guard let context else { return .string(text) }
      return try context.renderYAML(text, package: package, at: location)
    }
  }

  /// Renders the node's code with `execute` false. What it refers to is recorded in the node.
  ///
  /// - Returns: the arguments of its `config(…)` calls, laid over each other.
  func evaluate(
    _ node: inout Node
  ) throws(TransformError) -> DataValue.Dictionary {
    guard let context else { return [:] }
    let record = try context.parse(node)
    if record.isTimed { timed.insert(node.uniqueID) }
    node.references = record.references
    node.sources = record.sources
    node.macros = node.macros + record.macros.filter { !node.macros.contains($0) }
    return record.config.values
  }

  /// Adds to the node what the statements of its hooks refer to, as its configuration has them.
  func evaluateHooks(of node: inout Node) throws(TransformError) {
    let hooks = node.config.hookStatements.filter(YAMLRenderer.isTemplate)
    guard let context, !hooks.isEmpty else { return }
    let record = try context.parse(node, hooks: hooks)
    if record.isTimed { timed.insert(node.uniqueID) }
    node.references += record.references
    node.sources += record.sources
    node.macros += record.macros.filter { !node.macros.contains($0) }
  }

  /// The schema, alias or database of a node.
  func name(
    _ kind: NameKind, custom: String?, node: Node
  ) throws(TransformError) -> String {
    if overridden.contains(kind), let context, node.isRefable || node.resourceType == .test {
      return try context.generatedName(kind, custom: custom, node: node)
    }
    switch kind {
    case .schema: return custom.map { "\(profile.schema)_\($0.trimmed)" } ?? profile.schema
    case .database: return custom?.trimmed ?? profile.database
    case .alias:
      let version = node.version.map { "_v" + $0.pythonString.replacing(".", with: "_") } ?? ""
      return custom?.trimmed ?? node.name + version
    }
  }

  /// A description with its doc blocks in place, and the identifiers of those.
  func description(
    _ text: String, package: String, docs: OrderedDictionary<String, DocBlock>,
    at location: SourceLocation
  ) throws(TransformError) -> (text: String, blocks: [String]) {
    guard YAMLRenderer.isTemplate(text) else { return (text, []) }
    var result = ""
    var blocks: [String] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      guard let close = rest[open.upperBound...].firstRange(of: "}}"),
        let name = Self.docName(rest[open.upperBound..<close.lowerBound])
      else {
        guard let context else { return (text, blocks) }
        return (try context.renderYAML(text, package: package, at: location).pythonString, blocks)
      }
      let block = try Self.find(name, package: package, docs: docs, at: location)
      result += rest[..<open.lowerBound] + block.contents
      blocks.append(block.uniqueID)
      rest = rest[close.upperBound...]
    }
    return (result + rest, blocks)
  }

  /// The arguments of an expression that is `doc('name')` or `doc('package', 'name')`.
  private static func docName(_ expression: Substring) -> [String]? {
    let body = expression.trimmedText
    guard body.hasPrefix("doc("), body.hasSuffix(")") else { return nil }
    var names: [String] = []
    for part in body.dropFirst(4).dropLast().split(separator: ",") {
      let quoted = part.trimmedText
      guard let quote = quoted.first, quote == "'" || quote == "\"", quoted.last == quote,
        quoted.count > 2
      else { return nil }
      names.append(String(quoted.dropFirst().dropLast()))
    }
    return (1...2).contains(names.count) ? names : nil
  }

  private static func find(
    _ name: [String], package: String, docs: OrderedDictionary<String, DocBlock>,
    at location: SourceLocation
  ) throws(TransformError) -> DocBlock {
    let block = name.last ?? ""
    if name.count == 2 {
      if let found = docs["doc.\(name[0]).\(block)"] { return found }
    } else if let found = docs["doc.\(package).\(block)"]
      ?? docs.values.first(where: { $0.name == block })
    {
      return found
    }
    let known = docs.values.map(\.name)
    throw TransformError(
      .unresolved, "there is no docs block \"\(block)\"",
      hint: NearestName.hint(for: block, among: known, kind: "docs block")
        ?? "write `{% docs \(block) %}…{% enddocs %}` in a .md file",
      at: location)
  }
}
