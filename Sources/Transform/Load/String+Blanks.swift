extension String {
  /// The text without white space at either end.
  var trimmed: String {
    var text = self[...]
    // Byte by byte as long as that is what characters are.
    while let byte = text.utf8.first, Self.isBlank(byte) { text = Substring(text.utf8.dropFirst()) }
    while let byte = text.utf8.last, Self.isBlank(byte) { text = Substring(text.utf8.dropLast()) }
    guard text.utf8.first ?? 0 > 0x7F || text.utf8.last ?? 0 > 0x7F else { return String(text) }
    return String(text.drop(while: \.isWhitespace)).trimmingSuffix(while: \.isWhitespace)
  }

  /// The text with every run of white space as one blank, and none at either end.
  var blanksJoined: String {
    var text = self
    let ascii = text.withUTF8 { bytes -> String? in
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      return String(unsafeUninitializedCapacity: bytes.count) { target in
        var count = 0
        var isPending = false
        for byte in bytes {
          if Self.isBlank(byte) {
            isPending = count > 0
            continue
          }
          if isPending {
            target[count] = 0x20
            count += 1
            isPending = false
          }
          target[count] = byte
          count += 1
        }
        return count
      }
    }
    return ascii ?? text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
