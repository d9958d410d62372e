import FoundationEssentials

/// The forms in which S3 and its kin write instants.
enum Timestamps {
  /// `2026-11-23T20:00:00Z`, with or without a fraction.
  static func instant(_ text: String) -> Date? {
    let plain = Date.ISO8601FormatStyle(timeZone: .gmt)
    let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true, timeZone: .gmt)
    return (try? Date(text, strategy: text.contains(".") ? fractional : plain))
  }

  /// `Mon, 23 Nov 2026 20:00:00 GMT`, as headers have it.
  static func header(_ text: String) -> Date? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT",
      let month = months.firstIndex(of: String(parts[2])),
      parts[1].count == 2, parts[3].count == 4
    else { return nil }
    let number = month + 1
    return instant("\(parts[3])-\(number < 10 ? "0" : "")\(number)-\(parts[1])T\(parts[4])Z")
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
