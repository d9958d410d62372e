import Synchronization

@testable import S3

/// A transport that answers as a test says, and keeps what it was asked.
final class ScriptedTransport: HTTPTransport {
  struct Silence: Error {}

  private let answer: @Sendable (Int, HTTPCall) throws -> HTTPAnswer
  private let asked = Mutex<[HTTPCall]>([])

  init(_ answer: @escaping @Sendable (Int, HTTPCall) throws -> HTTPAnswer) {
    self.answer = answer
  }

  /// Answers from a list, one after the other; no answer where it has `nil`, and behind its end.
  convenience init(_ answers: [HTTPAnswer?]) {
    self.init { number, _ in
      guard number < answers.count, let answer = answers[number] else { throw Silence() }
      return answer
    }
  }

  /// The requests so far.
  var calls: [HTTPCall] { asked.withLock { $0 } }

  func send(_ call: HTTPCall, timeout: Duration) async throws -> HTTPAnswer {
    let number = asked.withLock { asked in
      asked.append(call)
      return asked.count - 1
    }
    return try answer(number, call)
  }
}

extension HTTPAnswer {
  /// An answer with a text for its body.
  init(_ status: Int, _ text: String = "", headers: [String: String] = [:]) {
    self.init(status: status, headers: headers, body: Array(text.utf8))
  }

  /// S3's document for a failure.
  static func failure(_ status: Int, _ code: String) -> HTTPAnswer {
    HTTPAnswer(status, "<?xml version=\"1.0\"?>\n<Error><Code>\(code)</Code></Error>")
  }
}
