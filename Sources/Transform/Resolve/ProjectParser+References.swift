import FoundationEssentials
import OrderedCollections

extension ProjectParser {
  /// Gives every node its database, schema and alias, by the macros that projects may override.
  ///
  /// - Throws: ``TransformError`` of kind `duplicate` where two nodes would be one relation.
  func nameRelations() throws(TransformError) {
    var owners: [String: String] = [:]
    for id in manifest.nodes.keys {
      guard var node = manifest.nodes[id] else { continue }
      node.schema = try evaluator.name(.schema, custom: node.config.text("schema"), node: node)
      node.database = try evaluator.name(
        .database, custom: node.config.text("database"), node: node)
      node.alias = try evaluator.name(.alias, custom: node.config.text("alias"), node: node)
      manifest.nodes[id] = node
      guard node.isRefable, !node.isEphemeral else { continue }
      let relation = node.relationName
      if let other = owners[relation.lowercased()].flatMap({ manifest.nodes[$0] }) {
        throw TransformError(
          .duplicate,
          "two resources would be the relation \(relation): \(other.uniqueID) and \(id)",
          hint: "give one of them another `alias` or `schema`; the other is \(other.originalPath)",
          at: node.location)
      }
      owners[relation.lowercased()] = id
    }
  }

  /// Finds the node or source that every reference means.
  ///
  /// - Throws: ``TransformError`` of kind `unresolved`, at the reference where it is known.
  func resolveReferences() throws(TransformError) {
    let index = ReferenceIndex(manifest)
    var dropped: [String] = []
    for id in manifest.nodes.keys {
      guard let node = manifest.nodes[id] else { continue }
      guard node.references.count + node.sources.count > 0 else { continue }
      do throws(TransformError) {
        manifest.nodes[id]?.dependsOn = try resolve(node, with: index)
      } catch {
        guard node.resourceType == .test, error.hint?.hasPrefix("it exists but") == true else {
          throw error
        }
        dropped.append(id)
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
  public var relationName: String {
    [database, schema, alias].filter { !$0.isEmpty }
      .map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ".")
  }
}
