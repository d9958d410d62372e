import OrderedCollections

/// Takes values out of the bytes that a ``StateWriter`` wrote. Bytes that cannot be a state are
/// refused, whatever they are.
struct StateReader: StateArchive {
  private let bytes: [UInt8]
  private var position = 0
  private var texts: [String] = []
  private var dictionaries: [DataValue.Dictionary] = []

  var isReading: Bool { true }

  /// Reads the texts and the dictionaries; the values are ready to be taken.
  ///
  /// - Throws: ``StateFault`` where the bytes are no state.
  init(_ bytes: [UInt8]) throws(StateFault) {
    self.bytes = bytes
    var size = 0
    try count(&size)
    texts.reserveCapacity(size)
    for _ in 0..<size { texts.append(try newText()) }
    try count(&size)
    dictionaries.reserveCapacity(size)
    for _ in 0..<size { dictionaries.append(try newDictionary()) }
  }

  /// Whether all has been taken.
  var isAtEnd: Bool { position == bytes.count }

  private mutating func variable() throws(StateFault) -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return result }
      shift += 7
    }
    throw StateFault("a number does not end")
  }

  private mutating func newText() throws(StateFault) -> String {
    var size = 0
    try count(&size)
    let range = position..<(position + size)
    position += size
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw StateFault("a text is not UTF-8")
    }
    return text
  }

  private mutating func newDictionary() throws(StateFault) -> DataValue.Dictionary {
    var size = 0
    try count(&size)
    var result = DataValue.Dictionary(minimumCapacity: size)
    for _ in 0..<size {
      var key = ""
      var member = DataValue.null
      try text(&key)
      try member.pass(through: &self)
      result[key] = member
    }
    return result
  }

  mutating func number(_ value: inout Int) throws(StateFault) {
    let raw = try variable()
    value = Int(truncatingIfNeeded: Int64(bitPattern: (raw >> 1) ^ (0 &- (raw & 1))))
  }

  mutating func count(_ value: inout Int) throws(StateFault) {
    let raw = try variable()
    guard raw <= UInt64(bytes.count - position) else { throw StateFault("more than there is") }
    value = Int(raw)
  }

  mutating func word(_ value: inout UInt64) throws(StateFault) {
    guard bytes.count - position >= 8 else { throw StateFault("a word does not end") }
    value = 0
    for index in (0..<8).reversed() { value = value << 8 | UInt64(bytes[position + index]) }
    position += 8
  }

  mutating func text(_ value: inout String) throws(StateFault) {
    let number = try variable()
    guard number < UInt64(texts.count) else { throw StateFault("there is no such text") }
    value = texts[Int(number)]
  }

  mutating func entries(_ value: inout DataValue.Dictionary) throws(StateFault) {
    let number = try variable()
    guard number < UInt64(dictionaries.count) else { throw StateFault("there is no such mapping") }
    value = dictionaries[Int(number)]
  }
}
