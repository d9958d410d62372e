import Airflow
import Foundation
import Orchestration

/// What a client asks for, taken apart: no handler sees more of HTTP than this.
struct Call: Sendable {
  /// What is to be done.
  enum Method: String, Sendable, Hashable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"

    /// Whether nothing changes by it.
    var isSafe: Bool { self == .get }
  }

  /// What is to be done.
  var method = Method.get
  /// The path as it was sent, without the query.
  var path = "/"
  /// The variable parts of the path, decoded, by the names that the route gives them.
  var parts: [String: String] = [:]
  /// The query.
  var query = Fields()
  /// The fields of a form.
  var form = Fields()
  /// The body of anything but a form.
  var body: [UInt8] = []
  /// The headers.
  var headers = Headers()
  /// Who asks.
  var identity = Identity.nobody
  /// What forms have to send back.
  var formToken = ""
  /// When it was asked.
  var now = Timestamp.now

  /// The headers that anything depends on.
  struct Headers: Sendable, Hashable {
    var host: String?
    var origin: String?
    var fetchSite: String?
    var cookie: String?
    var authorization: String?
    var contentType: String?
    var formToken: String?
    var forwardedProtocol: String?
    /// The last event that a listener has heard, when it listens again.
    var lastEventID: String?
  }

  /// A variable part of the path, which the route names.
  subscript(part: String) -> String { parts[part] ?? "" }

  /// The run that the path names.
  var run: RunID { RunID(dag: self["dag"], name: self["run"]) }

  /// The number of the page asked for, from 1.
  var page: Int { max(1, min(query.integer("page") ?? 1, 1_000_000)) }

  /// The address asked for.
  var link: Link {
    let names = path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
    return Link(parts: names, query: query.pairs(without: ""))
  }

  /// A page of this server that a form says to go on to; whatever it says, nowhere else.
  func link(to next: String) -> Link {
    let isPath = next.hasPrefix("/") && !next.hasPrefix("//") && !next.contains("\\")
    let parts = (isPath ? next : "/")
      .split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var target = self
    target.path = String(parts[0])
    target.query = Fields(urlEncoded: parts.count > 1 ? String(parts[1]) : "")
    return target.link
  }

  /// The body as JSON; null where there is none.
  ///
  /// - Throws: ``WebError`` of kind `invalid`.
  func json() throws(WebError) -> WireValue {
    guard !body.isEmpty else { return .null }
    do {
      return try WireValue(json: String(decoding: body, as: UTF8.self))
    } catch {
      throw WebError(.invalid, "the body is no JSON")
    }
  }

  /// The cookie of a name.
  func cookie(_ name: String) -> String? {
    for part in (headers.cookie ?? "").split(separator: ";") {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, sides[0].drop(while: { $0 == " " }) == name else { continue }
      return String(sides[1])
    }
    return nil
  }
}
