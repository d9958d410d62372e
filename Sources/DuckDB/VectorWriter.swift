import CDuckDB
import Columnar

/// Copies columns into vectors that DuckDB reads.
enum VectorWriter {
  /// An instant in microseconds, rounded towards the past; infinities stay what they are.
  static func microseconds(_ instant: Int64, _ unit: LogicalType.TimeUnit) -> Int64 {
    if instant == .max || instant == -Int64.max { return instant }
    guard unit == .nanoseconds else {
      let (product, overflow) = instant.multipliedReportingOverflow(
        by: 1_000_000 / unit.perSecond)
      return overflow ? (instant < 0 ? -Int64.max : .max) : product
    }
    return instant / 1000 - (instant % 1000 < 0 ? 1 : 0)
  }
}
