import Foundation

/// Tells when something in a folder may have changed: by the system's file events, and where there
/// are none by looking now and then.
final class FolderWatch: Sendable {
  /// How often the folder is looked at where no event told.
  static let interval: Duration = .seconds(30)
  /// How long changes are waited for after the first one, as an editor makes several.
  static let settling: Duration = .milliseconds(200)

  private let folder: DAGFolder
  private let loop: SocketLoop?
  private let descriptor: Int32
  private let changes: AsyncStream<Void>
  private let told: AsyncStream<Void>.Continuation

  /// Begins to watch.
  init(_ folder: DAGFolder) {
    self.folder = folder
    // One pending sign is enough: whoever takes it looks at everything.
    (changes, told) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    loop = try? SocketLoop()
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    watchFolders()
    let told = told
    if descriptor >= 0 {
      _ = loop?.add(
        descriptor, .init(received: { _ in told.yield() }, closed: {}))
    }
  }

  /// Watches folders that are new; those known already stay as they are.
  func watchFolders() {
    guard descriptor >= 0 else { return }
    let mask = UInt32(IN_CLOSE_WRITE | IN_MOVE | IN_CREATE | IN_DELETE)
    for path in folder.folders() {
      inotify_add_watch(descriptor, folder.root + "/" + path, mask)
    }
  }

  /// Calls `look` whenever something may have changed, until cancelled.
  func run(_ look: @Sendable () async -> Void) async {
    let told = told
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        while !Task.isCancelled {
          try? await Task.sleep(for: Self.interval)
          told.yield()
        }
      }
      for await _ in changes {
        try? await Task.sleep(for: Self.settling)
        guard !Task.isCancelled else { break }
        watchFolders()
        await look()
      }
      group.cancelAll()
    }
    loop?.close()
  }
}
