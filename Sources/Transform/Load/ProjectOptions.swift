public import OrderedCollections

/// Where a project lies and how it is to be read.
public struct ProjectOptions: Sendable {
  /// The project's folder, absolute.
  public var projectFolder: String
  /// The folder of `profiles.yml`; dbt's search when nil.
  public var profilesFolder: String?
  /// The profile, instead of the project's own.
  public var profileName: String?
  /// The target, instead of the profile's default.
  public var target: String?
  /// Variables given on the command line, which win over all others.
  public var variables: DataValue.Dictionary
  /// The environment variables that go into artifacts: those that begin with
  /// `DBT_ENV_CUSTOM_ENV_`, without that.
  var metadataVariables: DataValue.Dictionary {
    let prefix = "DBT_ENV_CUSTOM_ENV_"
    var result = DataValue.Dictionary()
    for (name, value) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix(prefix) {
      result[String(name.dropFirst(prefix.count))] = .string(value)
    }
    return result
  }

  /// The process's environment.
  public var environment: [String: String]
  /// The lake's catalog name, which every target maps to.
  public var database: String
  /// Whether a project without a profile uses the lake as it is.
  public var allowsMissingProfile: Bool
  /// How many nodes run at once, instead of the profile's number.
  public var threads: Int?
  /// Where compiled code and artifacts go, instead of the project's own folder.
  public var targetPath: String?
  /// Whether what an earlier parse found out may be taken as it was where nothing has changed;
  /// as the project's flags say when nil.
  public var partialParse: Bool?
  /// The file of an earlier parse, instead of the one in the target folder.
  public var partialParseFile: String?
  /// Told what templates read of the environment.
  var reads: TemplateReads?

  /// Makes options; everything as dbt has it unless said otherwise.
  public init(
    projectFolder: String, profilesFolder: String? = nil, profileName: String? = nil,
    target: String? = nil, variables: DataValue.Dictionary = [:],
    environment: [String: String] = [:], database: String = "lake",
    allowsMissingProfile: Bool = false, threads: Int? = nil, targetPath: String? = nil
  ) {
    self.projectFolder = projectFolder
    self.profilesFolder = profilesFolder
    self.profileName = profileName
    self.target = target
    self.variables = variables
    self.environment = environment
    self.database = database
    self.allowsMissingProfile = allowsMissingProfile
    self.threads = threads
    self.targetPath = targetPath
  }
}
