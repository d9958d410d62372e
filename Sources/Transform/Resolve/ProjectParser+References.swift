import Spelling
import FoundationEssentials
import OrderedCollections

extension ProjectParser {
  /// Gives every node its database, schema and alias, by the macros that projects may override.
  ///
  /// - Throws: ``TransformError`` of kind `duplicate` where two nodes would be one relation.
  func nameRelations() throws(TransformError) {
    for index in manifest.disabled.indices { try name(&manifest.disabled[index]) }
    var owners: [String: Int] = [:]
    for index in manifest.nodes.values.indices {
      try name(&manifest.nodes.values[index])
      let node = manifest.nodes.values[index]
      try checkGroup(of: node)
      guard node.isRefable, !node.isEphemeral else { continue }
      let relation = node.relationName
      if let first = owners.updateValue(index, forKey: relation.lowercased()) {
        let other = manifest.nodes.values[first]
        throw TransformError(
          .duplicate,
          "two resources would be the relation \(relation): "
            + "\(other.uniqueID) and \(node.uniqueID)",
          hint: "give one of them another `alias` or `schema`; the other is \(other.originalPath)",
          at: node.location)
      }
    }
  }

  /// Gives a node its database, schema and alias.
  func name(_ node: inout Node) throws(TransformError) {
    node.schema = try evaluator.name(.schema, custom: node.config.text("schema"), node: node)
    node.database = try evaluator.name(.database, custom: node.config.text("database"), node: node)
    node.alias = try evaluator.name(.alias, custom: node.config.text("alias"), node: node)
    if node.resourceType == .snapshot {
      // What a snapshot calls its target stands as it is, whatever macros say.
      node.schema = node.config.text("target_schema") ?? node.schema
    }
  }

  /// - Throws: ``TransformError`` where the node says who may read it in a word that dbt has not,
  ///   or names a group that does not exist.
  func checkGroup(of node: Node) throws(TransformError) {
    if node.resourceType == .model, let access = node.config.text("access"),
      !["private", "protected", "public"].contains(access)
    {
      throw TransformError(
        .configuration,
        "Node \(node.uniqueID) has an invalid value (\(access)) for the access field",
        hint: "one of: private, protected, public", at: node.location)
    }
    guard let name = node.config.text("group") else { return }
    guard !manifest.groups.values.contains(where: { $0.name == name }) else { return }
    throw TransformError(
      .unresolved,
      "Invalid group '\(name)', expected one of "
        + "[\(manifest.groups.values.map(\.name).sorted().joined(separator: ", "))]",
      hint: NearestName.of(name, among: manifest.groups.values.map(\.name))
        .map { "did you mean \"\($0)\"?" } ?? "declare it under `groups:`",
      at: node.location)
  }

  /// Finds the node or source that every reference means.
  ///
  /// - Throws: ``TransformError`` of kind `unresolved`, at the reference where it is known.
  func resolveReferences() throws(TransformError) {
    let index = ReferenceIndex(manifest)
    var dropped: [String] = []
    for place in manifest.nodes.values.indices {
      let node = manifest.nodes.values[place]
      guard node.references.count + node.sources.count > 0 else { continue }
      guard node.resourceType != .unitTest else { continue }
      do throws(TransformError) {
        let parents = try parents(of: node, with: index)
        manifest.nodes.values[place].dependsOn = parents
      } catch {
        guard node.resourceType == .test, error.message.hasPrefix("could not resolve") else {
          throw error
        }
        if error.hint?.hasPrefix("it exists but") == true {
          dropped.append(node.uniqueID)
        } else {
          // What is missing may be a mistake, so the test stays to be seen, and never runs.
          warnings.append(error)
          manifest.nodes.values[place].config["enabled"] = false
          manifest.nodes.values[place].dependsOn = known(of: node, index)
        }
      }
    }
    // A test on something that is switched off is switched off with it.
    for id in dropped {
      if let node = manifest.nodes.removeValue(forKey: id) { manifest.disabled.append(node) }
    }
    for id in manifest.exposures.keys {
      guard let exposure = manifest.exposures[id] else { continue }
      manifest.exposures[id]?.dependsOn = try dependencies(
        exposure.references, exposure.sources, of: exposure.packageName, index
      ) { _ in (exposure.uniqueID, exposure.location, nil) }
    }
  }

  /// The nodes and sources that a node reads, as far as there are any.
  private func known(of node: Node, _ index: ReferenceIndex) -> [String] {
    var found: OrderedSet<String> = []
    for source in node.sources {
      if case .found(let id) = index.resolve(source, from: node.packageName) { found.append(id) }
    }
    for reference in node.references {
      if case .found(let id) = index.resolve(reference, from: node.packageName) {
        found.append(id)
      }
    }
    return Array(found)
  }

