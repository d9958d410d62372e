import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// Performs an ``SMTPSession`` on a connection to a mail server.
///
/// All of it is called on the connection's event loop, but for the making.
final class SMTPConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// The most bytes of a line; RFC 5321 has 512.
  private static let longestLine = 8192

  private var session: SMTPSession
  private let encryption: Encryption?
  private let outcome: EventLoopPromise<[String]>
  private var received = ByteBuffer()

  /// With whom a connection is encrypted.
  private struct Encryption {
    var context: NIOSSLContext
    var host: String

    /// The handler that encrypts. Addresses in numbers have no name to ask for.
    func handler() throws -> NIOSSLClientHandler {
      let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
      return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
    }
  }

  private init(
    _ session: SMTPSession, _ encryption: Encryption?, _ outcome: EventLoopPromise<[String]>
  ) {
    self.session = session
    self.encryption = encryption
    self.outcome = outcome
  }

  /// Hands a message to a mail server. The caller bounds the time; cancelling closes the
  /// connection.
  ///
  /// - Returns: the recipients whom the server knows nothing of, if not all.
  /// - Throws: ``DeliveryFailure``.
  static func deliver(
    _ lines: [String], by mail: MailSettings, within time: Duration
  ) async throws -> [String] {
    var encryption: Encryption?
    if mail.security != .none {
      encryption = Encryption(context: try context(mail), host: mail.host)
    }
    let known = encryption
    let group = MultiThreadedEventLoopGroup.singleton
    let outcome = group.next().makePromise(of: [String].self)
    let session = SMTPSession(mail, sending: lines)
    let channel: any Channel
    do {
      channel = try await ClientBootstrap(group: outcome.futureResult.eventLoop)
        .connectTimeout(TimeAmount(time))
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            if mail.security == .tls, let known { try pipeline.addHandler(known.handler()) }
            try pipeline.addHandler(SMTPConnection(session, known, outcome))
          }
        }
        .connect(host: mail.host, port: mail.port).get()
    } catch {
      outcome.fail(error)
      throw DeliveryFailure("\(mail.host):\(mail.port) cannot be reached")
    }
    defer { channel.close(promise: nil) }
    return try await withTaskCancellationHandler {
      try await outcome.futureResult.get()
    } onCancel: {
      channel.close(promise: nil)
    }
  }

  private static func context(_ mail: MailSettings) throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    if let file = mail.certificates { configuration.trustRoots = .file(file) }
    do {
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw DeliveryFailure("the certificates cannot be read", isFinal: true)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    received.writeBuffer(&bytes)
    while let end = received.readableBytesView.firstIndex(of: 10) {
      let length = end - received.readableBytesView.startIndex
      let line = received.readString(length: length) ?? ""
      received.moveReaderIndex(forwardBy: 1)
      perform(session.receive(line.hasSuffix("\r") ? String(line.dropLast()) : line), context)
    }
    received.discardReadBytes()
    if received.readableBytes > Self.longestLine { perform(session.closed(), context) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted = event as? TLSUserEvent { perform(session.secured(), context) }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    perform(session.closed(), context)
    outcome.fail(DeliveryFailure("the connection was closed"))
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    let isUntrusted = error is NIOSSLError || error is NIOSSLExtraError
    outcome.fail(
      DeliveryFailure(
        isUntrusted
          ? "no encrypted connection comes about: is the certificate valid and trusted?"
          : "the connection broke"))
    context.close(promise: nil)
  }

  private func perform(_ actions: [SMTPSession.Action], _ context: ChannelHandlerContext) {
    for action in actions {
      switch action {
      case .send(let text):
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text + "\r\n")), promise: nil)
      case .startTLS: encrypt(context)
      case .finish(let refused): outcome.succeed(refused)
      case .fail(let failure):
        outcome.fail(failure)
        context.close(promise: nil)
      }
    }
  }

  /// What was sent in the open behind the answer that begins the encryption cannot be trusted.
  private func encrypt(_ context: ChannelHandlerContext) {
    do {
      guard let encryption, received.readableBytes == 0 else {
        throw DeliveryFailure("the server spoke in the open")
      }
      try context.pipeline.syncOperations.addHandler(encryption.handler(), position: .first)
    } catch {
      outcome.fail(error)
      context.close(promise: nil)
    }
  }
}
