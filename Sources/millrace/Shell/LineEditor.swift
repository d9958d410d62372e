/// The text being typed, and what each key does to it. A value without a terminal: keys go in,
/// what to do comes out, ``frame(width:)`` says what it looks like.
struct LineEditor: Sendable {
  /// What follows from a key.
  enum Outcome: Sendable, Hashable {
    /// Draw and go on.
    case editing
    /// The text is complete.
    case submit(String)
    /// The text was given up.
    case cancelled
    /// Nobody will type any more.
    case endOfInput
    /// Clear the screen, draw and go on.
    case clearScreen
    /// Show these below the text, draw and go on.
    case suggest([String])
  }

  /// What stands before the first line, and before each further one.
  let prompt: String
  let continuation: String
  /// Whether a text ends with enter; otherwise enter begins a new line.
  let isComplete: @Sendable (String) -> Bool
  /// What the word before the cursor could become. The argument is the text up to the cursor.
  let complete: @Sendable (String) -> Completion

  /// Words to put in the place of the last characters before the cursor.
  struct Completion: Sendable, Hashable {
    /// How many characters before the cursor the candidates stand for.
    var replacing: Int
    var candidates: [String]

    static let none = Completion(replacing: 0, candidates: [])
  }

  private(set) var text: [Character] = []
  private(set) var cursor = 0
  private var history: [String]
  private var historyIndex: Int
  private var draft = ""
  private var killed = ""
  private var search: Search?

  private struct Search {
    var query = ""
    var match: Int?
    var original: [Character]
  }

  init(
    prompt: String, continuation: String, history: [String] = [],
    isComplete: @escaping @Sendable (String) -> Bool = { _ in true },
    complete: @escaping @Sendable (String) -> Completion = { _ in .none }
  ) {
    self.prompt = prompt
    self.continuation = continuation
    self.history = history
    self.isComplete = isComplete
    self.complete = complete
    historyIndex = history.count
  }

  /// What a key does.
  mutating func handle(_ key: Key) -> Outcome {
    if search != nil, let outcome = handleSearch(key) { return outcome }
    switch key {
    case .text(let typed), .paste(let typed): insert(typed)
    case .enter: return enter()
    case .tab: return completeWord()
    case .backspace: if cursor > 0 { remove(cursor - 1..<cursor) }
    case .delete: if cursor < text.count { remove(cursor..<cursor + 1) }
    case .deleteWord: kill(wordStart..<cursor)
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(text.count, cursor + 1)
    case .wordLeft: cursor = wordStart
    case .wordRight: cursor = wordEnd
    case .home: cursor = lineStart
    case .end: cursor = lineEnd
    case .up: moveUp()
    case .down: moveDown()
    case .escape: break
    case .control(let letter): return control(letter)
    }
    return .editing
  }

  private mutating func control(_ letter: Character) -> Outcome {
    switch letter {
    case "a": cursor = lineStart
    case "e": cursor = lineEnd
    case "b": cursor = max(0, cursor - 1)
    case "f": cursor = min(text.count, cursor + 1)
    case "c": return .cancelled
    case "d":
      if text.isEmpty { return .endOfInput }
      if cursor < text.count { remove(cursor..<cursor + 1) }
    case "k": kill(cursor..<lineEnd)
    case "u": kill(lineStart..<cursor)
    case "y": insert(killed)
    case "l": return .clearScreen
    case "n": moveDown()
    case "p": moveUp()
    case "r": search = Search(original: text)
    case "t": transpose()
    default: break
    }
    return .editing
  }

  private mutating func enter() -> Outcome {
    let statement = String(text)
    if statement.allSatisfy(\.isWhitespace) || isComplete(statement) { return .submit(statement) }
    insert("\n")
    return .editing
  }

  // MARK: Text

  private mutating func insert(_ typed: String) {
    // What is typed may combine with the character before it, as accents and skin tones do.
    let before = String(text[..<cursor]) + typed.replacing("\t", with: "  ")
    text = Array(before + String(text[cursor...]))
    cursor = min(before.count, text.count)
  }

  private mutating func remove(_ range: Range<Int>) {
    text.removeSubrange(range)
    cursor = range.lowerBound
  }

  private mutating func kill(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    killed = String(text[range])
    remove(range)
  }

  private mutating func transpose() {
    guard cursor > 0, text.count > 1 else { return }
    let at = min(cursor, text.count - 1)
    text.swapAt(at - 1, at)
    cursor = at + 1
  }

  private mutating func replace(with statement: String) {
    text = Array(statement)
    cursor = text.count
  }

  // MARK: Places