  /// The nodes and sources that a node reads.
  ///
  /// - Throws: ``TransformError`` of kind `unresolved` where there is none or it may not be read.
  func parents(of node: Node, with index: ReferenceIndex) throws(TransformError) -> [String] {
    let found = try resolve(node, with: index)
    try checkAccess(of: node, to: found)
    return found
  }

  /// A private model may only be read by nodes of its group, and what is not public of a package
  /// that restricts access only by the package's own nodes.
  private func checkAccess(of node: Node, to parents: [String]) throws(TransformError) {
    guard node.resourceType != .sqlOperation else { return }
    let group = node.config.text("group")
    for parent in parents {
      guard let target = manifest.nodes[parent], target.resourceType == .model else { continue }
      let access = target.config.text("access")
      let owner = target.config.text("group") ?? ""
      let isForeign =
        node.packageName != target.packageName
        && manifest.projects[target.packageName]?.restrictsAccess == true
      let scope: String
      let hint: String
      switch access {
      case "private" where isForeign || group == nil || group != target.config.text("group"):
        scope = "private to the '\(owner)' group"
        hint = "put \(node.name) into the group '\(owner)', or give \(target.name) other access"
      case "protected" where isForeign:
        scope = "protected to the '\(target.packageName)' package"
        hint = "refer to a public model of the package, or have \(target.name) made public"
      default: continue
      }
      let found = CodePlace.find(target.name, in: node)
      throw TransformError(
        .unresolved,
        "Node \(node.uniqueID) attempted to reference node \(parent), which is not allowed because "
          + "the referenced node is \(scope).",
        hint: hint, at: found?.location ?? node.location, sourceLine: found?.line)
    }
  }

  private func resolve(
    _ node: Node, with index: ReferenceIndex
  ) throws(TransformError) -> [String] {
    try dependencies(node.references, node.sources, of: node.packageName, index) { text in
      let found = text.flatMap { CodePlace.find($0, in: node) }
      return (node.uniqueID, found?.location ?? node.location, found?.line)
    }
  }

  private typealias Place = (name: String, location: SourceLocation, line: String?)

  private func dependencies(
    _ references: [Reference], _ sources: [SourceReference], of package: String,
    _ index: ReferenceIndex, place: (String?) -> Place
  ) throws(TransformError) -> [String] {
    var found: OrderedSet<String> = []
    for source in sources {
      switch index.resolve(source, from: package) {
      case .found(let id): found.append(id)
      case let other:
        let at = place(source.table)
        throw index.unresolved(
          source, in: at.name, isDisabled: { if case .disabled = other { true } else { false } }(),
          at: at.location, source: at.line)
      }
    }
    for reference in references {
      switch index.resolve(reference, from: package) {
      case .found(let id): found.append(id)
      case let other:
        let at = place(reference.name)
        throw index.unresolved(
          reference, in: at.name,
          isDisabled: { if case .disabled = other { true } else { false } }(), at: at.location,
          source: at.line)
      }
    }
    return Array(found)
  }
}

/// Where a piece of text stands in a node's code.
enum CodePlace {
  /// The first place in the node's code where `name` stands between quotes; nil for tests of
  /// schema files, whose code is not the user's.
  static func find(_ name: String, in node: Node) -> (location: SourceLocation, line: String)? {
    guard node.test == nil else { return nil }
    var number = node.firstLine
    for line in node.rawCode.split(separator: "\n", omittingEmptySubsequences: false) {
      for quoted in ["'\(name)'", "\"\(name)\""] {
        guard let range = line.firstRange(of: quoted) else { continue }
        let column = line.distance(from: line.startIndex, to: range.lowerBound) + 1
        let location = SourceLocation(file: node.location.file, line: number, column: column)
        return (location, String(line))
      }
      number += 1
    }
    return nil
  }
}

extension Node {
  /// The quoted name of the relation the node becomes.
  public var relationName: String { relationName(quoting: [:]) }

  /// The name of the relation the node becomes, with those parts quoted that the project's
  /// `quoting:` does not say otherwise of.
  func relationName(quoting: DataValue.Dictionary) -> String {
    var name = ""
    for (key, part) in [("database", database), ("schema", schema), ("identifier", alias)]
    where !part.isEmpty {
      if !name.isEmpty { name += "." }
      if quoting[key]?.boolean == false {
        name += part
        continue
      }
      let isPlain = !part.utf8.contains(UInt8(ascii: "\""))
      name += "\"" + (isPlain ? part : part.replacing("\"", with: "\"\"")) + "\""
    }
    return name
  }
}
