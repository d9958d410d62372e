import Foundation

/// Names and values as a query or a form sends them.
struct Fields: Sendable, Hashable {
  private let pairs: [Pair]

  private struct Pair: Sendable, Hashable {
    var name: String
    var value: String
  }

  /// How many pairs are read; the rest is left out.
  private static let most = 1000

  /// Reads `application/x-www-form-urlencoded`.
  init(urlEncoded text: String = "") {
    pairs = text.split(separator: "&").prefix(Self.most).map { part in
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return Pair(
        name: Self.decoded(sides[0]), value: sides.count > 1 ? Self.decoded(sides[1]) : "")
    }
  }

  /// The first value of a name; `nil` where there is none.
  subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// The first value of a name that is not empty.
  func text(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// Every value of a name.
  func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  /// The whole number of a name.
  func integer(_ name: String) -> Int? { self[name].flatMap { Int($0) } }

  /// Whether a name stands for yes.
  func flag(_ name: String) -> Bool? {
    switch self[name]?.lowercased() {
    case "true", "1", "yes", "on": true
    case "false", "0", "no", "off": false
    default: nil
    }
  }

  /// The names that begin so, without that beginning, and their values.
  func values(after prefix: String) -> [(name: String, value: String)] {
    pairs.filter { $0.name.hasPrefix(prefix) }.map {
      (String($0.name.dropFirst(prefix.count)), $0.value)
    }
  }

  /// The pairs as an address has them, but for those of a name.
  func pairs(without name: String) -> [(name: String, value: String)] {
    pairs.filter { $0.name != name }.map { ($0.name, $0.value) }
  }

  private static func decoded(_ text: Substring) -> String {
    let spaced = text.replacing("+", with: " ")
    return spaced.removingPercentEncoding ?? String(spaced)
  }
}
