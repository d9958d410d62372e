import FoundationEssentials

/// Rows of a file that are to be deleted without writing the file anew.
public struct RowDeletion: Sendable {
  /// A file of the snapshot.
  public var file: DataFile
  /// The positions of the rows in the file, from 0, in any order; those that are deleted already
  /// may be among them.
  public var rows: [Int]

  /// Names rows of a file.
  public init(file: DataFile, rows: [Int]) {
    self.file = file
    self.rows = rows
  }
}

extension Transaction {
  /// Vectors up to this size stand in the log itself: that is shorter than their file's name,
  /// place and checksum, and saves a file.
  private static let inlineLimit = 200

  /// Deletes rows of files by deletion vectors, written to the table's storage now. A file none
  /// of whose rows is left is removed.
  ///
  /// The table must have the feature (``Metadata/hasDeletionVectors``). If the transaction is not
  /// committed, the vectors' file is left to a vacuum.
  ///
  /// - Throws: ``DeltaError``: ``DeltaError/Kind/notAllowed`` where the table has no deletion
  ///   vectors.
  public mutating func delete(_ deletions: [RowDeletion]) async throws {
    guard metadata?.hasDeletionVectors == true, let snapshot else {
      throw DeltaError(
        .notAllowed, "the table does not delete rows by deletion vectors",
        hint: "set the property delta.enableDeletionVectors to true", path: table.store.root)
    }
    var writer = DeletionVectorFile()
    var changed: [AddFile] = []
    for deletion in deletions where !deletion.rows.isEmpty {
      let known = try await snapshot.deletedRows(of: deletion.file)
      let rows = Set(known).union(deletion.rows).sorted()
      reads.files.insert(deletion.file.path)
      remove(deletion.file)
      if let count = deletion.file.physicalRowCount, rows.count >= count { continue }
      var file = deletion.file.addFile
      file.deletionVector = writer.vector(of: rows, inlineLimit: Self.inlineLimit)
      file.statistics = file.statistics.map(Self.loosened)
      changed.append(file)
    }
    if let file = writer.finished { try await table.store.put(file.path, file.bytes) }
    for file in changed { add(file) }
  }

  /// Statistics whose bounds still hold, but may not be reached by a row any more.
  private static func loosened(_ statistics: String) -> String {
    guard let members = (try? JSONValue(parsing: statistics))?.members else { return statistics }
    let kept = members.filter { $0.name != "tightBounds" }
    return JSONValue.object(
      kept + [JSONValue.Member(name: "tightBounds", value: .boolean(false))]
    ).rendered
  }
}

/// A file of deletion vectors as it grows: a version, then for each vector its size, its bytes and
/// their checksum.
struct DeletionVectorFile {
  private let id = UUID()
  private var bytes: [UInt8] = [1]

  /// The file; `nil` if all vectors were short enough for the log.
  var finished: (path: String, bytes: [UInt8])? {
    guard bytes.count > 1 else { return nil }
    return ("deletion_vector_\(id.uuidString.lowercased()).bin", bytes)
  }

  /// Takes the rows of a file, ascending and without duplicates.
  mutating func vector(of rows: [Int], inlineLimit: Int) -> DeletionVectorDescriptor {
    let data = RoaringBitmap.encode(rows)
    guard data.count > inlineLimit else {
      return DeletionVectorDescriptor(
        storage: .inline, pathOrInlineData: Base85.encode(data), offset: nil,
        sizeInBytes: data.count, cardinality: rows.count)
    }
    let offset = bytes.count
    append(UInt32(data.count))
    bytes += data
    append(CRC32.checksum(data))
    let name = withUnsafeBytes(of: id.uuid) { Base85.encode(Array($0)) }
    return DeletionVectorDescriptor(
      storage: .relative, pathOrInlineData: name, offset: offset, sizeInBytes: data.count,
      cardinality: rows.count)
  }

  private mutating func append(_ value: UInt32) {
    for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
  }
}
