import CDuckDB
import Columnar

extension VectorWriter {
  /// Writes text or bytes: all of them in one piece, which the vector owns, and an entry for each
  /// row that points into it.
  static func writeBytes(
    _ column: Column, _ offsets: Buffer, _ data: Buffer, into vector: duckdb_vector?, at start: Int
  ) {
    guard column.count > 0 else { return }
    let range = column.ownRange
    let isText = column.type != .binary
    guard column.type != .bits, range.count < Int(Int32.max), !isText || isUTF8(column, data, range)
    else { return writeEach(column, into: vector, at: start) }
    guard let entries = duckdb_vector_get_data(vector) else { return }
    data.withBytes { bytes in
      let piece = UnsafeRawBufferPointer(rebasing: bytes[range])
      assign(vector, idx_t(start), piece)
      // Up to twelve bytes would lie in the entry itself, and so would each part of them.
      let owned =
        range.count > StringEntry.inlineCount
        ? StringEntry.bytes(entries, start) : piece
      for row in 0..<column.count {
        let position = Int(offsets.load(Int64.self, at: column.offset + row)) - range.lowerBound
        let end = Int(offsets.load(Int64.self, at: column.offset + row + 1)) - range.lowerBound
        let text = UnsafeRawBufferPointer(rebasing: owned[position..<end])
        StringEntry.write(text, to: entries + (start + row) * StringEntry.width)
      }
    }
  }

  /// Whether each row is UTF-8: all of them together are, and none begins within a character.
  private static func isUTF8(_ column: Column, _ data: Buffer, _ range: Range<Int>) -> Bool {
    guard case .bytes(let offsets, _) = column.storage else { return false }
    return data.withBytes { bytes in
      let isValid = bytes[range].withMemoryRebound(to: CChar.self) { text in
        var error = duckdb_valid_utf8_check(text.baseAddress, idx_t(text.count))
        defer { duckdb_destroy_error_data(&error) }
        return error == nil
      }
      guard isValid else { return false }
      for row in 0..<column.count {
        let position = Int(offsets.load(Int64.self, at: column.offset + row))
        if position < range.upperBound, bytes[position] & 0xC0 == 0x80 { return false }
      }
      return true
    }
  }

  /// Writes row by row what must be converted, or checked by DuckDB.
  private static func writeEach(
    _ column: Column, into vector: duckdb_vector?, at start: Int
  ) {
    for row in 0..<column.count {
      column.withBytes(at: row) { bytes in
        let position = idx_t(start + row)
        switch column.type {
        case .binary: assign(vector, position, bytes)
        case .bits: BitString.packed(bytes).withUnsafeBytes { assign(vector, position, $0) }
        default:
          bytes.withMemoryRebound(to: CChar.self) { text in
            duckdb_vector_assign_string_element_len(
              vector, position, text.baseAddress, idx_t(text.count))
          }
        }
      }
    }
  }

  /// Copies bytes into the vector, without a look at what they are.
  private static func assign(
    _ vector: duckdb_vector?, _ position: idx_t, _ bytes: UnsafeRawBufferPointer
  ) {
    bytes.withMemoryRebound(to: CChar.self) { text in
      duckdb_unsafe_vector_assign_string_element_len(
        vector, position, text.baseAddress, idx_t(text.count))
    }
  }
}
