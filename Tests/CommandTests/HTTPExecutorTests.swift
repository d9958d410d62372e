import Foundation
import Orchestration
import Synchronization
import TestSupport
import Testing

@testable import Server

@Suite struct HTTPExecutorTests {
  /// Answers one request after the other with what it was given, and remembers what it was asked.
  private final class Listener: Sendable {
    let port: Int
    private let socket: Int32
    private let seen = Mutex<[String]>([])
    var requests: [String] { seen.withLock { $0 } }

    init(_ answers: [String]) throws {
      let (socket, port) = try Loopback.socket(listens: true)
      self.socket = socket
      self.port = Int(port)
      Thread.detachNewThread { for answer in answers { self.answer(answer) } }
    }

    deinit { close(socket) }

    private func answer(_ text: String) {
      let connection = accept(socket, nil, nil)
      defer { close(connection) }
      var request = ""
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = recv(connection, &buffer, buffer.count, 0)
        guard count > 0 else { break }
        request += String(decoding: buffer[..<count], as: UTF8.self)
        let parts = request.components(separatedBy: "\r\n\r\n")
        let length = request.lowercased().firstMatch(of: #/content-length: (\d+)/#)
          .flatMap { Int($0.1) }
        if parts.count > 1, parts[1].utf8.count >= length ?? 0 { break }
      }
      seen.withLock { $0.append(request) }
      _ = text.withCString { send(connection, $0, strlen($0), 0) }
    }
  }

  private func answer(_ status: String, _ body: String, _ more: String = "") -> String {
    "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\(more)\r\n"
      + body
  }

  private func run(_ settings: [String: String]) async -> (TaskResult, [String]) {
    let lines = Mutex<[String]>([])
    let log = TaskLog(path: nil) { line in lines.withLock { $0.append(line) } }
    var settings = settings
    settings["items"] = "x\ny z&"
    let attempt = TaskAttempt(
      id: TaskInstanceID(run: RunID(dag: "d", name: "r"), task: "t", mapIndex: 1), attempt: 2,
      work: TaskWork(kind: "http", settings: settings), timeout: .seconds(20))
    let result = await HTTPExecutor().execute(attempt, log: log)
    return (result, lines.withLock { $0 })
  }

  @Test func sendsWhatTheTaskSays() async throws {
    let listener = try Listener([answer("201 Created", "made")])
    let (result, lines) = await run([
      "url": "http://127.0.0.1:\(listener.port)/runs/$MILLRACE_RUN?item=$ITEM&key=hunter2",
      "method": "POST", "body": "{\"try\": $MILLRACE_ATTEMPT}", "header.X-Task": "$MILLRACE_TASK",
    ])
    #expect(result == .succeeded())
    let request = try #require(listener.requests.first)
    #expect(request.hasPrefix("POST /runs/r?item=y%20z%26&key=hunter2 HTTP/1.1\r\n"))
    #expect(request.contains("X-Task: t\r\n"))
    #expect(request.contains("Idempotency-Key: d%2Fr%2Ft%5B1%5D\r\n"))
    #expect(request.hasSuffix("{\"try\": 2}"))
    let line = try #require(lines.first)
    #expect(line.hasPrefix("POST http://127.0.0.1:\(listener.port)/runs/r: 201, 4 bytes in "))
    #expect(!lines.joined().contains("hunter2"))
  }

  @Test func looksAtTheStatus() async throws {
    let listener = try Listener([
      answer("404 Not Found", "nothing here"), answer("404 Not Found", ""),
      answer("503 Busy", "", "Retry-After: 7\r\n"),
    ])
    let url = "http://127.0.0.1:\(listener.port)/"
    let (missing, lines) = await run(["url": url])
    #expect(missing == .failed)
    #expect(lines.last == "nothing here")
    #expect(await run(["url": url, "expect": "200 404"]).0 == .succeeded())
    #expect(await run(["url": url]).0 == .failedForNow(rest: .seconds(7)))
    #expect(!listener.requests[0].contains("Idempotency-Key"))
  }

  @Test func saysThatNobodyAnswers() async throws {
    let (result, lines) = await run(["url": "http://127.0.0.1:1/x?key=hunter2"])
    #expect(result == .failed)
    #expect(lines == ["GET http://127.0.0.1:1/x: the host cannot be reached"])
  }
}
