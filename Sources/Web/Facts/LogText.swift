import Foundation

/// The log of a try, or as much of its end as is shown at once.
struct LogText: Sendable, Hashable {
  /// The most bytes that are read at once.
  static let most = 512 << 10

  /// The text.
  var text: String
  /// How many bytes the file has up to the end of the text.
  var end: Int
  /// How many bytes before it are left out.
  var leftOut: Int

  /// Reads a file from its end, or from a byte on; nothing where there is no file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - start: the first byte; `nil` for as many of the last as are shown at once.
  init(reading path: String, from start: Int? = nil) {
    text = ""
    end = start ?? 0
    leftOut = 0
    guard let file = FileHandle(forReadingAtPath: path) else { return }
    defer { try? file.close() }
    let size = Int((try? file.seekToEnd()) ?? 0)
    let first = start ?? max(0, size - Self.most)
    guard first < size, (try? file.seek(toOffset: UInt64(first))) != nil,
      let data = try? file.read(upToCount: Self.most)
    else { return }
    var bytes = data[...]
    if start == nil, first > 0, let line = bytes.firstIndex(of: 10) {
      leftOut = first + bytes.distance(from: bytes.startIndex, to: line) + 1
      bytes = bytes[bytes.index(after: line)...]
    }
    // A character that is not all written yet is read the next time.
    while let last = bytes.last, last >= 0x80, String(validating: bytes, as: UTF8.self) == nil,
      bytes.count > data.count - 4
    {
      bytes = bytes.dropLast()
    }
    text = String(decoding: bytes, as: UTF8.self)
    end = first + data.distance(from: data.startIndex, to: bytes.endIndex)
  }

  /// The lines of the text.
  var lines: [Substring] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
