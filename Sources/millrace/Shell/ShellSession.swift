import Columnar
import Foundation
import Server

/// What `millrace sql` does with statements and commands, whether they are typed, piped or read
/// from a file.
actor ShellSession {
  /// How rows are rendered, and what is told besides.
  struct Settings {
    var format: ResultFormat = .table
    var maxRows: Int?
    var isTimed = false
    var isExpanded = false
    var isQuiet = false
    /// Whether to tell what was read of each table.
    var isVerbose = false
    /// The file rows go to instead of standard output.
    var file: String?
  }

  nonisolated let workspace: Workspace
  nonisolated let console: Console
  var settings: Settings
  /// Whether a person types the statements.
  let isInteractive: Bool
  /// Names that completion offers besides keywords.
  private(set) var names: Set<String> = []
  private var includeDepth = 0
  private var hasWrittenFile = false
  private var statementsDone = 0

  /// The most rows of a table on a terminal, and elsewhere.
  private static let terminalRows = 40
  private static let pipedRows = 10_000

  init(
    _ workspace: Workspace, _ console: Console, _ settings: Settings, isInteractive: Bool
  ) {
    self.workspace = workspace
    self.console = console
    self.settings = settings
    self.isInteractive = isInteractive
  }

  /// Runs everything in a script, up to the first error.
  ///
  /// - Returns: false if the script asked to end the session.
  func run(_ script: Script) async throws -> Bool {
    if includeDepth == 0 { statementsDone = 0 }
    for item in script.items {
      switch item.content {
      case .statement(let text):
        if ["exit", "quit"].contains(text.lowercased().trimmingCharacters(in: .whitespaces)) {
          return false
        }
        try await run(text, at: item.offset, of: script)
      case .command(let line):
        guard try await run(ShellCommand(line)) else { return false }
      }
    }
    return true
  }

  // MARK: Statements

  /// What an interruption left: a statement takes effect whole or not at all.
  private var interruption: Diagnostic {
    let before =
      switch statementsDone {
      case 0: "nothing was changed"
      case 1: "the statement before it took effect, this one changed nothing"
      default: "the \(statementsDone) statements before it took effect, this one changed nothing"
      }
    return Diagnostic(.interrupted, "interrupted: \(before)")
  }

  private func run(_ statement: String, at offset: Int, of script: Script) async throws {
    let start = ContinuousClock.now
    do {
      if settings.format == .parquet, Workspace.isQuery(statement) {
        try await export(statement)
        return
      }
      let result = try await workspace.execute(statement)
      if result.schema.fields.isEmpty {
        tell(result.tag)
      } else {
        names.formUnion(result.schema.names)
        try await render(result)
      }
      if settings.isVerbose {
        for table in result.scan { console.note(console.errors.paint(table, .muted)) }
      }
    } catch let error as Console.OutputClosed {
      throw error
    } catch {
      if Task.isCancelled { throw interruption }
      throw Diagnostic(error, statementAt: offset, of: script)
    }
    statementsDone += 1
    if settings.isTimed {
      tell(Quantity.duration(ContinuousClock.now - start))
    }
  }

  /// Tells something that is not rows: beside them if they are for a person, on standard error if
  /// they are for a program.
  private func tell(_ text: String) {
    guard !settings.isQuiet else { return }
    if settings.format == .table, settings.file == nil {
      console.print(console.output.paint(text, .muted))
    } else {
      console.note(text)
    }
  }

  private func render(_ result: Workspace.Answer) async throws {
    let pager = isInteractive && settings.file == nil ? Pager(console) : nil
    let file = try settings.file.map { try FileSink($0, isAppending: hasWrittenFile) }
    hasWrittenFile = file != nil
    var sink: any ResultSink = console
    if let pager { sink = pager }
    if let file { sink = file }
    var writer = writer(sink, isFile: file != nil)
    try writer.begin(result.schema)
    while let batch = try await result.next() {
      try Task.checkCancellation()
      try writer.write(batch)
    }
    try writer.end()
    try file?.close()
    try pager?.flush()
  }

  private func writer(_ sink: any ResultSink, isFile: Bool) -> any ResultWriter {
    switch settings.format {
    case .csv, .parquet: return CSVWriter(sink)
    case .json: return JSONWriter(sink)
    case .table:
      let terminal = isFile ? Terminal.plain : console.output
      let limit =
        settings.maxRows
        ?? (terminal.isInteractive ? Self.terminalRows : Self.pipedRows)
      return TableWriter(
        sink, terminal: terminal, limit: limit, isExpanded: settings.isExpanded)
    }
  }

  /// Writes the rows of a query as Parquet, to the file asked for or to standard output.
  private func export(_ query: String) async throws {
    guard !hasWrittenFile else {
      throw Diagnostic(.configuration, "a Parquet file holds the rows of one statement")
    }
    hasWrittenFile = true
    if let file = settings.file {
      let count = try await workspace.exportParquet(query, to: file)
      tell("\(Quantity.count(count, "row")) in \(file)")
      return
    }
    guard !console.output.isInteractive else {
      throw Diagnostic(
        .configuration, "Parquet is not text", hint: "write it to a file with -o FILE, or pipe it")
    }
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appending(path: "millrace-\(UUID().uuidString).parquet")
    defer { try? FileManager.default.removeItem(at: file) }
    _ = try await workspace.exportParquet(query, to: file.path)
    let handle = try FileHandle(forReadingFrom: file)
    while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
      try console.write(Array(data))
    }
  }

  // MARK: Commands

  /// Carries out a command.
  ///
  /// - Returns: false if it ends the session.
  private func run(_ command: ShellCommand) async throws -> Bool {
    switch command {
    case .quit: return false
    case .help: console.print(Self.help(console.output))
    case .relations(let kind): try await listRelations(kind)
    case .schemas:
      let rows = try await workspace.schemas().map { [Optional($0)] }
      show(["schema"], rows)
    case .describe(let name): try await describe(name)
    case .timing(let isOn):
      settings.isTimed = isOn ?? !settings.isTimed
      tell("timing is \(settings.isTimed ? "on" : "off")")
    case .expanded(let isOn):
      settings.isExpanded = isOn ?? !settings.isExpanded
      tell("expanded display is \(settings.isExpanded ? "on" : "off")")
    case .output(let name): try setFormat(name)
    case .include(let path): return try await include(path)
    }
    return true
  }

  private func setFormat(_ name: String) throws(Diagnostic) {
    let formats: [ResultFormat] = [.table, .csv, .json]
    guard let format = formats.first(where: { $0.rawValue == name.lowercased() }) else {
      throw Diagnostic(
        .failure, "there is no format \"\(name)\"",
        hint: "one of: " + formats.map(\.rawValue).joined(separator: ", "))
    }
    settings.format = format
  }

  private func include(_ path: String) async throws -> Bool {
    guard includeDepth < 16 else {
      throw Diagnostic(.failure, "\(path) is included by itself")
    }
    includeDepth += 1
    defer { includeDepth -= 1 }
    return try await run(Self.script(at: path))
  }

  /// The script in a file.
  static func script(at path: String) throws(Diagnostic) -> Script {
    do {
      let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
      return try Script(text, file: path)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw Diagnostic(
        .configuration, "\(path) cannot be read",
        hint: FileManager.default.fileExists(atPath: path) ? nil : "there is no such file")
    }
  }

  private func listRelations(_ kind: String?) async throws {
    let relations = try await workspace.relations().filter { kind == nil || $0.kind == kind }
    remember(relations)
    show(["schema", "name", "kind"], relations.map { [$0.schema, $0.name, $0.kind] })
  }

  private func describe(_ name: String) async throws {
    let fields = try await workspace.columns(of: name)
    names.formUnion(fields.map(\.name))
    show(
      ["column", "type", "null"],
      fields.map { [$0.name, $0.type.description.lowercased(), $0.isNullable ? "yes" : "no"] })
  }

  /// Learns the names of schemas and tables, for completion. What cannot be read is not offered.
  func learnNames() async {
    guard let relations = try? await workspace.relations() else { return }
    remember(relations)
  }

  private func remember(_ relations: [Workspace.Relation]) {
    names.formUnion(relations.flatMap { [$0.schema, $0.name, "\($0.schema).\($0.name)"] })
  }

  private func show(_ columns: [String], _ rows: [[String?]]) {
    let table = BoxTable(columns: columns.map { BoxTable.Column(name: $0) }, rows: rows)
    for line in table.lines(console.output) { console.print(line) }
    console.print(console.output.paint(Quantity.count(rows.count, "row"), .muted))
  }

  private static func help(_ terminal: Terminal) -> String {
    let usages = ShellCommand.summary.map { usage, meaning in
      "  " + terminal.paint(TextWidth.pad(usage, to: 18), .accent) + meaning
    }
    return (usages + ["  statements end with ; and may span lines; Ctrl-C gives one up"])
      .joined(separator: "\n")
  }
}
