import FoundationEssentials
public import OrderedCollections

/// A text of a `{% docs %}` block, which descriptions refer to by name.
public struct DocBlock: Sendable {
  /// `doc.package.name`.
  public var uniqueID: String
  /// The name.
  public var name: String
  /// The package it belongs to.
  public var packageName: String
  /// The path of the file that declares it.
  public var path: String
  /// The path below its project's folder.
  public var originalPath: String
  /// The text between the tags, without white space around it.
  public var contents: String
}

/// A group of models with an owner.
public struct NodeGroup: Sendable {
  /// `group.package.name`.
  public var uniqueID: String
  /// The name.
  public var name: String
  /// The package it belongs to.
  public var packageName: String
  /// The path of the file that declares it.
  public var path: String
  /// What the schema file says of its owner.
  public var owner: DataValue
  /// The description.
  var description: DataValue = .null
  /// Free-form metadata.
  var meta: DataValue = [:]
}

/// A project as dbt understands it: every node with its configuration and what it depends on.
public struct Manifest: Sendable {
  /// The root project.
  public var project: ProjectConfiguration
  /// The connection it was parsed for.
  public var profile: Profile
  /// Every project at hand by name, the root's first.
  public var projects: OrderedDictionary<String, ProjectConfiguration>
  /// Models, seeds, snapshots, tests, analyses and operations by identifier.
  public var nodes = OrderedDictionary<String, Node>()
  /// The sources, by identifier or as code names them.
  public var sources = OrderedDictionary<String, SourceTable>()
  /// The exposures by identifier.
  public var exposures = OrderedDictionary<String, Exposure>()
  /// The groups by identifier.
  public var groups = OrderedDictionary<String, NodeGroup>()
  /// The doc blocks by identifier.
  public var docs = OrderedDictionary<String, DocBlock>()
  /// The macros of all packages.
  public var macros: MacroIndex
  /// When it was read, in seconds since 1970.
  var createdAt = Date().timeIntervalSince1970
  /// The selectors of the root project as they were written, in full form.
  var selectors = DataValue.Dictionary()
  /// Nodes that exist but are switched off.
  public var disabled: [Node] = []
  /// Sources that exist but are switched off.
  public var disabledSources: [SourceTable] = []

  init(project: ProjectConfiguration, profile: Profile) {
    self.project = project
    self.profile = profile
    projects = [project.name: project]
    macros = MacroIndex(rootName: project.name)
  }

  /// The things that lie in the graph, with what each depends on.
  public var dependencies: [(id: String, dependsOn: [String])] {
    sources.keys.map { ($0, []) } + nodes.values.map { ($0.uniqueID, $0.dependsOn) }
      + exposures.values.map { ($0.uniqueID, $0.dependsOn) }
  }
}
