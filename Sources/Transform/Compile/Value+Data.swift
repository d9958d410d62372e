import BigInt
import Columnar
import Jinja
import OrderedCollections

extension Jinja.Value {
  /// A string, or none.
  init(_ text: String?) { self = text.map(Jinja.Value.string) ?? .none }

  /// A configuration's value as a template has it.
  init(_ data: DataValue) {
    switch data {
    case .null: self = .none
    case .boolean(let value): self = .boolean(value)
    case .integer(let value): self = .integer(value)
    case .float(let value): self = .float(value)
    case .string(let text): self = .string(text)
    case .list(let members): self = .list(members.map { Jinja.Value($0) })
    case .dictionary(let entries): self = Jinja.Value(entries)
    }
  }

  /// A dictionary as a template has it.
  init(_ entries: DataValue.Dictionary) {
    let dict = Dict()
    for (key, value) in entries { dict[key] = Jinja.Value(value) }
    self = .dict(dict)
  }

  /// The text, or nil for none and for what is undefined.
  func optionalText() throws -> String? {
    switch self {
    case .none, .undefined: nil
    default: try text()
    }
  }

  /// The value as configuration and artifacts keep it; objects as their text.
  func data() throws -> DataValue {
    switch self {
    case .undefined, .none: return .null
    case .boolean(let value): return .boolean(value)
    case .integer(let value): return .integer(value)
    case .bigInteger(let value): return .string(value.value.description)
    case .float(let value): return .float(value)
    case .string(let text), .markup(let text): return .string(text)
    case .tuple(let tuple): return .list(try tuple.items.map { try $0.data() })
    case .list(let list): return .list(try list.items.map { try $0.data() })
    case .dict(let dict):
      var entries = DataValue.Dictionary()
      for (key, value) in dict.items { entries[try key.text()] = try value.data() }
      return .dictionary(entries)
    case .object(let object):
      // Configuration and JSON have no decimals.
      if let number = object.doubleValue { return .float(number) }
      return .string(try text())
    }
  }

  /// A cell of a query's result as a template has it: every number that is not an integer is a
  /// decimal, as agate's tables have it; days and times are Python's.
  init(cell value: Columnar.Value) {
    switch value {
    case .decimal(let number): self = .object(PythonDecimal(number))
    case .float(let number):
      // The shortest text of the narrow number is what it shows.
      let wide = Double("\(number)") ?? Double(number)
      self = PythonDecimal(wide).map { .object($0) } ?? .float(wide)
    case .double(let number):
      self = PythonDecimal(number).map { .object($0) } ?? .float(number)
    case .date(let days) where Self.days.contains(Int(days)):
      self = .object(PythonDate(days: Int(days)))
    case .timestamp(let count, let unit, let isAdjusted):
      let micros = Self.micros(Int(count), unit)
      guard Self.days.contains(CivilTime.days(micros: micros)) else {
        self = .string("\(value)")
        return
      }
      self = .object(PythonDateTime(micros: micros, zone: isAdjusted ? ("UTC", 0) : nil))
    default: self = Jinja.Value(value)
    }
  }

  /// The days of the years 1 to 9999, which Python's dates have, counted from 1970.
  private static let days = -719_162...2_932_896

  private static func micros(_ count: Int, _ unit: LogicalType.TimeUnit) -> Int {
    switch unit {
    case .seconds: count.multipliedReportingOverflow(by: 1_000_000).partialValue
    case .milliseconds: count.multipliedReportingOverflow(by: 1000).partialValue
    case .microseconds: count
    case .nanoseconds: count / 1000
    }
  }

  /// A value out of the warehouse as a template has it: numbers and truth values as such, all
  /// else as the text it shows.
  init(_ value: Columnar.Value) {
    switch value {
    case .null: self = .none
    case .boolean(let value): self = .boolean(value)
    case .integer(let value): self = .integer(Int(value))
    case .unsigned(let value): self = Jinja.Value(BigInt(value))
    case .hugeInteger(let value): self = Jinja.Value(BigInt(value))
    case .unsignedHuge(let value): self = Jinja.Value(BigInt(value))
    case .float(let value): self = .float(Double(value))
    case .double(let value): self = .float(value)
    case .string(let text), .json(let text): self = .string(text)
    case .list(let members): self = .list(members.map { Jinja.Value($0) })
    default: self = .string("\(value)")
    }
  }
}

/// The rows of a query as templates handle them, with the names of agate's tables.
final class ResultTable: Object {
  let columnNames: [String]
  let rows: [ResultRow]

  init(columnNames: [String], rows: [[Jinja.Value]]) {
    self.columnNames = columnNames
    let names = columnNames
    self.rows = rows.map { ResultRow(names: names, values: $0) }
  }

  var typeName: String { "Table" }
  var length: Int? { rows.count }
  var representation: String { "<agate.table.Table object>" }

  func attribute(_ name: String) -> Jinja.Value? {
    switch name {
    case "rows": .list(rows.map { .object($0) })
    case "column_names": .tuple(columnNames.map { .string($0) })
    case "columns":
      .object(ResultColumns(columnNames.indices.map { column($0) }))
    default: nil
    }
  }

  private func column(_ index: Int) -> ResultColumn {
    ResultColumn(name: columnNames[index], values: rows.map { $0.values[index] })
  }

