public import DeltaLake

/// A Delta table of a lake, or one named by its path, at one version.
public struct LakeTable: Sendable {
  /// The name in the lake; the schema of a table named by its path is `delta`.
  public var name: QualifiedName
  /// The table's folder or URL.
  public var location: String
  /// The version of the table that was found.
  public var snapshot: Snapshot

  /// What people call the table.
  var displayName: String { isPath ? "delta.`\(location)`" : "\(name.schema).\(name.name)" }
  var isPath: Bool { name.schema == Self.pathSchema }

  /// The schema under which tables are named by their path.
  static let pathSchema = "delta"
}
