import SQLAnalysis

/// SQL text with `\` commands between its statements, as it is typed or kept in a file.
public struct Script: Sendable, Hashable {
  /// One thing to do, and where it begins in the script.
  public struct Item: Sendable, Hashable {
    /// What there is to do.
    public enum Content: Sendable, Hashable {
      /// A statement, without its semicolon.
      case statement(String)
      /// A line that begins with a backslash, without it.
      case command(String)
    }

    /// What there is to do.
    public var content: Content
    /// Where it begins, in UTF-8 bytes.
    public var offset: Int
  }

  /// The whole text.
  public let text: String
  /// The file it came from, `nil` if it was typed or passed as an argument.
  public let file: String?
  /// What there is to do, in order.
  public let items: [Item]

  /// Cuts a text into statements and commands.
  ///
  /// - Throws: a ``Diagnostic`` where a quote or a comment is not closed.
  public init(_ text: String, file: String? = nil) throws(Diagnostic) {
    self.text = text
    self.file = file
    let bytes = Array(text.utf8)
    var items: [Item] = []
    var position = 0
    do throws(LexicalError) {
      while let item = try Self.next(in: bytes, at: &position) { items.append(item) }
    } catch {
      throw Diagnostic(
        .failure, error.message, in: text, file: file, offset: position + error.position)
    }
    self.items = items
  }

  /// The next item from `position` on, which moves behind it.
  private static func next(
    in bytes: [UInt8], at position: inout Int
  ) throws(LexicalError) -> Item? {
    let rest = bytes[position...]
    var lexer = Lexer(String(decoding: rest, as: UTF8.self))
    var start: Int?
    while let token = try lexer.next() {
      let place = position + token.range.lowerBound
      if start == nil, token.isSymbol("\\") {
        let end = bytes[place...].firstIndex(of: 10) ?? bytes.count
        position = end
        let line = String(decoding: bytes[(place + 1)..<end], as: UTF8.self)
        return Item(content: .command(line), offset: place)
      }
      guard token.isSymbol(";") else {
        start = start ?? place
        continue
      }
      if let start {
        position += token.range.upperBound
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        return Item(content: .statement(text), offset: start)
      }
    }
    guard let start else { return nil }
    position = bytes.count
    let text = String(decoding: bytes[start...], as: UTF8.self)
    return Item(content: .statement(text), offset: start)
  }

  /// Whether a text that is being typed can be run as it stands: nothing, a command, or
  /// statements of which the last ends with a semicolon.
  public static func isComplete(_ text: String) -> Bool {
    guard let tokens = try? Lexer.tokens(of: text) else {
      return text.drop(while: \.isWhitespace).hasPrefix("\\")
    }
    guard let first = tokens.first, let last = tokens.last else { return true }
    if first.isSymbol("\\") || last.isSymbol(";") { return true }
    return tokens.count == 1 && (first.isKeyword("EXIT") || first.isKeyword("QUIT"))
  }

  /// What a piece of SQL is, for colouring it.
  public enum Highlight: Sendable, Hashable {
    case keyword, literal
  }

  /// The pieces of a text that are worth a colour, in order, by ranges of UTF-8 bytes. What
  /// follows a quote that is not closed is a literal.
  public static func highlights(of text: String) -> [(range: Range<Int>, kind: Highlight)] {
    var lexer = Lexer(text)
    var pieces: [(range: Range<Int>, kind: Highlight)] = []
    do throws(LexicalError) {
      while let token = try lexer.next() {
        switch token.kind {
        case .string, .number: pieces.append((token.range, .literal))
        case .word where SQLKeywords.all.contains(token.value):
          pieces.append((token.range, .keyword))
        default: break
        }
      }
    } catch {
      pieces.append((error.position..<text.utf8.count, .literal))
    }
    return pieces
  }
}

/// The keywords of the SQL people type.
public enum SQLKeywords {
  /// In upper case.
  public static let all: Set<String> = [
    "ADD", "ALL", "ALTER", "AND", "ANTI", "ANY", "AS", "ASC", "ASOF", "AT", "BEGIN", "BETWEEN",
    "BY", "CASCADE", "CASE", "CAST", "COLUMN", "COMMIT", "COPY", "CREATE", "CROSS", "CURRENT",
    "DEFAULT", "DELETE", "DESC", "DESCRIBE", "DISTINCT", "DROP", "ELSE", "END", "EXCEPT",
    "EXCLUDE", "EXISTS", "EXPLAIN", "FALSE", "FILTER", "FIRST", "FOR", "FROM", "FULL", "GROUP",
    "HAVING", "IF", "ILIKE", "IN", "INNER", "INSERT", "INTERSECT", "INTERVAL", "INTO", "IS",
    "JOIN", "LAST", "LATERAL", "LEFT", "LIKE", "LIMIT", "MATCHED", "MERGE", "NOT", "NULL",
    "NULLS", "OF", "OFFSET", "ON", "OR", "ORDER", "OUTER", "OVER", "OVERWRITE", "PARTITION",
    "PARTITIONED", "PIVOT", "PRIMARY", "QUALIFY", "RENAME", "REPLACE", "RIGHT", "ROLLBACK",
    "ROWS", "SAMPLE", "SCHEMA", "SELECT", "SEMI", "SET", "SHOW", "SUMMARIZE", "TABLE", "TABLES",
    "TEMP", "TEMPORARY", "THEN", "TIMESTAMP", "TO", "TRUE", "TRUNCATE", "UNION", "UNPIVOT",
    "UPDATE", "USING", "VALUES", "VERSION", "VIEW", "WHEN", "WHERE", "WINDOW", "WITH",
  ]
}
