import Foundation
import Transform
import Web

extension DbtRequest {
  /// Whether the command goes on until it is stopped, so that being stopped is no failure.
  public var isService: Bool { line.command == .docsServe }

  /// `docs serve`: serves the folder until cancelled.
  func serve(_ folder: String, report: @escaping @Sendable (Line) -> Void) async throws {
    var address = WebServer.Address(host: line.text("host") ?? "127.0.0.1")
    if let text = line.text("port") {
      guard let port = Int(text), (0...65_535).contains(port) else {
        throw Diagnostic(
          .configuration, "--port takes a number from 0 to 65535, not '\(text)'")
      }
      address.port = port
    }
    let opensBrowser = line.toggle("browser") ?? true
    do {
      try await FolderServer(folder, at: address).run { bound in
        let isUsual = ["127.0.0.1", "0.0.0.0", "::"].contains(bound.host)
        let place = isUsual ? "http://localhost:\(bound.port)" : "\(bound)"
        for text in [
          "Serving docs at \(bound.port)",
          "To access from your browser, navigate to: \(place)", "Press Ctrl+C to exit.",
        ] {
          report(Line(text: text, isError: false, isOutput: true))
        }
        if opensBrowser { Self.openBrowser(at: place) }
      }
    } catch is CancellationError {}
  }

  /// Shows a page to whoever sits before this machine; where there is no screen nothing happens.
  private static func openBrowser(at address: String) {
    let environment = ProcessInfo.processInfo.environment
    #if os(macOS)
      let opener = "/usr/bin/open"
    #else
      let opener = "/usr/bin/xdg-open"
      guard environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil else { return }
    #endif
    guard FileManager.default.isExecutableFile(atPath: opener) else { return }
    let process = Process()
    process.executableURL = URL(filePath: opener)
    process.arguments = [address]
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    // The address has been told; a browser is a convenience.
    try? process.run()
  }
}
