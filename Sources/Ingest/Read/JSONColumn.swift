import Columnar
import JSON
import SQLAnalysis

/// A top-level key of JSON lines that becomes a column: how its values are taken out, and how it
/// shows that one does not fit.
///
/// `json_transform` turns what does not fit into null and says nothing. So each null it gives is
/// held against the document: where something stands there, the line is refused.
struct JSONColumn {
  /// The key in the documents.
  var key: String
  /// The column of the table.
  var name: String
  var type: LogicalType

  /// The type in the words of `json_transform`'s structure.
  var structure: String { Self.structure(of: type) }

  private static func structure(of type: LogicalType) -> String {
    switch type {
    case .structure(let members):
      "{"
        + members.map { JSONText.quote($0.name) + ":" + structure(of: $0.type) }.joined(
          separator: ",")
        + "}"
    case .list(let element): "[" + structure(of: element.type) + "]"
    default: JSONText.quote("\(type)")
    }
  }

  /// A condition that holds where a document has a value that the column cannot.
  var isBad: String {
    Self.conditions(type, "s.\(SQLQuoting.name(key))", at: Self.pointer(key))
      .joined(separator: " OR ")
  }

  /// A key as a JSON pointer (RFC 6901).
  static func pointer(_ key: String) -> String {
    "/" + key.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  private static func conditions(
    _ type: LogicalType, _ value: String, at pointer: String
  ) -> [String] {
    if type == .json { return [] }
    let place = SQLQuoting.string(pointer)
    let given = "coalesce(json_type(line, \(place)), 'NULL')"
    var conditions: [String]
    switch type {
    case .structure, .map:
      // What is no object becomes one of nulls.
      conditions = ["\(given) NOT IN ('NULL', 'OBJECT')"]
    case .list, .array: conditions = ["\(given) NOT IN ('NULL', 'ARRAY')"]
    default: conditions = ["(\(value) IS NULL AND \(given) <> 'NULL')"]
    }
    switch type {
    case .int8, .int16, .int32, .int64, .int128, .uint8, .uint16, .uint32, .uint64:
      // A fraction would be rounded.
      let number = "TRY_CAST(json_extract_string(line, \(place)) AS DOUBLE)"
      conditions.append("(\(given) = 'DOUBLE' AND \(number) <> \(value))")
    case .structure(let members):
      for member in members {
        conditions += Self.conditions(
          member.type, "\(value).\(SQLQuoting.name(member.name))",
          at: pointer + Self.pointer(member.name))
      }
    case .list(let element):
      conditions += elementConditions(element.type, value, at: pointer)
    default: break
    }
    return conditions
  }

  /// For lists: as many elements (or members of them) must be there as the document has.
  private static func elementConditions(
    _ type: LogicalType, _ list: String, at pointer: String
  ) -> [String] {
    var conditions: [String] = []
    func add(_ type: LogicalType, _ element: String, _ members: String) {
      if type == .json { return }
      let elements = "json_extract(line, \(SQLQuoting.string(pointer)))"
      let types = "json_type(\(elements), \(SQLQuoting.string("$[*]" + members)))"
      conditions.append(
        """
        (\(list) IS NOT NULL AND len(list_filter(\(list), lambda e: \(element) IS NOT NULL))
          <> len(list_filter(\(types), lambda t: t <> 'NULL')))
        """)
      guard case .structure(let fields) = type else { return }
      for field in fields where !field.name.contains("\"") {
        add(
          field.type, "\(element).\(SQLQuoting.name(field.name))",
          members + ".\"\(field.name)\"")
      }
    }
    add(type, "e", "")
    return conditions
  }
}