  private var lineStart: Int {
    text[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0
  }

  private var lineEnd: Int {
    text[cursor...].firstIndex(of: "\n") ?? text.count
  }

  private var wordStart: Int {
    var place = cursor
    while place > 0, !Self.isWord(text[place - 1]) { place -= 1 }
    while place > 0, Self.isWord(text[place - 1]) { place -= 1 }
    return place
  }

  private var wordEnd: Int {
    var place = cursor
    while place < text.count, !Self.isWord(text[place]) { place += 1 }
    while place < text.count, Self.isWord(text[place]) { place += 1 }
    return place
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  // MARK: Lines and history

  private mutating func moveUp() {
    let start = lineStart
    guard start == 0 else {
      let column = cursor - start
      let above = text[..<(start - 1)].lastIndex(of: "\n").map { $0 + 1 } ?? 0
      cursor = min(above + column, start - 1)
      return
    }
    guard historyIndex > 0 else { return }
    if historyIndex == history.count { draft = String(text) }
    historyIndex -= 1
    replace(with: history[historyIndex])
  }

  private mutating func moveDown() {
    let end = lineEnd
    guard end == text.count else {
      let column = cursor - lineStart
      let below = text[(end + 1)...].firstIndex(of: "\n") ?? text.count
      cursor = min(end + 1 + column, below)
      return
    }
    guard historyIndex < history.count else { return }
    historyIndex += 1
    replace(with: historyIndex == history.count ? draft : history[historyIndex])
  }

  // MARK: Search

  /// What a key does while history is searched; `nil` if it ends the search and has its usual
  /// meaning.
  private mutating func handleSearch(_ key: Key) -> Outcome? {
    guard var current = search else { return nil }
    switch key {
    case .text(let typed): current.query += typed
    case .backspace: current.query = String(current.query.dropLast())
    case .control("r"): break
    case .control("c"), .control("g"), .escape:
      text = current.original
      cursor = text.count
      search = nil
      return .editing
    default:
      search = nil
      return nil
    }
    let isNext = key == .control("r")
    let limit = isNext ? current.match ?? history.count : history.count
    let match = history[..<limit].lastIndex { $0.contains(current.query) }
    if let match {
      current.match = match
      historyIndex = match
      replace(with: history[match])
    }
    search = current
    return .editing
  }

  // MARK: Completion

  private mutating func completeWord() -> Outcome {
    let completion = complete(String(text[..<cursor]))
    guard let first = completion.candidates.first else { return .editing }
    let common = completion.candidates.dropFirst().reduce(first) { shared, candidate in
      String(zip(shared, candidate).prefix { $0.lowercased() == $1.lowercased() }.map(\.0))
    }
    let typed = cursor - completion.replacing..<cursor
    let isSingle = completion.candidates.count == 1
    if isSingle || common.count > completion.replacing {
      remove(typed)
      insert(isSingle && !common.hasSuffix(".") ? common + " " : common)
    }
    return isSingle ? .editing : .suggest(completion.candidates)
  }

  // MARK: Appearance

  /// The text as a terminal shows it.
  struct Frame: Sendable, Hashable {
    /// What stands on each row: the prompt, and the part of the text after it.
    var rows: [Row]
    /// The cursor's row and column, from zero.
    var row: Int
    var column: Int

    /// A line of the text.
    struct Row: Sendable, Hashable {
      var prompt: String
      var text: String
    }
  }

  /// What to draw on a terminal of `width` columns; lines that are longer go on in the next row.
  func frame(width: Int) -> Frame {
    let head = search.map { "(search \"\($0.query)\") " } ?? prompt
    var frame = Frame(rows: [], row: 0, column: 0)
    var row = Frame.Row(prompt: head, text: "")
    var column = TextWidth.of(head)
    for (index, character) in text.enumerated() {
      if index == cursor { (frame.row, frame.column) = (frame.rows.count, column) }
      if character == "\n" {
        frame.rows.append(row)
        row = Frame.Row(prompt: continuation, text: "")
        column = TextWidth.of(continuation)
        continue
      }
      let columns = TextWidth.of(character)
      if column + columns > width {
        if index == cursor { (frame.row, frame.column) = (frame.rows.count + 1, 0) }
        frame.rows.append(row)
        row = Frame.Row(prompt: "", text: "")
        column = 0
      }
      row.text.append(character)
      column += columns
    }
    if cursor == text.count {
      if column >= width {
        frame.rows.append(row)
        row = Frame.Row(prompt: "", text: "")
        column = 0
      }
      (frame.row, frame.column) = (frame.rows.count, column)
    }
    frame.rows.append(row)
    return frame
  }
}
