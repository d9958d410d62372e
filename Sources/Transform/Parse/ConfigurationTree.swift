import OrderedCollections

/// The `models:`, `seeds:` … trees of the projects at hand, and what they say of one node.
///
/// What a folder inherits is worked out once and kept.
final class ConfigurationTree {
  private let projects: [String: ProjectConfiguration]
  private let rootName: String
  private var inherited: [Key: NodeConfig] = [:]
  private var overrides: [Key: [DataValue.Dictionary]] = [:]

  private struct Key: Hashable {
    var type: ResourceType
    var package: String
    var fqn: [String]
  }

  init(projects: [String: ProjectConfiguration], root: String) {
    self.projects = projects
    self.rootName = root
  }

  /// The configuration of a node: its own project's tree, then what schema files say, then what
  /// its code says; for a node of a package, the root project's tree has the last word.
  ///
  /// - Parameters:
  ///   - type: the kind of node.
  ///   - package: the package it belongs to.
  ///   - fqn: its package, folders and name.
  ///   - patch: what a schema file says under `config`.
  ///   - calls: the arguments of each `config(…)` call, in order.
  /// - Returns: the configuration in force.
  func config(
    _ type: ResourceType, package: String, fqn: [String], patch: DataValue.Dictionary = [:],
    calls: DataValue.Dictionary = [:]
  ) -> NodeConfig {
    var config = base(type, package: package, fqn: fqn)
    if !patch.isEmpty { config.lay(patch) }
    if !calls.isEmpty { config.lay(calls) }
    if package != rootName {
      for level in levels(type, project: rootName, fqn: fqn) { config.lay(level) }
    }
    return config
  }

  /// What the projects' trees say of a node beyond the defaults.
  func written(_ type: ResourceType, package: String, fqn: [String]) -> DataValue.Dictionary {
    var result = DataValue.Dictionary()
    for level in Self.levels(of: tree(type, in: projects[package]?.writtenTrees ?? [:]), fqn) {
      for (key, value) in level { result[key] = value }
    }
    return result
  }

  private func base(_ type: ResourceType, package: String, fqn: [String]) -> NodeConfig {
    let folder = Key(type: type, package: package, fqn: Array(fqn.dropLast()))
    let own = leaf(type, project: package, fqn: fqn)
    if let known = inherited[folder] {
      guard let own else { return known }
      var config = known
      config.lay(own)
      return config
    }
    var config = NodeConfig.defaults(for: type)
    for level in levels(type, project: package, fqn: Array(fqn.dropLast())) { config.lay(level) }
    inherited[folder] = config
    if let own { config.lay(own) }
    return config
  }

  private func leaf(
    _ type: ResourceType, project: String, fqn: [String]
  ) -> DataValue.Dictionary? {
    var current = tree(type, project: project)
    for level in fqn {
      guard case .dictionary(let next)? = current[level] else { return nil }
      current = next
    }
    return Self.settings(current)
  }

  private func levels(
    _ type: ResourceType, project: String, fqn: [String]
  ) -> [DataValue.Dictionary] {
    let key = Key(type: type, package: project, fqn: fqn)
    if let known = overrides[key] { return known }
    let result = Self.levels(of: tree(type, project: project), fqn)
    overrides[key] = result
    return result
  }

  private static func levels(
    of tree: DataValue.Dictionary, _ fqn: [String]
  ) -> [DataValue.Dictionary] {
    var current = tree
    var result = [settings(current)]
    for level in fqn {
      guard case .dictionary(let next)? = current[level] else { break }
      result.append(settings(next))
      current = next
    }
    return result
  }

  private func tree(_ type: ResourceType, project: String) -> DataValue.Dictionary {
    tree(type, in: projects[project]?.trees ?? [:])
  }

  private func tree(
    _ type: ResourceType, in trees: [String: DataValue.Dictionary]
  ) -> DataValue.Dictionary {
    switch type {
    case .model, .analysis, .operation: return trees["models"] ?? [:]
    case .seed: return trees["seeds"] ?? [:]
    case .snapshot: return trees["snapshots"] ?? [:]
    case .source: return trees["sources"] ?? [:]
    case .exposure: return trees["exposures"] ?? [:]
    case .unitTest: return trees["unit_tests"] ?? [:]
    case .test:
      guard let newer = trees["data_tests"] else { return trees["tests"] ?? [:] }
      return newer
    default: return [:]
    }
  }

  /// The settings of one level: keys with a `+`, and keys whose value is not a folder.
  private static func settings(_ level: DataValue.Dictionary) -> DataValue.Dictionary {
    var result = DataValue.Dictionary()
    for (key, value) in level {
      if key.hasPrefix("+") {
        result[key.dropFirst().trimmedText] = value
      } else if value.dictionary == nil {
        result[key] = value
      }
    }
    return result
  }
}
