/// A text put together from pieces of a statement and pieces of our own, that knows for each
/// position which one of the statement it came from.
public struct MappedSQL: Sendable, Hashable {
  private struct Segment: Sendable, Hashable {
    var start: Int
    var source: Int
    var isVerbatim: Bool
  }

  /// The text.
  public private(set) var text = ""
  private var segments: [Segment] = []
  private var length = 0

  /// Makes an empty text.
  public init() {}

  /// A statement with parts replaced.
  ///
  /// - Parameters:
  ///   - source: The statement.
  ///   - range: The part of the statement to keep, in UTF-8 bytes; all of it if `nil`.
  ///   - edits: What replaces which ranges; ranges do not overlap.
  public init(_ source: SQLText, range: Range<Int>? = nil, edits: [TextEdit] = []) {
    append(source, range ?? 0..<source.count, edits: edits)
  }

  /// Adds a text that is not the user's; positions in it map to the last of the user's before
  /// it.
  public mutating func append(_ literal: String) {
    append(literal, source: segments.last.map { $0.source } ?? 0, isVerbatim: false)
  }

  /// Adds a part of the statement with parts replaced.
  public mutating func append(_ source: SQLText, _ range: Range<Int>, edits: [TextEdit] = []) {
    var position = range.lowerBound
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where range.contains(edit.range.lowerBound) && edit.range.lowerBound >= position {
      append(source[position..<edit.range.lowerBound], source: position, isVerbatim: true)
      append(edit.replacement, source: edit.range.lowerBound, isVerbatim: false)
      position = edit.range.upperBound
    }
    append(source[position..<range.upperBound], source: position, isVerbatim: true)
  }

  /// Adds another text of the same statement.
  public mutating func append(_ other: MappedSQL) {
    segments += other.segments.map { segment in
      var segment = segment
      segment.start += length
      return segment
    }
    text += other.text
    length += other.length
  }

  private mutating func append(_ piece: String, source: Int, isVerbatim: Bool) {
    guard !piece.isEmpty else { return }
    segments.append(Segment(start: length, source: source, isVerbatim: isVerbatim))
    text += piece
    length += piece.utf8.count
  }

  /// The position in the statement that a position in the text came from, in UTF-8 bytes.
  public func sourcePosition(of position: Int) -> Int {
    guard let segment = segments.last(where: { $0.start <= position }) else { return 0 }
    return segment.isVerbatim ? segment.source + position - segment.start : segment.source
  }
}

/// A range of a statement and what stands there instead.
public struct TextEdit: Sendable, Hashable {
  /// The range, in UTF-8 bytes.
  public var range: Range<Int>
  /// The new text.
  public var replacement: String

  /// Makes an edit.
  public init(_ range: Range<Int>, _ replacement: String) {
    self.range = range
    self.replacement = replacement
  }
}
