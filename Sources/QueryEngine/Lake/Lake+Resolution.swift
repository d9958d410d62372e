import Catalog
public import DeltaLake
import FoundationEssentials
import Spelling

extension Lake {
  /// What a name means: a view, or a table at its newest version, or at the one given; `nil` if
  /// nothing has it.
  ///
  /// A Delta table in its conventional folder that the catalogue does not know is taken into
  /// it.
  ///
  /// - Throws: ``QueryError``.
  func object(_ name: QualifiedName, version: Int? = nil) async throws -> LakeObject? {
    do {
      if name.schema == LakeTable.pathSchema, Self.isPath(name.name) {
        return .table(try await pathTable(name.name, version))
      }
      let key = ObjectName(schema: name.schema, name: name.name)
      if let object = try await catalog.object(key) {
        guard case .table(let location, _, _) = object.kind else { return .view(object) }
        let found = QualifiedName(schema: object.name.schema, name: object.name.name)
        return .table(try await table(found, at: absolute(location), version))
      }
      return try await adopt(key, version).map { .table($0) }
    } catch {
      throw QueryError(error)
    }
  }

  /// As ``object(_:)``, for what is to be made: a path where no table is yet is nothing, and not
  /// wrong.
  ///
  /// - Throws: ``QueryError``.
  func objectToReplace(_ name: QualifiedName) async throws -> LakeObject? {
    do {
      return try await object(name)
    } catch let error as QueryError
      where error.kind == .tableNotFound && name.schema == LakeTable.pathSchema
    {
      return nil
    }
  }

  /// Whether the name after `delta.` is the place of a table.
  static func isPath(_ name: String) -> Bool { name.contains("/") }

  private func pathTable(_ path: String, _ version: Int?) async throws -> LakeTable {
    var location = path
    if let url = URL(string: path), url.scheme == "file" { location = url.path }
    location = Self.normalized(location)
    let name = QualifiedName(schema: LakeTable.pathSchema, name: path)
    return try await table(name, at: location, version)
  }

  private func table(
    _ name: QualifiedName, at location: String, _ version: Int?
  ) async throws -> LakeTable {
    let table = try await deltaTable(at: location)
    let snapshot =
      if let version {
        try await snapshots.version(version, of: table)
      } else {
        try await snapshots.latest(of: table)
      }
    return LakeTable(name: name, location: location, snapshot: snapshot)
  }

  /// The Delta table at a place, which need not exist.
  ///
  /// - Throws: ``QueryError`` for a kind of place that is not known; `S3Error`.
  func deltaTable(at location: String) async throws -> Table {
    Table(
      store: try await store(at: location), engine: engine,
      hostFeatures: [.checkConstraints, .invariants, .generatedColumns, .identityColumns],
      background: background)
  }

  /// The storage of a place: a folder of this machine, or in S3.
  ///
  /// - Parameter location: An absolute path, or `s3://bucket/prefix`.
  /// - Returns: The store, whose files DuckDB can read and write as well.
  /// - Throws: ``QueryError``.
  public func store(at location: String) async throws -> any ObjectStore {
    do {
      if let store = try await remote.store(at: location) { return store }
    } catch {
      throw QueryError(error)
    }
    guard !location.contains("://") else {
      throw QueryError(
        .unsupported, "\(location) is in a store that cannot be opened here",
        hint: "give a folder of this machine, or a place in S3 as s3://bucket/prefix")
    }
    return LocalStore(location)
  }

  /// The folders below the root; `nil` for a lake without one.
  private func folders() async throws -> LakeFolders? {
    guard let root = configuration.root else { return nil }
    return LakeFolders(root: root, remote: try await remote.store(at: root))
  }

  /// A location of the catalogue as an absolute one.
  func absolute(_ location: String) -> String {
    guard !location.hasPrefix("/"), !location.contains("://"), let root = configuration.root
    else { return location }
    return root + "/" + location
  }

  /// The folder of a table relative to the root, as the catalogue keeps it.
  static func conventionalLocation(_ name: ObjectName) -> String { "\(name.schema)/\(name.name)" }

