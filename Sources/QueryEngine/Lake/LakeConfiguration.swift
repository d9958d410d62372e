public import Columnar
import FoundationEssentials
public import S3
public import Store

/// Where a lake is and what it may use.
public struct LakeConfiguration: Sendable, Hashable {
  /// The folder of the tables, `<root>/<schema>/<table>`, or a place in S3,
  /// `s3://bucket/prefix`; `nil` for a lake without tables of
  /// its own, which can still query Delta folders by their path. Made when first written.
  public var root: String?
  /// The SQLite file of the catalogue; `nil` keeps it in memory, and tables under ``root`` are
  /// then found by their folders alone.
  public var state: String?
  /// Where the catalogue is, if not in ``state``.
  public var catalog: StateLocation?
  /// The schema of names without one.
  public var defaultSchema: String
  /// How much memory queries may use before they spill to disk; DuckDB's default (80 % of the
  /// machine's) if `nil`.
  public var memoryLimit: ByteCount?
  /// How many threads a query may use; one for each core if `nil`.
  public var threads: Int?
  /// Where queries spill to; beside ``state`` if `nil`, and nowhere if both are.
  public var temporaryDirectory: String?
  /// Folders to load DuckDB's extensions from, each with `<version>/<platform>` below. Nothing
  /// is ever downloaded.
  public var extensionDirectories: [String]
  /// What is said of S3; the environment and the profile files say the rest.
  public var s3: S3Settings
  /// The environment, in which credentials may stand; the process's own unless given.
  public var variables: [String: String]
  /// Whether every statement that would change the lake is refused.
  public var isReadOnly: Bool

  /// Describes a lake.
  public init(
    root: String?, state: String? = nil, defaultSchema: String = "main",
    memoryLimit: ByteCount? = nil, threads: Int? = nil, temporaryDirectory: String? = nil,
    extensionDirectories: [String] = [], s3: S3Settings = S3Settings(),
    variables: [String: String]? = nil, isReadOnly: Bool = false
  ) {
    self.root = root
    self.state = state
    self.defaultSchema = defaultSchema
    self.memoryLimit = memoryLimit
    self.threads = threads
    self.temporaryDirectory = temporaryDirectory
    self.extensionDirectories = extensionDirectories
    self.s3 = s3
    self.variables = variables ?? ProcessInfo.processInfo.environment
    self.isReadOnly = isReadOnly
  }
}
