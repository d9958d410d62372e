import Spelling

/// One word of a selection: a method with a value, and how far to walk from what it matches.
///
/// The grammar is dbt's: `[@|[n]+][method:]value[+[n]]`.
public struct SelectionCriterion: Sendable, Hashable {
  /// The method before the colon, with the parts after a dot, as in `config.materialized`.
  public var method: String
  /// The parts of the method after its first dot.
  public var methodArguments: [String]
  /// What the method compares with.
  public var value: String
  /// How many steps up to go: nil for none, `.max` for all.
  public var parentDepth: Int?
  /// How many steps down to go: nil for none, `.max` for all.
  public var childDepth: Int?
  /// Whether to take all descendants and everything they are built from.
  public var takesChildrensParents = false
  /// The word as it was written.
  public var text: String
  /// Which tests come along, where a selector file says so of this part.
  var indirect: IndirectSelection?

  /// Reads one word.
  ///
  /// - Throws: ``TransformError`` of kind `usage` where `@` and a trailing `+` stand together.
  public init(_ text: String) throws(TransformError) {
    self.text = text
    var rest = text[...]
    if rest.hasPrefix("@") {
      takesChildrensParents = true
      rest.removeFirst()
    }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    if rest.dropFirst(digits.count).first == "+" {
      parentDepth = digits.isEmpty ? .max : Int(digits) ?? .max
      rest = rest.dropFirst(digits.count + 1)
    }
    if let plus = rest.lastIndex(of: "+") {
      let after = rest[rest.index(after: plus)...]
      if after.allSatisfy({ $0.isASCII && $0.isNumber }) {
        childDepth = after.isEmpty ? .max : Int(after) ?? .max
        rest = rest[..<plus]
      }
    }
    if let colon = rest.firstIndex(of: ":"),
      rest[..<colon].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." })
    {
      let parts = rest[..<colon].split(separator: ".").map(String.init)
      method = parts.first ?? ""
      methodArguments = Array(parts.dropFirst())
      value = String(rest[rest.index(after: colon)...])
    } else {
      value = String(rest)
      method = Self.defaultMethod(value)
      methodArguments = []
    }
    if takesChildrensParents, childDepth != nil {
      throw TransformError(
        .usage, "\"\(text)\" has both \"@\" and a \"+\" at its end",
        hint: "\"@\" already takes all children; drop one of them")
    }
    guard Self.methods.contains(method) else {
      throw TransformError(
        .usage, "\"\(method)\" is not a selection method, in \"\(text)\"",
        hint: NearestName.hint(for: method, among: Self.methods, kind: "method"))
    }
  }

  static let methods = [
    "access", "config", "exposure", "file", "fqn", "function", "group", "metric", "package", "path",
    "resource_type", "result", "saved_query", "selector", "semantic_model", "source",
    "source_status", "state", "tag", "test_name", "test_type", "unit_test", "version",
  ]

  private static func defaultMethod(_ value: String) -> String {
    if value.contains("/") { return "path" }
    let name = value.lowercased()
    return [".sql", ".py", ".csv"].contains { name.hasSuffix($0) } ? "file" : "fqn"
  }
}

/// Which tests come along with the nodes that a selection names.
public enum IndirectSelection: String, Sendable, CaseIterable {
  /// Every test that touches a selected node.
  case eager
  /// Tests all of whose nodes are selected.
  case cautious
  /// Tests all of whose nodes are selected or are ancestors of selected ones.
  case buildable
  /// None.
  case empty
}

/// A selection: words joined by union and intersection.
public indirect enum SelectionSpecification: Sendable, Hashable {
  case criterion(SelectionCriterion)
  case union([SelectionSpecification])
  case intersection([SelectionSpecification])
  case difference(SelectionSpecification, excluding: SelectionSpecification)
  case everything

  /// Reads the arguments of `--select`: white space joins by union, commas by intersection.
  ///
  /// - Throws: ``TransformError`` of kind `usage` for words that are not in the grammar.
  public init(_ arguments: [String]) throws(TransformError) {
    var alternatives: [SelectionSpecification] = []
    for argument in arguments {
      for word in argument.split(whereSeparator: \.isWhitespace) {
        var parts: [SelectionSpecification] = []
        for part in word.split(separator: ",") {
          parts.append(.criterion(try SelectionCriterion(String(part))))
        }
        if parts.count == 1 {
          alternatives += parts
        } else {
          alternatives.append(.intersection(parts))
        }
      }
    }
    self = alternatives.count == 1 ? alternatives[0] : .union(alternatives)
  }

  /// The part that is not excluded.
  var included: SelectionSpecification {
    if case .difference(let first, _) = self { return first.included }
    return self
  }

  /// The words of the selection.
  var criteria: [SelectionCriterion] {
    switch self {
    case .criterion(let criterion): [criterion]
    case .union(let parts), .intersection(let parts): parts.flatMap(\.criteria)
    case .difference(let first, let second): first.criteria + second.criteria
    case .everything: []
    }
  }
}
