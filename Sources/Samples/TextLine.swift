import Calendar

/// UTF-8 text under construction, a line or many.
///
/// Numbers and times are written digit by digit: formatting through strings would take most of a
/// generator's time.
struct TextLine {
  private(set) var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }
  var count: Int { bytes.count }
  var isEmpty: Bool { bytes.isEmpty }

  /// Empty text with room for a line, so that it is allocated once.
  static var line: TextLine {
    var line = TextLine()
    line.bytes.reserveCapacity(320)
    return line
  }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func raw(_ text: String) {
    let isCopied: Void? = text.utf8.withContiguousStorageIfAvailable {
      bytes.append(contentsOf: $0)
    }
    if isCopied == nil { bytes.append(contentsOf: text.utf8) }
  }

  mutating func raw(_ line: TextLine) { bytes.append(contentsOf: line.bytes) }

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func truncate(to count: Int) { bytes.removeLast(max(0, bytes.count - count)) }

  mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

  mutating func comma() { bytes.append(UInt8(ascii: ",")) }

  mutating func integer(_ value: Int, minimumDigits: Int = 1) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = bytes.count
    while rest > 0 || bytes.count - start < minimumDigits {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    bytes[start...].reverse()
  }

  /// `1234` as `12.34`.
  mutating func cents(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = Int(value.magnitude)
    integer(magnitude / 100)
    bytes.append(UInt8(ascii: "."))
    integer(magnitude % 100, minimumDigits: 2)
  }

  mutating func day(_ day: CivilDay) {
    let date = day.parts
    integer(date.year, minimumDigits: 4)
    bytes.append(UInt8(ascii: "-"))
    integer(date.month, minimumDigits: 2)
    bytes.append(UInt8(ascii: "-"))
    integer(date.day, minimumDigits: 2)
  }

  /// `2025-03-09 14:05:00`, with another separator when JSON wants one.
  mutating func time(_ time: CivilTime, separator: UInt8 = UInt8(ascii: " ")) {
    day(time.day)
    bytes.append(separator)
    let second = time.seconds % 86_400
    integer(second / 3_600, minimumDigits: 2)
    bytes.append(UInt8(ascii: ":"))
    integer(second / 60 % 60, minimumDigits: 2)
    bytes.append(UInt8(ascii: ":"))
    integer(second % 60, minimumDigits: 2)
  }

  /// An identifier of `count` letters and digits that stand for `value`.
  mutating func token(_ value: UInt64, count: Int) {
    var rest = value
    for _ in 0..<count {
      bytes.append(tokenAlphabet[Int(rest % 32)])
      rest /= 32
    }
  }

  /// A CSV field: quoted when it holds a comma, a quote or a line end (RFC 4180).
  mutating func field(_ text: String) {
    let utf8 = text.utf8
    guard utf8.contains(where: { $0 == 0x2c || $0 == 0x22 || $0 == 0x0a || $0 == 0x0d }) else {
      raw(text)
      return
    }
    bytes.append(0x22)
    for byte in utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }
}

/// 32 characters that are hard to confuse (Crockford's base 32, lower case).
private let tokenAlphabet: [UInt8] = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
