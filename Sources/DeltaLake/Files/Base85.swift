/// Base85 in the alphabet Z85 (ZeroMQ RFC 32), which Delta writes UUIDs and inline deletion
/// vectors in.
enum Base85 {
  private static let alphabet = Array(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".utf8)
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
    return values
  }()

  /// The bytes of a text; `nil` if it is not Base85.
  static func decode(_ text: String) -> [UInt8]? {
    let characters = Array(text.utf8)
    guard characters.count % 5 == 0 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count / 5 * 4)
    for start in stride(from: 0, to: characters.count, by: 5) {
      var block: UInt64 = 0
      for character in characters[start..<(start + 5)] {
        let value = values[Int(character)]
        guard value < 85 else { return nil }
        block = block * 85 + UInt64(value)
      }
      guard let word = UInt32(exactly: block) else { return nil }
      for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    return bytes
  }

  /// The text of bytes, padded with zeros to a multiple of four.
  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 4) {
      var block: UInt32 = 0
      for offset in 0..<4 {
        let index = start + offset
        block = block << 8 | (index < bytes.count ? UInt32(bytes[index]) : 0)
      }
      var characters: [UInt8] = []
      for _ in 0..<5 {
        characters.append(alphabet[Int(block % 85)])
        block /= 85
      }
      text.append(contentsOf: characters.reversed())
    }
    return String(decoding: text, as: UTF8.self)
  }
}
