/// Something that tasks produce and schedules wait for: a table, a file, whatever has a name.
public struct AssetID: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// The asset's URI, or its name where it has none.
  public let name: String

  /// Makes the identifier of the asset called `name`.
  public init(_ name: String) {
    self.name = name
  }

  /// Makes the identifier of the asset called by the literal.
  public init(stringLiteral value: String) {
    self.init(value)
  }

  /// The name.
  public var description: String { name }
}

/// Which assets have to be updated before a run starts.
public indirect enum AssetCondition: Sendable, Hashable {
  /// This one.
  case asset(AssetID)
  /// All of these; met where there are none.
  case all([AssetCondition])
  /// At least one of these.
  case any([AssetCondition])

  /// Whether the condition holds once these assets were updated.
  public func isMet(by updated: Set<AssetID>) -> Bool {
    switch self {
    case .asset(let asset): updated.contains(asset)
    case .all(let conditions): conditions.allSatisfy { $0.isMet(by: updated) }
    case .any(let conditions): conditions.contains { $0.isMet(by: updated) }
    }
  }

  /// Every asset it names, each once, in order.
  public var assets: [AssetID] {
    var seen: Set<AssetID> = []
    return collected.filter { seen.insert($0).inserted }
  }

  private var collected: [AssetID] {
    switch self {
    case .asset(let asset): [asset]
    case .all(let conditions), .any(let conditions): conditions.flatMap(\.collected)
    }
  }
}

/// An update of an asset.
public struct AssetEvent: Sendable, Hashable {
  /// What was updated.
  public var asset: AssetID
  /// When.
  public var at: Timestamp
  /// The task that did it; `nil` where it was reported from outside.
  public var source: TaskInstanceID?

  /// Makes an event.
  public init(asset: AssetID, at: Timestamp, source: TaskInstanceID? = nil) {
    self.asset = asset
    self.at = at
    self.source = source
  }
}
