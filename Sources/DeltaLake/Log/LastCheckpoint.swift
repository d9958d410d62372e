/// The hint `_last_checkpoint` at where the newest checkpoint is. It may be old, damaged or
/// absent; it only ever saves listing the log from its beginning.
struct LastCheckpoint: Sendable, Hashable {
  var version: Int
  /// How many actions the checkpoint holds.
  var size: Int
  /// The number of its parts, where it has several.
  var parts: Int?
  var sizeInBytes: Int?
  var numberOfFiles: Int?

  init(version: Int, size: Int, sizeInBytes: Int? = nil, numberOfFiles: Int? = nil) {
    self.version = version
    self.size = size
    self.sizeInBytes = sizeInBytes
    self.numberOfFiles = numberOfFiles
  }

  /// Reads the hint; `nil` if it is of no use.
  init?(_ bytes: [UInt8]) {
    guard let value = try? JSONValue(parsing: bytes), let version = value["version"]?.integerValue,
      version >= 0
    else { return nil }
    self.version = Int(version)
    size = Int(value["size"]?.integerValue ?? 0)
    parts = value["parts"]?.integerValue.map { Int($0) }
    sizeInBytes = value["sizeInBytes"]?.integerValue.map { Int($0) }
    numberOfFiles = value["numOfAddFiles"]?.integerValue.map { Int($0) }
  }

  var encoded: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("version", Int64(version))
    writer.member("size", Int64(size))
    if let parts { writer.member("parts", Int64(parts)) }
    if let sizeInBytes { writer.member("sizeInBytes", Int64(sizeInBytes)) }
    if let numberOfFiles { writer.member("numOfAddFiles", Int64(numberOfFiles)) }
    writer.endObject()
    return writer.bytes
  }
}
