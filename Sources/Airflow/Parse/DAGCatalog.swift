public import Orchestration
import Synchronization

/// A file that did not come to DAGs, or not to all of them.
public struct ImportError: Sendable, Hashable {
  /// The file, relative to the folder of DAG files.
  public var file: String
  /// What Python said, with its traceback.
  public var text: String

  /// Describes an error.
  public init(file: String, text: String) {
    self.file = file
    self.text = text
  }
}

/// The DAGs of a folder as they were last parsed.
public final class DAGCatalog: Sendable {
  private struct State {
    var files: [String: ParsedFile] = [:]
    var dags: [String: AirflowDAG] = [:]
    var assets: [AirflowAsset] = []
    /// Assets that tasks named under an alias when they ran.
    var aliased: [String: [AirflowAsset]] = [:]
    var unreadable: [String: [ImportError]] = [:]
  }

  /// What changed when a file was taken in.
  public struct Difference: Sendable {
    /// DAGs that are new or have changed.
    public var declared: [AirflowDAG] = []
    /// DAGs that are no longer there.
    public var removed: [String] = []
  }

  private let state = Mutex(State())

  /// Makes a catalog of nothing.
  public init() {}

  /// Every DAG, by name.
  public var dags: [AirflowDAG] {
    state.withLock { $0.dags.values.sorted { $0.id < $1.id } }
  }

  /// What could not be read, by file.
  public var importErrors: [ImportError] {
    state.withLock { state in
      state.files.values.flatMap(\.errors).sorted { $0.file < $1.file }
        + state.unreadable.sorted { $0.key < $1.key }.flatMap(\.value)
    }
  }

  /// The files that were parsed.
  var files: [String] { state.withLock { $0.files.keys.sorted() } }

  /// The DAG of this name.
  public subscript(dag: String) -> AirflowDAG? { state.withLock { $0.dags[dag] } }

  /// Takes in what a file came to, in the place of what it was before.
  ///
  /// A file that has become unreadable keeps its DAGs as they were: what runs of them goes on, and
  /// the error is shown.
  public func take(_ file: ParsedFile) -> Difference {
    state.withLock { state in
      let before = state.files[file.path]?.serialized ?? []
      var file = file
      if file.serialized.isEmpty, !file.errors.isEmpty { file.serialized = before }
      state.files[file.path] = file
      return Self.renew(&state)
    }
  }

  /// Forgets a file that is no longer there.
  public func remove(_ path: String) -> Difference {
    state.withLock { state in
      state.files[path] = nil
      return Self.renew(&state)
    }
  }

  /// The asset that a name or a URI means.
  func asset(name: String?, uri: String?) -> AirflowAsset? {
    state.withLock { state in
      (state.assets + state.aliased.values.flatMap { $0 }).first { asset in
        (name == nil || asset.name == name) && (uri == nil || asset.uri == uri)
      }
    }
  }

  /// The asset of this identifier, or one that is only a name.
  public func asset(_ id: AssetID) -> AirflowAsset {
    asset(name: nil, uri: id.name) ?? AirflowAsset(name: id.name, uri: id.name, group: "asset")
  }

  /// The assets that tasks have named under an alias.
  func assets(ofAlias alias: String) -> [AirflowAsset] {
    state.withLock { $0.aliased[alias] ?? [] }
  }

  /// Notes that a task named an asset under an alias.
  func note(_ asset: AirflowAsset, under alias: String) {
    state.withLock { state in
      guard state.aliased[alias]?.contains(asset) != true else { return }
      state.aliased[alias, default: []].append(asset)
    }
  }

  /// Reads all files' DAGs anew, as an asset that one names may be declared in another.
  private static func renew(_ state: inout State) -> Difference {
    let files = state.files.values.sorted { $0.path < $1.path }
    var seen: Set<AirflowAsset> = []
    state.assets = files.flatMap { $0.serialized.flatMap(SerializedDAG.assets(in:)) }
      .filter { seen.insert($0).inserted }
    var found: [String: AirflowDAG] = [:]
    var difference = Difference()
    state.unreadable = [:]
    for file in files {
      for envelope in file.serialized {
        let id = envelope["dag"]?["dag_id"]?.text ?? ""
        let old = state.dags[id]
        if let old, old.serialized == envelope, old.knownAssets == state.assets {
          found[id] = old
          continue
        }
        do {
          let dag = try SerializedDAG.read(envelope, assets: state.assets, file: file)
          found[dag.id] = dag
          if old?.serialized != envelope { difference.declared.append(dag) }
        } catch {
          state.unreadable[file.path, default: []].append(
            ImportError(file: file.path, text: error.description))
        }
      }
    }
    difference.removed = state.dags.keys.filter { found[$0] == nil }.sorted()
    state.dags = found
    return difference
  }
}
