/// The tasks that could start, highest priority first and then by position: a binary heap.
struct ReadyQueue: Sendable {
  private struct Entry {
    var priority: Int
    var position: Int

    func comes(before other: Entry) -> Bool {
      priority != other.priority ? priority > other.priority : position < other.position
    }
  }

  private var heap: [Entry] = []

  mutating func insert(_ position: Int, priority: Int) {
    heap.append(Entry(priority: priority, position: position))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].comes(before: heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func popFirst() -> Int? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first.position }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if heap[child].comes(before: heap[least]) { least = child }
      }
      guard least != parent else { return first.position }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  mutating func removeAll() {
    heap.removeAll()
  }
}
