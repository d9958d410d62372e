/// The key-value metadata of a schema, in the encoding of the Arrow C data interface: the number of
/// pairs, then each key and value with its length before it; every number of 32 bits, in the
/// machine's byte order.
enum ArrowMetadata {
  /// The key that names an extension type.
  static let extensionName = "ARROW:extension:name"
  /// The key of what an extension type says of itself.
  static let extensionData = "ARROW:extension:metadata"

  /// More pairs, or a longer text, than anyone has written on purpose.
  private static let limit: Int32 = 1 << 24

  static func encoded(_ metadata: [String: String]) -> [UInt8] {
    var bytes: [UInt8] = []
    func append(_ count: Int) {
      withUnsafeBytes(of: Int32(clamping: count)) { bytes.append(contentsOf: $0) }
    }
    append(metadata.count)
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      for text in [key, value] {
        append(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
      }
    }
    return bytes
  }

  static func decoded(_ start: UnsafePointer<CChar>?) throws(ColumnarError) -> [String: String] {
    guard let start else { return [:] }
    let bytes = UnsafeRawPointer(start)
    var position = 0
    func number() throws(ColumnarError) -> Int {
      let number = bytes.loadUnaligned(fromByteOffset: position, as: Int32.self)
      guard number >= 0, number <= limit else {
        throw ColumnarError(.malformedArrow, "the metadata of a schema has a length of \(number)")
      }
      position += 4
      return Int(number)
    }
    func text() throws(ColumnarError) -> String {
      let count = try number()
      defer { position += count }
      let part = UnsafeRawBufferPointer(start: bytes + position, count: count)
      return String(decoding: part, as: UTF8.self)
    }
    var metadata: [String: String] = [:]
    for _ in 0..<(try number()) {
      let key = try text()
      metadata[key] = try text()
    }
    return metadata
  }
}

/// The extension types that logical types here have as their own.
enum ArrowExtension {
  static let uuid = "arrow.uuid"
  static let json = "arrow.json"
  static let boolean = "arrow.bool8"
  /// A type of one system, named in the metadata; here those of DuckDB that Arrow lacks.
  static let opaque = "arrow.opaque"

  static func opaque(_ name: String) -> [String: String] {
    [
      ArrowMetadata.extensionName: opaque,
      ArrowMetadata.extensionData: "{\"type_name\": \"\(name)\", \"vendor_name\": \"DuckDB\"}",
    ]
  }

  /// The name of the type that the metadata of an opaque type says DuckDB has.
  static func opaqueName(_ metadata: String?) -> String? {
    guard let metadata, metadata.contains("\"DuckDB\"") else { return nil }
    let name = metadata.firstMatch(of: #/"type_name"\s*:\s*"([a-z_]+)"/#)
    return name.map { String($0.1) }
  }
}
