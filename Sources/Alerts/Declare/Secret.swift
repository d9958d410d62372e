/// A text that nobody may see: it shows as a mask wherever it is printed.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible {
  /// The text itself, for whoever it is meant for.
  public let text: String

  /// Hides a text.
  public init(_ text: String) {
    self.text = text
  }

  /// The text and, of an address, what of it is secret by itself: long parts of its path, and the
  /// password.
  var parts: [String] {
    let path = text.split { "/?&=@:".contains($0) }.map(String.init)
    let isLong = path.filter { $0.count >= 12 && !$0.contains(".") }
    let beforeHost = text.split(separator: "@").first.flatMap { $0.split(separator: ":").last }
    let password = text.contains("@") ? beforeHost.map { [String($0)] } ?? [] : []
    return [text] + isLong + password
  }

  /// A mask.
  public var description: String { "***" }

  /// A mask.
  public var debugDescription: String { "***" }
}
