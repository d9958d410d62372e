/// An element of an XML document, as S3 and STS answer: elements in elements, and text.
///
/// Attributes, comments and processing instructions are passed over; names lose their prefix.
/// Documents that declare entities of their own are not read: only the five of XML are known.
struct XMLElement: Sendable, Hashable {
  var name: String
  var children: [XMLElement] = []
  /// The text directly in the element.
  var text = ""

  /// Reads a document; `nil` if it is not well-formed, or nested more deeply than any answer.
  init?(_ document: [UInt8]) {
    var reader = XMLReader(bytes: document)
    guard let element = reader.document() else { return nil }
    self = element
  }

  init(name: String) {
    self.name = name
  }

  /// The first element of a name directly in this one.
  subscript(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  /// All elements of a name directly in this one.
  func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// A text as it stands in a document.
  static func escape(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\r": escaped += "&#13;"
      case "\n": escaped += "&#10;"
      case "\t": escaped += "&#9;"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }
}

/// Reads a document from its bytes.
private struct XMLReader {
  private static let deepest = 64

  private let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func document() -> XMLElement? {
    var open: [XMLElement] = []
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else {
        let text = text()
        if !open.isEmpty { open[open.count - 1].text += text }
        continue
      }
      if skip("<?", to: "?>") || skip("<!--", to: "-->") || skipDeclaration() { continue }
      if let text = characterData() {
        guard !open.isEmpty else { return nil }
        open[open.count - 1].text += text
        continue
      }
      guard let tag = tag() else { return nil }
      if !tag.isEnd {
        guard open.count < Self.deepest else { return nil }
        open.append(XMLElement(name: tag.name))
      }
      guard tag.isEnd || tag.isEmpty else { continue }
      guard let element = open.popLast(), element.name == tag.name else { return nil }
      if open.isEmpty { return element }
      open[open.count - 1].children.append(element)
    }
    return nil
  }

  private func begins(_ text: StaticString, at place: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard place + count <= bytes.count else { return false }
    return text.withUTF8Buffer { bytes[place..<place + count].elementsEqual($0) }
  }

  private func find(_ text: StaticString, from start: Int) -> Int? {
    (start..<max(start, bytes.count)).first { begins(text, at: $0) }
  }

  private mutating func skip(_ start: StaticString, to end: StaticString) -> Bool {
    guard begins(start, at: position) else { return false }
    let found = find(end, from: position + start.utf8CodeUnitCount)
    position = found.map { $0 + end.utf8CodeUnitCount } ?? bytes.count
    return true
  }

  private mutating func skipDeclaration() -> Bool {
    begins("<![CDATA[", at: position) ? false : skip("<!", to: ">")
  }

  private mutating func characterData() -> String? {
    guard begins("<![CDATA[", at: position) else { return nil }
    let start = position + 9
    let end = find("]]>", from: start) ?? bytes.count
    position = min(end + 3, bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func tag() -> (name: String, isEnd: Bool, isEmpty: Bool)? {
    var quote: UInt8?
    var end = position + 1
    while end < bytes.count, quote != nil || bytes[end] != UInt8(ascii: ">") {
      let byte = bytes[end]
      if quote == byte {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      end += 1
    }
    guard end < bytes.count else { return nil }
    var inner = bytes[position + 1..<end]
    position = end + 1
    let isEnd = inner.first == UInt8(ascii: "/")
    let isEmpty = !isEnd && inner.last == UInt8(ascii: "/")
    if isEnd { inner = inner.dropFirst() }
    if isEmpty { inner = inner.dropLast() }
    let full = inner.prefix { $0 > 0x20 }
    let name = full.split(separator: UInt8(ascii: ":")).last ?? []
    guard !name.isEmpty else { return nil }
    return (String(decoding: name, as: UTF8.self), isEnd, isEmpty)
  }

  /// Text up to the next tag, with entities resolved.
  private mutating func text() -> String {
    let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
    defer { position = end }
    let raw = bytes[position..<end]
    guard raw.contains(UInt8(ascii: "&")) else { return String(decoding: raw, as: UTF8.self) }
    var text = ""
    var rest = raw
    while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
      text += String(decoding: rest[..<mark], as: UTF8.self)
      guard let close = rest[mark...].firstIndex(of: UInt8(ascii: ";")) else {
        return text + String(decoding: rest[mark...], as: UTF8.self)
      }
      text += Self.entity(String(decoding: rest[mark + 1..<close], as: UTF8.self))
      rest = rest[(close + 1)...]
    }
    return text + String(decoding: rest, as: UTF8.self)
  }

  private static func entity(_ name: String) -> String {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      let number =
        name.hasPrefix("#x")
        ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst(1))
      guard name.hasPrefix("#"), let scalar = number.flatMap(Unicode.Scalar.init) else {
        return "&\(name);"
      }
      return String(Character(scalar))
    }
  }
}
