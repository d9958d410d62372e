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

  /// Refuses to write rows anew that the table knows by their ids.
  func requireNoRowTracking() throws {
    guard snapshot.properties["delta.enableRowTracking"]?.lowercased() == "true" else { return }
    throw QueryError(
      .unsupportedTable,
      "\(displayName) tracks its rows: those that are written anew would lose their ids",
      hint: "rows can be added, and deleted where delta.enableDeletionVectors is set; or set"
        + " delta.enableRowTracking to false")
  }

  /// The schema under which tables are named by their path.
  static let pathSchema = "delta"
}
