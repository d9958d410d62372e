import OrderedCollections

/// A walk over the items of a value. A list is read as it is at each step, so that items appended
/// meanwhile are walked too, as Python does.
struct ItemCursor {
  private enum Source {
    case list(List)
    case items([Value])
    case dict(Dict, count: Int)
    case range(Range)
    case iterator(ValueIterator)
  }

  private let source: Source
  private var index = 0

  init(_ value: Value) throws {
    switch value {
    case .list(let list): source = .list(list)
    case .tuple(let tuple): source = .items(tuple.items)
    case .dict(let dict): source = .dict(dict, count: dict.items.count)
    case .object(let object):
      if let range = object as? Range {
        source = .range(range)
      } else if let iterator = try object.iterate() {
        source = .iterator(iterator)
      } else {
        throw TemplateError(.type, "'\(value.typeName)' object is not iterable")
      }
    default: source = .items(try value.elements())
    }
  }

  /// Over items known beforehand.
  init(items: [Value]) { source = .items(items) }

  /// Over what an iteration gives.
  init(_ iterator: ValueIterator) { source = .iterator(iterator) }

  mutating func next() throws -> Value? {
    switch source {
    case .list(let list):
      guard index < list.items.count else { return nil }
      index += 1
      return list.items[index - 1]
    case .items(let items):
      guard index < items.count else { return nil }
      index += 1
      return items[index - 1]
    case .dict(let dict, let count):
      guard dict.items.count == count else {
        throw TemplateError(.value, "dictionary changed size during iteration")
      }
      guard index < count else { return nil }
      index += 1
      return dict.items.keys[index - 1]
    case .range(let range):
      guard index < range.count else { return nil }
      index += 1
      return .integer(range.start + (index - 1) * range.step)
    case .iterator(let iterator): return try iterator.next()
    }
  }
}
