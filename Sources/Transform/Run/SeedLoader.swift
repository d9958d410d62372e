import Columnar
import FoundationEssentials
import OrderedCollections
import QueryEngine

/// Loads a file of rows as a table.
struct SeedLoader {
  let node: Node
  let manifest: Manifest

  /// Loads the rows; those that are there are replaced.
  ///
  /// - Returns: the number of rows.
  func load(on connection: BlockingConnection) throws -> Int {
    let (fields, types) = try read()
    let target = QualifiedName(catalog: node.database, schema: node.schema, name: node.alias)
    let rows = try connection.load(
      .csv(path: path, delimiter: delimiter, columns: fields), into: target)
    try retype(types, fields, on: connection)
    return rows
  }

  /// The columns of the table that the file becomes.
  ///
  /// - Parameter binder: knows the types of names.
  /// - Returns: the columns; nil where a type that the project names is not one that is known here.
  /// - Throws: ``TransformError`` of kind `file` where the file cannot be read.
  func columns(_ binder: QueryBinder) throws -> [Field]? {
    let (fields, types) = try read()
    var result: [Field] = []
    for field in fields {
      guard let declared = types[field.name.lowercased()]?.string else {
        result.append(field)
        continue
      }
      guard let type = binder.type(named: declared) else { return nil }
      result.append(Field(field.name, type))
    }
    return QueryBinder.stored(result)
  }

  private var path: String {
    let root = manifest.projects[node.packageName]?.root ?? manifest.project.root
    return root + "/" + node.originalPath
  }

  private var delimiter: String { node.config.text("delimiter") ?? "," }

  /// The columns as they are read from the file, and the types that the project names.
  private func read() throws -> (fields: [Field], types: DataValue.Dictionary) {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw TransformError(.file, "could not read the seed as UTF-8 text", at: node.location)
    }
    let table = try CSVTable(text, delimiter: delimiter.first ?? ",", at: node.location)
    var types = DataValue.Dictionary()
    for (name, type) in node.config["column_types"]?.dictionary ?? [:] {
      types[name.lowercased()] = type
    }
    var fields: [Field] = []
    for (index, name) in table.header.enumerated() {
      // What is declared is cast from the text as it stands: a type found first would lose zeros.
      let inferred =
        types[name.lowercased()] == nil
        ? CSVTypes.infer(table.rows.lazy.map { $0[index] }) : .string
      fields.append(Field(name, inferred))
    }
    return (fields, types)
  }

  private func retype(
    _ types: DataValue.Dictionary, _ fields: [Field], on connection: BlockingConnection
  ) throws {
    guard !types.isEmpty else { return }
    let columns = fields.map { field in
      let name = "\"\(field.name.replacing("\"", with: "\"\""))\""
      guard let type = types[field.name.lowercased()]?.string else { return name }
      return "cast(\(name) as \(type)) as \(name)"
    }
    _ = try connection.execute(
      "create or replace table \(node.relationName) as select \(columns.joined(separator: ", ")) "
        + "from \(node.relationName)")
  }
}

/// The rows of a CSV file as texts.
struct CSVTable {
  var header: [String]
  var rows: [[String?]]

  /// Names that tell columns apart: one without a name gets a letter by its place, a second of
  /// the same name a number.
  private static func told(_ header: [String]) -> [String] {
    var seen: Set<String> = []
    return header.enumerated().map { index, written in
      var name = written.isEmpty ? letters(index) : written
      var count = 1
      while !seen.insert(name.lowercased()).inserted {
        count += 1
        name = "\(written.isEmpty ? letters(index) : written)_\(count)"
      }
      return name
    }
  }

  /// `a` to `z`, then `aa`, `bb` and so on.
  private static func letters(_ index: Int) -> String {
    let letter = Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(index % 26)))
    return String(repeating: letter, count: index / 26 + 1)
  }

  /// Reads a file with a header.
  ///
  /// - Throws: ``TransformError`` where a row has another number of fields than the header.
  init(_ text: String, delimiter: Character, at location: SourceLocation) throws(TransformError) {
    var records = Self.records(text, delimiter: UInt8(delimiter.asciiValue ?? 0x2c))
    guard !records.isEmpty else {
      throw TransformError(.file, "the seed is empty", hint: "give it a header", at: location)
    }
    header = records.removeFirst().fields.map { $0 ?? "" }
    if header.first?.hasPrefix("\u{feff}") == true { header[0].removeFirst() }
    header = Self.told(header)
    rows = []
    rows.reserveCapacity(records.count)
    for record in records {
      guard record.fields.count == header.count else {
        throw TransformError(
          .file,
          "a row has \(record.fields.count) fields where the header has \(header.count)",
          at: SourceLocation(file: location.file, line: record.line))
      }
      rows.append(record.fields)
    }
  }

  private static func records(
    _ text: String, delimiter: UInt8
  ) -> [(fields: [String?], line: Int)] {
    var records: [(fields: [String?], line: Int)] = []
    var fields: [String?] = []
    var field: [UInt8] = []
    var isQuoted = false
    var line = 1
    var start = 1
    let bytes = Array(text.utf8)
    var index = 0
    func endField() {
      let value = String(decoding: field, as: UTF8.self)
      fields.append(value.isEmpty ? nil : value)
      field = []
    }
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == 0x0a { line += 1 }
      if isQuoted {
        if byte == 0x22 {
          if index < bytes.count, bytes[index] == 0x22 {
            field.append(byte)
            index += 1
          } else {
            isQuoted = false
          }
        } else {
          field.append(byte)
        }
      } else if byte == 0x22, field.isEmpty {
        isQuoted = true
      } else if byte == delimiter {
        endField()
      } else if byte == 0x0a {
        if fields.isEmpty, field.isEmpty {
          start = line
          continue
        }
        endField()
        records.append((fields, start))
        fields = []
        start = line
      } else if byte != 0x0d {
        field.append(byte)
      }
    }
    if !fields.isEmpty || !field.isEmpty {
      endField()
      records.append((fields, start))
    }
    return records
  }
}

/// The types of a seed's columns, found as dbt finds them: the first of integer, number, date,
/// date and time, truth value, that all values fit; else text.
enum CSVTypes {
  static func infer(_ values: some Sequence<String?>) -> LogicalType {
    var candidates: [(type: LogicalType, fits: (String) -> Bool)] = [
      (.int32, { Int32($0) != nil }), (.int64, { Int64($0) != nil }),
      (.float64, { isNumber($0) }), (.date, { isDate($0) }),
      (.timestamp(.microseconds, isAdjustedToUTC: false), { isTimestamp($0) }),
      (.boolean, { ["true", "false"].contains($0.lowercased()) }),
    ]
    var hasValue = false
    for case let value? in values where value.lowercased() != "null" {
      hasValue = true
      candidates.removeAll { !$0.fits(value) }
      if candidates.isEmpty { return .string }
    }
    guard hasValue else { return .int32 }
    return candidates.first?.type ?? .string
  }

  private static func isNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first,
      first == 0x2d || first == 0x2b || first == 0x2e
        || (first >= 0x30 && first <= 0x39)
    else { return false }
    return Double(text) != nil
  }

  private static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      Int(parts[0]) != nil, let month = Int(parts[1]), let day = Int(parts[2])
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }

  private static func isTimestamp(_ text: String) -> Bool {
    guard text.count >= 16, isDate(String(text.prefix(10))) else { return false }
    let time = text.dropFirst(11)
    return time.contains(":") && time.allSatisfy { $0.isNumber || ":.Z+-".contains($0) }
  }
}
