import Foundation

/// The built program, run as a user runs it: through a shell, in a folder of its own.
struct Program {
  /// What a command line printed, and how it ended.
  struct Outcome {
    var output: String
    var code: Int32
  }

  /// The folder command lines run in.
  let folder: URL

  /// The folder of the built program: the one the test runner is in.
  static let programs: URL = {
    let runner =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
    var folder = URL(filePath: runner).deletingLastPathComponent()
    while folder.path != "/" {
      if FileManager.default.isExecutableFile(atPath: folder.appending(path: "millrace").path) {
        break
      }
      folder = folder.deletingLastPathComponent()
    }
    return folder
  }()

  /// Makes an empty folder, runs `body` and removes the folder.
  static func inFolder<Result>(
    _ body: (Program) async throws -> Result
  ) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "millrace-command-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(Program(folder: folder.resolvingSymlinksInPath()))
  }

  /// Writes a file into the folder.
  func write(_ text: String, to path: String) throws {
    let url = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Starts a shell command line with standard output and error in one file.
  func start(_ command: String, into file: URL) throws -> Process {
    try Data().write(to: file)
    let output = try FileHandle(forWritingTo: file)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": Self.programs.path + ":/usr/bin:/bin", "HOME": folder.path, "LANG": "C.UTF-8",
      "TMPDIR": FileManager.default.temporaryDirectory.path,
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    return process
  }

  /// Runs a shell command line to its end.
  func run(_ command: String) async throws -> Outcome {
    let file = folder.appending(path: ".output-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let process = try start(command, into: file)
    try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in ended.resume() }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        ended.resume(throwing: error)
      }
    }
    let output = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    return Outcome(output: output, code: process.terminationStatus)
  }
}
