import Jinja
import OrderedCollections

/// Turns a node's template into SQL, with the ephemeral models it reads as common table
/// expressions in front.
struct Compiler {
  let scope: NodeScope

  /// A node's code, and the ephemeral models that stand in front of it.
  struct Code: Sendable {
    var text: String
    var expressions: OrderedDictionary<String, String> = [:]
    /// Where it comes from, as far as that was recorded.
    var origin = CodeOrigin()
  }

  func compile(_ node: Node) throws -> Code {
    var origin = CodeOrigin()
    let code = try body(of: node, in: scope)
    origin.add(node, scope)
    guard !scope.record.ephemeral.isEmpty else { return Code(text: code, origin: origin) }
    var expressions: OrderedDictionary<String, String> = [:]
    for id in scope.record.ephemeral { try collect(id, into: &expressions, &origin) }
    return Code(
      text: Self.inject(expressions.values.map { $0 }, into: code), expressions: expressions,
      origin: origin)
  }

  /// A node's code without what it reads in front.
  func body(of node: Node, in scope: NodeScope) throws -> String {
    guard let template = node.template else { return try scope.render(node) }
    var code = ""
    for part in template.parts {
      switch part {
      case .text(let text): code += text
      case .reference(let reference): code += try scope.resolved(reference).text()
      case .source(let source): code += try scope.resolved(source).text()
      }
    }
    return code
  }

  private func collect(
    _ id: String, into expressions: inout OrderedDictionary<String, String>,
    _ origin: inout CodeOrigin
  ) throws {
    guard expressions[id] == nil, let node = scope.context.manifest.nodes[id] else { return }
    let inner = NodeScope(
      context: scope.context, node: node, package: node.packageName, connection: scope.connection)
    inner.flags = scope.flags
    if scope.recorder != nil { inner.recorder = OutputRecorder() }
    let code = try body(of: node, in: inner)
    origin.add(node, inner)
    inner.standIn = scope.standIn
    inner.takesOnlyStandIns = scope.takesOnlyStandIns
    for parent in inner.record.ephemeral { try collect(parent, into: &expressions, &origin) }
    expressions[id] = " __dbt__cte__\(node.alias) as (\n\(code)\n)"
  }

  /// Puts common table expressions before those the code has, or before the code.
  static func inject(_ expressions: [String], into code: String) -> String {
    guard !expressions.isEmpty else { return code }
    let joined = expressions.joined(separator: ", ")
    guard let with = leadingWith(code) else { return "with\(joined) \(code)" }
    return "\(code[..<with]) \(joined), \(code[with...].drop { $0 == " " })"
  }

  /// The place after a `with` that opens the code, comments and white space passed over.
  private static func leadingWith(_ code: String) -> String.Index? {
    var index = code.startIndex
    while index < code.endIndex {
      let rest = code[index...]
      if rest.hasPrefix("--") {
        index = rest.firstIndex(of: "\n") ?? code.endIndex
      } else if rest.hasPrefix("/*") {
        index = rest.firstRange(of: "*/")?.upperBound ?? code.endIndex
      } else if rest.first?.isWhitespace == true {
        index = code.index(after: index)
      } else {
        guard rest.prefix(4).lowercased() == "with",
          rest.dropFirst(4).first?.isWhitespace == true
        else { return nil }
        let after = code.index(index, offsetBy: 4)
        let next = code[after...].drop(while: \.isWhitespace)
        if next.prefix(10).lowercased() == "recursive " {
          return code.index(next.startIndex, offsetBy: 9)
        }
        return after
      }
    }
    return nil
  }
}
