import Jinja
import OrderedCollections
import Synchronization

/// The arguments of a template's first `config(…)` call as they were written.
///
/// They are what dbt compares with an earlier state, so that a value that depends on the
/// environment is no modification. dbt writes an argument anew from its syntax tree: a text that
/// stands by itself without its quotes, everything else as Python would write it.
enum ConfigCallText {
  private final class Found: Sendable {
    let arguments = Mutex<[CallArguments.Named]>([])
  }

  /// The named arguments of the first call in `code`; empty where there is none.
  static func arguments(in code: String) -> DataValue.Dictionary {
    guard let call = firstCall(in: Array(code.utf8)) else { return [:] }
    // Compiling is what reads the call; the tag keeps what was read.
    let found = Found()
    var environment = Environment()
    environment.tags["written"] = HostTag("written") { parser in
      parser.advance()
      if case .call(_, let arguments) = try parser.expression().kind {
        found.arguments.withLock { $0 = arguments.named }
      }
      return []
    }
    _ = try? environment.compile("{% written \(call) %}")
    var result = DataValue.Dictionary()
    for argument in found.arguments.withLock({ $0 }) {
      if case .literal(.string(let text)) = argument.value.kind {
        result[argument.name] = .string(text)
      } else {
        result[argument.name] = .string(source(argument.value))
      }
    }
    return result
  }

  /// The text of the first `config(…)` within `{{ }}` or `{% %}`.
  private static func firstCall(in bytes: [UInt8]) -> String? {
    let word = Array("config".utf8)
    var position = 0
    var isInTag = false
    while position + 1 < bytes.count {
      let pair = (bytes[position], bytes[position + 1])
      switch pair {
      case (UInt8(ascii: "{"), UInt8(ascii: "#")) where !isInTag:
        position = end(of: [UInt8(ascii: "#"), UInt8(ascii: "}")], in: bytes, from: position)
      case (UInt8(ascii: "{"), UInt8(ascii: "{")), (UInt8(ascii: "{"), UInt8(ascii: "%")):
        isInTag = true
        position += 2
      case (UInt8(ascii: "}"), UInt8(ascii: "}")), (UInt8(ascii: "%"), UInt8(ascii: "}")):
        isInTag = false
        position += 2
      case (UInt8(ascii: "'"), _) where isInTag, (UInt8(ascii: "\""), _) where isInTag:
        position = endOfText(in: bytes, from: position)
      case (let byte, _) where isInTag && isWord(byte):
        let start = position
        while position < bytes.count, isWord(bytes[position]) { position += 1 }
        let isMember = start > 0 && bytes[start - 1] == UInt8(ascii: ".")
        guard !isMember, bytes[start..<position].elementsEqual(word),
          let close = endOfCall(in: bytes, from: position)
        else { continue }
        return String(decoding: bytes[start..<close], as: UTF8.self)
      default: position += 1
      }
    }
    return nil
  }

  private static func end(of mark: [UInt8], in bytes: [UInt8], from start: Int) -> Int {
    var index = start + 2
    while index + 1 < bytes.count, bytes[index] != mark[0] || bytes[index + 1] != mark[1] {
      index += 1
    }
    return index + 2
  }

  private static func endOfText(in bytes: [UInt8], from start: Int) -> Int {
    var index = start + 1
    while index < bytes.count, bytes[index] != bytes[start] {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index + 1
  }

  /// The place behind the parenthesis that closes the call whose name ends at `start`.
  private static func endOfCall(in bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: "(") else { return nil }
    var depth = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return index + 1 }
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        index = endOfText(in: bytes, from: index)
        continue
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a)
      || (byte >= 0x61 && byte <= 0x7a) || byte == 0x5f
  }
}

extension ConfigCallText {
  /// An expression written anew.
  private static func source(_ expression: Expression) -> String {
    switch expression.kind {
    case .literal(let literal): return source(literal)
    case .name(let name): return name
    case .list(let members): return "[\(list(members))]"
    case .tuple(let members):
      return members.count == 1 ? "(\(list(members)),)" : "(\(list(members)))"
    case .dict(let items):
      let pairs = items.map { "\(source($0.key)): \(source($0.value))" }
      return "{\(pairs.joined(separator: ", "))}"
    case .call(let function, let arguments):
      return "\(source(function))(\(source(arguments)))"
    case .attribute(let value, let name): return "\(source(value)).\(name)"
    case .item(let value, let key): return "\(source(value))[\(source(key))]"
    case .concatenation(let parts): return parts.map(source).joined(separator: " ~ ")
    case .compare(let left, let rest):
      let operands = rest.map { "\($0.comparison.rawValue) \(source($0.operand))" }
      return "\(source(left)) \(operands.joined(separator: " "))"
    case .not(let value): return "not \(source(value))"
    case .negate(let value): return "-\(source(value))"
    case .and(let left, let right): return "\(source(left)) and \(source(right))"
    case .or(let left, let right): return "\(source(left)) or \(source(right))"
    case .plus(let value): return "+\(source(value))"
    case .binary(let sign, let left, let right):
      return "\(source(left)) \(sign.rawValue) \(source(right))"
    case .conditional(let condition, let then, let otherwise):
      let rest = otherwise.map { " else \(source($0))" } ?? ""
      return "\(source(then)) if \(source(condition))\(rest)"
    case .filter(let value, let name, let arguments):
      return "\(value.map(source) ?? "")|\(name)\(inParentheses(arguments))"
    case .test(let value, let name, let arguments):
      return "\(source(value)) is \(name)\(inParentheses(arguments))"
    case .slice(let start, let stop, let step):
      let parts = [start, stop, step].map { $0.map(source) ?? "" }
      return parts.joined(separator: ":")
    }
  }

  private static func list(_ members: [Expression]) -> String {
    members.map(source).joined(separator: ", ")
  }

  private static func inParentheses(_ arguments: CallArguments) -> String {
    let text = source(arguments)
    return text.isEmpty ? "" : "(\(text))"
  }

  private static func source(_ arguments: CallArguments) -> String {
    var parts = arguments.positional.map(source)
    parts += arguments.named.map { "\($0.name)=\(source($0.value))" }
    if let rest = arguments.unpackedPositional { parts.append("*\(source(rest))") }
    if let rest = arguments.unpackedNamed { parts.append("**\(source(rest))") }
    return parts.joined(separator: ", ")
  }

  private static func source(_ literal: Literal) -> String {
    switch literal {
    case .none: return "None"
    case .boolean(let flag): return flag ? "True" : "False"
    case .integer(let number): return "\(number)"
    case .bigInteger(let number): return "\(number)"
    case .float(let number): return DataValue.float(number).pythonRepresentation
    case .string(let text): return DataValue.string(text).pythonRepresentation
    }
  }
}
