public import Columnar

/// Delta's JSON form of a schema (`schemaString`), both ways.
///
/// The metadata of a field is a map of strings in ``Columnar/Field`` and of any JSON values in
/// Delta. A string stands as it is unless it reads as another JSON value; then, like every other
/// value, it stands as JSON text. So both directions lose nothing.
enum SchemaCoding {
  // MARK: Decoding

  static func decode(_ text: String) throws -> Schema {
    let tree: JSONValue
    do {
      tree = try JSONValue(parsing: text)
    } catch let fault {
      throw invalid("is not JSON at character \(fault.offset): \(fault.message)")
    }
    guard case .structure(let fields) = try type(tree, at: []) else {
      throw invalid("is not a struct")
    }
    return Schema(fields)
  }

  private static func invalid(_ what: String, _ path: [String] = []) -> DeltaError {
    let place = path.isEmpty ? "" : " at \"\(path.joined(separator: "."))\""
    return DeltaError(.corruptLog, "the table's schema\(place) \(what)")
  }

  private static func type(_ value: JSONValue, at path: [String]) throws -> LogicalType {
    if let name = value.text { return try primitive(name, at: path) }
    switch value["type"]?.text {
    case "struct":
      guard let fields = value["fields"]?.elements else { throw invalid("has no fields", path) }
      return .structure(try fields.map { try field($0, at: path) })
    case "array":
      guard let element = value["elementType"] else {
        throw invalid("is an array without elementType", path)
      }
      let isNullable = value["containsNull"]?.booleanValue ?? true
      return .list(
        Field("element", try type(element, at: path + ["element"]), isNullable: isNullable))
    case "map":
      guard let key = value["keyType"], let content = value["valueType"] else {
        throw invalid("is a map without keyType or valueType", path)
      }
      let isNullable = value["valueContainsNull"]?.booleanValue ?? true
      return .map(
        key: Field("key", try type(key, at: path + ["key"]), isNullable: false),
        value: Field("value", try type(content, at: path + ["value"]), isNullable: isNullable))
    default: throw invalid("has a type that is none of Delta's", path)
    }
  }

  private static func field(_ value: JSONValue, at path: [String]) throws -> Field {
    guard let name = value["name"]?.text else { throw invalid("has a field without a name", path) }
    guard let content = value["type"] else { throw invalid("has no type", path + [name]) }
    var metadata: [String: String] = [:]
    for member in value["metadata"]?.members ?? [] {
      metadata[member.name] = decodeMetadata(member.value)
    }
    return Field(
      name, try type(content, at: path + [name]),
      isNullable: value["nullable"]?.booleanValue ?? true, metadata: metadata)
  }

  private static func primitive(_ name: String, at path: [String]) throws -> LogicalType {
    switch name {
    case "string": return .string
    case "long": return .int64
    case "integer": return .int32
    case "short": return .int16
    case "byte": return .int8
    case "float": return .float32
    case "double": return .float64
    case "boolean": return .boolean
    case "binary": return .binary
    case "date": return .date
    case "timestamp": return .timestamp(.microseconds, isAdjustedToUTC: true)
    case "timestamp_ntz": return .timestamp(.microseconds, isAdjustedToUTC: false)
    case "variant": return .variant
    case "void", "null": return .null
    // Spark's default when no digits were said.
    case "decimal": return .decimal(precision: 10, scale: 0)
    default: break
    }
    if let numbers = parameters(of: name, "decimal"), numbers.count == 2 {
      return .decimal(precision: numbers[0], scale: numbers[1])
    }
    if parameters(of: name, "char") != nil || parameters(of: name, "varchar") != nil {
      return .string
    }
    throw invalid("has the type \"\(name)\", which this library does not know", path)
  }

  private static func parameters(of name: String, _ keyword: String) -> [Int]? {
    guard name.hasPrefix(keyword + "("), name.hasSuffix(")") else { return nil }
    let inner = name.dropFirst(keyword.count + 1).dropLast()
    let numbers = inner.split(separator: ",").map {
      Int($0.trimmingPrefix { $0 == " " }.prefix { $0 != " " })
    }
    return numbers.contains(nil) ? nil : numbers.compactMap(\.self)
  }

  // MARK: Encoding

  static func encode(_ schema: Schema) throws -> String {
    try structure(schema.fields, at: []).rendered
  }

  private static func structure(_ fields: [Field], at path: [String]) throws -> JSONValue {
    .object([
      "type": .string("struct"),
      "fields": .array(try fields.map { try encode($0, at: path) }),
    ])
  }

