import FoundationEssentials

extension Timestamp {
  /// The present moment, as the system's clock has it. Nothing that decides reads it.
  public static var now: Timestamp {
    Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
  }
}
