import FoundationEssentials
import OrderedCollections
import QueryEngine
import Transform

/// One of dbt's commands as it was asked for.
public struct DbtRequest: Sendable {
  let line: CommandLine
  let environment: [String: String]

  /// What came of a command.
  public struct Outcome: Sendable {
    /// dbt's exit code: 0, or 1 where a node failed.
    public var exitCode: Int32
    /// The tests that warned or failed, each with how it ended.
    public var unsoundTests: [String] = []
  }

  /// A line that a command prints.
  public struct Line: Sendable {
    /// The text.
    public var text: String
    /// Whether it tells of a failure.
    public var isError: Bool
    /// Whether it is output, such as a name that `ls` lists, rather than log.
    public var isOutput: Bool
  }

  /// Reads a command line.
  ///
  /// - Parameters:
  ///   - words: the words after the program's name.
  ///   - environment: the environment variables that flags and the project's files may read.
  /// - Throws: a ``Diagnostic`` of kind configuration naming the word that means nothing.
  public init(_ words: [String], environment: [String: String]) throws(Diagnostic) {
    do {
      line = try CommandLine(words, environment: environment)
    } catch {
      throw Diagnostic(error)
    }
    self.environment = environment
  }

  /// The help that a command line asks for.
  ///
  /// - Parameters:
  ///   - words: the words after the program's name.
  ///   - program: what the program is called.
  /// - Returns: the text; nil where no help is asked for.
  /// - Throws: a ``Diagnostic`` of kind configuration where there is no such command.
  public static func help(
    for words: [String], program: String
  ) throws(Diagnostic) -> String? {
    do {
      return try CommandLine.help(for: words, program: program)
    } catch {
      throw Diagnostic(error)
    }
  }

  /// The folder of the project, where the command line or the environment names one.
  public var projectFolder: String? { line.text("project-dir") }

  /// Whether nothing but errors and output is wanted.
  public var isQuiet: Bool { line.isQuiet }

  /// Carries the command out.
  ///
  /// - Parameters:
  ///   - project: the project.
  ///   - report: told of each line of dbt's log and output.
  /// - Returns: what came of it; nodes that failed are in the exit code.
  /// - Throws: a ``Diagnostic`` if the command or the project cannot mean anything.
  public func run(
    on project: Project, report: @escaping @Sendable (Line) -> Void
  ) async throws(Diagnostic) -> Outcome {
    do {
      let reading = Transform.ProjectOptions(
        projectFolder: project.root.path, environment: environment, allowsMissingProfile: true,
        threads: project.file.threads)
      let invocation = try Invocation(line, reading: reading)
      if invocation.command == .docsServe {
        try await serve(invocation.servedFolder(), report: report)
        return Outcome(exitCode: 0)
      }
      let lake = invocation.needsWarehouse ? try await Lake(project.lakeConfiguration) : nil
      let isDebug = invocation.settings.isDebug
      let outcome = try await invocation.run(on: lake.map { LakeWarehouse($0) }) { line in
        guard line.level != .debug || isDebug else { return }
        report(Line(text: line.text, isError: line.level == .error, isOutput: line.isPlain))
      }
      return Outcome(exitCode: outcome.exitCode, unsoundTests: Self.unsoundTests(outcome))
    } catch {
      throw Diagnostic(error).quoting(from: project.root)
    }
  }

  private static func unsoundTests(_ outcome: Invocation.Outcome) -> [String] {
    outcome.results.filter { $0.status == .warn || $0.status == .fail }.map { result in
      // `test.PROJECT.NAME.HASH`, of which people know the name.
      let parts = result.uniqueID.split(separator: ".")
      return "\(parts.count > 2 ? String(parts[2]) : result.uniqueID) (\(result.status.rawValue))"
    }
  }
}
