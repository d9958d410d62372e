import Crypto

/// How often a task is tried, and how long it rests in between.
public struct RetryPolicy: Sendable, Hashable {
  /// How often it is tried again after the first time.
  public var retries: Int
  /// The rest between two tries.
  public var delay: Duration
  /// By which factor the rest grows from try to try; one leaves it as it is.
  public var factor: Double
  /// The longest rest.
  public var longestDelay: Duration?

  /// Makes a policy.
  ///
  /// - Parameters:
  ///   - retries: how often it is tried again after the first time.
  ///   - delay: the rest between two tries.
  ///   - factor: by which factor the rest grows from try to try.
  ///   - longestDelay: the longest rest.
  public init(
    retries: Int = 0, delay: Duration = .seconds(300), factor: Double = 1,
    longestDelay: Duration? = nil
  ) {
    self.retries = retries
    self.delay = delay
    self.factor = factor
    self.longestDelay = longestDelay
  }

  /// One try and no other.
  public static let never = RetryPolicy()

  private static let longest: Double = 24 * 60 * 60

  /// The rest after a try.
  ///
  /// A rest that grows has a part that scatters, so that tasks which failed together are not tried
  /// together again. It is derived from the identity of the try as Airflow derives it: the same
  /// try rests equally long whoever asks.
  ///
  /// - Parameters:
  ///   - attempt: the try that failed, from 1.
  ///   - dag: the DAG's name.
  ///   - task: the task's name.
  ///   - logicalDate: the run's logical date.
  /// - Returns: how long to wait.
  public func rest(
    after attempt: Int, dag: String, task: String, logicalDate: Timestamp?
  ) -> Duration {
    guard factor != 1, factor > 0 else { return delay }
    var seconds = Double(delay.wholeMicroseconds) / 1_000_000
    for _ in 1..<max(2, attempt) where attempt > 1 && seconds < Self.longest * 1e9 {
      seconds *= factor
    }
    let least = max(1, seconds.rounded(.up))
    guard least < Self.longest else { return capped(.seconds(Int64(Self.longest))) }
    let date = logicalDate?.spaced ?? "None"
    let digest = Insecure.SHA1.hash(data: Array("\(dag)#\(task)#\(date)#\(attempt)".utf8))
    // The digest is a number of 160 bits; its remainder is found byte by byte.
    let modulus = UInt64(least)
    var remainder: UInt64 = 0
    for byte in digest { remainder = (remainder << 8 | UInt64(byte)) % modulus }
    return capped(.seconds(Int64(min(least + Double(remainder), Self.longest))))
  }

  private func capped(_ duration: Duration) -> Duration {
    longestDelay.map { min($0, duration) } ?? duration
  }
}
