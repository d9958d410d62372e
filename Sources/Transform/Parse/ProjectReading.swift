import Crypto
import FoundationEssentials
import OrderedCollections

/// The files that say how a project is to be read: its own configuration, its profile, its
/// packages. They are few, and read each time.
struct ProjectReading {
  var options: ProjectOptions
  let project: ProjectConfiguration
  let profile: Profile
  /// The projects at hand by name, the root's first.
  let projects: OrderedDictionary<String, ProjectConfiguration>
  /// What parsing depends on beyond the files that it reads itself; nil where that is not to be
  /// kept.
  let key: ContentDigest?

  /// - Throws: ``TransformError`` where a file is missing or cannot mean anything.
  init(_ options: ProjectOptions) throws(TransformError) {
    var options = options
    let reads = TemplateReads()
    options.reads = reads
    (project, profile) = try ProjectParser.configuration(options)
    let renderer = YAMLRenderer.early(options: options, target: profile)
    var projects: OrderedDictionary = [project.name: project]
    for package in try Self.packages(of: project, renderer: renderer) {
      projects[package.name] = package
    }
    self.projects = projects
    key =
      reads.canBeKept
      ? Self.key(options, projects.values.elements, profile, reads.variables) : nil
    options.reads = TemplateReads()
    self.options = options
  }

  private static func packages(
    of project: ProjectConfiguration, renderer: YAMLRenderer
  ) throws(TransformError) -> [ProjectConfiguration] {
    let folder = project.root + "/" + project.packagesPath
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var packages: [ProjectConfiguration] = []
    for name in names.sorted() where !name.hasPrefix(".") {
      let root = folder + "/" + name
      guard FileManager.default.fileExists(atPath: root + "/" + ProjectConfiguration.fileName)
      else { continue }
      let link = try? FileManager.default.destinationOfSymbolicLink(atPath: root)
      packages.append(try ProjectConfiguration.load(root: link ?? root, renderer: renderer))
    }
    try requireInstalled(packages.count, project)
    return packages
  }

  /// Refuses a project whose packages are not all there: what is missing would show as macros and
  /// tests that do not exist. What is wrong in the list itself, `deps` says.
  private static func requireInstalled(
    _ count: Int, _ project: ProjectConfiguration
  ) throws(TransformError) {
    guard let declared = try? PackageList.load(root: project.root), declared.count > count,
      let first = declared.first
    else { return }
    throw TransformError(
      .configuration,
      "the project asks for \(declared.count) package(s), and \(project.packagesPath) has \(count)",
      hint: "run dbt deps", at: first.location)
  }

  private static func key(
    _ options: ProjectOptions, _ projects: [ProjectConfiguration], _ profile: Profile,
    _ variables: [String]
  ) -> ContentDigest {
    var parts = [program, options.projectFolder, options.database]
    for project in projects { parts += [project.name, project.root, project.text] }
    parts += [profile.schema, profile.database, profile.type]
    parts.append(DataValue.dictionary(profile.targetDictionary).json())
    parts.append(DataValue.dictionary(options.variables).json())
    if let root = projects.first { parts.append(DataValue.dictionary(root.variables).json()) }
    for name in variables { parts += [name, options.environment[name] ?? "\u{0}"] }
    var hash = SHA256()
    for part in parts {
      hash.update(data: Array("\(part.utf8.count):".utf8))
      hash.update(data: Array(part.utf8))
    }
    return ContentDigest(hash.finalize())
  }

  /// What tells this program from its other versions: the file it was started from.
  private static let program: String = {
    let path = ProcessInfo.processInfo.arguments.first ?? ""
    let stamp = FileStamp.of("/proc/self/exe") ?? FileStamp.of(path) ?? FileStamp()
    return "\(stamp.size) \(stamp.modifiedAt)"
  }()
}
