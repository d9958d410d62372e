import Foundation

/// An address within this server: a path whose parts are names, and a query.
///
/// Parts and values are percent-encoded, so that no name leads elsewhere.
struct Link: Sendable, Hashable {
  private let parts: [String]
  private var query: [(name: String, value: String)]
  private var fragment: String?

  /// The address whose path has these parts.
  init(_ parts: String..., query: KeyValuePairs<String, String?> = [:]) {
    self.init(parts: parts, query: query.compactMap { name, value in value.map { (name, $0) } })
  }

  init(parts: [String], query: [(name: String, value: String)] = []) {
    self.parts = parts
    self.query = query
  }

  /// The address of a DAG's page.
  static func dag(_ id: String, _ view: String? = nil) -> Link {
    Link(parts: ["dags", id] + (view.map { [$0] } ?? []))
  }

  /// The same address with another value in its query; `nil` takes the name out.
  func with(_ name: String, _ value: String?) -> Link {
    var link = self
    link.query.removeAll { $0.name == name }
    if let value { link.query.append((name, value)) }
    return link
  }

  /// The content of the page that is shown.
  static let content = Link(onPage: "main")

  private init(onPage fragment: String) {
    parts = []
    query = []
    self.fragment = fragment
  }

  /// The address as a browser takes it.
  var address: String {
    if let fragment { return "#" + fragment }
    let path = "/" + parts.map(Self.encoded).joined(separator: "/")
    guard !query.isEmpty else { return path }
    return path + "?"
      + query.map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }.joined(separator: "&")
  }

  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~")

  /// Dots are written out too where they are all there is of a part, which would lead upwards.
  private static func encoded(_ text: String) -> String {
    let encoded = text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    return encoded.replacing("%2E", with: text.allSatisfy { $0 == "." } ? "%2E" : ".")
  }

  static func == (left: Link, right: Link) -> Bool { left.address == right.address }

  func hash(into hasher: inout Hasher) { hasher.combine(address) }
}
