import Columnar
import DeltaLake
import Testing

@Suite struct SchemaTests {
  static let every = Schema([
    Field("a", .string, isNullable: false, metadata: ["comment": "text", "n": "1", "q": "\"1\""]),
    Field("b", .int64), Field("c", .int32), Field("d", .int16), Field("e", .int8),
    Field("f", .float32), Field("g", .float64), Field("h", .boolean), Field("i", .binary),
    Field("j", .date), Field("k", .timestamp(.microseconds, isAdjustedToUTC: true)),
    Field("l", .timestamp(.microseconds, isAdjustedToUTC: false)),
    Field("m", .decimal(precision: 38, scale: 18)), Field("n", .variant), Field("o", .null),
    Field("p", .list(Field("element", .int64, isNullable: false))),
    Field(
      "q",
      .map(
        key: Field("key", .string, isNullable: false),
        value: Field("value", .structure([Field("x y", .string, metadata: ["k": "{\"a\":1}"])])))),
  ])

  @Test func everyTypeGoesToJSONAndBack() throws {
    let text = try Self.every.deltaJSON()
    #expect(try Schema(deltaJSON: text) == Self.every)
    #expect(text.contains(#""metadata":{"comment":"text","n":1,"q":"1"}"#))
  }

  @Test func charactersAreStrings() throws {
    let text =
      #"{"type":"struct","fields":[{"name":"a","type":"varchar(10)","nullable":true,"metadata":{}}]}"#
    #expect(try Schema(deltaJSON: text).fields == [Field("a", .string)])
  }

  @Test func typesThatDeltaLacksAreNamedWithTheNearest() {
    let schema = Schema([Field("s", .structure([Field("u", .uint64)]))])
    let error = #expect(throws: DeltaError.self) { try schema.deltaJSON() }
    #expect(error?.message == #"column "s.u" has the type UBIGINT, which Delta cannot store"#)
    #expect(error?.hint == "cast it to DECIMAL(20,0)")
  }

  static let table = Metadata(
    id: "",
    schema: Schema([
      Field("id", .int64, isNullable: false), Field("price", .decimal(precision: 10, scale: 2)),
      Field("tags", .list(Field("element", .structure([Field("name", .string)])))),
      Field("nothing", .null),
    ]))

  @Test func narrowerNumbersFit() throws {
    let rows = Schema([
      Field("ID", .int32), Field("price", .decimal(precision: 5, scale: 1)),
      Field("nothing", .null),
    ])
    #expect(try Self.table.accepting(rows) == Self.table)
  }

  @Test func newColumnsAreAddedWhereAskedFor() throws {
    let rows = Schema([
      Field("id", .int64), Field("new", .uint32),
      Field(
        "tags",
        .list(Field("element", .structure([Field("name", .string), Field("weight", .float64)])))),
      Field("nothing", .date),
    ])
    let merged = try Self.table.accepting(rows, evolution: .mergeSchema)
    #expect(merged.schema.names == ["id", "price", "tags", "nothing", "new"])
    #expect(merged.schema["new"]?.type == .int64)
    #expect(merged.schema["nothing"]?.type == .date)
    #expect(
      merged.schema["tags"]?.type
        == .list(
          Field("element", .structure([Field("name", .string), Field("weight", .float64)]))))
  }

  struct Conflict: Sendable, CustomStringConvertible {
    var rows: [Field]
    var message: String
    var hint: String?
    var description: String { message }
  }

  static let conflicts = [
    Conflict(
      rows: [Field("id", .int64), Field("oops", .string)],
      message:
        #"the table has no column "oops"; its columns are "id", "price", "tags", "nothing""#,
      hint: "leave the column out, or add it with the option mergeSchema"),
    Conflict(
      rows: [Field("id", .string)],
      message: #"the column "id" is BIGINT in the table and VARCHAR in the rows to be written"#,
      hint: "cast it to BIGINT, or rewrite the table with the option overwriteSchema"),
    Conflict(
      rows: [Field("id", .int64), Field("price", .int64)],
      message:
        #"the column "price" is DECIMAL(10,2) in the table and BIGINT in the rows to be written"#,
      hint: "cast it to DECIMAL(10,2), or rewrite the table with the option overwriteSchema"),
    Conflict(
      rows: [Field("price", .decimal(precision: 10, scale: 2))],
      message:
        #"the column "id" must not be null, and the rows to be written do not have it"#),
    Conflict(
      rows: [Field("id", .int64), Field("ID", .int64)],
      message: #"the column "ID" is written twice"#),
  ]

  @Test(arguments: conflicts)
  func whatDoesNotFitIsExplained(_ conflict: Conflict) {
    let error = #expect(throws: DeltaError.self) {
      try Self.table.accepting(Schema(conflict.rows))
    }
    #expect(error?.kind == .schemaMismatch)
    #expect(error?.message == conflict.message)
    #expect(error?.hint == conflict.hint)
  }

  @Test func tablesUseTheLowestProtocolTheyNeed() async throws {
    func created(
      _ fields: [Field], _ properties: [String: String] = [:]
    ) async throws -> TableProtocol {
      let definition = TableDefinition(schema: Schema(fields), properties: properties)
      return try await Transaction(creating: Table(store: MemoryStore()), definition).commit()
        .snapshot.protocol
    }
    #expect(try await created([Field("a", .int64)]) == .portable)
    let local = try await created([
      Field("a", .list(Field("e", .timestamp(.microseconds, isAdjustedToUTC: false))))
    ])
    #expect(
      local
        == TableProtocol(
          minReaderVersion: 3, minWriterVersion: 7, readerFeatures: ["timestampNtz"],
          writerFeatures: ["appendOnly", "invariants", "timestampNtz"]))
    let timed = try await created(
      [Field("a", .int64)], ["delta.enableInCommitTimestamps": "true"])
    #expect(timed.minReaderVersion == 1)
    #expect(timed.writerFeatures == ["appendOnly", "invariants", "inCommitTimestamp"])
  }

  @Test(arguments: [
    ([Field("a", .int64), Field("A", .int64)], "the column \"A\" is there twice"),
    ([Field("a b", .int64)], "the column name \"a b\" has a character"),
    ([], "a table needs at least one column"),
    ([Field("a", .interval)], "column \"a\" has the type INTERVAL"),
  ])
  func impossibleTablesAreRefused(_ fields: [Field], _ message: String) throws {
    let error = #expect(throws: DeltaError.self) {
      try Transaction(
        creating: Table(store: MemoryStore()), TableDefinition(schema: Schema(fields)))
    }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }
}
