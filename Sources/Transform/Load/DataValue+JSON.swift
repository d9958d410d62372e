public import JSON
import OrderedCollections

extension DataValue: JSONReadable {
  /// Reads JSON (RFC 8259), with `NaN` and `Infinity` as Python writes them; nil where the text is
  /// not JSON or nests deeper than 512 levels.
  init?(json bytes: some Sequence<UInt8>) {
    guard let value = try? DataValue(parsing: bytes, levels: 512) else { return nil }
    self = value
  }

  /// Makes a value; none of a number beyond every type.
  public init?(jsonPart: JSONPart<DataValue>) {
    switch jsonPart {
    case .null: self = nil
    case .boolean(let flag): self = .boolean(flag)
    case .number(let digits):
      guard let number = Int(digits).map(DataValue.integer) ?? Double(digits).map(DataValue.float)
      else { return nil }
      self = number
    case .notFinite(let number): self = .float(number)
    case .string(let text): self = .string(text)
    case .array(let members): self = .list(members)
    case .object(let members):
      var entries = DataValue.Dictionary()
      for member in members { entries[member.name] = member.value }
      self = .dictionary(entries)
    }
  }
}
