/// A number of bytes.
public struct ByteCount: Sendable, Hashable, Comparable {
  /// The number of bytes.
  public var bytes: Int64

  /// Makes a count of bytes.
  public init(_ bytes: some BinaryInteger) {
    self.bytes = Int64(clamping: bytes)
  }

  /// A number of KiB, 1024 bytes each.
  public static func kibibytes(_ count: Int64) -> ByteCount { ByteCount(count << 10) }

  /// A number of MiB, 1024 KiB each.
  public static func mebibytes(_ count: Int64) -> ByteCount { ByteCount(count << 20) }

  /// A number of GiB, 1024 MiB each.
  public static func gibibytes(_ count: Int64) -> ByteCount { ByteCount(count << 30) }

  /// Whether the left count is the smaller.
  public static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }

  /// The sum of two counts.
  public static func + (left: ByteCount, right: ByteCount) -> ByteCount {
    ByteCount(left.bytes + right.bytes)
  }

  /// Adds a count to another.
  public static func += (left: inout ByteCount, right: ByteCount) { left.bytes += right.bytes }
}

extension ByteCount: CustomStringConvertible {
  /// The count in the largest binary unit that leaves at least one, with one digit after the
  /// point: `1.5 MiB`; whole bytes below one KiB.
  public var description: String {
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    guard bytes.magnitude >= 1024 else { return "\(bytes) B" }
    var scaled = Double(bytes) / 1024
    var unit = 0
    // A figure that would round to 1024.0 is shown in the next unit.
    while scaled.magnitude >= 1023.95, unit + 1 < units.count {
      scaled /= 1024
      unit += 1
    }
    let tenths = Int64((scaled * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return "\(sign)\(tenths.magnitude / 10).\(tenths.magnitude % 10) \(units[unit])"
  }
}
