import ArgumentParser
import Foundation
import Server

/// `millrace sql`.
struct SQLCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql",
    abstract: "Query the project's tables, or any Delta table by its path.",
    discussion: """
      Without a statement: an interactive shell on a terminal, otherwise the script on standard \
      input. Without a project: select … from delta.`/path/to/table`.

      Rows go to standard output, everything else to standard error unless rows are a table.
      """)

  @OptionGroup var project: ProjectOptions
  @OptionGroup var logs: LogOptions

  @Option(
    help:
      "Render rows as table, csv, json or parquet; by default as the name of the -o file ends, or a table."
  )
  var output: ResultFormat?

  @Option(
    name: [.short, .customLong("file")],
    help: ArgumentHelp("Run the statements of a file.", valueName: "file"))
  var file: String?

  @Option(
    name: [.customShort("o"), .customLong("out")],
    help: ArgumentHelp("Write rows to a file.", valueName: "file"))
  var destination: String?

  @Option(
    help: ArgumentHelp(
      "The most rows a table shows; 40 on a terminal and 10000 elsewhere unless given.",
      valueName: "count"))
  var maxRows: Int?

  @Flag(help: "Tell how long each statement takes.")
  var timing = false

  @Argument(help: "The statements to run.")
  var sql: String?

  func validate() throws {
    if sql != nil, file != nil { throw ValidationError("give statements or --file, not both") }
    if let maxRows, maxRows < 2 { throw ValidationError("--max-rows must be at least 2") }
  }

  mutating func run() async throws {
    let console = Console.standard
    logs.bootstrap(console)
    let script = try script()
    let workspace = try await Workspace(project.find())
    let session = ShellSession(
      workspace, console,
      ShellSession.Settings(
        format: format, maxRows: maxRows, isTimed: timing, isQuiet: logs.quiet,
        isVerbose: logs.verbose, file: destination),
      isInteractive: script == nil)
    guard let script else {
      try await workspace.closing {
        await InteractiveShell(session: session, console: console).run()
      }
      return
    }
    try await workspace.closing {
      _ = try await Interruption.cancelling(console, isQuiet: logs.quiet) {
        try await session.run(script)
      }
    }
  }

  /// What to run; `nil` for what a person will type.
  private func script() throws -> Script? {
    if let sql { return try Script(sql) }
    if let file, file != "-" { return try ShellSession.script(at: file) }
    let input = Terminal(descriptor: STDIN_FILENO)
    if file == nil, input.isInteractive, Console.standard.output.isInteractive { return nil }
    let data = try FileHandle.standardInput.readToEnd() ?? Data()
    return try Script(String(decoding: data, as: UTF8.self), file: nil)
  }

  private var format: ResultFormat {
    if let output { return output }
    let ending = destination.map { URL(filePath: $0).pathExtension.lowercased() } ?? ""
    return ResultFormat(rawValue: ending) ?? .table
  }
}
