import OrderedCollections

/// Puts values into the bytes of a saved state: the texts, each once, then the dictionaries, each
/// once, then all else, which refers to those by number.
struct StateWriter: StateArchive {
  /// A text that equals only one of the same bytes: two that look alike are not one in a file.
  private struct Bytes: Hashable {
    let text: String
    private let isASCII: Bool

    static func == (left: Bytes, right: Bytes) -> Bool {
      // Equal texts are the same bytes where they are ASCII, as nearly all are.
      guard left.text == right.text else { return false }
      return left.isASCII || left.text.utf8.elementsEqual(right.text.utf8)
    }

    init(_ text: String) {
      self.text = text
      var text = text
      isASCII = text.withUTF8 { bytes in bytes.allSatisfy { $0 < 0x80 } }
    }

    func hash(into hasher: inout Hasher) {
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  private var bytes: [UInt8] = []
  private var texts: [UInt8] = []
  private var textNumbers: [Bytes: Int] = [:]
  private var dictionaries: [UInt8] = []
  private var dictionaryNumbers: [[UInt8]: Int] = [:]

  var isReading: Bool { false }

  /// The whole state.
  consuming func finished() -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(texts.count + dictionaries.count + bytes.count + 32)
    Self.append(UInt64(textNumbers.count), to: &result)
    result += texts
    Self.append(UInt64(dictionaryNumbers.count), to: &result)
    result += dictionaries
    result += bytes
    return result
  }

  /// Seven bits a byte, the low ones first; the eighth says that more follow.
  private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func number(_ value: inout Int) {
    let sign: UInt64 = value < 0 ? .max : 0
    Self.append((UInt64(bitPattern: Int64(value)) << 1) ^ sign, to: &bytes)
  }

  mutating func count(_ value: inout Int) { Self.append(UInt64(value), to: &bytes) }

  mutating func word(_ value: inout UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  mutating func text(_ value: inout String) {
    let key = Bytes(value)
    if let known = textNumbers[key] {
      Self.append(UInt64(known), to: &bytes)
      return
    }
    Self.append(UInt64(textNumbers.count), to: &bytes)
    textNumbers[key] = textNumbers.count
    Self.append(UInt64(value.utf8.count), to: &texts)
    texts.append(contentsOf: value.utf8)
  }

  mutating func entries(_ value: inout DataValue.Dictionary) throws(StateFault) {
    let start = bytes.count
    var size = value.count
    count(&size)
    for (key, member) in value {
      var key = key
      var member = member
      text(&key)
      try member.pass(through: &self)
    }
    // Its bytes tell whether it has been before.
    let own = Array(bytes[start...])
    bytes.removeLast(own.count)
    let number = dictionaryNumbers[own] ?? dictionaryNumbers.count
    Self.append(UInt64(number), to: &bytes)
    guard number == dictionaryNumbers.count else { return }
    dictionaryNumbers[own] = number
    dictionaries += own
  }
}
