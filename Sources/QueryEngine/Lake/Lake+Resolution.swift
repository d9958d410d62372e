import Catalog
import DeltaLake
import FoundationEssentials
import Spelling

extension Lake {
  /// What a name means: a view, or a table at its newest version; `nil` if nothing has it.
  ///
  /// A Delta table in its conventional folder that the catalogue does not know is taken into
  /// it.
  ///
  /// - Throws: ``QueryError``.
  func object(_ name: QualifiedName) async throws -> LakeObject? {
    do {
      if name.schema == LakeTable.pathSchema, Self.isPath(name.name) {
        return .table(try await pathTable(name.name))
      }
      let key = ObjectName(schema: name.schema, name: name.name)
      if let object = try await catalog.object(key) {
        guard case .table(let location, _, _) = object.kind else { return .view(object) }
        let found = QualifiedName(schema: object.name.schema, name: object.name.name)
        return .table(try await table(found, at: absolute(location)))
      }
      return try await adopt(key).map { .table($0) }
    } catch {
      throw QueryError(error)
    }
  }

  /// Whether the name after `delta.` is the place of a table.
  static func isPath(_ name: String) -> Bool { name.contains("/") }

  private func pathTable(_ path: String) async throws -> LakeTable {
    var location = path
    if let url = URL(string: path), url.scheme == "file" { location = url.path }
    if !location.contains("://"), !location.hasPrefix("/") {
      location = FileManager.default.currentDirectoryPath + "/" + location
    }
    while location.count > 1, location.hasSuffix("/") { location.removeLast() }
    let name = QualifiedName(schema: LakeTable.pathSchema, name: path)
    return try await table(name, at: location)
  }

  private func table(_ name: QualifiedName, at location: String) async throws -> LakeTable {
    let snapshot = try await snapshots.latest(of: try deltaTable(at: location))
    return LakeTable(name: name, location: location, snapshot: snapshot)
  }

  /// The Delta table at a place, which need not exist.
  func deltaTable(at location: String) throws -> Table {
    guard !location.contains("://") else {
      throw QueryError(
        .unsupported, "the table at \(location) is in a store that cannot be opened here",
        hint: "give a folder of this machine")
    }
    return Table(
      store: LocalStore(location), engine: engine,
      hostFeatures: [.checkConstraints, .invariants, .generatedColumns, .identityColumns])
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
  private func adopt(_ name: ObjectName) async throws -> LakeTable? {
    guard let root = configuration.root, let found = Self.folder(of: name, under: root) else {
      return nil
    }
    let location = root + "/" + Self.conventionalLocation(found)
    let table = try deltaTable(at: location)
    guard try await table.exists() else { return nil }
    try await catalog.createSchema(found.schema, ifNotExists: true)
    let object = CatalogObject(
      name: found,
      kind: .table(
        location: Self.conventionalLocation(found), format: .delta, isManaged: true))
    try await catalog.put(object, policy: .keep)
    return try await self.table(
      QualifiedName(schema: found.schema, name: found.name), at: location)
  }

  /// The folder of a table in the spelling the disk has; `nil` if there is none with a log.
  private static func folder(of name: ObjectName, under root: String) -> ObjectName? {
    func entry(_ name: String, in folder: String) -> String? {
      if FileManager.default.fileExists(atPath: folder + "/" + name) { return name }
      let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return entries.first { $0.lowercased() == name.lowercased() }
    }
    guard let schema = entry(name.schema, in: root),
      let table = entry(name.name, in: root + "/" + schema),
      FileManager.default.fileExists(atPath: "\(root)/\(schema)/\(table)/_delta_log")
    else { return nil }
    return ObjectName(schema: schema, name: table)
  }

  /// Takes all unknown tables in conventional folders into the catalogue, for listings.
  ///
  /// - Throws: ``QueryError``.
  func adoptAll() async throws {
    guard let root = configuration.root else { return }
    let files = FileManager.default
    do {
      let known = Set(
        try await catalog.objects().map { "\($0.name.schema)/\($0.name.name)".lowercased() })
      for schema in (try? files.contentsOfDirectory(atPath: root)) ?? []
      where !schema.hasPrefix(".") {
        for name in (try? files.contentsOfDirectory(atPath: root + "/" + schema)) ?? []
        where !known.contains("\(schema)/\(name)".lowercased())
          && files.fileExists(atPath: "\(root)/\(schema)/\(name)/_delta_log")
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
