/// Elements of which the one that comes first by `comes` is at hand: a binary heap.
struct Heap<Element: Sendable>: Sendable {
  private var elements: [Element] = []
  private let comesBefore: @Sendable (Element, Element) -> Bool

  init(_ comesBefore: @escaping @Sendable (Element, Element) -> Bool) {
    self.comesBefore = comesBefore
  }

  var first: Element? { elements.first }
  var count: Int { elements.count }
  var isEmpty: Bool { elements.isEmpty }

  mutating func insert(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard comesBefore(elements[child], elements[parent]) else { return }
      elements.swapAt(child, parent)
      child = parent
    }
  }

  mutating func popFirst() -> Element? {
    guard let first = elements.first, let last = elements.popLast() else { return nil }
    guard !elements.isEmpty else { return first }
    elements[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < elements.count {
        if comesBefore(elements[child], elements[least]) { least = child }
      }
      guard least != parent else { return first }
      elements.swapAt(parent, least)
      parent = least
    }
  }
}
