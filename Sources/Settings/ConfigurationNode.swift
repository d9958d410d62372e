import Spelling
public import Yams

/// A value of a YAML file that knows where it stands, so that whatever is wrong with it can be
/// shown there.
public struct ConfigurationNode {
  /// The value as YAML has it.
  public let node: Node
  /// The file.
  public let source: ConfigurationSource
  /// The keys that lead here: `warehouse.threads`.
  public let path: String

  /// What is wrong with this value, located at it.
  ///
  /// - Parameters:
  ///   - message: what is wrong.
  ///   - hint: what to do, or the nearest name.
  /// - Returns: the error, to be thrown.
  public func error(_ message: String, hint: String? = nil) -> ConfigurationError {
    source.error(message, at: node.mark, hint: hint)
  }

  /// The entries of a mapping, after checking that each key is one of `keys`.
  ///
  /// - Parameter keys: the keys that may stand here, `nil` if any may.
  /// - Returns: the values by key.
  /// - Throws: a ``ConfigurationError`` at the key that may not stand here, with the nearest one.
  public func entries(_ keys: [String]?) throws(ConfigurationError) -> [String: ConfigurationNode] {
    if isNull { return [:] }
    guard case .mapping(let mapping) = node else {
      throw error("\(name) must be a mapping of keys to values")
    }
    var entries: [String: ConfigurationNode] = [:]
    for (keyNode, value) in mapping {
      guard let key = keyNode.scalar?.string else {
        throw source.error("a key of \(name) must be text", at: keyNode.mark)
      }
      if let keys, !keys.contains(key) {
        throw source.error(
          "unknown key \"\(key)\"" + (path.isEmpty ? "" : " in \(path)"), at: keyNode.mark,
          hint: NearestName.hint(for: key, among: keys))
      }
      entries[key] = ConfigurationNode(
        node: value, source: source, path: path.isEmpty ? key : "\(path).\(key)")
    }
    return entries
  }

  /// The text of a scalar, its `${NAME}` replaced from the environment.
  ///
  /// - Throws: a ``ConfigurationError`` at this value if it is no text or names a variable that is
  ///   not set.
  public func text() throws(ConfigurationError) -> String {
    guard case .scalar(let scalar) = node, !isNull else { throw error("\(name) must be text") }
    return try interpolate(scalar.string)
  }

  /// A whole number.
  ///
  /// - Parameter least: the smallest that may stand here.
  /// - Returns: the number.
  /// - Throws: a ``ConfigurationError`` at this value if it is anything else.
  public func integer(atLeast least: Int) throws(ConfigurationError) -> Int {
    let text = try text()
    guard let value = Int(text), value >= least else {
      throw error("\(name) must be a whole number of at least \(least), not \"\(text)\"")
    }
    return value
  }

  /// The members of a sequence, in order.
  ///
  /// - Throws: a ``ConfigurationError`` at this value if it is no sequence.
  public func members() throws(ConfigurationError) -> [ConfigurationNode] {
    guard case .sequence(let sequence) = node else { throw error("\(name) must be a list") }
    return sequence.enumerated().map { index, member in
      ConfigurationNode(node: member, source: source, path: "\(path)[\(index)]")
    }
  }

  /// The texts of a sequence of scalars, or the one text of a scalar.
  ///
  /// - Throws: a ``ConfigurationError`` at whatever is no text.
  public func texts() throws(ConfigurationError) -> [String] {
    guard case .sequence = node else { return [try text()] }
    var texts: [String] = []
    for member in try members() { texts.append(try member.text()) }
    return texts
  }

  /// A scalar that is `true` or `false`.
  ///
  /// - Throws: a ``ConfigurationError`` at this value if it is anything else.
  public func boolean() throws(ConfigurationError) -> Bool {
    switch try text().lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    case let other: throw error("\(name) must be true or false, not \"\(other)\"")
    }
  }

  /// A scalar that is one of a few words.
  ///
  /// - Parameter choices: the words that may stand here.
  /// - Returns: the word.
  /// - Throws: a ``ConfigurationError`` at this value if it is another, with the nearest one.
  public func choice(of choices: [String]) throws(ConfigurationError) -> String {
    let text = try text()
    guard choices.contains(text) else {
      throw error(
        "\(name) cannot be \"\(text)\"", hint: NearestName.hint(for: text, among: choices))
    }
    return text
  }

  /// The keys of a mapping with their values, in the order of the file; none if it is no mapping.
  public var pairs: [(key: String, value: ConfigurationNode)] {
    guard case .mapping(let mapping) = node else { return [] }
    return mapping.compactMap { key, value in
      guard let key = key.scalar?.string else { return nil }
      let path = path.isEmpty ? key : "\(path).\(key)"
      return (key, ConfigurationNode(node: value, source: source, path: path))
    }
  }

  /// Whether this is a mapping of keys to values.
  public var isMapping: Bool {
    guard case .mapping = node else { return false }
    return true
  }

  /// Whether nothing stands behind the key.
  public var isNull: Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  private var name: String { path.isEmpty ? "the file" : "\"\(path)\"" }

  /// Replaces `${NAME}` and `${NAME:-default}`; `$${` stands for `${` itself. The value of a
  /// variable never shows in a message.
  private func interpolate(_ text: String) throws(ConfigurationError) -> String {
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...]
      if rest.hasPrefix("$${") {
        result += "${"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("${") {
        guard let close = rest.firstIndex(of: "}") else {
          throw error("\(name) opens ${ and does not close it")
        }
        let inner = rest[rest.index(rest.startIndex, offsetBy: 2)..<close]
        result += try variable(String(inner))
        rest = rest[rest.index(after: close)...]
      } else {
        result.append("$")
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }

  private func variable(_ expression: String) throws(ConfigurationError) -> String {
    let parts = expression.split(separator: ":-", maxSplits: 1, omittingEmptySubsequences: false)
    let variable = String(parts[0])
    if let value = source.environment[variable], !value.isEmpty { return value }
    if parts.count == 2 { return String(parts[1]) }
    throw error(
      "\(name) needs the environment variable \(variable), which is not set",
      hint: "set it, or write ${\(variable):-default}")
  }
}
