import Glibc

/// The first line of a CSV file.
enum CSVHeader {
  /// A header may be this long.
  private static let limit = 1 << 20

  /// The first line of a local file, without its end and a byte-order mark; `nil` if the file is
  /// empty.
  static func firstLine(ofFileAt path: String, shown: String) throws(IngestError) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(shown) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while bytes.count < limit {
      let count = read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { throw failure(shown) }
      guard count > 0 else { break }
      if let end = buffer[..<count].firstIndex(of: 10) {
        bytes += buffer[..<end]
        return try text(bytes, shown)
      }
      bytes += buffer[..<count]
    }
    return bytes.isEmpty ? nil : try text(bytes, shown)
  }

  private static func text(_ bytes: [UInt8], _ file: String) throws(IngestError) -> String {
    var bytes = bytes[...]
    guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]) else {
      throw IngestError(
        .unreadableFile, "\(file) is UTF-16 by its byte-order mark, not UTF-8",
        hint: "write options: {encoding: utf-16} for a table whose files are all of it")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    if bytes.last == 13 { bytes = bytes.dropLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func failure(_ path: String) -> IngestError {
    let reason = String(cString: strerror(errno))
    return IngestError(.unreadableFile, "\(path) cannot be read: \(reason)")
  }

  /// The fields of a line, quotes removed and doubled quotes single, blanks around names dropped.
  static func fields(of line: String, delimiter: String, quote: String) -> [String] {
    var fields: [String] = []
    var field = ""
    var isQuoted = false
    var rest = line.hasPrefix("\u{FEFF}") ? line.dropFirst() : line[...]
    if rest.hasSuffix("\r") { rest = rest.dropLast() }
    while !rest.isEmpty {
      if !quote.isEmpty, rest.hasPrefix(quote) {
        rest = rest.dropFirst(quote.count)
        if isQuoted, rest.hasPrefix(quote) {
          field += quote
          rest = rest.dropFirst(quote.count)
        } else {
          isQuoted.toggle()
        }
      } else if !isQuoted, rest.hasPrefix(delimiter) {
        fields.append(trimmed(field))
        field = ""
        rest = rest.dropFirst(delimiter.count)
      } else {
        field.append(rest.removeFirst())
      }
    }
    fields.append(trimmed(field))
    return fields
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == " " || $0 == "\t" }
    return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
