import CZlib
import FoundationEssentials

/// Whether compressed files are whole.
///
/// DuckDB reads what is there of a gzip or Zstandard file that was cut off, and says nothing; a
/// file that is still being copied would count as loaded with half its rows.
enum CompressedFile {
  /// How a file is compressed.
  enum Codec: Sendable {
    case gzip, zstandard

    init?(path: String) {
      let name = path.lowercased()
      if name.hasSuffix(".gz") {
        self = .gzip
      } else if name.hasSuffix(".zst") {
        self = .zstandard
      } else {
        return nil
      }
    }
  }

  /// Whether the bytes are a sequence of whole compressed members.
  static func isWhole(_ bytes: some Collection<UInt8>, _ codec: Codec) -> Bool {
    let contiguous = bytes.withContiguousStorageIfAvailable { isWhole(buffer: $0, codec) }
    return contiguous ?? Array(bytes).withUnsafeBufferPointer { isWhole(buffer: $0, codec) }
  }

  private static func isWhole(buffer: UnsafeBufferPointer<UInt8>, _ codec: Codec) -> Bool {
    switch codec {
    case .gzip: isWholeGzip(buffer)
    case .zstandard: ZstandardFrames.areWhole(buffer)
    }
  }

  /// Inflates every member and compares its checksum and length (RFC 1952).
  private static func isWholeGzip(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    // 15 bits of window, and 16 for a gzip header and trailer.
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, size) == Z_OK else { return false }
    defer { inflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: 1 << 16)
    var position = 0
    var isComplete = false
    while position < bytes.count {
      let end = min(position + (1 << 20), bytes.count)
      stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.advanced(by: position))
      stream.avail_in = UInt32(end - position)
      while true {
        if isComplete {
          guard stream.avail_in > 0 else { break }
          inflateReset(&stream)
          isComplete = false
        }
        let status = output.withUnsafeMutableBufferPointer { output in
          stream.next_out = output.baseAddress
          stream.avail_out = UInt32(output.count)
          return inflate(&stream, Z_NO_FLUSH)
        }
        if status == Z_STREAM_END {
          isComplete = true
        } else if status == Z_BUF_ERROR {
          break
        } else if status != Z_OK {
          return false
        } else if stream.avail_in == 0, stream.avail_out > 0 {
          break
        }
      }
      position = end
    }
    return isComplete
  }
}

/// The frames of a Zstandard file (RFC 8878), walked by their headers without decompressing.
enum ZstandardFrames {
  static func areWhole(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while position < bytes.count {
      guard let end = endOfFrame(bytes, at: position) else { return false }
      position = end
    }
    return !bytes.isEmpty
  }

  /// Where the frame that begins at `start` ends, or `nil` if it is cut off or none.
  private static func endOfFrame(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    guard let magic = integer(bytes, at: start, size: 4) else { return nil }
    if magic & 0xFFFF_FFF0 == 0x184D_2A50 {
      guard let length = integer(bytes, at: start + 4, size: 4) else { return nil }
      let end = start + 8 + length
      return end <= bytes.count ? end : nil
    }
    guard magic == 0xFD2F_B528, let descriptor = integer(bytes, at: start + 4, size: 1) else {
      return nil
    }
    let isSingleSegment = descriptor & 0x20 != 0
    let hasChecksum = descriptor & 0x04 != 0
    let dictionarySize = [0, 1, 2, 4][descriptor & 3]
    let contentSize = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]
    var position = start + 5 + (isSingleSegment ? 0 : 1) + dictionarySize + contentSize
    while true {
      guard let header = integer(bytes, at: position, size: 3) else { return nil }
      let isRunLength = (header >> 1) & 3 == 1
      position += 3 + (isRunLength ? 1 : header >> 3)
      if header & 1 == 1 { break }
    }
    if hasChecksum { position += 4 }
    return position <= bytes.count ? position : nil
  }

  private static func integer(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, size: Int
  ) -> Int? {
    guard position + size <= bytes.count else { return nil }
    return (0..<size).reduce(0) { $0 | Int(bytes[position + $1]) << (8 * $1) }
  }
}
