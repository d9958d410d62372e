import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Serves the files of a folder to browsers, and nothing else: what `dbt docs serve` is.
///
/// Whoever asks has to name the server as its address does, so that a page from elsewhere cannot
/// read the folder through a name of its own that leads to this machine.
public struct FolderServer: Sendable {
  private let folder: String
  private let address: WebServer.Address

  /// Makes a server; ``run(ready:)`` sets it going.
  ///
  /// - Parameters:
  ///   - folder: the folder's absolute path. Links in it are followed.
  ///   - address: where to listen.
  public init(_ folder: String, at address: WebServer.Address) {
    self.folder = folder
    self.address = address
  }

  /// Serves until cancelled.
  ///
  /// - Parameter ready: told where the server listens, once it does.
  /// - Throws: ``WebError`` of kind `address` if the port is taken or may not be used.
  public func run(ready: @escaping @Sendable (WebServer.Address) -> Void) async throws {
    let host = address.host
    var logger = Logger(label: "millrace.web")
    // The framework tells errors that only say that a connection ended when the server did.
    logger.logLevel = .critical
    let router = Router()
    router.add(middleware: FolderGate(isLocal: Gate.isLoopback(host.lowercased())))
    router.add(
      middleware: FileMiddleware(folder, searchForIndexHtml: true, logger: logger)
        .withAdditionalMediaTypes(forFileExtensions: Self.types))
    let application = Application(
      router: router,
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: address.port)),
      onServerRunning: { channel in
        ready(WebServer.Address(host: host, port: channel.localAddress?.port ?? 0))
      }, logger: logger)
    do {
      try await application.run()
    } catch let error as IOError {
      throw address.told(error, option: "--host")
    }
  }

  /// What browsers are to know of files that people write and dbt makes.
  private static let types: [String: MediaType] = {
    func text(_ type: MediaType.Category, _ subType: String) -> MediaType {
      MediaType(type: type, subType: subType, parameter: ("charset", "utf-8"))
    }
    return [
      "html": text(.text, "html"), "css": text(.text, "css"), "js": text(.text, "javascript"),
      "sql": text(.text, "plain"), "txt": text(.text, "plain"), "md": text(.text, "plain"),
      "yml": text(.text, "plain"), "csv": text(.text, "csv"),
      "json": MediaType(type: .application, subType: "json"),
    ]
  }()
}

/// Refuses what is not for the folder, and answers in words what is not in it.
private struct FolderGate: RouterMiddleware {
  typealias Context = BasicRequestContext

  /// Whether only this machine reaches the server.
  let isLocal: Bool

  @concurrent
  func handle(
    _ request: Request, context: Context,
    next: @concurrent (Request, Context) async throws -> Response
  ) async throws -> Response {
    if isLocal, !Gate.isLoopback(Gate.name(of: request.head.authority ?? "")) {
      return answer(.forbidden, "this server answers only to names of this machine")
    }
    guard request.method == .get || request.method == .head else {
      var response = answer(.methodNotAllowed, "files can only be read here")
      response.headers[.allow] = "GET, HEAD"
      return response
    }
    guard let path = request.uri.path.removingPercentEncoding, Self.isWithin(path) else {
      return missing(request)
    }
    do {
      var response = try await next(request, context)
      // `docs generate` writes the same names anew.
      response.headers[.cacheControl] = "no-cache"
      if let name = HTTPField.Name("X-Content-Type-Options") { response.headers[name] = "nosniff" }
      return response
    } catch let error as HTTPError where error.status == .notFound || error.status == .badRequest {
      return missing(request)
    }
  }

  /// Whether a path stays within the folder, and names nothing that is hidden.
  private static func isWithin(_ path: String) -> Bool {
    !path.contains("\0") && !path.contains("\\")
      && !path.split(separator: "/").contains { $0.hasPrefix(".") }
  }

  private func missing(_ request: Request) -> Response {
    answer(.notFound, "there is no \(request.uri.path) here; the documentation is at /")
  }

  private func answer(_ status: HTTPResponse.Status, _ text: String) -> Response {
    Response(
      status: status, headers: [.contentType: "text/plain; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text + "\n")))
  }
}
