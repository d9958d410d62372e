import Foundation
import Synchronization
import TestSupport

/// A PostgreSQL server of the tests' own: on a free port of 127.0.0.1, in a temporary folder, ended
/// with the process that started it, however that ends.
public final class PostgreSQLServer: Sendable {
  /// Why there is no server.
  public struct Failure: Error, CustomStringConvertible {
    /// What happened.
    public var description: String
  }

  /// The password of the server's one user, with characters that an address has to escape.
  public static let password = "p@ss/w:rd"

  /// The port it listens on.
  public let port: Int
  private let folder: URL
  private let binaries: URL
  private let running = Mutex<(process: Process, leash: Pipe)?>(nil)

  /// The folder of the server's programs, where there is one.
  static let binaries: URL? = {
    let fileManager = FileManager.default
    var folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { URL(filePath: String($0)) }
    let installed = URL(filePath: "/usr/lib/postgresql")
    let versions = (try? fileManager.contentsOfDirectory(atPath: installed.path)) ?? []
    folders += versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map {
      installed.appending(path: "\($0)/bin")
    }
    // The programs look for each other beside themselves, so that links are followed.
    return folders.first { fileManager.isExecutableFile(atPath: $0.appending(path: "initdb").path) }
      .map { $0.appending(path: "initdb").resolvingSymlinksInPath().deletingLastPathComponent() }
  }()

  /// Whether the machine has what is needed for a server.
  public static var isInstalled: Bool { binaries != nil }

  /// What a test says that is left out for want of a server.
  public static let missing = "PostgreSQL's initdb is missing: apt-get install postgresql"

  /// The server that all tests share which do not stop it.
  public static func shared() throws -> PostgreSQLServer { try started.get() }

  private static let started = Result { try PostgreSQLServer() }

  /// Makes a database cluster and starts its server.
  ///
  /// - Throws: ``Failure``.
  public init() throws {
    guard let binaries = Self.binaries else { throw Failure(description: Self.missing) }
    self.binaries = binaries
    port = Int(try Loopback.freePort())
    folder = FileManager.default.temporaryDirectory.appending(path: "postgresql-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let secret = folder.appending(path: "password")
    try Data(Self.password.utf8).write(to: secret)
    if getuid() == 0 { try Self.run(["chown", "-R", "postgres", folder.path]) }
    try Self.run(
      Self.asServer(binaries, "initdb") + [
        "--pgdata=\(folder.path)/data", "--username=millrace", "--auth=scram-sha-256",
        "--pwfile=\(secret.path)", "--encoding=UTF8", "--no-locale", "--no-sync",
      ])
    try start()
  }

  /// A server refuses to be root.
  private static func asServer(_ binaries: URL, _ program: String) -> [String] {
    let path = binaries.appending(path: program).path
    guard getuid() == 0 else { return [path] }
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", path]
  }

  deinit {
    stop()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Starts the server again, and waits until it takes connections.
  ///
  /// - Throws: ``Failure`` if it does not start.
  public func start() throws {
    let leash = Pipe()
    // Nobody else may hold it, the shell least of all.
    _ = fcntl(leash.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    // The shell holds the other end of a pipe: when this process has gone, however it went, so has
    // the pipe, and the server is ended.
    process.arguments =
      ["-c", "\"$@\" & read -r line; kill -QUIT $!", "sh"]
      + Self.asServer(binaries, "postgres") + [
        "-D", folder.path + "/data", "-p", "\(port)", "-c", "listen_addresses=127.0.0.1",
        "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "max_connections=200",
        "-c", "logging_collector=off",
      ]
    process.currentDirectoryURL = folder
    process.standardInput = leash
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    running.withLock { $0 = (process, leash) }
    for _ in 0..<300 {
      if isReady { return }
      usleep(100_000)
    }
    throw Failure(description: "PostgreSQL did not start within 30 seconds")
  }

  private var isReady: Bool {
    let program = binaries.appending(path: "pg_isready").path
    return (try? Self.run([program, "-q", "-h", "127.0.0.1", "-p", "\(port)"])) != nil
  }

  /// Ends the server at once, as if the machine had lost its power; what was committed stays.
  public func stop() {
    guard let (process, leash) = running.withLock({ $0.take() }) else { return }
    try? leash.fileHandleForWriting.close()
    process.waitUntilExit()
    // The server's last act is to remove this.
    let sign = folder.appending(path: "data/postmaster.pid").path
    for _ in 0..<500 where FileManager.default.fileExists(atPath: sign) { usleep(10_000) }
  }

  /// An address of the server's database.
  ///
  /// - Parameters:
  ///   - schema: the schema in which names without one are looked for.
  ///   - password: the password of the server's user, or a wrong one.
  /// - Returns: the address.
  public func address(schema: String? = nil, password: String = password) -> String {
    let secret = password.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let options = schema.map { "?options=-csearch_path%3D\($0)" } ?? ""
    return "postgresql://millrace:\(secret)@127.0.0.1:\(port)/postgres\(options)"
  }

  private static func run(_ words: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(words[0]): \(String(decoding: text, as: UTF8.self))")
    }
  }
}
