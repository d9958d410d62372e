import Jinja
import OrderedCollections

/// Where the compiled code of a node comes from: what rendering the node, and the ephemeral models
/// that stand in front of it, recorded.
struct CodeOrigin: Sendable {
  /// What was recorded of one node's template.
  private struct Part: Sendable {
    var record: OutputRecord
    /// The text that was recorded, lines in front that are only there to count among it.
    var text: String
    /// The length of these lines, in bytes.
    var cut: Int
  }

  private var parts: [String: Part] = [:]

  /// Keeps what a scope recorded while it rendered the code of a node; nothing, where the code
  /// needed no rendering.
  mutating func add(_ node: Node, _ scope: NodeScope) {
    guard let recorder = scope.recorder, let rendered = scope.rendered else { return }
    parts[node.uniqueID] = Part(record: recorder.record, text: rendered.text, cut: rendered.cut)
  }

  /// The places that a place in a node's code comes from, the outermost first.
  ///
  /// - Parameters:
  ///   - position: the place in the code, in UTF-8 bytes.
  ///   - code: the code.
  ///   - node: the node.
  ///   - context: with `connection`, renders code that needed no rendering so far.
  ///   - connection: what it was compiled for.
  /// - Returns: the places; none where the code is not what a template wrote.
  static func places(
    at position: Int, in code: Compiler.Code, of node: Node,
    _ context: TemplateContext, _ connection: BlockingConnection
  ) -> [OutputRecord.Place] {
    var added = 0
    var start: Int?
    for (id, expression) in code.expressions {
      guard let range = code.text.firstRange(of: expression) else { return [] }
      let lower = code.text.utf8.distance(from: code.text.startIndex, to: range.lowerBound)
      let length = expression.utf8.count
      // The first line of an expression is its name, and the last one closes it.
      let head = expression.utf8.prefix { $0 != 0x0A }.count + 1
      if position >= lower + head, position < lower + length {
        guard let inner = context.manifest.nodes[id] else { return [] }
        return code.origin.places(at: position - lower - head, of: inner, context, connection)
      }
      start = start ?? lower
      added = lower + length
    }
    guard let start, position >= start else {
      return code.origin.places(at: position, of: node, context, connection)
    }
    guard position >= added else { return [] }
    let body = code.origin.part(node, context, connection)
    let length = body.map { $0.text.utf8.count - $0.cut } ?? node.rawCode.utf8.count
    return code.origin.places(
      at: position - (code.text.utf8.count - length), of: node, context, connection)
  }

  private func places(
    at position: Int, of node: Node, _ context: TemplateContext,
    _ connection: BlockingConnection
  ) -> [OutputRecord.Place] {
    guard position >= 0, let part = part(node, context, connection) else { return [] }
    return part.record.places(at: position + part.cut, in: part.text)
  }

  /// What is recorded of a node. Code of nothing but text and calls of `ref` and `source` is
  /// rendered for it now: it does nothing else.
  private func part(
    _ node: Node, _ context: TemplateContext, _ connection: BlockingConnection
  ) -> Part? {
    if let known = parts[node.uniqueID] { return known }
    guard node.template != nil else { return nil }
    let scope = NodeScope(
      context: context, node: node, package: node.packageName, connection: connection)
    scope.recorder = OutputRecorder()
    guard (try? scope.render(node)) != nil else { return nil }
    var origin = CodeOrigin()
    origin.add(node, scope)
    return origin.parts[node.uniqueID]
  }
}
