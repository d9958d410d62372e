import Columnar
import Settings
import QueryEngine
import Spelling

/// Where each column of a group of files goes.
struct ColumnPlan: Sendable {
  /// What becomes of a column of the files.
  enum Place: Sendable, Hashable {
    /// A column of the table whose type is given.
    case typed(name: String, LogicalType)
    /// A column the table gets, with the type its values have.
    case inferred(name: String)
    /// An entry of the map of rescued values.
    case rescued
  }

  /// The columns as the files name them, with their places.
  var columns: [(name: String, place: Place)]

  /// Whether any column is rescued.
  var rescuesColumns: Bool { columns.contains { $0.place == .rescued } }

  /// Finds the place of each column.
  ///
  /// - Parameters:
  ///   - names: the columns the files have, in order.
  ///   - file: a file that has them, for messages.
  ///   - context: the table.
  ///   - types: the types of declared columns.
  /// - Throws: ``IngestError`` if a declared column is missing, the table takes no further
  ///   columns and there are some, or names collide.
  init(
    _ names: [String], of file: String, _ context: ReadContext, types: DeclaredTypes
  ) throws(IngestError) {
    let table = context.table
    try Self.checkNames(names, of: file)
    let found = Set(names.map { $0.lowercased() })
    for column in table.columns
    where !column.isOptional && !found.contains(column.name.lowercased()) {
      throw IngestError(
        .schema, "\(file) has no column \"\(column.name)\", which \(table.displayName) declares",
        hint: NearestName.of(column.name, among: names).map {
          "the nearest in the file is \"\($0)\""
        }
          ?? "make it optional: {type: \(column.type), optional: true}")
    }

    var places: [String: (name: String, type: LogicalType)] = [:]
    for field in context.known ?? [] { places[field.name.lowercased()] = (field.name, field.type) }
    for (column, type) in zip(table.columns, types.types) {
      places[column.name.lowercased()] = (column.name, type)
    }
    let isOpen = places.isEmpty
    columns = []
    for name in names {
      let place: Place
      if let known = places[name.lowercased()] {
        place = .typed(name: known.name, known.type)
      } else if isOpen || table.evolution == .addColumns {
        place = .inferred(name: name)
      } else if table.evolution == .rescue {
        place = .rescued
      } else {
        throw IngestError(
          .schema, "\(file) has a column \"\(name)\" that \(table.displayName) does not have",
          hint: NearestName.of(name, among: places.values.map(\.name)).map {
            "did you mean \"\($0)\"?"
          } ?? "evolution: add_columns adds it to the table, rescue keeps it in _rescued")
      }
      columns.append((name, place))
    }
  }

  private static func checkNames(_ names: [String], of file: String) throws(IngestError) {
    let own: Set<String> = [
      "_source_file", "_source_modified_at", "_ingested_at", ReadContext.rescued,
    ]
    var seen: Set<String> = []
    for name in names {
      guard !name.isEmpty else {
        throw IngestError(
          .schema, "\(file) has a column without a name", hint: "name every column in its header")
      }
      guard !own.contains(name.lowercased()) else {
        throw IngestError(
          .schema, "\(file) has a column \"\(name)\", a name that is Millrace's own")
      }
      guard seen.insert(name.lowercased()).inserted else {
        throw IngestError(.schema, "\(file) has two columns called \"\(name)\"")
      }
    }
  }
}

/// The types of the columns that a source declares.
struct DeclaredTypes: Sendable {
  /// The types, in the order of the columns.
  var types: [LogicalType] = []

  /// Asks the engine what the declared words mean.
  ///
  /// - Throws: ``IngestError`` for a word that is no type.
  init(_ context: ReadContext) async throws(IngestError) {
    for column in context.table.columns {
      do {
        let result = try await context.session.execute("SELECT CAST(NULL AS \(column.type)) AS t")
        types += result.schema.fields.map(\.type)
      } catch {
        throw IngestError(
          .configuration,
          "\(context.table.displayName): \"\(column.type)\", declared for the column "
            + "\"\(column.name)\", is not a type",
          hint: "types are SQL's: bigint, varchar, double, decimal(10,2), date, timestamp …")
      }
    }
  }
}
