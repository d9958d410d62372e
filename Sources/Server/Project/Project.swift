public import FoundationEssentials
import Store

/// A folder of files that say what to ingest, transform and check.
public struct Project: Sendable {
  /// The file that marks a project and configures it.
  public static let fileName = "millrace.yml"

  /// The folder.
  public let root: URL
  /// The project's name: what `millrace.yml` says, or the folder's.
  public let name: String
  /// What `millrace.yml` says.
  public let file: ProjectFile

  /// Opens the project in `folder`.
  ///
  /// A folder is a project if it has a `millrace.yml` or a `dbt_project.yml`: a dbt project needs
  /// nothing added.
  ///
  /// - Parameters:
  ///   - folder: the project's folder.
  ///   - environment: the environment of `millrace.yml` to apply.
  ///   - variables: the values of `${NAME}` in `millrace.yml`.
  /// - Throws: a ``Diagnostic`` of kind configuration.
  public init(
    at folder: URL, environment: String? = nil, variables: [String: String]
  ) throws(Diagnostic) {
    guard Self.isProject(folder) else {
      let exists = FileManager.default.fileExists(atPath: folder.path)
      throw Diagnostic(
        .configuration,
        exists
          ? "\(folder.path) is not a project: it has no \(Self.fileName) and no dbt_project.yml"
          : "there is no folder \(folder.path)",
        hint: exists ? "make one with: millrace init NAME --template shop" : nil)
    }
    let path = folder.appending(path: Self.fileName)
    var file = ProjectFile()
    if FileManager.default.fileExists(atPath: path.path) {
      file = try ProjectFile(
        text: Self.read(path), file: Self.fileName, environment: environment,
        variables: variables)
    } else if let environment {
      throw Diagnostic(
        .configuration, "there is no environment \"\(environment)\" without a \(Self.fileName)")
    }
    root = folder
    self.file = file
    name = file.name ?? folder.lastPathComponent
  }

  /// Opens the project that `folder` lies in: the nearest folder, itself or above, that is one.
  ///
  /// - Returns: `nil` if neither `folder` nor any above it is a project.
  /// - Throws: a ``Diagnostic`` of kind configuration if there is one and it cannot be read.
  public static func enclosing(
    _ folder: URL, environment: String? = nil, variables: [String: String]
  ) throws(Diagnostic) -> Project? {
    var current = folder.standardizedFileURL
    while true {
      if isProject(current) {
        return try Project(at: current, environment: environment, variables: variables)
      }
      let parent = current.deletingLastPathComponent().standardizedFileURL
      guard parent.path != current.path, parent.path.count < current.path.count else {
        return nil
      }
      current = parent
    }
  }

  /// The folder tables live in, absolute, or the place in S3, `s3://bucket/prefix`.
  public var storage: String {
    let storage = file.storage ?? "lake"
    return storage.contains("://") ? storage : resolve(storage).path
  }

  /// The folder the catalogue lives in.
  public var state: URL { resolve(file.state ?? ".millrace") }

  /// Where one part of the state is kept: in the project's database if it has one, and else in a
  /// file of its own.
  ///
  /// - Parameter file: the file's name.
  /// - Returns: the place.
  func stateLocation(_ file: String) -> StateLocation {
    self.file.stateDatabase.map { .postgreSQL($0) }
      ?? .file(state.appending(path: file).path)
  }

  /// The folder of source files.
  public var sources: URL { root.appending(path: "sources") }

  /// Whether the project says what to ingest.
  public var hasSources: Bool { Self.isFolder(sources) }

  /// The folder of Airflow's DAG files.
  public var dags: URL { resolve(file.dags ?? "dags") }

  /// Whether the project has Airflow's DAG files.
  public var hasDAGs: Bool { Self.isFolder(dags) }

  /// Whether the project is a dbt project too.
  public var hasModels: Bool {
    FileManager.default.fileExists(atPath: root.appending(path: "dbt_project.yml").path)
  }

  private func resolve(_ path: String) -> URL {
    path.hasPrefix("/") ? URL(filePath: path) : root.appending(path: path)
  }

  private static func isProject(_ folder: URL) -> Bool {
    [fileName, "dbt_project.yml"].contains {
      FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
    }
  }

  private static func isFolder(_ url: URL) -> Bool {
    var isDirectory = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isDirectory)
      && isDirectory
  }

  private static func read(_ url: URL) throws(Diagnostic) -> String {
    do {
      return try String(contentsOf: url, encoding: .utf8)
    } catch {
      throw Diagnostic(
        .configuration, "\(url.lastPathComponent) cannot be read", cause: "\(error)")
    }
  }
}
