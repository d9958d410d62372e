/// What does not fit between a table's log and its storage.
public struct TableFault: Sendable, Hashable {
  /// What is wrong.
  public enum Kind: String, Sendable, Hashable {
    /// A data file is not there.
    case missingFile = "missing file"
    /// A data file has another size than the log says.
    case wrongSize = "wrong size"
    /// A deletion vector cannot be read.
    case badDeletionVector = "bad deletion vector"
    /// The checksum file of the version contradicts it.
    case wrongChecksum = "wrong checksum"
    /// A data file holds another number of rows than its statistics say.
    case wrongStatistics = "wrong statistics"
  }

  /// What is wrong.
  public var kind: Kind
  /// The file.
  public var path: String
  /// What was expected, and what was found.
  public var message: String

  /// Describes a fault.
  public init(_ kind: Kind, path: String, _ message: String) {
    self.kind = kind
    self.path = path
    self.message = message
  }
}

extension Snapshot {
  /// Holds the version against its storage: whether each file is there with the size the log
  /// says, each deletion vector can be read, and the version's checksum file agrees. Data files
  /// are not opened.
  ///
  /// - Returns: the faults, by path.
  public func check() async throws -> [TableFault] {
    var faults: [TableFault] = []
    for file in files {
      let place = try table.store.place(of: file.path)
      if let info = try await place.store.head(place.path) {
        if info.size != file.size {
          faults.append(
            TableFault(
              .wrongSize, path: file.path, "\(info.size) bytes, where the log says \(file.size)"))
        }
      } else {
        faults.append(TableFault(.missingFile, path: file.path, "the file is not there"))
      }
      do {
        _ = try await deletedRows(of: file)
      } catch let error as DeltaError {
        faults.append(TableFault(.badDeletionVector, path: file.path, error.message))
      }
    }
    if let fault = try await checksumFault() { faults.append(fault) }
    return faults.sorted { $0.path < $1.path }
  }

  private func checksumFault() async throws -> TableFault? {
    let path = LogPath.checksumPath(version)
    guard let bytes = try await table.store.getIfPresent(path),
      let checksum = VersionChecksum(bytes)
    else { return nil }
    let found = VersionChecksum(fileCount: fileCount, sizeInBytes: sizeInBytes)
    guard checksum != found else { return nil }
    return TableFault(
      .wrongChecksum, path: path,
      "it speaks of \(checksum.fileCount) files with \(checksum.sizeInBytes) bytes, and the"
        + " version has \(fileCount) with \(sizeInBytes)")
  }

  /// A transaction that takes files which are not there out of the table.
  ///
  /// - Parameter paths: the paths of such files.
  /// - Returns: the transaction, to be committed.
  public func dropping(_ paths: Set<String>) -> Transaction {
    var transaction = Transaction(on: self, Operation("FSCK"))
    let gone = files.filter { paths.contains($0.path) }
    for file in gone { transaction.remove(file) }
    transaction.metrics = ["numRemovedFiles": "\(gone.count)"]
    return transaction
  }
}

/// What the checksum file of a version (`.crc`) says of its files.
struct VersionChecksum: Sendable, Hashable {
  var fileCount: Int
  var sizeInBytes: Int64

  init(fileCount: Int, sizeInBytes: Int64) {
    self.fileCount = fileCount
    self.sizeInBytes = sizeInBytes
  }

  /// Reads a checksum file; `nil` if it is none.
  init?(_ bytes: [UInt8]) {
    guard let value = try? JSONValue(parsing: bytes), let count = value["numFiles"]?.integerValue,
      let size = value["tableSizeBytes"]?.integerValue
    else { return nil }
    fileCount = Int(count)
    sizeInBytes = size
  }
}
