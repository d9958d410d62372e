public import Alerts
public import Columnar
public import PostgreSQL
import Settings
public import S3
import Spelling

/// What `millrace.yml` says. Every key may be left out; an empty file, or none, is a project too.
///
/// ```yaml
/// name: my-shop                # the folder's name unless given
/// storage: lake                # where tables live, relative to the project; or s3://bucket/prefix
/// s3:                          # what the AWS environment and profile files do not say
///   region: eu-central-1
///   endpoint: https://minio.example.org:9000
///   addressing: path           # or virtual
///   profile: lake
/// state: .millrace             # where the catalogue and runs live, relative to the project; or
///                              # postgresql://user@host:5432/database for several hosts
/// warehouse:
///   threads: 4                 # at most this many, all cores unless given
///   memory: 4GB                # most memory a query may take before it spills to disk
/// environment: dev             # the environment that counts when none is asked for
/// environments:                # differences to what stands above, by name
///   prod:
///     storage: /srv/lake
///     warehouse: {threads: 16}
/// airflow:
///   dags: dags                 # where DAG files live, relative to the project
///   environment: .venv         # the Python environment with Airflow in it
/// scheduler:
///   parallelism: 32            # how many tasks may be executing at once
/// connections:                 # what sources refer to by name; ${NAME} and ${NAME:-default}
///   shop_db:
///     kind: postgres
///     url: ${SHOP_DB_URL}
/// alerts:                      # who is told of what happens to runs: see `AlertSettings`
///   channels:
///     team: {kind: slack, url: "${SLACK_WEBHOOK_URL}"}
///   rules:
///     - channels: team
/// ```
public struct ProjectFile: Sendable, Hashable {
  /// The project's name.
  public var name: String?
  /// Where tables live.
  public var storage: String?
  /// How tables in S3 are reached, as far as the file says.
  public var s3 = S3Settings()
  /// The folder where the catalogue and other state live.
  public var state: String?
  /// The database in which the catalogue and the state of runs are kept instead.
  public var stateDatabase: PostgreSQLAddress?
  /// The most threads the warehouse uses.
  public var threads: Int?
  /// The most memory the warehouse takes.
  public var memory: ByteCount?
  /// Where DAG files live.
  public var dags: String?
  /// The folder of the Python environment with Airflow in it.
  public var pythonEnvironment: String?
  /// How many tasks may be executing at once; `nil` for the scheduler's own bound.
  public var parallelism: Int?
  /// What sources refer to by name.
  public var connections: [String: Connection] = [:]
  /// Who is told of what happens to runs.
  public var alerts = AlertSettings()
  /// The environment in force, `nil` if the file declares none.
  public var environment: String?

  /// A system to read from, as a bag of settings that its kind defines.
  public struct Connection: Sendable, Hashable {
    /// What kind of system, `nil` where its settings say it all.
    public var kind: String?
    /// The other settings, their variables replaced.
    public var settings: [String: String]
  }

  private static let commonKeys = [
    "storage", "s3", "state", "warehouse", "airflow", "scheduler", "connections", "alerts",
  ]
  private static let keys = ["name", "environment", "environments"] + commonKeys

  /// A file that says nothing.
  public init() {}

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - text: the file's text.
  ///   - file: its name for messages.
  ///   - environment: the environment to apply, `nil` for the one the file names itself.
  ///   - variables: the values of `${NAME}`.
  /// - Throws: a ``Diagnostic`` at the place that cannot mean anything, with the nearest key.
  public init(
    text: String, file: String, environment: String? = nil, variables: [String: String]
  ) throws(Diagnostic) {
    do {
      try self.init(
        ConfigurationSource(file: file, text: text, environment: variables),
        environment: environment)
    } catch {
      throw Diagnostic(error)
    }
  }

  private init(
    _ source: ConfigurationSource, environment: String?
  ) throws(ConfigurationError) {
    let file = source.file
    guard let root = try source.root() else {
      try Self.checkDeclared(environment, [], in: file)
      return
    }
    let entries = try root.entries(Self.keys)
    name = try entries["name"]?.text()
    try apply(entries)

    let environments = try entries["environments"]?.entries(nil) ?? [:]
    let declared = environments.keys.sorted()
    for name in declared { _ = try environments[name]?.entries(Self.commonKeys) }
    if let environment {
      try Self.checkDeclared(environment, declared, in: file)
      self.environment = environment
    } else if let entry = entries["environment"] {
      let named = try entry.text()
      guard declared.contains(named) else {
        throw entry.error(
          "there is no environment \"\(named)\" under environments",
          hint: NearestName.hint(for: named, among: declared))
      }
      self.environment = named
    }
    if let chosen = self.environment, let overlay = environments[chosen] {
      try apply(try overlay.entries(Self.commonKeys))
    }
  }