  private static func encode(_ field: Field, at path: [String]) throws -> JSONValue {
    let metadata = field.metadata.sorted { $0.key < $1.key }.map {
      JSONValue.Member(name: $0.key, value: encodeMetadata($0.value))
    }
    return .object([
      "name": .string(field.name),
      "type": try encode(field.type, at: path + [field.name]),
      "nullable": .boolean(field.isNullable),
      "metadata": .object(metadata),
    ])
  }

  private static func encode(_ type: LogicalType, at path: [String]) throws -> JSONValue {
    switch type {
    case .structure(let fields): return try structure(fields, at: path)
    case .list(let element):
      return .object([
        "type": .string("array"),
        "elementType": try encode(element.type, at: path + ["element"]),
        "containsNull": .boolean(element.isNullable),
      ])
    case .map(let key, let value):
      return .object([
        "type": .string("map"),
        "keyType": try encode(key.type, at: path + ["key"]),
        "valueType": try encode(value.type, at: path + ["value"]),
        "valueContainsNull": .boolean(value.isNullable),
      ])
    default:
      guard let name = name(of: type) else {
        throw DeltaError(
          .schemaMismatch,
          "column \"\(path.joined(separator: "."))\" has the type \(type), which Delta cannot store",
          hint: LogicalType.storable(nearest: type).map { "cast it to \($0)" })
      }
      return .string(name)
    }
  }

  /// Delta's name of a type that is not nested, or `nil` if it has none.
  static func name(of type: LogicalType) -> String? {
    switch type {
    case .string: "string"
    case .int64: "long"
    case .int32: "integer"
    case .int16: "short"
    case .int8: "byte"
    case .float32: "float"
    case .float64: "double"
    case .boolean: "boolean"
    case .binary: "binary"
    case .date: "date"
    case .timestamp(.microseconds, isAdjustedToUTC: true): "timestamp"
    case .timestamp(.microseconds, isAdjustedToUTC: false): "timestamp_ntz"
    case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
    case .variant: "variant"
    case .null: "void"
    default: nil
    }
  }

  // MARK: Metadata values

  private static func decodeMetadata(_ value: JSONValue) -> String {
    guard case .string(let text) = value else { return value.rendered }
    return (try? JSONValue(parsing: text)) == nil ? text : value.rendered
  }

  private static func encodeMetadata(_ text: String) -> JSONValue {
    (try? JSONValue(parsing: text)) ?? .string(text)
  }
}

extension LogicalType {
  /// The type that Delta can store and that holds the values of `type` best: itself where Delta
  /// has it; a wider number for unsigned and 128-bit integers; text for what has a text form
  /// only. `nil` where there is none, as for intervals.
  public static func storable(nearest type: LogicalType) -> LogicalType? {
    switch type {
    case .uint8: return .int16
    case .uint16: return .int32
    case .uint32: return .int64
    case .uint64: return .decimal(precision: 20, scale: 0)
    case .int128, .uint128: return .decimal(precision: 38, scale: 0)
    case .uuid, .json, .bits, .time, .timeWithZone, .enumeration: return .string
    case .timestamp(_, let isAdjusted):
      return .timestamp(.microseconds, isAdjustedToUTC: isAdjusted)
    case .list(let element), .array(let element, _):
      return storable(element, named: "element").map { .list($0) }
    case .structure(let fields):
      let storable = fields.compactMap { self.storable($0, named: $0.name) }
      return storable.count == fields.count ? .structure(storable) : nil
    case .map(let key, let value):
      guard let key = storable(key, named: "key"), let value = storable(value, named: "value")
      else { return nil }
      return .map(key: key, value: value)
    default: return SchemaCoding.name(of: type) == nil ? nil : type
    }
  }

  private static func storable(_ field: Field, named name: String) -> Field? {
    storable(nearest: field.type).map {
      Field(name, $0, isNullable: field.isNullable, metadata: field.metadata)
    }
  }
}

extension Schema {
  /// The schema as Delta writes it into its log (`schemaString`).
  ///
  /// - Throws: ``DeltaError`` if a column has a type that Delta cannot store.
  public func deltaJSON() throws -> String { try SchemaCoding.encode(self) }

  /// Reads a schema as Delta writes it into its log.
  ///
  /// - Throws: ``DeltaError`` that names the column which is not understood.
  public init(deltaJSON text: String) throws { self = try SchemaCoding.decode(text) }
}
