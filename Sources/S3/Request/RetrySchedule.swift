/// How often a request is sent and how long is waited between: exponential backoff with full
/// jitter, so that those who were refused together do not come back together.
struct RetrySchedule: Sendable, Hashable {
  /// How often a request is sent at most.
  var attempts = 6
  /// The bound of the first wait; each next is twice as high.
  var base = Duration.milliseconds(50)
  /// The bound of any wait.
  var longest = Duration.seconds(5)

  /// The wait after a number of attempts.
  func delay(after attempts: Int) -> Duration {
    let bound = min(base * (1 << min(attempts - 1, 16)), longest)
    return bound * Double.random(in: 0.1...1)
  }
}
