import ArgumentParser
import Foundation
import Server

/// `millrace users`.
struct UsersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "users",
    abstract: "Say who may use the pages and the API of millrace up.",
    discussion: """
      Without users, whoever is on the machine may do everything and nobody else can reach it. \
      From the first user on everybody has to log in. Roles: viewer sees, editor also triggers, \
      pauses, clears and marks, admin also changes pools, connections, variables and users.
      """,
    subcommands: [Add.self, List.self, Remove.self, Token.self], defaultSubcommand: List.self)

  /// `millrace users add`.
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Add a user.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The user's name.")
    var name: String
    @Option(help: "What the user may do: \(ProjectUsers.roles.joined(separator: ", ")).")
    var role: String
    @Flag(help: "Read the password from standard input.")
    var passwordStdin = false

    mutating func run() async throws {
      let users = try project.users()
      try await users.add(name, role: role, password: try password())
      Console.standard.print("added \(name) as \(role)")
    }

    private func password() throws -> String {
      if passwordStdin { return readLine(strippingNewline: true) ?? "" }
      guard isatty(0) != 0 else {
        throw ValidationError("there is nobody to ask for the password: use --password-stdin")
      }
      let first = getpass("Password: ").map { String(cString: $0) } ?? ""
      let second = getpass("Again: ").map { String(cString: $0) } ?? ""
      guard first == second else { throw ValidationError("the passwords differ") }
      return first
    }
  }

  /// `millrace users list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the users.")

    @OptionGroup var project: ProjectOptions

    mutating func run() async throws {
      let console = Console.standard
      let users = try await project.users().list()
      if users.isEmpty { console.print("no users: only this machine, and it may do everything") }
      for user in users { console.print("\(user.name)  \(user.role)  since \(user.added)") }
    }
  }

  /// `millrace users remove`.
  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: "Remove a user, with all sessions and tokens.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The user's name.")
    var name: String

    mutating func run() async throws {
      try await project.users().remove(name)
      Console.standard.print("removed \(name)")
    }
  }

  /// `millrace users token`.
  struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "token", abstract: "Make a token by which programs are a user; shown once.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The user's name.")
    var name: String
    @Option(help: "What the token is for.")
    var label: String = ""
    @Option(help: "For how many days it is valid; for ever unless given.")
    var days: Int?

    func validate() throws {
      if let days, days < 1 { throw ValidationError("--days takes a number of at least 1") }
    }

    mutating func run() async throws {
      Console.standard.print(
        try await project.users().token(for: name, label: label, days: days))
    }
  }
}

extension ProjectOptions {
  /// Who may use the pages and the API of the project.
  fileprivate func users() throws -> ProjectUsers {
    try ProjectUsers(of: try require(), variables: ProcessInfo.processInfo.environment)
  }
}
