import Catalog
import StateSupport
import Store
import Testing

@Suite struct LakeCatalogTests {
  private func makeCatalog() async throws -> LakeCatalog {
    let store = try StateKind.chosen.store(migrations: LakeCatalog.migrations)
    let catalog = LakeCatalog(store: store)
    try await catalog.createSchema("Silver")
    return catalog
  }

  private func table(_ name: String, tags: [String] = []) -> CatalogObject {
    CatalogObject(
      name: ObjectName(schema: "silver", name: name),
      kind: .table(location: "Silver/\(name)", format: .delta, isManaged: true),
      columns: [
        CatalogColumn(name: "id", type: "BIGINT", isNullable: false),
        CatalogColumn(name: "note", type: "VARCHAR", description: "free text"),
      ], tags: tags)
  }

  private func view(_ name: String) -> CatalogObject {
    CatalogObject(name: ObjectName(schema: "silver", name: name), kind: .view(sql: "SELECT 1"))
  }

  @Test func findsNamesWithoutRegardToCase() async throws {
    let catalog = try await makeCatalog()
    #expect(try await catalog.schema("SILVER") == "Silver")
    try await catalog.put(table("Orders", tags: ["b", "a", "a"]), policy: .create)
    let found = try await catalog.object(ObjectName(schema: "silver", name: "orders"))
    #expect(found?.name == ObjectName(schema: "Silver", name: "Orders"))
    #expect(found?.columns == table("x").columns)
    #expect(found?.tags == ["a", "b"])
    #expect(try await catalog.object(ObjectName(schema: "silver", name: "order")) == nil)
  }

  @Test func turnsAViewIntoATableAndBack() async throws {
    let catalog = try await makeCatalog()
    try await catalog.put(view("x"), policy: .create)
    try await catalog.annotate(ObjectName(schema: "silver", name: "x"), owner: "sales")
    try await catalog.put(table("x"), policy: .replace)
    let replaced = try await catalog.object(ObjectName(schema: "silver", name: "x"))
    #expect(replaced?.isView == false)
    #expect(replaced?.owner == "sales")
    try await catalog.put(view("x"), policy: .replace)
    #expect(try await catalog.object(ObjectName(schema: "silver", name: "x"))?.isView == true)
    #expect(try await catalog.objects(in: "silver").count == 1)
  }

  @Test(arguments: [LakeCatalog.PutPolicy.create, .keep])
  func leavesATakenNameAlone(_ policy: LakeCatalog.PutPolicy) async throws {
    let catalog = try await makeCatalog()
    try await catalog.put(view("x"), policy: .create)
    if policy == .create {
      let error = await #expect(throws: CatalogError.self) {
        try await catalog.put(table("X"), policy: policy)
      }
      #expect(error?.kind == .objectExists)
    } else {
      #expect(try await catalog.put(table("X"), policy: policy) == false)
    }
    #expect(try await catalog.object(ObjectName(schema: "silver", name: "x"))?.isView == true)
  }

  @Test func renamesWithItsColumns() async throws {
    let catalog = try await makeCatalog()
    try await catalog.put(table("a"), policy: .create)
    try await catalog.put(table("b"), policy: .create)
    let old = ObjectName(schema: "silver", name: "a")
    let taken = await #expect(throws: CatalogError.self) {
      try await catalog.rename(old, to: ObjectName(schema: "silver", name: "B"))
    }
    #expect(taken?.kind == .objectExists)
    try await catalog.rename(
      old, to: ObjectName(schema: "silver", name: "c"), location: "Silver/c")
    let moved = try await catalog.object(ObjectName(schema: "silver", name: "c"))
    #expect(moved?.columns.count == 2)
    #expect(moved?.kind == .table(location: "Silver/c", format: .delta, isManaged: true))
    #expect(try await catalog.object(old) == nil)
  }

  @Test func keepsSchemasThatHoldSomething() async throws {
    let catalog = try await makeCatalog()
    try await catalog.put(table("a"), policy: .create)
    let full = await #expect(throws: CatalogError.self) {
      try await catalog.dropSchema("silver")
    }
    #expect(full?.kind == .schemaNotEmpty)
    try await catalog.remove(ObjectName(schema: "silver", name: "a"))
    try await catalog.dropSchema("silver")
    #expect(try await catalog.schemas().isEmpty)
    let missing = await #expect(throws: CatalogError.self) {
      try await catalog.put(table("a"), policy: .create)
    }
    #expect(missing?.kind == .schemaNotFound)
  }

  @Test(arguments: ["", "..", "a/b", "a\nb"])
  func refusesNamesThatCannotBeFolders(_ name: String) async throws {
    let catalog = try await makeCatalog()
    let error = await #expect(throws: CatalogError.self) {
      try await catalog.createSchema(name)
    }
    #expect(error?.kind == .invalidName)
  }

  @Test func annotatesColumnsAndObjects() async throws {
    let catalog = try await makeCatalog()
    try await catalog.put(table("a"), policy: .create)
    let name = ObjectName(schema: "silver", name: "a")
    try await catalog.annotate(
      name, description: "all of them", tags: ["gold"], columns: ["ID": "the key"])
    let object = try await catalog.object(name)
    #expect(object?.description == "all of them")
    #expect(object?.tags == ["gold"])
    #expect(object?.columns.map(\.description) == ["the key", "free text"])
  }
}
