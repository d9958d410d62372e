#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Runs the work of an actor, or of tasks that prefer it, on one thread of its own.
///
/// For work that blocks, such as every call of DuckDB: the threads that Swift's own pool keeps for
/// work that does not stay free. The thread starts with the first piece of work and ends with the
/// executor, after the work given to it is done.
public final class ThreadExecutor: SerialExecutor, TaskExecutor, @unchecked Sendable {
  private let queue: JobQueue

  /// Makes an executor whose thread carries `name`, of which the system shows 15 characters.
  public init(name: String) {
    queue = JobQueue(name: name)
  }

  deinit { queue.close() }

  /// Runs the job on the thread, after those given before it.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let serial = asUnownedSerialExecutor()
    let preferred = asUnownedTaskExecutor()
    // The closure keeps the executor alive until the job has run on it.
    queue.add { [self] in
      withExtendedLifetime(self) {
        job.runSynchronously(isolatedTo: serial, taskExecutor: preferred)
      }
    }
  }

  /// Stops the program if the caller is not on the executor's thread.
  public func checkIsolated() {
    precondition(queue.isCurrentThread, "not on the thread of this executor")
  }

  /// This executor, as actors name theirs.
  public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }
}

/// The work that waits for a thread, and the thread. Guarded by its mutex.
private final class JobQueue: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let name: String
  private var jobs: [() -> Void] = []
  private var thread: pthread_t?
  private var isClosed = false

  init(name: String) {
    self.name = name
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  var isCurrentThread: Bool {
    locked { thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
  }

  func add(_ job: @escaping () -> Void) {
    locked {
      jobs.append(job)
      if thread == nil { start() }
      pthread_cond_signal(condition)
    }
  }

  func close() {
    locked {
      isClosed = true
      pthread_cond_signal(condition)
    }
  }

  private func locked<R>(_ body: () -> R) -> R {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  private func start() {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    // DuckDB's parser and binder recurse deeply on nested expressions.
    pthread_attr_setstacksize(&attributes, 8 << 20)
    #if canImport(Darwin)
      var started: pthread_t?
    #else
      var started = pthread_t()
    #endif
    let context = Unmanaged.passRetained(self)
    let status = pthread_create(
      &started, &attributes,
      { pointer in
        #if canImport(Darwin)
          let queue = Unmanaged<JobQueue>.fromOpaque(pointer).takeRetainedValue()
        #else
          guard let pointer else { return nil }
          let queue = Unmanaged<JobQueue>.fromOpaque(pointer).takeRetainedValue()
        #endif
        queue.run()
        return nil
      }, context.toOpaque())
    precondition(status == 0, "the system has no thread left")
    thread = started
  }

  private func run() {
    #if canImport(Darwin)
      pthread_setname_np(String(name.prefix(15)))
    #endif
    while let batch = next() {
      for job in batch { job() }
    }
  }

  /// Waits for work; `nil` once the queue is closed and empty.
  private func next() -> [() -> Void]? {
    locked {
      while jobs.isEmpty, !isClosed { pthread_cond_wait(condition, mutex) }
      defer { jobs = [] }
      return jobs.isEmpty ? nil : jobs
    }
  }
}