  /// Takes an unknown table in its conventional folder into the catalogue.
  private func adopt(_ name: ObjectName, _ version: Int? = nil) async throws -> LakeTable? {
    guard let folders = try await folders(),
      let found = try await Self.folder(of: name, in: folders)
    else { return nil }
    let location = folders.root + "/" + Self.conventionalLocation(found)
    let table = try await deltaTable(at: location)
    guard try await table.exists() else { return nil }
    try await catalog.createSchema(found.schema, ifNotExists: true)
    let object = CatalogObject(
      name: found,
      kind: .table(
        location: Self.conventionalLocation(found), format: .delta, isManaged: true))
    try await catalog.put(object, policy: .keep)
    return try await self.table(
      QualifiedName(schema: found.schema, name: found.name), at: location, version)
  }

  /// The folder of a table in the spelling the storage has; `nil` if there is none with a log.
  private static func folder(
    of name: ObjectName, in folders: LakeFolders
  ) async throws -> ObjectName? {
    guard let schema = try await folders.spelling(of: name.schema, in: ""),
      let table = try await folders.spelling(of: name.name, in: schema),
      folders.mayHoldTable("\(schema)/\(table)")
    else { return nil }
    return ObjectName(schema: schema, name: table)
  }

  /// What the catalogue says of a name, as a listing of its schema would; `nil` if nothing has it.
  /// No table is read.
  ///
  /// - Throws: ``QueryError``.
  func listed(_ name: QualifiedName) async throws -> CatalogObject? {
    do {
      let key = ObjectName(schema: name.schema, name: name.name)
      if let object = try await catalog.object(key) { return object }
      // A damaged table is reported where it is read.
      guard (try? await adopt(key)) != nil else { return nil }
      return try await catalog.object(key)
    } catch {
      throw QueryError(error)
    }
  }

  /// Takes all unknown tables in conventional folders into the catalogue, for listings.
  ///
  /// - Throws: ``QueryError``.
  func adoptAll() async throws {
    do {
      guard let folders = try await folders() else { return }
      let known = Set(
        try await catalog.objects().map { "\($0.name.schema)/\($0.name.name)".lowercased() })
      for schema in try await folders.names(in: "") where !schema.hasPrefix(".") {
        for name in try await folders.names(in: schema)
        where !known.contains("\(schema)/\(name)".lowercased())
          && folders.mayHoldTable("\(schema)/\(name)")
        {
          // A damaged table is reported where it is read, not where others are listed.
          _ = try? await adopt(ObjectName(schema: schema, name: name))
        }
      }
    } catch {
      throw QueryError(error)
    }
  }

  /// The error for a name that nothing has, with the nearest one that something has.
  func notFound(_ name: QualifiedName) async throws -> QueryError {
    try await adoptAll()
    let schemas = (try? await catalog.schemas()) ?? []
    let objects = (try? await catalog.objects()) ?? []
    let label = "\(name.schema).\(name.name)"
    let elsewhere = objects.first { $0.name.name.lowercased() == name.name.lowercased() }
    let known = schemas + [configuration.defaultSchema]
    guard known.contains(where: { $0.lowercased() == name.schema.lowercased() }) else {
      let nearest = NearestName.of(name.schema, among: schemas)
      return QueryError(
        .tableNotFound,
        "there is no table or view \"\(label)\": the schema \"\(name.schema)\" does not exist",
        hint: nearest.map { "did you mean the schema \"\($0)\"?" }
          ?? elsewhere.map { "did you mean \"\($0.name)\"?" })
    }
    let sameSchema = objects.filter { $0.name.schema.lowercased() == name.schema.lowercased() }
    let nearest =
      NearestName.of(name.name, among: sameSchema.map(\.name.name))
      .map { "\(name.schema).\($0)" } ?? elsewhere.map { "\($0.name)" }
    return QueryError(
      .tableNotFound, "there is no table or view \"\(label)\"",
      hint: nearest.map { "did you mean \"\($0)\"?" })
  }
}
