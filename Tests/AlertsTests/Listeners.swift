import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A server for HTTP on a free port of this machine, which answers as it is told and keeps what it
/// was sent.
final class HTTPListener: Sendable {
  /// What was sent.
  struct Request: Sendable {
    var path: String
    var headers: [String: String]
    var body: String
  }

  private let answers: Mutex<[Int?]>
  private let received = Mutex<[Request]>([])

  /// - Parameter answers: the statuses, one for each request; `nil` answers nothing. Beyond, all is
  ///   taken.
  private init(_ answers: [Int?]) { self.answers = Mutex(answers) }

  static func use(
    answering answers: [Int?] = [], _ body: (HTTPListener, Int) async throws -> Void
  ) async throws {
    let listener = HTTPListener(answers)
    try await listen { channel in
      try channel.pipeline.syncOperations.configureHTTPServerPipeline()
      try channel.pipeline.syncOperations.addHandler(Handler(listener))
    } during: {
      try await body(listener, $0)
    }
  }

  var requests: [Request] { received.withLock { $0 } }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart
    private let listener: HTTPListener
    private var request = Request(path: "", headers: [:], body: "")

    init(_ listener: HTTPListener) { self.listener = listener }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        request = Request(path: head.uri, headers: [:], body: "")
        for header in head.headers { request.headers[header.name.lowercased()] = header.value }
      case .body(let bytes): request.body += String(buffer: bytes)
      case .end:
        let done = request
        listener.received.withLock { $0.append(done) }
        let status = listener.answers.withLock { $0.isEmpty ? 200 : $0.removeFirst() }
        guard let status else { return }
        var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status))
        head.headers.add(name: "Content-Length", value: "0")
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      }
    }
  }
}

/// A mail server on a free port of this machine, which keeps what it was sent.
final class MailListener: Sendable {
  /// What it offers.
  enum Offer: Sendable {
    case plain, login, startTLS(NIOSSLContext), nothing
  }

  private let offer: Offer
  private let heard = Mutex<[String]>([])

  private init(_ offer: Offer) { self.offer = offer }

  static func use(
    offering offer: Offer, _ body: (MailListener, Int) async throws -> Void
  ) async throws {
    let listener = MailListener(offer)
    try await listen { channel in
      try channel.pipeline.syncOperations.addHandler(Handler(listener))
    } during: {
      try await body(listener, $0)
    }
  }

  /// The lines that clients sent.
  var lines: [String] { heard.withLock { $0 } }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let listener: MailListener
    private var buffer = ""
    private var isText = false
    private var isEncrypted = false
    private var answers: [String] = []

    init(_ listener: MailListener) { self.listener = listener }

    func channelActive(context: ChannelHandlerContext) { say("220 mail.test", context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      buffer += String(buffer: unwrapInboundIn(data))
      while let end = buffer.firstRange(of: "\r\n") {
        let line = String(buffer[..<end.lowerBound])
        buffer = String(buffer[end.upperBound...])
        listener.heard.withLock { $0.append(line) }
        take(line, context)
      }
    }

    private func take(_ line: String, _ context: ChannelHandlerContext) {
      if isText {
        guard line == "." else { return }
        isText = false
        return say("250 taken", context)
      }
      switch line.split(separator: " ").first?.uppercased() {
      case "EHLO": say(greeting, context)
      case "STARTTLS":
        say("220 go ahead", context)
        guard case .startTLS(let tls) = listener.offer else { return }
        isEncrypted = true
        try? context.pipeline.syncOperations.addHandler(
          NIOSSLServerHandler(context: tls), position: .first)
      case "AUTH" where line == "AUTH LOGIN":
        answers = ["334 UGFzc3dvcmQ6", "235 welcome"]
        say("334 VXNlcm5hbWU6", context)
      case "AUTH": say("235 welcome", context)
      case "MAIL", "RCPT": say("250 ok", context)
      case "DATA":
        isText = true
        say("354 go on", context)
      case "QUIT": context.close(promise: nil)
      default: say(answers.isEmpty ? "500 what?" : answers.removeFirst(), context)
      }
    }

    private var greeting: String {
      switch listener.offer {
      case .plain: "250-mail.test\r\n250 AUTH PLAIN LOGIN"
      case .login: "250-mail.test\r\n250 AUTH LOGIN"
      case .startTLS: isEncrypted ? "250 AUTH PLAIN" : "250-mail.test\r\n250 STARTTLS"
      case .nothing: "250 mail.test"
      }
    }

    private func say(_ line: String, _ context: ChannelHandlerContext) {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: line + "\r\n")), promise: nil)
    }
  }
}

/// A certificate for this machine, made for one test.
struct TestCertificate {
  let folder: URL
  var path: String { folder.appending(path: "cert.pem").path }

  /// - Returns: `nil` where there is no openssl.
  init?() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let openssl = URL(filePath: "/usr/bin/openssl")
    guard FileManager.default.isExecutableFile(atPath: openssl.path) else { return nil }
    let process = Process()
    process.executableURL = openssl
    process.currentDirectoryURL = folder
    process.arguments = [
      "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
      "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "key.pem",
      "-out", "cert.pem",
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
  }

  var server: NIOSSLContext {
    get throws {
      try NIOSSLContext(
        configuration: .makeServerConfiguration(
          certificateChain: NIOSSLCertificate.fromPEMFile(path).map { .certificate($0) },
          privateKey: .privateKey(
            NIOSSLPrivateKey(file: folder.appending(path: "key.pem").path, format: .pem))))
    }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }
}

/// Listens on a free port of this machine for as long as `body`, which gets the port, takes.
private func listen(
  _ prepare: @escaping @Sendable (any Channel) throws -> Void,
  during body: (Int) async throws -> Void
) async throws {
  let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    .childChannelInitializer { channel in
      channel.eventLoop.makeCompletedFuture { try prepare(channel) }
    }
    .bind(host: "127.0.0.1", port: 0).get()
  do {
    try await body(channel.localAddress?.port ?? 0)
  } catch {
    try? await channel.close()
    throw error
  }
  try await channel.close()
}
