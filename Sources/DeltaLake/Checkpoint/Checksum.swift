/// The checksum file of a version (`.crc`): what the version is, in short.
struct Checksum: Sendable {
  let snapshot: Snapshot

  func encoded() throws -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("tableSizeBytes", snapshot.sizeInBytes)
    writer.member("numFiles", Int64(snapshot.fileCount))
    writer.member("numMetadata", 1)
    writer.member("numProtocol", 1)
    if snapshot.metadata.hasInCommitTimestamps, let time = snapshot.timestamp {
      writer.member("inCommitTimestampOpt", time)
    }
    writer.key("setTransactions")
    writer.beginArray()
    for value in snapshot.transactions.values.sorted(by: { $0.appId < $1.appId }) {
      writer.transaction(value)
    }
    writer.endArray()
    writer.key("domainMetadata")
    writer.beginArray()
    for value in snapshot.domainMetadata.values.sorted(by: { $0.domain < $1.domain }) {
      writer.domain(value)
    }
    writer.endArray()
    writer.key("metadata")
    try writer.metadata(snapshot.metadata)
    writer.key("protocol")
    writer.tableProtocol(snapshot.protocol)
    writer.endObject()
    return writer.bytes
  }
}
