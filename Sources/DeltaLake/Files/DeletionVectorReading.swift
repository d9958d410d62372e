extension Snapshot {
  /// The row numbers in a file, from 0 and ascending, that its deletion vector deletes.
  ///
  /// - Throws: ``DeltaError`` if the vector cannot be read or is damaged.
  public func deletedRows(of file: DataFile) async throws -> [Int] {
    guard let vector = file.deletionVector else { return [] }
    return try await vector.rows(in: table.store)
  }
}

extension DeletionVectorDescriptor {
  /// The row numbers, ascending.
  func rows(in store: any ObjectStore) async throws -> [Int] {
    if storage == .inline {
      guard let bytes = Base85.decode(pathOrInlineData), (0...bytes.count).contains(sizeInBytes)
      else {
        throw DeltaError(.corruptLog, "an inline deletion vector is not valid Base85")
      }
      return try RoaringBitmap.decode(Array(bytes.prefix(sizeInBytes)), count: cardinality)
    }
    let path = try filePath()
    do {
      let place = try store.place(of: path)
      return try await rows(in: place.store, at: place.path)
    } catch var error as DeltaError {
      error.path = error.path ?? FilePath.relative(path, root: store.root) ?? path
      throw error
    }
  }

  private func rows(in store: any ObjectStore, at path: String) async throws -> [Int] {
    // Size, vector, checksum; the numbers around the vector have the most significant byte first.
    let start = offset ?? 1
    let possible = 0...Int(Int32.max)
    guard possible.contains(start), possible.contains(sizeInBytes) else {
      throw DeltaError(.corruptLog, "a deletion vector has an impossible place")
    }
    let bytes = try await store.get(path, range: start..<(start + sizeInBytes + 8))
    guard bytes.count == sizeInBytes + 8, Self.number(bytes.prefix(4)) == sizeInBytes else {
      throw DeltaError(.corruptLog, "the deletion vector is damaged: its size is not as expected")
    }
    let data = Array(bytes[4..<(4 + sizeInBytes)])
    guard CRC32.checksum(data) == Self.number(bytes.suffix(4)) else {
      throw DeltaError(.corruptLog, "the deletion vector is damaged: its checksum does not match")
    }
    return try RoaringBitmap.decode(data, count: cardinality)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The path of the vector's file, relative to the table's root or absolute.
  func filePath() throws -> String {
    switch storage {
    case .inline: throw DeltaError(.invalidArgument, "an inline deletion vector has no file")
    case .absolute: return FilePath.decode(pathOrInlineData)
    case .relative:
      let encoded = pathOrInlineData.suffix(20)
      guard encoded.count == 20, let bytes = Base85.decode(String(encoded)), bytes.count == 16
      else { throw DeltaError(.corruptLog, "a deletion vector's name is not valid Base85") }
      let prefix = pathOrInlineData.dropLast(20)
      let name = "deletion_vector_\(Self.uuid(bytes)).bin"
      return prefix.isEmpty ? name : "\(prefix)/\(name)"
    }
  }

  private static func uuid(_ bytes: [UInt8]) -> String {
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text += "-" }
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return text
  }
}

/// The checksum of zlib and PNG (ISO 3309).
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1
    }
  }

  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { ($0 >> 8) ^ table[Int(($0 ^ UInt32($1)) & 0xFF)] }
  }
}
