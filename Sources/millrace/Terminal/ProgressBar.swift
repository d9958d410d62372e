/// A bar that fills from left to right.
enum ProgressBar {
  private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// A bar of `width` columns, `fraction` of it filled. A fraction outside 0...1 counts as the
  /// nearer end.
  static func render(_ fraction: Double, width: Int, hasUnicode: Bool) -> String {
    let clamped = fraction.isNaN ? 0 : min(max(fraction, 0), 1)
    guard hasUnicode else {
      let inner = max(width - 2, 1)
      let full = Int(clamped * Double(inner))
      return "[" + String(repeating: "#", count: full)
        + String(repeating: ".", count: inner - full) + "]"
    }
    let steps = Int(clamped * Double(width) * 8)
    var bar = String(repeating: "█", count: steps / 8)
    if steps % 8 > 0 { bar.append(eighths[steps % 8 - 1]) }
    return bar + String(repeating: " ", count: max(0, width - bar.count))
  }
}
