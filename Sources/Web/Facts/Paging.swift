/// Which part of a long list is shown.
struct Paging: Sendable, Hashable {
  /// How many lines a page has.
  static let length = 100

  /// The page, from 1.
  var page: Int
  /// How many lines there are in all.
  var total: Int

  /// How many lines come before the page's first.
  static func offset(_ page: Int, _ length: Int = length) -> Int { (page - 1) * length }

  /// How many pages there are; at least one.
  var pages: Int { max(1, (total + Self.length - 1) / Self.length) }
}
