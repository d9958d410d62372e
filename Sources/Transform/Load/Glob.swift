/// A pattern with `*`, `?` and `[…]`, as shells and Python's `fnmatch` have them.
///
/// With folders crossed, `*` stands for any text; without, it stops at `/` and `**` does not.
struct Glob: Sendable {
  private enum Element: Sendable {
    case character(Character)
    case any
    case anyText
    case anyFolders
    case set([ClosedRange<Character>], isNegated: Bool)
  }

  private let elements: [Element]
  private let crossesFolders: Bool
  /// The pattern's text, when it stands for itself alone.
  private let literal: String?

  init(_ pattern: String, crossesFolders: Bool = true) {
    self.crossesFolders = crossesFolders
    guard Self.isPattern(pattern) else {
      elements = []
      literal = pattern
      return
    }
    literal = nil
    elements = Self.read(Array(pattern), crossesFolders: crossesFolders)
  }

  /// Whether the text has any character with a meaning beyond itself.
  static func isPattern(_ text: String) -> Bool {
    text.utf8.contains { $0 == 0x2a || $0 == 0x3f || $0 == 0x5b || $0 == 0x5d }
  }

  func matches(_ text: String) -> Bool {
    if let literal { return literal == text }
    return matches(Array(text))
  }

  private static func read(_ pattern: [Character], crossesFolders: Bool) -> [Element] {
    var elements: [Element] = []
    var index = 0
    while index < pattern.count {
      let character = pattern[index]
      index += 1
      switch character {
      case "*":
        let isDouble = index < pattern.count && pattern[index] == "*"
        while index < pattern.count, pattern[index] == "*" { index += 1 }
        if crossesFolders {
          elements.append(.anyText)
        } else if isDouble {
          if index < pattern.count, pattern[index] == "/" { index += 1 }
          elements.append(.anyFolders)
        } else {
          elements.append(.anyText)
        }
      case "?": elements.append(.any)
      case "[":
        if let (set, next) = readSet(pattern, from: index) {
          elements.append(set)
          index = next
        } else {
          elements.append(.character("["))
        }
      default: elements.append(.character(character))
      }
    }
    return elements
  }

  private static func readSet(_ pattern: [Character], from start: Int) -> (Element, Int)? {
    var index = start
    let isNegated = index < pattern.count && (pattern[index] == "!" || pattern[index] == "^")
    if isNegated { index += 1 }
    let first = index
    var ranges: [ClosedRange<Character>] = []
    while index < pattern.count, pattern[index] != "]" || index == first {
      let lower = pattern[index]
      if index + 2 < pattern.count, pattern[index + 1] == "-", pattern[index + 2] != "]" {
        let upper = pattern[index + 2]
        if lower <= upper { ranges.append(lower...upper) }
        index += 3
      } else {
        ranges.append(lower...lower)
        index += 1
      }
    }
    guard index < pattern.count else { return nil }
    return (.set(ranges, isNegated: isNegated), index + 1)
  }

  /// Matches with one point of return, so that the time is the product of the two lengths at most.
  private func matches(_ text: [Character]) -> Bool {
    var position = 0
    var element = 0
    var star: (element: Int, position: Int)?
    var folders: (element: Int, position: Int)?
    while position < text.count {
      if element < elements.count {
        switch elements[element] {
        case .anyText:
          star = (element, position)
          element += 1
          continue
        case .anyFolders:
          folders = (element, position)
          star = nil
          element += 1
          continue
        case let single where Self.matches(single, text[position], crossesFolders):
          element += 1
          position += 1
          continue
        default: break
        }
      }
      if let point = star, crossesFolders || text[point.position] != "/" {
        star = (point.element, point.position + 1)
        position = point.position + 1
        element = point.element + 1
      } else if let point = folders {
        folders = (point.element, point.position + 1)
        star = nil
        position = point.position + 1
        element = point.element + 1
      } else {
        return false
      }
    }
    while element < elements.count {
      switch elements[element] {
      case .anyText, .anyFolders: element += 1
      default: return false
      }
    }
    return true
  }

  private static func matches(
    _ element: Element, _ character: Character, _ crossesFolders: Bool
  ) -> Bool {
    switch element {
    case .character(let expected): character == expected
    case .any: crossesFolders || character != "/"
    case .set(let ranges, let isNegated):
      ranges.contains { $0.contains(character) } != isNegated
    case .anyText, .anyFolders: false
    }
  }
}
