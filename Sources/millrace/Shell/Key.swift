/// What was pressed.
enum Key: Sendable, Hashable {
  /// Characters typed.
  case text(String)
  /// Characters pasted as one piece, line ends among them.
  case paste(String)
  case enter, tab, backspace, delete, escape
  case left, right, up, down, home, end
  case wordLeft, wordRight, deleteWord
  /// A letter with the control key held.
  case control(Character)
}

/// Turns the bytes a terminal sends into keys: UTF-8, the control codes, and the sequences of
/// xterm and its descendants. Bytes of a key that is not complete wait for the next call.
struct KeyDecoder: Sendable {
  private var pending: [UInt8] = []

  /// The keys that `bytes` complete. If `isFinal`, nothing more is waiting to be read, and an
  /// escape alone is the escape key and not the beginning of a sequence.
  mutating func decode(_ bytes: some Sequence<UInt8>, isFinal: Bool = true) -> [Key] {
    pending.append(contentsOf: bytes)
    var keys: [Key] = []
    while !pending.isEmpty {
      guard let (key, length) = first(isFinal: isFinal) else { break }
      pending.removeFirst(length)
      if let key { keys.append(key) }
    }
    return keys
  }

  /// The first key and its length, `nil` while it is incomplete. A sequence nobody knows has a
  /// length and no key.
  private func first(isFinal: Bool) -> (Key?, Int)? {
    switch pending[0] {
    case 0x1B: return sequence(isFinal: isFinal)
    case 0x0D, 0x0A: return (.enter, 1)
    case 0x09: return (.tab, 1)
    case 0x7F, 0x08: return (.backspace, 1)
    case 0x17: return (.deleteWord, 1)
    case let code where code < 0x20:
      return (.control(Character(Unicode.Scalar(code + 0x60))), 1)
    default: return text()
    }
  }

  private func text() -> (Key?, Int)? {
    var end = 0
    while end < pending.count, pending[end] >= 0x20, pending[end] != 0x7F {
      let length = Self.utf8Length(pending[end])
      guard end + length <= pending.count else { break }
      end += length
    }
    guard end > 0 else { return nil }
    return (.text(String(decoding: pending[..<end], as: UTF8.self)), end)
  }

  private static func utf8Length(_ lead: UInt8) -> Int {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  private func sequence(isFinal: Bool) -> (Key?, Int)? {
    guard pending.count > 1 else { return isFinal ? (.escape, 1) : nil }
    switch pending[1] {
    case UInt8(ascii: "["): return controlSequence()
    case UInt8(ascii: "O"):
      guard pending.count > 2 else { return nil }
      return (Self.letter(pending[2], isModified: false), 3)
    case UInt8(ascii: "b"): return (.wordLeft, 2)
    case UInt8(ascii: "f"): return (.wordRight, 2)
    case 0x7F, 0x08: return (.deleteWord, 2)
    default: return (.escape, 1)
    }
  }

  /// `ESC [ parameters letter`.
  private func controlSequence() -> (Key?, Int)? {
    guard let end = pending[2...].firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      return nil
    }
    let parameters = String(decoding: pending[2..<end], as: UTF8.self)
    let length = end + 1
    guard pending[end] == UInt8(ascii: "~") else {
      return (Self.letter(pending[end], isModified: parameters.contains(";")), length)
    }
    switch parameters.split(separator: ";").first {
    case "200": return paste(from: length)
    case "1", "7": return (.home, length)
    case "4", "8": return (.end, length)
    case "3": return (.delete, length)
    default: return (nil, length)
    }
  }

  private static func letter(_ letter: UInt8, isModified: Bool) -> Key? {
    switch letter {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): isModified ? .wordRight : .right
    case UInt8(ascii: "D"): isModified ? .wordLeft : .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    default: nil
    }
  }

  /// Everything up to the end of a bracketed paste, which begins at `start`.
  private func paste(from start: Int) -> (Key?, Int)? {
    let terminator: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]
    var index = start
    while index + terminator.count <= pending.count {
      if pending[index..<index + terminator.count].elementsEqual(terminator) {
        let text = String(decoding: pending[start..<index], as: UTF8.self)
          .replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        return (.paste(text), index + terminator.count)
      }
      index += 1
    }
    return nil
  }
}
