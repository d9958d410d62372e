import FoundationEssentials
import OrderedCollections
import QueryEngine
import Transform

/// One of dbt's commands as it was asked for.
public struct DbtRequest: Sendable {
  /// dbt's name for what to do: `build`, `run`, `test`, `seed`, `compile`, `parse`, `ls`.
  public var command: String
  /// The arguments of `--select`.
  public var select: [String] = []
  /// The arguments of `--exclude`.
  public var exclude: [String] = []
  /// The arguments of `--resource-type`.
  public var resourceTypes: [String] = []
  /// Which tests come along.
  public var indirectSelection = "eager"
  /// Whether incremental models and seeds are built anew.
  public var isFullRefresh = false
  /// Whether the first failure ends the run.
  public var failsFast = false
  /// Whether tests keep the rows that fail.
  public var storesFailures = false
  /// The text of `--vars`, a YAML mapping.
  public var variables: String?
  /// The target, instead of the profile's default.
  public var target: String?
  /// The profile, instead of the project's own.
  public var profile: String?
  /// How many nodes run at once.
  public var threads: Int?
  /// The folder of `profiles.yml`; dbt's search if `nil`.
  public var profilesFolder: String?

  /// What came of a command.
  public struct Outcome: Sendable {
    /// dbt's exit code: 0, or 1 where a node failed.
    public var exitCode: Int32
    /// What `ls` prints.
    public var listing: [String]
  }

  /// Asks for a command and nothing further.
  public init(_ command: String) {
    self.command = command
  }

  /// Carries the command out.
  ///
  /// - Parameters:
  ///   - project: the project.
  ///   - environment: the environment variables that its files may read.
  ///   - report: told of each line of dbt's log, and whether it tells of a failure.
  /// - Returns: what came of it; nodes that failed are in the exit code.
  /// - Throws: a ``Diagnostic`` if the command or the project cannot mean anything.
  public func run(
    on project: Project, environment: [String: String],
    report: @escaping @Sendable (_ line: String, _ isError: Bool) -> Void
  ) async throws(Diagnostic) -> Outcome {
    do {
      let invocation = try invocation(on: project, environment: environment)
      let isListing = invocation.command == .list
      let lake = isListing ? nil : try await Lake(project.lakeConfiguration)
      let outcome = try await invocation.run(on: lake.map { LakeWarehouse($0) }) { line in
        if line.level != .debug { report(line.text, line.level == .error) }
      }
      let listing = isListing ? outcome.selected.map { Self.name($0, outcome.manifest) } : []
      return Outcome(exitCode: outcome.exitCode, listing: listing)
    } catch {
      throw Diagnostic(error).quoting(from: project.root)
    }
  }

  private func invocation(
    on project: Project, environment: [String: String]
  ) throws -> Invocation {
    let word = command == "list" ? "ls" : command
    guard let verb = Invocation.Command(rawValue: word) else {
      throw Diagnostic(.configuration, "dbt has no command \"\(command)\" here")
    }
    guard let indirect = IndirectSelection(rawValue: indirectSelection) else {
      throw Diagnostic(
        .configuration, "--indirect-selection cannot be \"\(indirectSelection)\"",
        hint: "one of: eager, cautious, buildable, empty")
    }
    let types = try resourceTypes.map { word in
      guard let type = ResourceType(rawValue: word) else {
        throw Diagnostic(.configuration, "there is no resource type \"\(word)\"")
      }
      return type
    }
    var variables: DataValue.Dictionary = [:]
    if let text = self.variables {
      guard let given = try YAMLValue.parse(text, file: "--vars").data.dictionary else {
        throw Diagnostic(
          .configuration, "--vars must be a YAML mapping", hint: "write it like {key: value}")
      }
      variables = given
    }
    let reading = Transform.ProjectOptions(
      projectFolder: project.root.path, profilesFolder: profilesFolder, profileName: profile,
      target: target, variables: variables, environment: environment,
      allowsMissingProfile: true, threads: threads ?? project.file.threads)
    return Invocation(
      verb, reading, select: select, exclude: exclude, resourceTypes: Set(types),
      indirectSelection: indirect, fullRefresh: isFullRefresh, failsFast: failsFast,
      storesFailures: storesFailures)
  }

  /// A node as `dbt ls` names it: its package, folders and name with dots between.
  private static func name(_ id: String, _ manifest: Manifest) -> String {
    if let node = manifest.nodes[id] { return node.fqn.joined(separator: ".") }
    if id.hasPrefix("source.") { return "source:" + id.dropFirst("source.".count) }
    return id
  }
}
