import Spelling

extension Invocation.Command {
  /// What the command does, in one line.
  public var summary: String {
    switch self {
    case .build: "Run models, seeds, snapshots and tests, parents first."
    case .run: "Run models."
    case .test: "Run tests and unit tests."
    case .seed: "Load the CSV files of seeds."
    case .snapshot: "Record what changed in what snapshots read."
    case .compile: "Write the SQL of nodes, and find columns that are not there."
    case .parse: "Read the project and write its manifest."
    case .show: "Show rows of a node or of a query."
    case .clone: "Make views over the relations of an earlier state."
    case .retry: "Run what failed or was skipped the last time."
    case .deps: "Install the packages of packages.yml."
    case .clean: "Delete the folders of clean-targets."
    case .debug: "Say what configuration is found, and whether the warehouse answers."
    case .initialize: "Make a project, or set up the profile of the one there is."
    case .list: "List nodes."
    case .runOperation: "Run a macro."
    case .docsGenerate: "Write the documentation's page and catalogue."
    case .docsServe: "Serve the documentation to browsers."
    case .coverage: "Say which relations and columns have tests."
    case .plan: "Say what would be built, why, and what breaks. Nothing is run."
    case .promote: "Put what an environment has in place of what is in use, as it is."
    case .environments: "List the virtual environments."
    case .dropEnvironment: "Drop an environment with its schemas."
    case .sourceFreshness: "Look how old the rows of sources are."
    }
  }

  /// What stands free after the command, as its usage line shows it.
  var operand: String? {
    switch self {
    case .initialize: "[<project-name>]"
    case .runOperation: "<macro>"
    case .promote, .dropEnvironment: "<environment>"
    default: nil
    }
  }
}

extension CommandLine {
  /// The help that a command line asks for with `--help` or `-h`: that of its command, or of all.
  ///
  /// - Parameters:
  ///   - words: the words after the program's name.
  ///   - program: what the program is called, such as `millrace dbt`.
  /// - Returns: the text; nil where no help is asked for.
  /// - Throws: ``TransformError`` of kind `usage` where there is no such command.
  public static func help(
    for words: [String], program: String
  ) throws(TransformError) -> String? {
    guard words.contains(where: { $0 == "--help" || $0 == "-h" }) || words == ["help"] else {
      return nil
    }
    let names = words.prefix { $0 != "--" }.filter { !$0.hasPrefix("-") && $0 != "help" }
    guard let first = names.first else { return overview(program) }
    let group = Invocation.Command.allCases.filter { $0.rawValue.hasPrefix(first + " ") }
    if !group.isEmpty, names.count == 1 { return overview(of: group, program + " " + first) }
    return try help(of: command(Array(names)).0, program)
  }

  private static func overview(_ program: String) -> String {
    """
    OVERVIEW: Run dbt's commands on the project.

    Commands and flags are dbt's. A program called dbt that is a link to millrace
    behaves as this command.

    USAGE: \(program) <command> [<options>]

    COMMANDS:
    \(list(Invocation.Command.allCases))

      See '\(program) <command> --help' for the options of a command.
    """
  }

  private static func overview(of group: [Invocation.Command], _ program: String) -> String {
    "USAGE: \(program) <command> [<options>]\n\nCOMMANDS:\n\(list(group))"
  }

  private static func list(_ commands: [Invocation.Command]) -> String {
    commands.map { HelpLine(title: $0.rawValue, summary: $0.summary).lines }.joined(separator: "\n")
  }

  private static func help(of command: Invocation.Command, _ program: String) -> String {
    let flags = Flag.all.filter { !$0.summary.isEmpty }
    let own = flags.filter { $0.commands?.contains(command) == true }
    let shared = flags.filter { $0.commands == nil }
    let idle = Flag.all.filter(\.summary.isEmpty).map { "--\($0.name)" }.joined(separator: ", ")
    let usage = ["USAGE: \(program)", command.rawValue, command.operand, "[<options>]"]
    var sections = [
      "OVERVIEW: \(command.summary)", usage.compactMap { $0 }.joined(separator: " "),
    ]
    if !own.isEmpty {
      sections.append("OPTIONS:\n" + lines(own, of: command))
    }
    sections.append(
      "OPTIONS OF EVERY COMMAND:\n" + lines(shared, of: command) + "\n"
        + HelpLine(title: "-h, --help", summary: "Show this.").lines)
    sections.append(
      "Taken because dbt has them, and without effect:\n"
        + HelpLine.wrap(idle, indent: 2).joined(separator: "\n"))
    return sections.joined(separator: "\n\n")
  }

  private static func lines(_ flags: [Flag], of command: Invocation.Command) -> String {
    flags.map { flag in
      let letters = flag.letters.map { "-\($0)" }
      // The letter of --select is another flag's where there is nothing to select.
      let own = flag.name == skipProfile ? ["-s"] : letters
      let name = (flag.isOn ? "--no-" : "--") + flag.name
      let title = (own + [name]).joined(separator: ", ")
      return HelpLine(
        title: flag.value.isEmpty ? title : "\(title) <\(flag.value)>", summary: flag.summary
      ).lines
    }.joined(separator: "\n")
  }

  /// The flag that the letter `s` means after `init`.
  static let skipProfile = "skip-profile-setup"
}

/// A name and what is said of it, in two columns of 80 characters.
private struct HelpLine {
  var title: String
  var summary: String

  static let column = 26

  private static let width = 80

  /// The lines, in two columns.
  var lines: String {
    var lines = Self.wrap(summary, indent: Self.column)
    let head = "  " + title
    if head.count < Self.column, let first = lines.first {
      lines[0] = head + first.dropFirst(head.count)
    } else {
      lines.insert(head, at: 0)
    }
    return lines.joined(separator: "\n")
  }

  static func wrap(_ text: String, indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, indent + line.count + 1 + word.count > width {
        lines.append(margin + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [margin + line]
  }
}
