import FoundationEssentials
public import OrderedCollections
import Spelling

/// A connection of a `profiles.yml`, chosen by profile and target.
public struct Profile: Sendable {
  /// The profile's name.
  public var name: String
  /// The target's name.
  public var targetName: String
  /// The adapter, such as `duckdb`.
  public var type: String
  /// The schema that models go to unless they say otherwise.
  public var schema: String
  /// The database, called catalog elsewhere.
  public var database: String
  /// The number of nodes that run at once.
  public var threads: Int
  /// Everything the target says, rendered.
  public var settings: DataValue.Dictionary

  /// Makes a profile.
  public init(
    name: String, targetName: String, type: String, schema: String, database: String,
    threads: Int, settings: DataValue.Dictionary = [:]
  ) {
    self.name = name
    self.targetName = targetName
    self.type = type
    self.schema = schema
    self.database = database
    self.threads = threads
    self.settings = settings
  }

  /// The embedded lake, as a project without a `profiles.yml` uses it.
  ///
  /// - Parameters:
  ///   - database: the lake's catalog name.
  ///   - threads: how many nodes run at once.
  /// - Returns: the profile.
  public static func lake(database: String, threads: Int = 4) -> Profile {
    Profile(
      name: "millrace", targetName: "dev", type: "duckdb", schema: "main", database: database,
      threads: threads)
  }
}

extension Profile {
  /// Reads the profile `name` from the `profiles.yml` in `folder`.
  ///
  /// - Parameters:
  ///   - folder: the folder that holds the file.
  ///   - name: the profile's name.
  ///   - target: the target wanted; the profile's own default, or `default`, when nil.
  ///   - database: the catalog that a target without one maps to.
  ///   - renderer: what renders the file's templates.
  /// - Returns: the profile with its target.
  /// - Throws: ``TransformError`` naming the profiles or targets there are.
  static func load(
    folder: String, name: String, target: String?, database: String, renderer: YAMLRenderer
  ) throws(TransformError) -> Profile {
    let path = folder + "/profiles.yml"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw TransformError(
        .configuration, "could not find profile named '\(name)': there is no \(path)",
        hint: "name the folder of profiles.yml with --profiles-dir")
    }
    let file = try YAMLValue.parse(text, file: "profiles.yml")
    let names = (file.entries ?? []).map(\.key).filter { $0 != "config" }
    guard let profile = file[name] else {
      throw TransformError(
        .configuration, "could not find profile named '\(name)' in \(path)",
        hint: NearestName.hint(for: name, among: names, kind: "profile"))
    }
    guard let outputs = profile["outputs"]?.entries, !outputs.isEmpty else {
      throw TransformError(
        .configuration, "the profile '\(name)' has no `outputs`", at: profile.location)
    }
    var chosen = target
    if chosen == nil, let own = profile["target"] {
      chosen = try renderer.rendered(own).data.pythonString
    }
    let targetName = chosen ?? "default"
    guard let output = outputs.first(where: { $0.key == targetName }) else {
      throw TransformError(
        .configuration, "the profile '\(name)' does not have a target named '\(targetName)'",
        hint: NearestName.hint(for: targetName, among: outputs.map(\.key), kind: "target"),
        at: profile["target"]?.location ?? profile.location)
    }
    let settings = try renderer.rendered(output.value).data.dictionary ?? [:]
    guard let type = settings["type"]?.string else {
      throw TransformError(
        .configuration, "the target '\(targetName)' of profile '\(name)' has no `type`",
        hint: "add `type: duckdb`", at: output.value.location)
    }
    return Profile(
      name: name, targetName: targetName, type: type,
      schema: settings["schema"]?.string ?? "main", database: database,
      threads: max(1, settings["threads"]?.integer ?? 1), settings: settings)
  }

  /// The folder to read `profiles.yml` from: the one named, `DBT_PROFILES_DIR`, the project's own
  /// where it has the file, else `~/.dbt`.
  static func folder(
    named: String?, projectRoot: String, environment: [String: String]
  ) -> String {
    if let named { return named }
    if let variable = environment["DBT_PROFILES_DIR"], !variable.isEmpty { return variable }
    if FileManager.default.fileExists(atPath: projectRoot + "/profiles.yml") { return projectRoot }
    return (environment["HOME"] ?? "") + "/.dbt"
  }

  /// What templates see as `target`.
  var targetDictionary: DataValue.Dictionary {
    var entries = settings
    entries["name"] = .string(targetName)
    entries["target_name"] = .string(targetName)
    entries["profile_name"] = .string(name)
    entries["type"] = .string(type)
    entries["schema"] = .string(schema)
    entries["database"] = .string(database)
    entries["dbname"] = .string(database)
    entries["threads"] = .integer(threads)
    for key in entries.keys where Self.isSecret(key) { entries[key] = nil }
    return entries
  }

  private static func isSecret(_ key: String) -> Bool {
    let name = key.lowercased()
    return ["password", "pass", "token", "secret", "private_key"].contains { name.contains($0) }
  }
}
