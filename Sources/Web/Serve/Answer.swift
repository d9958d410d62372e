import Airflow

/// What a client is answered.
struct Answer: Sendable {
  /// Sends an event.
  typealias Send = @concurrent (String) async throws -> Void
  /// Sends events, until there are no more or the client is gone.
  typealias Events = @concurrent @Sendable (_ send: Send) async throws -> Void

  /// What is sent.
  enum Content: Sendable {
    /// All of it at once.
    case bytes([UInt8])
    /// Events as they come, until there are no more or the client is gone.
    case events(Events)
  }

  /// The status.
  var status = 200
  /// What is sent.
  var content = Content.bytes([])
  /// What kind of content it is.
  var type = "text/html; charset=utf-8"
  /// Further headers.
  var headers: [(name: String, value: String)] = []

  /// Events as they come.
  static func events(_ produce: @escaping Events) -> Answer {
    Answer(content: .events(produce), type: "text/event-stream")
  }

  /// A page.
  static func page(_ page: HTML, status: Int = 200) -> Answer {
    Answer(status: status, content: .bytes(Array(HTML.document(page).utf8)))
  }

  /// JSON.
  static func json(_ value: WireValue, status: Int = 200) -> Answer {
    Answer(
      status: status, content: .bytes(Array(value.json.utf8)), type: "application/json")
  }

  /// A text.
  static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Answer {
    Answer(content: .bytes(Array(text.utf8)), type: type)
  }

  /// Nothing, because all is said by its having been done.
  static let done = Answer(status: 204, type: "")

  /// Another address, to be read in its place.
  static func see(_ link: Link) -> Answer {
    Answer(status: 303, headers: [("Location", link.address)])
  }

  /// A file that never changes under its address.
  static func file(_ bytes: [UInt8], type: String) -> Answer {
    Answer(
      content: .bytes(bytes), type: type,
      headers: [("Cache-Control", "public, max-age=31536000, immutable")])
  }

  /// The same with a cookie that scripts do not see and other sites do not send.
  func setting(cookie name: String, _ value: String, seconds: Int, isSecure: Bool) -> Answer {
    var answer = self
    let attributes = "; Path=/; HttpOnly; SameSite=Lax; Max-Age=\(seconds)"
    answer.headers.append(
      ("Set-Cookie", "\(name)=\(value)\(attributes)" + (isSecure ? "; Secure" : "")))
    return answer
  }
}