  private static func checkDeclared(
    _ environment: String?, _ declared: [String], in file: String
  ) throws(ConfigurationError) {
    guard let environment, !declared.contains(environment) else { return }
    throw ConfigurationError(
      "\(file) declares no environment \"\(environment)\"",
      hint: NearestName.hint(for: environment, among: declared))
  }

  private mutating func apply(_ entries: [String: ConfigurationNode]) throws(ConfigurationError) {
    if let node = entries["storage"] { storage = try node.text() }
    if let settings = try entries["s3"]?.entries(["profile", "region", "endpoint", "addressing"]) {
      if let node = settings["profile"] { s3.profile = try node.text() }
      if let node = settings["region"] { s3.region = try node.text() }
      if let node = settings["endpoint"] { s3.endpoint = try node.text() }
      if let node = settings["addressing"] { s3.addressing = try Self.addressing(node) }
    }
    if let node = entries["state"] { try readState(node) }
    if let warehouse = try entries["warehouse"]?.entries(["threads", "memory"]) {
      if let node = warehouse["threads"] { threads = try node.integer(atLeast: 1) }
      if let node = warehouse["memory"] { memory = try Self.memory(node) }
    }
    if let airflow = try entries["airflow"]?.entries(["dags", "environment"]) {
      if let node = airflow["dags"] { dags = try node.text() }
      if let node = airflow["environment"] { pythonEnvironment = try node.text() }
    }
    if let node = try entries["scheduler"]?.entries(["parallelism"])["parallelism"] {
      parallelism = try node.integer(atLeast: 1)
    }
    if let node = entries["alerts"] { try alerts.read(node) }
    for (name, node) in try entries["connections"]?.entries(nil) ?? [:] {
      var settings: [String: String] = [:]
      for (key, value) in try node.entries(nil) { settings[key] = try value.text() }
      let kind = settings.removeValue(forKey: "kind")
      connections[name] = Connection(kind: kind, settings: settings)
    }
  }

  private mutating func readState(_ node: ConfigurationNode) throws(ConfigurationError) {
    let text = try node.text()
    state = nil
    stateDatabase = nil
    if PostgreSQLAddress.isMeant(by: text) {
      stateDatabase = PostgreSQLAddress(text)
    } else if let scheme = text.firstRange(of: "://") {
      // The rest may hold a password, and the line with it.
      var error = node.error(
        "\"\(node.path)\" cannot be kept in \"\(text[..<scheme.upperBound])…\"",
        hint: "give a folder, or postgresql://user@host:5432/database")
      error.sourceLine = nil
      throw error
    } else {
      state = text
    }
  }

  private static func addressing(
    _ node: ConfigurationNode
  ) throws(ConfigurationError) -> S3Settings.Addressing {
    let text = try node.text()
    guard let addressing = S3Settings.Addressing(rawValue: text) else {
      throw node.error(
        "\"\(node.path)\" must be path or virtual, not \"\(text)\"",
        hint: "at an endpoint of one's own it is mostly path")
    }
    return addressing
  }

  /// A size such as `512MB`, `4GB` or `8GiB`: units of 1000, and of 1024 with an `i`.
  private static func memory(_ node: ConfigurationNode) throws(ConfigurationError) -> ByteCount {
    let text = try node.text()
    let number = text.prefix { $0.isNumber || $0 == "." }
    let unit = text.dropFirst(number.count).drop { $0 == " " }.uppercased()
    let steps = ["K", "M", "G", "T"]
    let base = unit.hasSuffix("IB") ? 1024.0 : 1000.0
    guard let amount = Double(number), amount > 0, amount < 1e6,
      let step = steps.firstIndex(of: String(unit.prefix(1))),
      unit.dropFirst() == "B" || unit.dropFirst() == "IB"
    else {
      throw node.error(
        "\"\(node.path)\" must be a size, not \"\(text)\"", hint: "write it like 512MB or 4GB")
    }
    let bytes = (0...step).reduce(amount) { product, _ in product * base }
    return ByteCount(Int64(bytes))
  }
}
