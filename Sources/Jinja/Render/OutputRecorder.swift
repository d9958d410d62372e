/// Remembers what each piece of the texts that templates write comes from, through macros and
/// blocks that are captured first and written later.
///
/// Given to a render and to the modules whose macros it calls; used by one thread.
public final class OutputRecorder {
  /// The pieces of the innermost text that is being written.
  private var pieces: [OutputRecord.Piece] = []
  private var texts: [String: [OutputRecord.Piece]] = [:]

  /// Makes a recorder that knows nothing yet.
  public init() {}

  /// What was recorded so far.
  public var record: OutputRecord { OutputRecord(texts: texts) }

  func note(_ kind: OutputRecord.Kind, at start: Int, _ source: Source, _ position: Position) {
    pieces.append(OutputRecord.Piece(start: start, kind: kind, source: source, position: position))
  }

  /// Runs `body`, which writes a text of its own.
  func capture(_ body: () throws -> String) rethrows -> String {
    let outer = pieces
    pieces = []
    defer { pieces = outer }
    let text = try body()
    if !text.isEmpty, !pieces.isEmpty { texts[text] = pieces }
    return text
  }
}

/// Where the texts that templates wrote come from.
public struct OutputRecord: Sendable {
  /// What a piece of a text is.
  enum Kind: Sendable {
    /// Text of the template, as it stands there.
    case text
    /// What an expression gave.
    case value
  }

  /// A piece of a text, up to the next one.
  struct Piece: Sendable {
    /// Where it begins, in UTF-8 bytes.
    var start: Int
    var kind: Kind
    var source: Source
    /// Where in the template the text, or the expression, begins.
    var position: Position
  }

  /// A place that a piece of a text comes from.
  public struct Place: Sendable {
    /// Where it stands.
    public var location: SourceLocation
    /// The line there, with a caret under the column.
    public var excerpt: String?
  }

  let texts: [String: [Piece]]

  /// A text may hold texts that hold texts; what nests deeper than this is not followed.
  private static let mostLevels = 16

  /// The places that a place in a text comes from, the outermost first: where the template writes
  /// the value of an expression, then where a macro writes within it, and so on.
  ///
  /// - Parameters:
  ///   - offset: The place in the text, in UTF-8 bytes.
  ///   - text: All of the text.
  /// - Returns: The places; none for a text that was not recorded.
  public func places(at offset: Int, in text: String) -> [Place] {
    places(at: offset, in: text, above: [])
  }

  private func places(at offset: Int, in text: String, above: Set<String>) -> [Place] {
    guard above.count < Self.mostLevels, let pieces = texts[text],
      let index = pieces.lastIndex(where: { $0.start <= offset })
    else { return [] }
    let piece = pieces[index]
    let bytes = Array(text.utf8)
    guard piece.kind == .value else {
      return [Self.advance(piece, over: bytes[piece.start..<min(offset, bytes.count)])]
    }
    let end = index + 1 < pieces.count ? pieces[index + 1].start : bytes.count
    let value = String(decoding: bytes[piece.start..<end], as: UTF8.self)
    return [Self.place(piece.source, piece.position)]
      + within(value, at: offset - piece.start, above: above.union([text]))
  }

  /// The places within what an expression gave: a text that was recorded, one that blanks were cut
  /// from, or one made of several.
  private func within(_ value: String, at offset: Int, above: Set<String>) -> [Place] {
    if texts[value] != nil, !above.contains(value) {
      return places(at: offset, in: value, above: above)
    }
    var best: (text: String, shift: Int)?
    for text in texts.keys.sorted()
    where !above.contains(text) && text.utf8.contains(where: { $0 > 0x20 }) {
      if text.utf8.count > value.utf8.count {
        guard best == nil, let start = Self.find(value, in: text) else { continue }
        best = (text, start)
      } else if let start = Self.find(text, in: value), start <= offset,
        offset < start + text.utf8.count, (best?.text.utf8.count ?? 0) < text.utf8.count
      {
        best = (text, -start)
      }
    }
    guard let best else { return [] }
    return places(at: offset + best.shift, in: best.text, above: above)
  }

  /// Where a text stands in another, in UTF-8 bytes.
  private static func find(_ part: String, in whole: String) -> Int? {
    guard let range = whole.firstRange(of: part) else { return nil }
    return whole.utf8.distance(from: whole.startIndex, to: range.lowerBound)
  }

  private static func advance(_ piece: Piece, over bytes: ArraySlice<UInt8>) -> Place {
    var position = piece.position
    for byte in bytes {
      if byte == 0x0A {
        position = Position(line: position.line + 1, column: 1)
      } else if byte & 0xC0 != 0x80 {
        position.column += 1
      }
    }
    return place(piece.source, position)
  }

  private static func place(_ source: Source, _ position: Position) -> Place {
    Place(location: source.location(position), excerpt: source.excerpt(position))
  }
}
