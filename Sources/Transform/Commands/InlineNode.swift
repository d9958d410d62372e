import OrderedCollections

/// The template of `--inline` as a node of the manifest.
enum InlineNode {
  static func id(_ manifest: Manifest) -> String {
    "sql_operation.\(manifest.project.name).inline_query"
  }

  /// Makes the node; what it refers to is resolved.
  static func node(
    _ sql: String, _ manifest: Manifest, _ options: ProjectOptions, isDirect: Bool
  ) throws(TransformError) -> Node {
    let package = manifest.project.name
    var node = Node(
      uniqueID: id(manifest), resourceType: .sqlOperation, name: "inline_query",
      packageName: package, path: "sql/inline_query", originalPath: "from remote system",
      fqn: [package, "sql", "inline_query"], rawCode: sql,
      config: NodeConfig.defaults(for: .sqlOperation),
      location: SourceLocation(file: "--inline"))
    node.schema = manifest.profile.schema
    node.database = manifest.profile.database
    node.alias = node.name
    if isDirect {
      node.isLiteral = true
      return node
    }
    let record = try TemplateContext(manifest: manifest, options: options).parse(node)
    let index = ReferenceIndex(manifest)
    node.references = record.references
    node.sources = record.sources
    for source in record.sources {
      guard case .found(let found) = index.resolve(source, from: package) else {
        throw index.unresolved(source, in: node.uniqueID, isDisabled: false, at: node.location)
      }
      node.dependsOn.append(found)
    }
    for reference in record.references {
      guard case .found(let found) = index.resolve(reference, from: package) else {
        throw index.unresolved(reference, in: node.uniqueID, isDisabled: false, at: node.location)
      }
      node.dependsOn.append(found)
    }
    return node
  }
}
