import ArgumentParser
import Foundation
import Server

/// `millrace airflow connections`.
struct AirflowConnectionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connections", abstract: "Look after connections, which are kept sealed.",
    subcommands: [
      SecretListCommand<ConnectionSecret>.self, SecretGetCommand<ConnectionSecret>.self, Add.self,
      SecretDeleteCommand<ConnectionSecret>.self, Import.self,
      SecretExportCommand<ConnectionSecret>.self,
    ])

  /// `millrace airflow connections add`.
  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Keep a connection, in the place of the one of its name.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The connection.")
    var connID: String
    @Option(
      name: .customLong("conn-uri"),
      help: "The connection as a URI: postgresql://user:password@host:5432/database.")
    var connURI: String?
    @Option(
      name: .customLong("conn-json"), help: "The connection as a JSON object with Airflow's keys.")
    var connJSON: String?

    func validate() throws {
      if (connURI == nil) == (connJSON == nil) {
        throw ValidationError("say either --conn-uri or --conn-json")
      }
    }

    mutating func run() async throws {
      try await project.airflow().put(.connection, connID, connURI ?? connJSON ?? "")
      Console.standard.print("the connection \(connID) is kept")
    }
  }
}

/// `millrace airflow variables`.
struct AirflowVariablesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "variables", abstract: "Look after variables, which are kept sealed.",
    subcommands: [
      SecretListCommand<VariableSecret>.self, SecretGetCommand<VariableSecret>.self, Set.self,
      SecretDeleteCommand<VariableSecret>.self, Import.self,
      SecretExportCommand<VariableSecret>.self,
    ])

  /// `millrace airflow variables set`.
  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Keep a variable, in the place of the one of its name.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The variable.")
    var key: String
    @Argument(help: "Its text.")
    var value: String

    mutating func run() async throws {
      try await project.airflow().put(.variable, key, value)
      Console.standard.print("the variable \(key) is kept")
    }
  }
}

/// What the commands for a kind of secret say of it.
protocol SecretNoun {
  static var kind: SecretKind { get }
  /// Airflow's name for its name.
  static var column: String { get }
  /// What `get` prints.
  static var text: String { get }
}

enum ConnectionSecret: SecretNoun {
  static let kind = SecretKind.connection
  static let column = "conn_id"
  static let text = "a connection, with its password"
}

enum VariableSecret: SecretNoun {
  static let kind = SecretKind.variable
  static let column = "key"
  static let text = "a variable"
}

extension SecretNoun {
  /// The argument that names one.
  fileprivate static var argument: ArgumentHelp {
    ArgumentHelp("The \(kind.rawValue).", valueName: column.replacing("_", with: "-"))
  }
}

/// `millrace airflow connections list`, and the same of variables.
struct SecretListCommand<Noun: SecretNoun>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: "List the names of the \(Noun.kind.rawValue)s.")
  }

  @OptionGroup var list: AirflowListOptions

  mutating func run() async throws {
    let names = try await list.project.airflow().names(Noun.kind)
    list.print([Noun.column], names.map { [$0] })
  }
}

/// `millrace airflow connections get`, and the same of variables.
struct SecretGetCommand<Noun: SecretNoun>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "get", abstract: "Print \(Noun.text).")
  }

  @OptionGroup var project: ProjectOptions
  @Argument(help: Noun.argument) var name: String

  mutating func run() async throws {
    Console.standard.print(try await project.airflow().text(Noun.kind, name))
  }
}

/// `millrace airflow connections delete`, and the same of variables.
struct SecretDeleteCommand<Noun: SecretNoun>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: "delete", abstract: "Forget a \(Noun.kind.rawValue).")
  }

  @OptionGroup var project: ProjectOptions
  @Argument(help: Noun.argument) var name: String

  mutating func run() async throws {
    try await project.airflow().remove(Noun.kind, name)
    Console.standard.print("the \(Noun.kind.rawValue) \(name) is forgotten")
  }
}
