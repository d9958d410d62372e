#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Releases nested containers one after the other: releasing them by recursion would overflow the
/// stack for a list nested a million deep, which a loop builds easily.
///
/// The outermost container to go keeps a queue; those within put their items there instead of
/// releasing them.
func release(_ items: inout [Value]) {
  guard items.contains(where: \.ownsValues) else { return }
  if let queue = ReleaseQueue.current {
    queue.pending.append(items)
    items = []
    return
  }
  let queue = ReleaseQueue()
  ReleaseQueue.current = queue
  defer { ReleaseQueue.current = nil }
  queue.pending.append(items)
  items = []
  while queue.releaseNext() {}
}

/// The items of containers that are going, on one thread.
private final class ReleaseQueue {
  var pending: [[Value]] = []

  /// Releases the items of one container; false where none is left.
  func releaseNext() -> Bool {
    guard var items = pending.popLast() else { return false }
    items.removeAll()
    return true
  }

  /// The queue of this thread, while a container on it is going.
  static var current: ReleaseQueue? {
    get {
      pthread_getspecific(key).map {
        Unmanaged<ReleaseQueue>.fromOpaque($0).takeUnretainedValue()
      }
    }
    set { pthread_setspecific(key, newValue.map { Unmanaged.passUnretained($0).toOpaque() }) }
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()
}

extension Value {
  /// Whether releasing it may release further values.
  fileprivate var ownsValues: Bool {
    switch self {
    case .list, .tuple, .dict, .object: true
    default: false
    }
  }
}
