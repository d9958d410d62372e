import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Serves the pages and the API of a project, as long as its scheduler runs.
public struct WebServer: Sendable {
  /// Where a server listens.
  public struct Address: Sendable, Hashable, CustomStringConvertible {
    /// The port unless another is asked for.
    public static let defaultPort = 8080

    /// The host: a name of this machine, or one of its addresses.
    public var host: String
    /// The port; 0 for any that is free.
    public var port: Int

    /// Makes an address.
    public init(host: String = "127.0.0.1", port: Int = Address.defaultPort) {
      self.host = host
      self.port = port
    }

    /// The address as a browser takes it.
    public var description: String {
      "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
  }

  /// The most bytes of a request's body.
  static let mostBytes = 1 << 20
  /// The least pause between two events for a page.
  private static let pause: Duration = .milliseconds(400)

  private let site: Site
  private let address: Address
  /// The framework tells errors that only say that a connection ended when the server did.
  private let logger = {
    var logger = Logger(label: "millrace.web")
    logger.logLevel = .critical
    return logger
  }()

  /// Makes a server; ``run(ready:)`` sets it going.
  ///
  /// - Parameters:
  ///   - operations: the project.
  ///   - address: where to listen.
  public init(_ operations: Operations, at address: Address = Address()) {
    self.init(Site(operations, host: address.host), at: address)
  }

  init(_ site: Site, at address: Address) {
    self.site = site
    self.address = address
  }

  /// Serves until cancelled.
  ///
  /// - Parameter ready: told where the server listens, once it does.
  /// - Throws: ``WebError`` of kind `address` if the port is taken or may not be used, or if
  ///   others than this machine could reach a server that has no users.
  public func run(ready: @escaping @Sendable (Address) -> Void) async throws {
    let hasUsers = try await site.accounts.areThere()
    guard hasUsers || Gate.isLoopback(address.host.lowercased()) else {
      throw WebError(
        .address, "\(address.host) can be reached by others, and there are no users yet",
        hint: "add one first: millrace users add NAME --role admin")
    }
    let host = address.host
    let application = Application(
      responder: router().buildResponder(),
      configuration: ApplicationConfiguration(
        address: .hostname(address.host, port: address.port)),
      onServerRunning: { channel in
        ready(Address(host: host, port: channel.localAddress?.port ?? 0))
      }, logger: logger)
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await site.operations.feed.beat() }
        defer { group.cancelAll() }
        try await application.run()
      }
    } catch let error as IOError {
      throw address.told(error, option: "--listen", otherwise: ", --no-web")
    }
  }

  private func router() -> Router<BasicRequestContext> {
    let router = Router(options: .autoGenerateHeadEndpoints)
    router.add(middleware: Unrouted { try await respond(to: $0, Parameters(), nil) })
    for route in site.routes {
      let method = HTTPRequest.Method(route.method.rawValue) ?? .get
      router.on(RouterPath(route.path), method: method) { request, context in
        try await respond(to: request, context.parameters, route)
      }
    }
    return router
  }

  private func respond(
    to request: Request, _ parameters: Parameters, _ route: Route?
  ) async throws -> Response {
    var call = Call(request, parameters)
    do {
      let body = try await request.body.collect(upTo: Self.mostBytes)
      call.take(body: Array(body.readableBytesView))
    } catch is NIOTooManyBytesError {
      let error = WebError(.tooLarge, "at most \(Self.mostBytes) bytes are taken")
      return response(await site.refuse(call, error))
    }
    return response(await site.answer(call, route))
  }

  private func response(_ answer: Answer) -> Response {
    var headers = HTTPFields()
    for header in answer.headers {
      if let name = HTTPField.Name(header.name) {
        headers.append(HTTPField(name: name, value: header.value))
      }
    }
    if !answer.type.isEmpty { headers[.contentType] = answer.type }
    let body: ResponseBody
    switch answer.content {
    case .bytes(let bytes): body = ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    case .events(let produce):
      body = ResponseBody { writer in
        try await produce { event in
          try await writer.write(ByteBuffer(string: event))
          try await Task.sleep(for: Self.pause)
        }
        try await writer.finish(nil)
      }
    }
    return Response(
      status: HTTPResponse.Status(code: answer.status), headers: headers, body: body)
  }
}

extension WebServer.Address {
  /// Why nothing can be listened for here.
  ///
  /// - Parameters:
  ///   - error: what the system said.
  ///   - option: the option that names the host.
  ///   - otherwise: what else can be done where the port is taken.
  /// - Returns: the error to tell.
  func told(_ error: IOError, option: String, otherwise: String = "") -> WebError {
    switch error.errnoCode {
    case EADDRINUSE:
      WebError(
        .address, "the port \(port) of \(host) is taken",
        hint: "stop what listens there, or choose another: --port \(port + 1)\(otherwise)")
    case EACCES:
      WebError(
        .address, "the port \(port) may not be used by this user",
        hint: "choose one above 1023: --port \(Self.defaultPort)")
    case EADDRNOTAVAIL:
      WebError(
        .address, "\(host) is no address of this machine",
        hint: "\(option) 127.0.0.1, or 0.0.0.0 for all")
    default: WebError(.address, "cannot listen on \(self): \(error)")
    }
  }
}

/// Answers what has no route: who may see nothing does not learn from it what there is.
private struct Unrouted: RouterMiddleware {
  typealias Context = BasicRequestContext

  let answer: @Sendable (Request) async throws -> Response

  @concurrent
  func handle(
    _ request: Request, context: Context,
    next: @concurrent (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as HTTPError where error.status == .notFound {
      return try await answer(request)
    }
  }
}

extension Call {
  fileprivate init(_ request: Request, _ parameters: Parameters) {
    method = Method(rawValue: request.method.rawValue) ?? .get
    path = request.uri.path
    query = Fields(urlEncoded: request.uri.query ?? "")
    for (name, value) in parameters {
      parts[String(name)] = value.removingPercentEncoding ?? String(value)
    }
    headers.host = request.head.authority
    headers.origin = request.headers[.origin]
    headers.cookie = request.headers[.cookie]
    headers.authorization = request.headers[.authorization]
    headers.contentType = request.headers[.contentType]
    headers.fetchSite = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
    headers.formToken = HTTPField.Name("X-CSRF-Token").flatMap { request.headers[$0] }
    headers.forwardedProtocol =
      HTTPField.Name("X-Forwarded-Proto").flatMap { request.headers[$0] }
    headers.lastEventID = HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] }
  }

  fileprivate mutating func take(body bytes: [UInt8]) {
    if headers.contentType?.hasPrefix("application/x-www-form-urlencoded") == true {
      form = Fields(urlEncoded: String(decoding: bytes, as: UTF8.self))
    } else {
      body = bytes
    }
  }
}
