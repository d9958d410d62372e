/// An immutable sequence of bytes: what `str.encode` returns.
final class Bytes: Object {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Encodes text; characters that the encoding lacks are an error, or as `errors` says.
  convenience init(encoding text: String, as encoding: String, errors: String) throws {
    let name = encoding.lowercased().replacing("_", with: "-")
    let limit: UInt32
    switch name {
    case "utf-8", "utf8", "u8":
      self.init(Array(text.utf8))
      return
    case "ascii", "us-ascii": limit = 0x80
    case "latin-1", "latin1", "iso-8859-1", "iso8859-1": limit = 0x100
    default:
      throw TemplateError(
        .key, "unknown encoding: \(encoding)", hint: "utf-8, ascii and latin-1 are known")
    }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard scalar.value >= limit else {
        bytes.append(UInt8(scalar.value))
        continue
      }
      switch errors {
      case "ignore": break
      case "replace": bytes.append(UInt8(ascii: "?"))
      case "xmlcharrefreplace": bytes += Array("&#\(scalar.value);".utf8)
      case "backslashreplace": bytes += Array(escapedScalar(scalar).utf8)
      default:
        throw TemplateError(
          .value, "'\(name)' codec can't encode a character: ordinal not in range")
      }
    }
    self.init(bytes)
  }

  var typeName: String { "bytes" }
  var length: Int? { bytes.count }
  var isSequence: Bool { true }
  var representation: String {
    let quote: UInt8 = bytes.contains(0x27) && !bytes.contains(0x22) ? 0x22 : 0x27
    var text = "b" + String(UnicodeScalar(quote))
    for byte in bytes {
      switch byte {
      case quote, 0x5C: text += "\\" + String(UnicodeScalar(byte))
      case 0x0A: text += "\\n"
      case 0x0D: text += "\\r"
      case 0x09: text += "\\t"
      case 0x20..<0x7F: text.unicodeScalars.append(UnicodeScalar(byte))
      default: text += escapedScalar(UnicodeScalar(byte))
      }
    }
    return text + String(UnicodeScalar(quote))
  }

  func item(_ key: Value) -> Value? {
    guard let index = key.integerValue else { return nil }
    let place = index < 0 ? index + bytes.count : index
    return bytes.indices.contains(place) ? .integer(Int(bytes[place])) : nil
  }

  func slice(_ start: Value, _ stop: Value, _ step: Value) throws -> Value? {
    .object(Bytes(try sliced(bytes, start, stop, step)))
  }

  func iterate() -> ValueIterator? {
    ValueIterator("bytes_iterator", bytes.map { .integer(Int($0)) })
  }

  func contains(_ value: Value) throws -> Bool? {
    if let byte = value.integerValue {
      guard let byte = UInt8(exactly: byte) else {
        throw TemplateError(.value, "byte must be in range(0, 256)")
      }
      return bytes.contains(byte)
    }
    if case .object(let object) = value, let part = object as? Bytes {
      return part.bytes.isEmpty || bytes.firstRange(of: part.bytes) != nil
    }
    throw TemplateError(.type, "a bytes-like object is required, not '\(value.typeName)'")
  }

  func isEqual(to value: Value) -> Bool {
    if case .object(let object) = value, let other = object as? Bytes {
      return other.bytes == bytes
    }
    return false
  }

  func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

  func attribute(_ name: String) -> Value? {
    guard name == "decode" || name == "hex" else { return nil }
    return .object(
      Function(name) { [self] arguments, state in
        try callMethod(name, arguments, state) ?? .none
      })
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    switch name {
    case "hex":
      return .string(
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    case "decode":
      let bound = try arguments.bind("decode", ["encoding", "errors"])
      let encoding = try bound[0]?.text(for: "encoding").lowercased() ?? "utf-8"
      if encoding.hasPrefix("latin") || encoding.hasPrefix("iso") {
        return .string(
          String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })))
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw TemplateError(.value, "'utf-8' codec can't decode bytes: invalid data")
      }
      return .string(text)
    default: return nil
    }
  }
}
