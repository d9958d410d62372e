public import CArrow

extension Schema {
  /// Describes the columns as an Arrow structure.
  ///
  /// Text and bytes have offsets of 64 bits; an enumeration is a dictionary with indices of 32
  /// bits; JSON and UUIDs are Arrow's extension types, integers of 128 bits, bit strings and times
  /// with an offset those that DuckDB gave the name `arrow.opaque`. A variant is its JSON text.
  ///
  /// - Parameter target: a structure to overwrite, which the receiver releases.
  public func exportArrow(to target: UnsafeMutablePointer<ArrowSchema>) {
    let root = Field("", .structure(fields), isNullable: false)
    target.initialize(to: ExportedSchema(root).handedOver())
  }
}

/// What an exported schema points to, until the receiver releases it.
private final class ExportedSchema {
  private let format: UnsafeMutablePointer<CChar>
  private let name: UnsafeMutablePointer<CChar>
  private let metadata: UnsafeMutablePointer<CChar>?
  private let children: UnsafeMutablePointer<UnsafeMutablePointer<ArrowSchema>?>
  private let childCount: Int
  private let dictionary: UnsafeMutablePointer<ArrowSchema>?
  private let flags: Int64

  convenience init(_ field: Field) {
    let form = ArrowForm(field.type)
    self.init(field, form, children: form.children)
  }

  private init(_ field: Field, _ form: ArrowForm, children fields: [Field]) {
    format = Self.allocate(Array(form.format.utf8) + [0])
    name = Self.allocate(Array(field.name.utf8.filter { $0 != 0 }) + [0])
    let pairs = field.metadata.merging(form.metadata) { _, own in own }
    metadata = pairs.isEmpty ? nil : Self.allocate(ArrowMetadata.encoded(pairs))
    children = .allocate(capacity: max(1, fields.count))
    childCount = fields.count
    for (index, child) in fields.enumerated() {
      let structure = UnsafeMutablePointer<ArrowSchema>.allocate(capacity: 1)
      structure.initialize(to: ExportedSchema(child).handedOver())
      children[index] = structure
    }
    if form.isDictionary {
      dictionary = .allocate(capacity: 1)
      dictionary?.initialize(to: ExportedSchema(Field("", .string)).handedOver())
    } else {
      dictionary = nil
    }
    var flags = field.isNullable ? Int64(ARROW_FLAG_NULLABLE) : 0
    if form.isDictionary { flags |= Int64(ARROW_FLAG_DICTIONARY_ORDERED) }
    self.flags = flags
  }

  deinit {
    for index in 0..<childCount { Self.release(children[index]) }
    children.deallocate()
    Self.release(dictionary)
    format.deallocate()
    name.deallocate()
    metadata?.deallocate()
  }

  /// The structure to give away, whose release ends this object.
  func handedOver() -> ArrowSchema {
    ArrowSchema(
      format: format, name: name, metadata: metadata, flags: flags,
      n_children: Int64(childCount), children: children, dictionary: dictionary,
      release: { schema in
        guard let schema, let held = schema.pointee.private_data else { return }
        schema.pointee.release = nil
        schema.pointee.private_data = nil
        Unmanaged<ExportedSchema>.fromOpaque(held).release()
      },
      private_data: Unmanaged.passRetained(self).toOpaque())
  }

  /// Releases a child, unless the receiver has taken it, and frees its structure.
  private static func release(_ schema: UnsafeMutablePointer<ArrowSchema>?) {
    schema?.pointee.release?(schema)
    schema?.deallocate()
  }

  private static func allocate(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar> {
    let memory = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { memory[index] = CChar(bitPattern: byte) }
    return memory
  }
}

/// The form in which a logical type leaves.
struct ArrowForm {
  var format: String
  var children: [Field] = []
  var metadata: [String: String] = [:]
  var isDictionary = false

  init(_ type: LogicalType) {
    switch type {
    case .list(let element): (format, children) = ("+L", [element])
    case .array(let element, let count): (format, children) = ("+w:\(count)", [element])
    case .structure(let fields): (format, children) = ("+s", fields)
    case .union(let fields):
      let numbers = fields.indices.map(String.init).joined(separator: ",")
      (format, children) = ("+us:\(numbers)", fields)
    case .map(let key, let value):
      var key = key
      key.isNullable = false
      (format, children) = (
        "+m", [Field("entries", .structure([key, value]), isNullable: false)]
      )
    case .enumeration: (format, isDictionary) = ("I", true)
    case .uuid:
      format = "w:16"
      metadata = [ArrowMetadata.extensionName: ArrowExtension.uuid]
    case .json, .variant:
      format = "U"
      metadata = [
        ArrowMetadata.extensionName: ArrowExtension.json, ArrowMetadata.extensionData: "",
      ]
    case .int128: (format, metadata) = ("w:16", ArrowExtension.opaque("hugeint"))
    case .uint128: (format, metadata) = ("w:16", ArrowExtension.opaque("uhugeint"))
    case .timeWithZone: (format, metadata) = ("w:8", ArrowExtension.opaque("time_tz"))
    case .bits: (format, metadata) = ("z", ArrowExtension.opaque("bit"))
    default: format = Self.flat(type)
    }
  }

  private static func flat(_ type: LogicalType) -> String {
    switch type {
    case .boolean: "b"
    case .int8: "c"
    case .int16: "s"
    case .int32: "i"
    case .int64: "l"
    case .uint8: "C"
    case .uint16: "S"
    case .uint32: "I"
    case .uint64: "L"
    case .float32: "f"
    case .float64: "g"
    case .decimal(let precision, let scale): "d:\(precision),\(scale)"
    case .string: "U"
    case .binary: "Z"
    case .date: "tdD"
    case .time(let unit): "tt\(letter(unit))"
    case .timestamp(let unit, let isAdjustedToUTC):
      "ts\(letter(unit)):\(isAdjustedToUTC ? "UTC" : "")"
    case .interval: "tin"
    default: "n"
    }
  }

  private static func letter(_ unit: LogicalType.TimeUnit) -> String {
    switch unit {
    case .seconds: "s"
    case .milliseconds: "m"
    case .microseconds: "u"
    case .nanoseconds: "n"
    }
  }
}
