public import ArgumentParser
public import Server

extension AirflowVariablesCommand {
  /// `millrace airflow variables import`.
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Keep the variables of a JSON file.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The file: an object with a member for each variable.")
    var file: String
    @Option(
      name: [.customShort("a"), .customLong("action-on-existing-key")],
      help: "What becomes of a variable that is there already: overwrite, fail or skip.")
    var existing: ExistingSecret = .overwrite

    mutating func run() async throws {
      try await project.airflow().tellImport(.variable, file, existing)
    }
  }
}

extension AirflowConnectionsCommand {
  /// `millrace airflow connections import`.
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import", abstract: "Keep the connections of a JSON file.")

    @OptionGroup var project: ProjectOptions
    @Argument(help: "The file: an object with a URI or an object for each connection.")
    var file: String
    @Flag(help: "Replace connections that are there already, which stay otherwise.")
    var overwrite = false

    mutating func run() async throws {
      try await project.airflow().tellImport(.connection, file, overwrite ? .overwrite : .skip)
    }
  }
}

extension ExistingSecret: ExpressibleByArgument {}

extension ProjectAirflow {
  /// Reads a file, and tells what was kept and what was not.
  fileprivate func tellImport(
    _ kind: SecretKind, _ file: String, _ existing: ExistingSecret
  ) async throws {
    let outcome = try await importSecrets(kind, from: file, existing: existing)
    for name in outcome.skipped {
      Console.standard.print("the \(kind.rawValue) \(name) stays as it is")
    }
    Console.standard.print("\(outcome.kept) \(kind.rawValue)s are kept")
  }
}

/// `millrace airflow variables export`, and the same of connections.
struct SecretExportCommand<Noun: SecretNoun>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "export",
      abstract: "Write the \(Noun.kind.rawValue)s to a JSON file, unsealed.",
      discussion: "What comes from the environment is not among them.")
  }

  @OptionGroup var project: ProjectOptions
  @Argument(help: "The file, which only its owner may read; - prints them.")
  var file: String

  mutating func run() async throws {
    let result = try await project.airflow().exportSecrets(
      Noun.kind, to: file == "-" ? nil : file)
    if file == "-" {
      Console.standard.print(String(result.text.dropLast()))
    } else {
      Console.standard.print("\(result.count) \(Noun.kind.rawValue)s are in \(file)")
    }
  }
}
