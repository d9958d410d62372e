/// Why a sample could not be written.
public struct SampleError: Error, Sendable, CustomStringConvertible {
  /// What went wrong.
  public enum Kind: Sendable, Hashable {
    /// A number the generator was asked for is out of range.
    case argument
    /// A file or folder could not be created or written.
    case file
    /// No template has the name.
    case unknownTemplate
  }

  /// What went wrong.
  public var kind: Kind
  /// One sentence for the user.
  public var message: String
  /// What to do about it, where that is known.
  public var hint: String?

  /// The message, then the hint.
  public var description: String { hint.map { "\(message)\n\($0)" } ?? message }
}
