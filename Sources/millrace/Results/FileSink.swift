import Foundation
import Server

/// A file that rendered rows go to.
final class FileSink: ResultSink {
  private let handle: FileHandle
  private let path: String

  /// Opens the file at a path, whose rows go behind what it holds already if `isAppending`.
  init(_ path: String, isAppending: Bool) throws(Diagnostic) {
    let flags = O_WRONLY | O_CREAT | (isAppending ? O_APPEND : O_TRUNC)
    let descriptor = open(path, flags, 0o644)
    guard descriptor >= 0 else {
      throw Diagnostic(
        .configuration, "\(path) cannot be written", cause: String(cString: strerror(errno)))
    }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    self.path = path
  }

  func write(_ bytes: [UInt8]) throws {
    do {
      try handle.write(contentsOf: Data(bytes))
    } catch {
      throw Diagnostic(.failure, "\(path) cannot be written", cause: error.localizedDescription)
    }
  }

  func close() throws {
    try handle.close()
  }
}
