public import Orchestration

/// A DAG of a DAG file: what the scheduler runs, and what only Airflow's side of it knows.
public struct AirflowDAG: Sendable {
  /// What the scheduler runs.
  public let dag: DAG
  /// The file it stands in, relative to the folder of DAG files.
  public let file: String
  /// What the author says of it.
  public let description: String?
  /// Words to find it by.
  public let tags: [String]
  /// Whoever its tasks belong to, each once.
  public let owners: [String]
  /// The schedule in a few words.
  public let schedule: String
  /// The values of its parameters by default, by name.
  public let params: [WireEntry]
  /// The types of run it takes part in; empty for all.
  public let allowedRunTypes: [String]
  /// What the scheduler does not do for it, in a few words each.
  public let limitations: [String]
  /// Its tasks, by name.
  let tasks: [String: AirflowTask]
  /// The assets that references could mean when it was read.
  let knownAssets: [AirflowAsset]
  /// The serialized DAG with its envelope, as Python wrote it.
  let serialized: WireValue

  /// The DAG's name.
  public var id: String { dag.id }

  /// The class of the operator of a task; `nil` if there is no such task.
  public func operatorName(of task: TaskID) -> String? { tasks[task.name]?.operatorName }
}

/// What only Airflow's side of a task knows.
struct AirflowTask: Sendable, Hashable {
  /// The class of its operator.
  var operatorName: String
  /// What it reads.
  var inlets: [AirflowAsset.Reference]
  /// What it writes.
  var outlets: [AirflowAsset.Reference]
  /// The trigger that it is deferred to without being executed first.
  var startTrigger: WireValue?
}

/// An asset as Airflow knows it: a name and a URI, each of which says which one is meant.
public struct AirflowAsset: Sendable, Hashable {
  /// The name.
  public var name: String
  /// The URI.
  public var uri: String
  /// What it belongs to.
  public var group: String

  /// Describes an asset.
  public init(name: String, uri: String, group: String) {
    self.name = name
    self.uri = uri
    self.group = group
  }

  /// By what a task or a schedule names assets.
  enum Reference: Sendable, Hashable {
    case asset(AirflowAsset)
    case name(String)
    case uri(String)
    /// Whatever assets tasks say under this name when they run.
    case alias(String)
  }

  /// What the scheduler calls it.
  public var id: AssetID { AssetID(uri) }

  /// What the scheduler calls an alias: an asset of its own, updated with each that it stands for.
  static func id(alias name: String) -> AssetID { AssetID("alias:\(name)") }
}

extension AirflowAsset.Reference {
  /// Reads an encoded asset, alias or reference; `nil` for anything else.
  init?(_ value: WireValue) {
    let type = value["__type"]?.text
    let fields = value["__var"] ?? value
    switch type {
    case "asset":
      guard let name = fields["name"]?.text ?? fields["uri"]?.text else { return nil }
      self = .asset(
        AirflowAsset(
          name: name, uri: fields["uri"]?.text ?? name,
          group: fields["group"]?.text ?? "asset"))
    case "asset_alias":
      guard let name = fields["name"]?.text else { return nil }
      self = .alias(name)
    case "asset_ref", "asset_name_ref", "asset_uri_ref":
      if let name = fields["name"]?.text {
        self = .name(name)
      } else if let uri = fields["uri"]?.text {
        self = .uri(uri)
      } else {
        return nil
      }
    default: return nil
    }
  }

  /// The asset that a name or a URI means, if it is known.
  func resolved(among known: [AirflowAsset]) -> AirflowAsset.Reference {
    switch self {
    case .name(let name): known.first { $0.name == name }.map { .asset($0) } ?? self
    case .uri(let uri): known.first { $0.uri == uri }.map { .asset($0) } ?? self
    case .asset, .alias: self
    }
  }

  /// What the scheduler calls it. A name that is known by nothing else is taken for the URI, as
  /// Airflow gives assets without one.
  var id: AssetID {
    switch self {
    case .asset(let asset): asset.id
    case .name(let name): AssetID(name)
    case .uri(let uri): AssetID(uri)
    case .alias(let name): AirflowAsset.id(alias: name)
    }
  }
}
