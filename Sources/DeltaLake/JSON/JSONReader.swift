/// A place in a JSON text where it is not what it should be.
struct JSONFault: Error {
  /// Bytes from the start of the buffer.
  var offset: Int
  /// What is wrong, in words that fit after "line 3: ".
  var message: String
}

/// The names an object may have, for ``JSONReader/key(in:after:)``.
struct JSONNames: Sendable {
  /// The names one after another, as looking for one must cost less than reading it.
  private let text: [UInt8]
  /// Where each ends.
  private let ends: [Int]

  init(_ names: [String]) {
    text = names.flatMap { Array($0.utf8) }
    var end = 0
    ends = names.map { name in
      end += name.utf8.count
      return end
    }
  }

  var count: Int { ends.count }

  /// Whether the name at `position` is made of these bytes.
  func matches(_ name: UnsafeBufferPointer<UInt8>.SubSequence, at position: Int) -> Bool {
    let start = position == 0 ? 0 : ends[position - 1]
    guard ends[position] - start == name.count else { return false }
    for offset in 0..<name.count
    where text[start + offset] != name[name.startIndex + offset] {
      return false
    }
    return true
  }

  /// What ``JSONReader/key(in:after:)`` returns for a name that is not in the list.
  static let unknown = -1
}

/// A pull parser over the bytes of a JSON text (RFC 8259).
///
/// It builds nothing that is not asked for: a log of a hundred thousand files is read by naming
/// the members of interest and skipping the others. An object is read as
/// ```
/// var more = try reader.beginObject()
/// while more {
///   switch try reader.key(in: names) { … read or skip the value … }
///   more = try reader.endMember()
/// }
/// ```
/// The bytes must stay where they are for as long as it reads: it holds no reference to them, which
/// would cost as much as reading a small value does.
struct JSONReader {
  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var position: Int
  let end: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>? = nil) {
    self.bytes = bytes
    position = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
  }

  func fault(_ message: String) -> JSONFault {
    JSONFault(offset: position, message: message)
  }

  /// "expected X" with what is there instead.
  func unexpected(_ expected: String) -> JSONFault {
    guard position < end else { return fault("expected \(expected) but the text ends") }
    let byte = bytes[position]
    let found =
      byte >= 0x20 && byte < 0x7F
      ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x\(String(byte, radix: 16))"
    return fault("expected \(expected), found \(found)")
  }

  mutating func skipWhitespace() {
    while position < end {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// The first byte of the next value, without consuming it.
  mutating func peek() -> UInt8? {
    skipWhitespace()
    return position < end ? bytes[position] : nil
  }

  private mutating func expect(_ byte: UInt8, _ name: String) throws(JSONFault) {
    guard peek() == byte else { throw unexpected(name) }
    position += 1
  }

  /// Requires that nothing but white space follows.
  mutating func expectEnd() throws(JSONFault) {
    if peek() != nil { throw unexpected("the end of the line") }
  }

  // MARK: Objects and arrays

  /// Enters an object; `false` if it has no members, in which case it is already left.
  mutating func beginObject() throws(JSONFault) -> Bool {
    try expect(UInt8(ascii: "{"), "an object")
    guard peek() == UInt8(ascii: "}") else { return true }
    position += 1
    return false
  }

  /// Enters an array; `false` if it has no elements, in which case it is already left.
  mutating func beginArray() throws(JSONFault) -> Bool {
    try expect(UInt8(ascii: "["), "an array")
    guard peek() == UInt8(ascii: "]") else { return true }
    position += 1
    return false
  }

  /// Passes the end of a member; `false` if it was the last and the object is left.
  mutating func endMember() throws(JSONFault) -> Bool {
    try endOfOne(closing: UInt8(ascii: "}"), "',' or '}'")
  }

  /// Passes the end of an element; `false` if it was the last and the array is left.
  mutating func endElement() throws(JSONFault) -> Bool {
    try endOfOne(closing: UInt8(ascii: "]"), "',' or ']'")
  }

  private mutating func endOfOne(closing: UInt8, _ expected: String) throws(JSONFault) -> Bool {
    switch peek() {
    case UInt8(ascii: ","):
      position += 1
      return true
    case closing:
      position += 1
      return false
    default: throw unexpected(expected)
    }
  }

  /// Reads a member's name and its colon and gives the name's position in `names`, or
  /// ``JSONNames/unknown``. The search begins behind `previous`, as writers keep to one order.
  mutating func key(in names: JSONNames, after previous: Int = -1) throws(JSONFault) -> Int {
    let (range, hasEscapes) = try rawString("a member name")
    try expect(UInt8(ascii: ":"), "':'")
    if hasEscapes {
      var name: [UInt8] = []
      try unescape(range, into: &name)
      return name.withUnsafeBufferPointer { Self.position(of: $0[...], in: names, previous) }
    }
    return Self.position(of: bytes[range], in: names, previous)
  }

  private static func position(
    of name: UnsafeBufferPointer<UInt8>.SubSequence, in names: JSONNames, _ previous: Int
  ) -> Int {
    var candidate = previous
    for _ in 0..<names.count {
      candidate += 1
      if candidate >= names.count { candidate = 0 }
      if names.matches(name, at: candidate) { return candidate }
    }
    return JSONNames.unknown
  }

  /// Reads a member's name and its colon.
  mutating func key() throws(JSONFault) -> String {
    let name = try string("a member name")
    try expect(UInt8(ascii: ":"), "':'")
    return name
  }

  // MARK: Scalars

  /// Consumes `null` if that is the next value.
  mutating func null() throws(JSONFault) -> Bool {
    guard peek() == UInt8(ascii: "n") else { return false }
    try literal("null")
    return true
  }

  mutating func boolean() throws(JSONFault) -> Bool {
    switch peek() {
    case UInt8(ascii: "t"):
      try literal("true")
      return true
    case UInt8(ascii: "f"):
      try literal("false")
      return false
    default: throw unexpected("true or false")
    }
  }

  private mutating func literal(_ word: String) throws(JSONFault) {
    for byte in word.utf8 {
      guard position < end, bytes[position] == byte else { throw unexpected(word) }
      position += 1
    }
  }

  /// Reads an integer. A number in quotes is taken too: some writers quote them.
  mutating func integer() throws(JSONFault) -> Int64 {
    let isQuoted = peek() == UInt8(ascii: "\"")
    if isQuoted { position += 1 }
    let start = position
    let isNegative = position < end && bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    var value: Int64 = 0
    var digits = 0
    while position < end, bytes[position] >= 0x30, bytes[position] <= 0x39 {
      let digit = Int64(bytes[position] - 0x30)
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) =
        isNegative
        ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
      if overflow || carry {
        throw JSONFault(offset: start, message: "the number does not fit in 64 bits")
      }
      value = sum
      digits += 1
      position += 1
    }
    guard digits > 0 else { throw unexpected("an integer") }
    if isQuoted {
      try expect(UInt8(ascii: "\""), "'\"'")
    } else if position < end, [UInt8(ascii: "."), 0x65, 0x45].contains(bytes[position]) {
      throw unexpected("an integer")
    }
    return value
  }

  /// Whether a number comes next.
  mutating func startsNumber() -> Bool {
    guard let byte = peek() else { return false }
    return byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte)
  }

  /// The text of the next number, as it is written.
  mutating func number() throws(JSONFault) -> Range<Int> {
    skipWhitespace()
    let start = position
    take("-")
    let whole = digits()
    var isWellFormed = whole == 1 || (whole > 1 && bytes[position - whole] != 0x30)
    if take(".") { isWellFormed = digits() > 0 && isWellFormed }
    if take("e") || take("E") {
      if !take("+") { take("-") }
      isWellFormed = digits() > 0 && isWellFormed
    }
    guard isWellFormed else {
      position = start
      throw unexpected("a value")
    }
    return start..<position
  }

  /// The integer that a number in a range is; `nil` for one with a fraction or an exponent, and for
  /// one that does not fit.
  func integer(in range: Range<Int>) -> Int64? {
    var reader = JSONReader(bytes, in: range)
    guard let value = try? reader.integer(), reader.position == range.upperBound else { return nil }
    return value
  }

  @discardableResult
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < end, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func digits() -> Int {
    let start = position
    while position < end, bytes[position] >= 0x30, bytes[position] <= 0x39 { position += 1 }
    return position - start
  }

  // MARK: Strings

  /// The bytes between the quotes of the next string, and whether escapes are among them.
  mutating func rawString(
    _ expected: String = "a string"
  ) throws(JSONFault) -> (range: Range<Int>, hasEscapes: Bool) {
    try expect(UInt8(ascii: "\""), expected)
    let start = position
    var hasEscapes = false
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return (start..<(position - 1), hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        position += 2
      case 0..<0x20: throw unexpected("the rest of a string")
      default: position += 1
      }
    }
    position = end
    throw fault("a string is not closed before the text ends")
  }

  mutating func string(_ expected: String = "a string") throws(JSONFault) -> String {
    let (range, hasEscapes) = try rawString(expected)
    if !hasEscapes { return String(decoding: bytes[range], as: UTF8.self) }
    var text: [UInt8] = []
    try unescape(range, into: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends a string that ``rawString(_:)`` gave, its escapes resolved.
  func append(
    _ range: Range<Int>, hasEscapes: Bool, to buffer: inout [UInt8]
  ) throws(JSONFault) {
    if hasEscapes {
      try unescape(range, into: &buffer)
    } else {
      buffer.append(contentsOf: bytes[range])
    }
  }

  private func unescape(_ range: Range<Int>, into buffer: inout [UInt8]) throws(JSONFault) {
    var index = range.lowerBound
    var copied = index
    while index < range.upperBound {
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      buffer.append(contentsOf: bytes[copied..<index])
      index = try escape(at: index, limit: range.upperBound, into: &buffer)
      copied = index
    }
    buffer.append(contentsOf: bytes[copied..<range.upperBound])
  }

  /// Resolves the escape at `index` and gives the index behind it.
  private func escape(
    at index: Int, limit: Int, into buffer: inout [UInt8]
  ) throws(JSONFault) -> Int {
    switch bytes[index + 1] {
    case UInt8(ascii: "\""): buffer.append(0x22)
    case UInt8(ascii: "\\"): buffer.append(0x5C)
    case UInt8(ascii: "/"): buffer.append(0x2F)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"): return try unicodeEscape(at: index, limit: limit, into: &buffer)
    default: throw JSONFault(offset: index, message: "a string holds an unknown escape")
    }
    return index + 2
  }

  private func unicodeEscape(
    at index: Int, limit: Int, into buffer: inout [UInt8]
  ) throws(JSONFault) -> Int {
    var code = try hexadecimal(at: index + 2, limit: limit)
    var next = index + 6
    if (0xD800..<0xDC00).contains(code), next + 6 <= limit,
      bytes[next] == UInt8(ascii: "\\"), bytes[next + 1] == UInt8(ascii: "u")
    {
      let low = try hexadecimal(at: next + 2, limit: limit)
      if (0xDC00..<0xE000).contains(low) {
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        next += 6
      }
    }
    // A lone surrogate is no character; it becomes the replacement character, as UTF-8 has none.
    let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
    buffer.append(contentsOf: Array(String(Character(scalar)).utf8))
    return next
  }

  private func hexadecimal(at index: Int, limit: Int) throws(JSONFault) -> UInt32 {
    guard index + 4 <= limit,
      let code = UInt32(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16)
    else { throw JSONFault(offset: index, message: "a \\u escape needs four hexadecimal digits") }
    return code
  }

  // MARK: Skipping

  /// Passes over the next value, whatever it is, and gives the bytes it takes.
  @discardableResult
  mutating func skipValue() throws(JSONFault) -> Range<Int> {
    skipWhitespace()
    let start = position
    switch peek() {
    case UInt8(ascii: "\""): _ = try rawString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): try skipNested()
    case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try boolean()
    case UInt8(ascii: "n"): _ = try null()
    default: _ = try number()
    }
    return start..<position
  }

  /// Passes over an object or array by its brackets; what stands between is not looked at.
  private mutating func skipNested() throws(JSONFault) {
    var depth = 0
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        _ = try rawString()
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 {
          position += 1
          return
        }
      default: break
      }
      position += 1
    }
    throw fault("the text ends inside of an object or array")
  }
}
