import FoundationEssentials
import OrderedCollections

/// What a parse read of the world, by which the next one tells what has changed.
struct ParseInputs: Sendable {
  /// What a file is to a project.
  enum Role: String, Sendable {
    /// The code of one node, which nothing else takes from it.
    case code
    /// The code of one node, whose meaning depends on when it is read.
    case timedCode
    /// Anything that more than one node may depend on.
    case structure
    /// Rows too many to be read: only that they are many counts.
    case large
  }

  /// A file that was read.
  struct File: Sendable {
    var package = ""
    /// The path below the package's folder.
    var path = ""
    var role = Role.structure
    var stamp = FileStamp()
    var digest = ContentDigest()
  }

  /// A search for files and what it found.
  struct Listing: Sendable, Hashable {
    var package = ""
    var paths: [String] = []
    var extensions: [String] = []
    /// The paths found, below the package's folder.
    var found: [String] = []
  }

  /// An environment variable that a template read; no digest where it was not set.
  struct Variable: Sendable {
    var name = ""
    var digest: ContentDigest?
  }

  /// When reading began, in nanoseconds since 1970.
  var startedAt = 0
  var files: [File] = []
  var listings: [Listing] = []
  var variables: [Variable] = []
  /// Whether the meaning of a hook of a whole run depends on when it is read.
  var hasTimedHooks = false

  /// What is different now.
  enum Change {
    /// The code of these files; none where nothing is.
    case code(Set<ProjectParser.FileKey>)
    /// Something that many nodes may depend on, as a person would say it.
    case structure(String)
  }

  /// Compares with the world as it is. Where all that has changed is when files were written, or
  /// code, the inputs are brought up to date.
  mutating func change(_ reading: ProjectReading, startedAt start: Int) -> Change {
    for variable in variables
    where variable.digest != Variable.digest(reading.options.environment[variable.name]) {
      return .structure("the environment variable \(variable.name) changed")
    }
    var scans: [String: FileScan] = [:]
    for listing in listings {
      guard let project = reading.projects[listing.package] else {
        return .structure("the package \(listing.package) is gone")
      }
      let scan = scans[project.name] ?? FileScan(root: project.root)
      scans[project.name] = scan
      let found = scan.files(in: listing.paths, extensions: listing.extensions)
      guard found.elementsEqual(listing.found, by: { $0.originalPath == $1 }) else {
        return .structure("files came or went in \(listing.paths.joined(separator: ", "))")
      }
    }
    var changed: Set<ProjectParser.FileKey> = []
    for index in files.indices {
      guard let root = reading.projects[files[index].package]?.root else {
        return .structure("the package \(files[index].package) is gone")
      }
      let isSame = files[index].isSame(below: root, readAt: startedAt)
      if isSame, files[index].role != .timedCode { continue }
      let file = files[index]
      guard [.code, .timedCode].contains(file.role) else {
        return .structure("\(file.path) changed")
      }
      changed.insert(ProjectParser.FileKey(package: file.package, path: file.path))
    }
    startedAt = start
    return .code(changed)
  }
}

extension ParseInputs {
  /// Whether files have other contents or stamps than before, or stamps that could not be relied
  /// upon then.
  func differs(from earlier: ParseInputs) -> Bool {
    zip(files, earlier.files).contains { new, old in
      new.digest != old.digest || new.stamp != old.stamp || new.role != old.role
        || !old.stamp.isSettled(before: earlier.startedAt)
    }
  }
}

extension ParseInputs.File {
  /// Whether the file's content is as it was. The stamp is brought up to date.
  fileprivate mutating func isSame(below root: String, readAt start: Int) -> Bool {
    let full = root + "/" + path
    guard let current = FileStamp.of(full) else { return false }
    if role == .large { return current.size > ProjectParser.greatestSeed }
    if current == stamp, stamp.isSettled(before: start) { return true }
    guard let read = FileText.stamped(full) else { return false }
    stamp = read.stamp
    return digest == ContentDigest(of: read.text)
  }
}

extension ParseInputs.Variable {
  static func digest(_ value: String?) -> ContentDigest? { value.map { ContentDigest(of: $0) } }
}

extension ParseInputs: Archived {
  static var blank: ParseInputs { ParseInputs() }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.number(&startedAt)
    try archive.elements(&files)
    try archive.elements(&listings)
    try archive.elements(&variables)
    try archive.flag(&hasTimedHooks)
  }
}

extension ParseInputs.File: Archived {
  static var blank: ParseInputs.File { ParseInputs.File() }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&package)
    try archive.text(&path)
    try archive.name(&role)
    try archive.value(&stamp)
    try archive.value(&digest)
  }
}

extension ParseInputs.Listing: Archived {
  static var blank: ParseInputs.Listing { ParseInputs.Listing() }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&package)
    try archive.elements(&paths)
    try archive.elements(&extensions)
    try archive.elements(&found)
  }
}

extension ParseInputs.Variable: Archived {
  static var blank: ParseInputs.Variable { ParseInputs.Variable() }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&name)
    try archive.value(&digest)
  }
}