  func callMethod(
    _ name: String, _ arguments: Arguments, _ state: State
  ) throws -> Jinja.Value? {
    switch name {
    case "print_table": return Jinja.Value.none
    case "to_pylist": return nil
    case "rename":
      guard case .dict(let names)? = arguments.positional.first ?? arguments["column_names"] else {
        return .object(self)
      }
      let renamed = try columnNames.map { try names[$0]?.text() ?? $0 }
      return .object(ResultTable(columnNames: renamed, rows: rows.map(\.values)))
    case "select", "exclude":
      let given = try (arguments.positional.first ?? .none).elements().map { try $0.text() }
      let kept = columnNames.indices.filter {
        given.contains(columnNames[$0]) == (name == "select")
      }
      return .object(
        ResultTable(
          columnNames: kept.map { columnNames[$0] },
          rows: rows.map { row in kept.map { row.values[$0] } }))
    default: return nil
    }
  }

  func iterate() -> ValueIterator? {
    var rest = rows[...]
    return ValueIterator("list_iterator") { rest.popFirst().map { .object($0) } }
  }
}

/// A row, by name and by position.
final class ResultRow: Object {
  let names: [String]
  let values: [Jinja.Value]

  init(names: [String], values: [Jinja.Value]) {
    self.names = names
    self.values = values
  }

  var typeName: String { "Row" }
  var length: Int? { values.count }
  var isSequence: Bool { true }
  var representation: String {
    let texts = values.map { (try? $0.representation()) ?? "" }
    return "<agate.Row: (\(texts.joined(separator: ", ")))>"
  }

  func attribute(_ name: String) -> Jinja.Value? { nil }

  func item(_ key: Jinja.Value) throws -> Jinja.Value? {
    if let index = key.integerValue {
      let position = index < 0 ? values.count + index : index
      return values.indices.contains(position) ? values[position] : nil
    }
    let name = try key.text()
    let found =
      names.firstIndex(of: name) ?? names.firstIndex { $0.lowercased() == name.lowercased() }
    return found.map { values[$0] }
  }

  func callMethod(
    _ name: String, _ arguments: Arguments, _ state: State
  ) throws -> Jinja.Value? {
    switch name {
    case "values": return .tuple(values)
    case "keys": return .tuple(names.map { .string($0) })
    case "items": return .list(zip(names, values).map { .tuple([.string($0), $1]) })
    case "dict":
      let dict = Dict()
      for (name, value) in zip(names, values) { dict[name] = value }
      return .dict(dict)
    case "get":
      return try arguments.positional.first.flatMap { try item($0) }
        ?? (arguments.positional.count > 1 ? arguments.positional[1] : Jinja.Value.none)
    default: return nil
    }
  }

  func iterate() -> ValueIterator? {
    var rest = values[...]
    return ValueIterator("tuple_iterator") { rest.popFirst() }
  }
}

/// The columns of a table, by name and by position.
final class ResultColumns: Object {
  let columns: [ResultColumn]

  init(_ columns: [ResultColumn]) { self.columns = columns }

  var typeName: String { "MappedSequence" }
  var length: Int? { columns.count }
  var isSequence: Bool { true }

  func item(_ key: Jinja.Value) throws -> Jinja.Value? {
    if let index = key.integerValue {
      let position = index < 0 ? columns.count + index : index
      return columns.indices.contains(position) ? .object(columns[position]) : nil
    }
    let name = try key.text()
    return columns.first { $0.name == name }.map { .object($0) }
  }

  func callMethod(
    _ name: String, _ arguments: Arguments, _ state: State
  ) throws -> Jinja.Value? {
    switch name {
    case "keys": .tuple(columns.map { .string($0.name) })
    case "values": .tuple(columns.map { .object($0) })
    case "items": .list(columns.map { .tuple([.string($0.name), .object($0)]) })
    case "dict":
      Jinja.Value.dict(
        Dict(
          OrderedDictionary(
            columns.map { (Jinja.Value.string($0.name), Jinja.Value.object($0)) },
            uniquingKeysWith: { $1 })))
    default: nil
    }
  }

  func iterate() -> ValueIterator? {
    var rest = columns[...]
    return ValueIterator("list_iterator") { rest.popFirst().map { .object($0) } }
  }
}

/// A column of a table with its values.
final class ResultColumn: Object {
  let name: String
  let values: [Jinja.Value]

  init(name: String, values: [Jinja.Value]) {
    self.name = name
    self.values = values
  }

  var typeName: String { "Column" }
  var length: Int? { values.count }
  var isSequence: Bool { true }

  func attribute(_ attribute: String) -> Jinja.Value? {
    attribute == "name" ? .string(name) : nil
  }

  func item(_ key: Jinja.Value) throws -> Jinja.Value? {
    guard let index = key.integerValue else { return nil }
    let position = index < 0 ? values.count + index : index
    return values.indices.contains(position) ? values[position] : nil
  }

  func callMethod(
    _ method: String, _ arguments: Arguments, _ state: State
  ) throws -> Jinja.Value? {
    switch method {
    case "values": .tuple(values)
    case "values_distinct": .tuple(Array(OrderedSet(values)))
    case "values_without_nulls": .tuple(values.filter { !$0.isNone })
    default: nil
    }
  }

  func iterate() -> ValueIterator? {
    var rest = values[...]
    return ValueIterator("list_iterator") { rest.popFirst() }
  }
}
