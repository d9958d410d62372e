import ArgumentParser
import Foundation
import Server

/// `millrace table`: looks after tables. Each command is a statement of `millrace sql`, which it
/// runs.
struct TableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table",
    abstract: "Look after Delta tables: files, versions, log.",
    discussion: """
      A table is named as in SQL (orders, silver.orders) or by its folder (/data/orders).
      """,
    subcommands: [
      CreateTableCommand.self, DescribeTableCommand.self, DetailCommand.self,
      HistoryCommand.self, ChangesCommand.self, OptimizeCommand.self, VacuumCommand.self,
      RestoreCommand.self, CloneCommand.self, CheckpointCommand.self, CompactLogCommand.self,
      ConvertCommand.self, CheckCommand.self, MaintainCommand.self,
    ])
}

/// What every command on a table takes.
struct TableOptions: ParsableArguments {
  @OptionGroup var project: ProjectOptions
  @OptionGroup var logs: LogOptions

  @Option(help: "Render rows as table, csv, json or parquet.")
  var output: ResultFormat = .table

  /// Runs a statement and shows what it gives.
  func run(_ statement: String) async throws {
    let console = Console.standard
    logs.bootstrap(console)
    let workspace = try await Workspace(project.find())
    let session = ShellSession(
      workspace, console,
      ShellSession.Settings(
        format: output, maxRows: nil, isTimed: false, isQuiet: logs.quiet,
        isVerbose: logs.verbose, file: nil),
      isInteractive: false)
    let script = try Script(statement)
    try await workspace.closing {
      _ = try await Interruption.cancelling(console, isQuiet: logs.quiet) {
        try await session.run(script)
      }
    }
  }
}

/// The name of a table on a command line.
struct TableName: ExpressibleByArgument {
  /// The name as SQL has it.
  let sql: String

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    if argument.contains("/") {
      sql = "delta.`\(Self.absolute(argument).replacing("`", with: "``"))`"
    } else {
      sql = argument
    }
  }

  /// A path that does not depend on the current folder; URLs stay as they are.
  static func absolute(_ path: String) -> String {
    path.contains("://") ? path : URL(filePath: path).standardizedFileURL.path
  }
}

/// `millrace table create`.
struct CreateTableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a table of columns.",
    usage: "millrace table create orders 'id BIGINT NOT NULL, day DATE' --partition-by day")

  @OptionGroup var options: TableOptions
  @Argument(help: "The table.") var table: TableName
  @Argument(help: "The columns, as in SQL.") var columns: String

  @Option(help: ArgumentHelp("Columns to partition by, with commas.", valueName: "columns"))
  var partitionBy: String?

  @Option(help: ArgumentHelp("Columns to cluster by, with commas.", valueName: "columns"))
  var clusterBy: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("A table property; may be given more than once.", valueName: "name=value"))
  var properties: [String] = []

  @Flag(help: "Do nothing if there is a table of the name.") var ifNotExists = false

  mutating func run() async throws {
    var sql = "CREATE TABLE \(ifNotExists ? "IF NOT EXISTS " : "")\(table.sql) (\(columns))"
    if let partitionBy { sql += " PARTITIONED BY (\(partitionBy))" }
    if let clusterBy { sql += " CLUSTER BY (\(clusterBy))" }
    let pairs = try properties.map { property in
      guard let equals = property.firstIndex(of: "=") else {
        throw ValidationError("--set takes name=value, not \(property)")
      }
      let value = property[property.index(after: equals)...]
      return "\(SQLText.quoted(property[..<equals])) = \(SQLText.quoted(value))"
    }
    if !pairs.isEmpty { sql += " TBLPROPERTIES (\(pairs.joined(separator: ", ")))" }
    try await options.run(sql)
  }
}

/// Texts within the statements that commands put together.
enum SQLText {
  static func quoted(_ text: some StringProtocol) -> String {
    "'" + String(text).replacing("'", with: "''") + "'"
  }

  /// `VERSION AS OF 3`, or `TIMESTAMP AS OF` a time.
  static func version(_ version: Int?, _ time: String?) -> String? {
    version.map { "VERSION AS OF \($0)" } ?? time.map { "TIMESTAMP AS OF \(quoted($0))" }
  }
}

/// `millrace table describe`.
struct DescribeTableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "Show the columns of a table.")

  @OptionGroup var options: TableOptions
  @Argument(help: "The table.") var table: TableName

  mutating func run() async throws { try await options.run("DESCRIBE \(table.sql)") }
}

/// `millrace table detail`.
struct DetailCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "detail", abstract: "Show size, place, properties and features of a table.")

  @OptionGroup var options: TableOptions
  @Argument(help: "The table.") var table: TableName

  mutating func run() async throws { try await options.run("DESCRIBE DETAIL \(table.sql)") }
}

/// `millrace table history`.
struct HistoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Show what was done to a table, newest first.")

  @OptionGroup var options: TableOptions
  @Argument(help: "The table.") var table: TableName
  @Option(help: ArgumentHelp("Show so many versions.", valueName: "count")) var limit: Int?

  mutating func run() async throws {
    try await options.run(
      "DESCRIBE HISTORY \(table.sql)" + (limit.map { " LIMIT \($0)" } ?? ""))
  }
}

/// `millrace table changes`.
struct ChangesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "changes", abstract: "Show the rows that versions of a table changed.",
    discussion: "The table needs the property delta.enableChangeDataFeed.")

  @OptionGroup var options: TableOptions
  @Argument(help: "The table.") var table: TableName
  @Argument(help: "The first version, or a time.") var from: String
  @Argument(help: "The last version, or a time; the newest if left out.") var to: String?

  mutating func run() async throws {
    let bounds = [from, to].compactMap { $0 }.map { Int($0) == nil ? SQLText.quoted($0) : $0 }
    let arguments = [SQLText.quoted(table.sql)] + bounds
    try await options.run("SELECT * FROM table_changes(\(arguments.joined(separator: ", ")))")
  }
}
