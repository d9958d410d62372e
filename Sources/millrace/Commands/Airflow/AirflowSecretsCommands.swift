import ArgumentParser
import Server

/// `millrace airflow connections`.
struct AirflowConnectionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connections", abstract: "Look after connections, which are kept sealed.",
    subcommands: [List.self, Get.self, Add.self, Delete.self])

  /// `millrace airflow connections list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the names of the connections.")

    @OptionGroup var project: ProjectOptions
    @Option(name: .shortAndLong, help: "How to print the list.")
    var output: ListFormat = .table

    mutating func run() async throws {
      AirflowList(
        columns: ["conn_id"], rows: try await project.airflow().names(.connection).map { [$0] }
      ).print(output, to: Console.standard)
    }
  }

  /// `millrace airflow connections get`.
  struct Get: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "get", abstract: "Print a connection, with its password.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The connection.")
    var connID: String

    mutating func run() async throws {
      Console.standard.print(try await project.airflow().text(.connection, connID))
    }
  }

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

  /// `millrace airflow connections delete`.
  struct Delete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "delete", abstract: "Forget a connection.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The connection.")
    var connID: String

    mutating func run() async throws {
      try await project.airflow().remove(.connection, connID)
      Console.standard.print("the connection \(connID) is forgotten")
    }
  }
}

/// `millrace airflow variables`.
struct AirflowVariablesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "variables", abstract: "Look after variables, which are kept sealed.",
    subcommands: [List.self, Get.self, Set.self, Delete.self])

  /// `millrace airflow variables list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the names of the variables.")

    @OptionGroup var project: ProjectOptions
    @Option(name: .shortAndLong, help: "How to print the list.")
    var output: ListFormat = .table

    mutating func run() async throws {
      AirflowList(
        columns: ["key"], rows: try await project.airflow().names(.variable).map { [$0] }
      ).print(output, to: Console.standard)
    }
  }

  /// `millrace airflow variables get`.
  struct Get: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "get", abstract: "Print a variable.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The variable.")
    var key: String

    mutating func run() async throws {
      Console.standard.print(try await project.airflow().text(.variable, key))
    }
  }

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

  /// `millrace airflow variables delete`.
  struct Delete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "delete", abstract: "Forget a variable.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The variable.")
    var key: String

    mutating func run() async throws {
      try await project.airflow().remove(.variable, key)
      Console.standard.print("the variable \(key) is forgotten")
    }
  }
}

/// `millrace airflow pools`.
struct AirflowPoolsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pools", abstract: "Look after pools, whose slots tasks share.",
    subcommands: [List.self, Set.self, Delete.self])

  /// `millrace airflow pools list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the pools.")

    @OptionGroup var project: ProjectOptions
    @Option(name: .shortAndLong, help: "How to print the list.")
    var output: ListFormat = .table

    mutating func run() async throws {
      AirflowList(columns: ["pool", "slots"], rows: try await project.airflow().pools())
        .print(output, to: Console.standard)
    }
  }

  /// `millrace airflow pools set`.
  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Add or change a pool.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The pool.")
    var name: String
    @Argument(help: "How many slots it has.")
    var slots: Int
    @Argument(help: "What it is for; not kept.")
    var description: String?

    func validate() throws {
      if slots < 0 { throw ValidationError("a pool has no fewer than zero slots") }
    }

    mutating func run() async throws {
      try await project.airflow().setPool(name, slots: slots)
      Console.standard.print("the pool \(name) has \(slots) slots")
    }
  }

  /// `millrace airflow pools delete`.
  struct Delete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "delete", abstract: "Forget a pool.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The pool.")
    var name: String

    mutating func run() async throws {
      try await project.airflow().removePool(name)
      Console.standard.print("the pool \(name) is forgotten")
    }
  }
}
