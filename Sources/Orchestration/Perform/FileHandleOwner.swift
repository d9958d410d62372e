import Foundation

/// An open file that is appended to, and closed with its owner.
final class FileHandleOwner: Sendable {
  private let handle: FileHandle

  /// Opens a file, and makes the folders to it; `nil` if that cannot be done.
  init?(path: String) {
    let url = URL(filePath: path)
    try? FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    if !FileManager.default.fileExists(atPath: path) {
      guard FileManager.default.createFile(atPath: path, contents: nil) else { return nil }
    }
    guard let handle = FileHandle(forWritingAtPath: path) else { return nil }
    _ = try? handle.seekToEnd()
    self.handle = handle
  }

  deinit {
    try? handle.close()
  }

  /// Adds a text. What a full disk does not take is lost, and the task goes on.
  func write(_ text: String) {
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
