/// Work that follows commits and that no writer has to wait for: checkpoints, the cleaning of
/// logs, and what else the host does behind a write.
///
/// Things are done one after the other. What waits for its turn under a name is replaced by what
/// comes under the same name: of two checkpoints of a table only the newer is worth writing. Its
/// owner calls ``finish()`` before it ends.
public actor BackgroundWork {
  /// What is done; it deals with its own errors.
  public typealias Work = @Sendable () async -> Void

  /// More things than this do not wait: the next is done before its writer goes on.
  private let capacity: Int
  private var waiting: [String: Work] = [:]
  private var order: [String] = []
  private var worker: Task<Void, Never>?

  /// Makes a place for work.
  ///
  /// - Parameter capacity: how many things wait at most.
  public init(capacity: Int = 64) {
    self.capacity = capacity
  }

  /// Takes work, and returns before it is done unless too much waits already.
  ///
  /// - Parameters:
  ///   - name: what it is for, such as the place of a table.
  ///   - work: what to do.
  public func add(_ name: String, _ work: @escaping Work) async {
    if waiting[name] == nil {
      guard order.count < capacity else { return await work() }
      order.append(name)
    }
    waiting[name] = work
    if worker == nil { worker = Task { await run() } }
  }

  /// Waits until nothing is left to do.
  public func finish() async {
    while let worker { await worker.value }
  }

  private func run() async {
    while !order.isEmpty {
      if let work = waiting.removeValue(forKey: order.removeFirst()) { await work() }
    }
    worker = nil
  }
}
