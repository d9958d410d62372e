package import Foundation

/// How a program is started: in a process group of its own, with the descriptors it is given and
/// no signal blocked or ignored.
package struct ProcessLaunch {
  /// Why a program could not be started.
  package struct Failure: Error, CustomStringConvertible {
    /// The error's number (`errno`).
    package var code: Int32
    package var description: String { String(cString: strerror(code)) }
  }

  private var program: String
  private var arguments: [String]
  private var environment: [String: String]
  private var descriptors: [(here: Int32, there: Int32)]

  /// Describes a start; standard input is empty.
  ///
  /// - Parameters:
  ///   - program: The path of the program.
  ///   - arguments: What it is called with, its own name first.
  ///   - environment: All its variables.
  ///   - descriptors: Descriptors of this process, and the numbers that they have there.
  package init(
    _ program: String, arguments: [String], environment: [String: String],
    descriptors: [(here: Int32, there: Int32)]
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.descriptors = descriptors
  }

  /// Starts the program.
  ///
  /// - Returns: The number of its process and its process group.
  package func start() throws(Failure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (here, there) in descriptors { posix_spawn_file_actions_adddup2(&actions, here, there) }
    closeOthers(&actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What this program ignores or blocks, another one would inherit.
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    var allSignals = sigset_t()
    sigfillset(&allSignals)
    posix_spawnattr_setsigdefault(&attributes, &allSignals)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
        | Self.inheritsNothing)
    var words = arguments.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for pointer in words + variables { free(pointer) }
    }
    var process: pid_t = 0
    let code = posix_spawn(&process, program, &actions, &attributes, &words, &variables)
    guard code == 0 else { throw Failure(code: code) }
    return process
  }
  // A program that held a socket of this one would keep its connection open: whoever is at the
  // other end would wait for as long as the program runs.
  #if canImport(Darwin)
    private static let inheritsNothing = Int16(POSIX_SPAWN_CLOEXEC_DEFAULT)

    private func closeOthers(_ actions: inout posix_spawn_file_actions_t) {}
  #else
    private static let inheritsNothing: Int16 = 0

    private typealias CloseFrom =
      @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, CInt) -> CInt

    /// glibc has it since 2.34, and Swift's view of its headers leaves it out.
    private static let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np")
      .map { unsafeBitCast($0, to: CloseFrom.self) }

    /// Closes all descriptors but the first three and those that the program is given.
    private func closeOthers(_ actions: inout posix_spawn_file_actions_t) {
      let given = Set(descriptors.map(\.there))
      let last = max(2, given.max() ?? 2)
      for descriptor in 3..<max(3, last) where !given.contains(descriptor) {
        posix_spawn_file_actions_addclose(&actions, descriptor)
      }
      _ = Self.closeFrom?(&actions, last + 1)
    }
  #endif
}
