import Jinja
import OrderedCollections

/// Python's `set`: each member once; their order means nothing, and is that of their coming.
final class PythonSet: Object {
  private var members: OrderedSet<Value>

  private init(_ members: OrderedSet<Value>) { self.members = members }

  /// A set of what `value` gives; nil where a member can change, as lists and mappings can.
  convenience init?(_ value: Value) throws {
    let elements = try value.elements()
    for element in elements {
      switch element {
      case .list, .dict: return nil
      default: continue
      }
    }
    self.init(OrderedSet(elements))
  }

  var typeName: String { "set" }
  var length: Int? { members.count }
  var representation: String {
    members.isEmpty
      ? "set()"
      : "{" + members.compactMap { try? $0.representation() }.joined(separator: ", ") + "}"
  }

  func contains(_ value: Value) -> Bool? { members.contains(value) }

  func iterate() -> ValueIterator? {
    var rest = Array(members)[...]
    return ValueIterator("set_iterator") { rest.popFirst() }
  }

  func isEqual(to value: Value) -> Bool {
    guard case .object(let object) = value, let other = object as? PythonSet else { return false }
    return members.count == other.members.count && members.isSubset(of: other.members)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(members.count) }

  /// A set is before those that hold all of it and more.
  func order(to value: Value) -> Int? {
    guard case .object(let object) = value, let other = object as? PythonSet else { return nil }
    if isEqual(to: value) { return 0 }
    if members.isSubset(of: other.members) { return -1 }
    return members.isSuperset(of: other.members) ? 1 : nil
  }

  func operate(_ operation: BinaryOperator, _ value: Value, reflected: Bool) -> Value? {
    guard case .object(let object) = value, let other = object as? PythonSet,
      operation == .subtract
    else { return nil }
    let (left, right) = reflected ? (other, self) : (self, other)
    return .object(PythonSet(left.members.subtracting(right.members)))
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    let given = try arguments.positional.first.map { value in
      Self.queries.contains(name) ? OrderedSet(try value.elements()) : [value]
    }
    let other = given ?? []
    switch name {
    case "union": return .object(PythonSet(members.union(other)))
    case "intersection": return .object(PythonSet(members.intersection(other)))
    case "difference": return .object(PythonSet(members.subtracting(other)))
    case "symmetric_difference":
      return .object(PythonSet(members.symmetricDifference(other)))
    case "issubset": return .boolean(members.isSubset(of: other))
    case "issuperset": return .boolean(members.isSuperset(of: other))
    case "isdisjoint": return .boolean(members.isDisjoint(with: other))
    case "copy": return .object(PythonSet(members))
    default: return try change(name, by: other)
    }
  }

  /// The methods whose argument is a collection of members.
  private static let queries: Set<String> = [
    "union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset",
    "isdisjoint", "update", "intersection_update", "difference_update",
  ]

  private func change(_ name: String, by other: OrderedSet<Value>) throws -> Value? {
    switch name {
    case "add", "update": members.formUnion(other)
    case "discard", "difference_update": members.subtract(other)
    case "intersection_update": members.formIntersection(other)
    case "clear": members.removeAll()
    case "remove":
      guard let member = other.first, members.remove(member) != nil else {
        throw TemplateError(.key, "the set has no such member")
      }
    case "pop":
      guard !members.isEmpty else { throw TemplateError(.key, "pop from an empty set") }
      return members.removeFirst()
    default: return nil
    }
    return Value.none
  }
}
