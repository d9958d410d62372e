public import JSON
import Orchestration

extension WireValue {
  /// The value as JSON, with Python's `NaN` and `Infinity` where a number is none.
  public var json: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let number): text += String(number)
    case .unsigned(let number): text += String(number)
    case .double(let number):
      text +=
        number.isNaN ? "NaN" : number.isFinite ? "\(number)" : number < 0 ? "-Infinity" : "Infinity"
    case .text(let value): JSONText.append(quoted: value, to: &text)
    case .binary(let bytes):
      JSONText.append(quoted: String(decoding: bytes, as: UTF8.self), to: &text)
    case .moment(let moment): JSONText.append(quoted: moment.description, to: &text)
    case .list(let members):
      text += "["
      for (position, member) in members.enumerated() {
        if position > 0 { text += "," }
        member.write(to: &text)
      }
      text += "]"
    case .map(let entries):
      text += "{"
      for (position, entry) in entries.enumerated() {
        if position > 0 { text += "," }
        JSONText.append(quoted: entry.name, to: &text)
        text += ":"
        entry.value.write(to: &text)
      }
      text += "}"
    }
  }

  /// Reads JSON, with Python's `NaN` and `Infinity`.
  ///
  /// - Parameter json: one value and nothing else.
  /// - Throws: ``AirflowError`` of kind `wire` for anything else.
  public init(json: String) throws(AirflowError) {
    do {
      self = try WireValue(parsing: json.utf8, levels: Self.deepest + 1)
    } catch {
      throw AirflowError(.wire, "this is no JSON: \(error)")
    }
  }
}

extension WireValue: JSONReadable {
  /// Makes a value; none of a number beyond every type.
  public init?(jsonPart: JSONPart<WireValue>) {
    switch jsonPart {
    case .null: self = .null
    case .boolean(let flag): self = .boolean(flag)
    case .number(let digits):
      let integer = Int64(digits).map(WireValue.integer) ?? UInt64(digits).map(WireValue.unsigned)
      guard let number = integer ?? Double(digits).map(WireValue.double) else { return nil }
      self = number
    case .notFinite(let number): self = .double(number)
    case .string(let text): self = .text(text)
    case .array(let members): self = .list(members)
    case .object(let members): self = .map(members.map { WireEntry($0.name, $0.value) })
    }
  }
}
