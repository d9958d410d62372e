import FoundationEssentials
import OrderedCollections
import QueryEngine

/// A virtual environment: the relations of a project as they would be after its changes, beside
/// those that are in use.
///
/// A relation that was built in it stands in a schema of its own name, ``schema(_:)``. Everything
/// else is there as a view over what is in use, so that all can be queried in one place.
struct VirtualEnvironment: Sendable {
  /// The kind of the records that environments are kept under.
  static let recordKind = "dbt.environment"

  /// What a relation in use was when the environment's own was built.
  struct Base: Sendable, Hashable {
    /// Its version; nil for a view, or where there was nothing.
    var version: Int?
    /// The build that had made it; nil where none is known.
    var stamp: String?
  }

  /// A relation that was built in the environment.
  struct Relation: Sendable {
    var id: String
    /// The relation in the environment.
    var own: QualifiedName
    /// The relation in use that it is to take the place of.
    var target: QualifiedName
    var base: Base
    var isPromoted = false
  }

  var name: String
  var project: String
  var target: String
  /// When it was made and last built, in seconds since 1970.
  var createdAt: Int
  var builtAt: Int
  /// The schemas that are its own.
  var schemas: OrderedSet<String> = []
  /// The nodes that are there as views over what is in use.
  var views: Set<String> = []
  var relations: OrderedDictionary<String, Relation> = [:]
  /// The promotion that has begun and not ended, which the next one goes on with.
  var promotion: String?

  init(name: String, manifest: Manifest) {
    self.name = name
    project = manifest.project.name
    target = manifest.profile.targetName
    createdAt = Int(Date().timeIntervalSince1970)
    builtAt = createdAt
  }

  /// The schema of the environment for one that is in use.
  func schema(_ schema: String) -> String { "\(schema)__\(name)" }

  /// The name of the environment's record.
  static func recordName(_ name: String, _ manifest: Manifest) -> String {
    "\(manifest.project.name)/\(manifest.profile.targetName)/\(name)"
  }

  /// Refuses a name that cannot be part of a schema's.
  ///
  /// - Throws: ``TransformError`` of kind `usage`.
  static func check(_ name: String) throws(TransformError) {
    let isUsable =
      !name.isEmpty && name.utf8.count <= 40
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "_"): true
        default: false
        }
      }
    guard isUsable else {
      throw TransformError(
        .usage, "'\(name)' cannot be the name of an environment",
        hint: "names are 1 to 40 small letters, digits and underscores: they become part of schemas"
      )
    }
  }
}

extension VirtualEnvironment {
  /// The environments of a project's target, by name.
  static func all(_ manifest: Manifest, in store: any WarehouseRecords) async throws
    -> [VirtualEnvironment]
  {
    try await store.records(recordKind).values.compactMap { bytes in
      DataValue(json: bytes).flatMap(VirtualEnvironment.init)
    }.filter {
      $0.project == manifest.project.name && $0.target == manifest.profile.targetName
    }.sorted { $0.name < $1.name }
  }

  /// The environment of a name; nil where there is none.
  static func named(
    _ name: String, _ manifest: Manifest, in store: any WarehouseRecords
  ) async throws -> VirtualEnvironment? {
    try await all(manifest, in: store).first { $0.name == name }
  }

  /// Keeps the environment's record.
  func save(_ manifest: Manifest, in store: any WarehouseRecords) async throws {
    try await store.setRecords(
      Self.recordKind, [Self.recordName(name, manifest): Array(data.json().utf8)])
  }

  /// What a warehouse that keeps no records is told.
  static func store(of warehouse: any Warehouse) throws(TransformError) -> any WarehouseRecords {
    guard let store = warehouse.records else {
      throw TransformError(
        .usage, "this warehouse keeps no environments", hint: "they need tables of a lake")
    }
    return store
  }

  private var data: DataValue {
    func name(_ name: QualifiedName) -> DataValue {
      [.string(name.catalog), .string(name.schema), .string(name.name)]
    }
    let list = relations.values.map { relation -> DataValue in
      [
        "id": .string(relation.id), "own": name(relation.own), "target": name(relation.target),
        "version": relation.base.version.map(DataValue.integer) ?? .null,
        "stamp": DataValue(relation.base.stamp), "promoted": .boolean(relation.isPromoted),
      ]
    }
    return [
      "name": .string(self.name), "project": .string(project), "target": .string(target),
      "created_at": .integer(createdAt), "built_at": .integer(builtAt),
      "schemas": DataValue(strings: Array(schemas)), "views": DataValue(strings: views.sorted()),
      "relations": .list(list), "promotion": DataValue(promotion),
    ]
  }

  private init?(_ data: DataValue) {
    func name(_ value: DataValue?) -> QualifiedName? {
      guard let parts = value?.stringList, parts.count == 3 else { return nil }
      return QualifiedName(catalog: parts[0], schema: parts[1], name: parts[2])
    }
    guard let own = data["name"]?.string, let project = data["project"]?.string,
      let target = data["target"]?.string
    else { return nil }
    (self.name, self.project, self.target) = (own, project, target)
    createdAt = data["created_at"]?.integer ?? 0
    builtAt = data["built_at"]?.integer ?? 0
    schemas = OrderedSet(data["schemas"]?.stringList ?? [])
    views = Set(data["views"]?.stringList ?? [])
    promotion = data["promotion"]?.string
    for entry in data["relations"]?.list ?? [] {
      guard let id = entry["id"]?.string, let own = name(entry["own"]),
        let target = name(entry["target"])
      else { continue }
      relations[id] = Relation(
        id: id, own: own, target: target,
        base: Base(version: entry["version"]?.integer, stamp: entry["stamp"]?.string),
        isPromoted: entry["promoted"]?.boolean ?? false)
    }
  }
}
