import OrderedCollections
import Yams

extension DataValue {
  /// The value as YAML in block style, as Python's writer has it.
  ///
  /// - Throws: what the writer throws where a text cannot be written.
  func yaml(sortedKeys: Bool = false) throws -> String {
    try Yams.serialize(node: node, width: 80, allowUnicode: false, sortKeys: sortedKeys)
  }

  private var node: Yams.Node {
    switch self {
    case .null: Yams.Node("null")
    case .boolean(let flag): Yams.Node(flag ? "true" : "false")
    case .integer(let number): Yams.Node("\(number)")
    case .float: Yams.Node(pythonRepresentation)
    case .string(let text): Self.node(text)
    case .list(let members): Yams.Node(members.map(\.node))
    case .dictionary(let entries):
      Yams.Node(entries.map { (Self.node($0.key), $0.value.node) })
    }
  }

  /// A text in quotes where without them it would be read as something else.
  private static func node(_ text: String) -> Yams.Node {
    if case .string = DataValue(yamlScalar: text) { return Yams.Node(text) }
    return Yams.Node(text, Tag(.implicit), .singleQuoted)
  }
}
