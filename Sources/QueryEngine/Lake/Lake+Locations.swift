import Catalog
import DeltaLake
import FoundationEssentials
import S3
import Spelling

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Lake {
  /// The folder for a table that is to be made.
  ///
  /// - Throws: ``QueryError`` if the lake has no root or no such schema.
  func newLocation(_ name: QualifiedName, _ location: String?) async throws -> String {
    if name.schema == LakeTable.pathSchema, Self.isPath(name.name) {
      return Self.normalized(name.name)
    }
    let schema = try await schemaForWriting(name.schema)
    if let location { return Self.normalized(location) }
    guard let root = configuration.root else {
      throw QueryError(
        .readOnly, "this lake has no folder for tables",
        hint: "open a project, or write to delta.`/path/of/the/table`")
    }
    return root + "/" + Self.conventionalLocation(ObjectName(schema: schema, name: name.name))
  }

  /// The schema's name in its own spelling. The default schema is made when it is first needed.
  func schemaForWriting(_ name: String) async throws -> String {
    if let schema = try await catalog.schema(name) { return schema }
    guard name.lowercased() == configuration.defaultSchema.lowercased() else {
      let nearest = NearestName.of(name, among: try await catalog.schemas())
      throw QueryError(
        .schemaNotFound, "there is no schema \"\(name)\"",
        hint: nearest.map { "did you mean \"\($0)\"?" } ?? "make it with CREATE SCHEMA \(name)")
    }
    try await catalog.createSchema(configuration.defaultSchema, ifNotExists: true)
    return configuration.defaultSchema
  }

  /// A table's folder as the catalogue keeps it: relative to the root where it is below.
  func catalogLocation(_ location: String) -> String {
    guard let root = configuration.root, location.hasPrefix(root + "/") else { return location }
    return String(location.dropFirst(root.count + 1))
  }

  /// The table in a folder that no name leads to, if there is one.
  func tableWithoutName(at location: String, named name: QualifiedName) async throws -> LakeTable? {
    let table = try await deltaTable(at: location)
    guard try await table.exists() else { return nil }
    return LakeTable(name: name, location: location, snapshot: try await table.snapshot())
  }

  /// Deletes a managed table's folder: on this machine by moving it out of the way in one step,
  /// so that what a stopped process left half deleted is not a table any more; in S3 its log
  /// first, a thousand objects at a time.
  func removeFolder(_ location: String) async throws {
    guard let root = configuration.root else { return }
    await background.finish()
    if let remote = try await remote.store(at: location) {
      let objects = try await remote.listAll("").map(\.path)
      let log = objects.filter { $0.hasPrefix("_delta_log/") }
      snapshots.forget(location)
      try await remote.delete(log.sorted(by: >))
      try await remote.delete(objects.filter { !$0.hasPrefix("_delta_log/") })
      return
    }
    let files = FileManager.default
    guard files.fileExists(atPath: location) else { return }
    let bin = root + "/.dropped"
    let place = bin + "/" + UUID().uuidString.lowercased()
    do {
      try files.createDirectory(atPath: bin, withIntermediateDirectories: true)
      try files.moveItem(atPath: location, toPath: place)
    } catch {
      throw QueryError(
        .readOnly, "the folder \(location) cannot be removed",
        hint: "check who may write to the lake's folder", cause: error)
    }
    snapshots.forget(location)
    // The table is gone; what is left of its files is taken along by the next drop.
    try? files.removeItem(atPath: bin)
  }

  /// Removes the folder of a schema that is gone; one that holds something stays.
  func removeEmptyFolder(_ schema: String) {
    guard let root = configuration.root, !root.contains("://") else { return }
    rmdir(root + "/" + schema)
  }
}
