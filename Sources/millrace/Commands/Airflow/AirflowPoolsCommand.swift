import ArgumentParser
import Server

/// `millrace airflow pools`.
struct AirflowPoolsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pools", abstract: "Look after pools, whose slots tasks share.",
    subcommands: [List.self, Set.self, Delete.self])

  /// `millrace airflow pools list`.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List the pools.")

    @OptionGroup var list: AirflowListOptions

    mutating func run() async throws {
      list.print(["pool", "slots"], try await list.project.airflow().pools())
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
