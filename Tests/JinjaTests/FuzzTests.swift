import Jinja
import TestSupport
import Testing

/// Templates of the corpus with random changes: whatever they are, they end with text or an error.
@Suite struct FuzzTests {
  private static let pieces: [String] = [
    "{{", "}}", "{%", "%}", "{#", "#}", "(", ")", "[", "]", "{", "}", "|", ".", ",", "'", "\"", "-",
    "+", "**", "//", "~", " if ", " in ", " is ", " not ", " for ", "endfor", "\n", "\\", "0x",
    "1e9",
    "é", "\u{0}", "𝄞", "%s", "{:>9}", "*", "raw", "set x", "macro m()", "loop(", "super()",
  ]

  private func mutated(_ source: String, _ generator: inout SeededGenerator) -> String {
    var scalars = Array(source.unicodeScalars)
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0...scalars.count, using: &generator)
      let other = Int.random(in: 0...scalars.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0:
        let piece = FuzzTests.pieces[
          Int.random(in: 0..<FuzzTests.pieces.count, using: &generator)]
        scalars.insert(contentsOf: Array(piece.unicodeScalars), at: place)
      case 1: scalars.removeSubrange(min(place, other)..<max(place, other))
      default:
        let copy = Array(scalars[min(place, other)..<max(place, other)].prefix(200))
        scalars.insert(contentsOf: copy, at: place)
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  @Test("survives mutated templates", arguments: [UInt64(1), 2, 3, 4])
  func survives(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let cases = CorpusCase.all
    var ended = 0
    for _ in 0..<400 {
      let source = cases[Int.random(in: 0..<cases.count, using: &generator)].template
      let template = mutated(source, &generator)
      let mutant = CorpusCase(file: "mutants", name: "", template: template, expected: "")
      let outcome = mutant.outcome()
      #expect(outcome.utf8.count <= 1 << 28)
      ended += 1
    }
    #expect(ended == 400)
  }
}
