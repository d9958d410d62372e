import FoundationEssentials
import OrderedCollections

/// The file in which a parse leaves what it found out, for the next one.
///
/// The file is written beside its place and then put there, so that whoever reads it, meanwhile
/// too, finds one whole state. What is damaged, of another version of the program or of another
/// configuration is passed over.
struct SavedParse {
  /// What came of looking for an earlier parse.
  enum Restored {
    /// All that parsing would find out.
    case whole(ProjectParser.Parsed)
    /// Nothing, for the reason given.
    case none(String)
  }

  /// The file's name in the target folder.
  static let fileName = "partial_parse.millrace"
  /// The first bytes of the file: its kind, and the version of its format.
  private static let mark = Array("millrace parse 1\n".utf8)

  private let reading: ProjectReading

  init(_ reading: ProjectReading) { self.reading = reading }

  private var path: String { reading.project.targetFolder + "/" + Self.fileName }

  private var isWanted: Bool {
    reading.options.partialParse ?? reading.project.flags["partial_parse"]?.boolean ?? true
  }

  /// Takes up what an earlier parse found out. Code that changed since is read anew.
  func restored() -> Restored {
    guard isWanted else { return .none("partial parsing is switched off") }
    guard let key = reading.key else { return .none("what the project reads is not to be kept") }
    let source = reading.options.partialParseFile ?? path
    guard let (bytes, stamp) = FileText.bytes(source) else {
      return .none("there is no saved state")
    }
    do {
      return try restored(bytes, key, stamp: reading.options.partialParseFile == nil ? stamp : nil)
    } catch let fault as StateFault {
      return .none("the saved state is of no use: \(fault.reason)")
    } catch {
      // What is wrong is told by reading everything.
      return .none("what changed does not stand by itself: \(error)")
    }
  }

  private func restored(
    _ bytes: [UInt8], _ key: ContentDigest, stamp: FileStamp?
  ) throws -> Restored {
    let start = FileStamp.now
    var sections = try Sections(bytes, mark: Self.mark, key: key)
    var archive = try StateReader(try sections.next())
    var inputs = ParseInputs()
    try archive.value(&inputs)
    let before = inputs
    switch inputs.change(reading, startedAt: start) {
    case .structure(let reason): return .none(reason)
    case .code(let changed):
      let state = try sections.next()
      let parser = ProjectParser(reading)
      try parser.take(state)
      guard changed.isEmpty, !inputs.hasTimedHooks else {
        guard try parser.readAgain(changed, hooks: inputs.hasTimedHooks) else {
          return .none("what changed reaches beyond its own file")
        }
        let current = parser.inputs(over: inputs)
        // Code that is read each time leaves what is kept as it was.
        if current.differs(from: before) { save(parser, inputs: current) }
        let what =
          changed.isEmpty ? "hooks that ask for the time" : "\(changed.count) changed files"
        var parsed = parser.parsed("\(what) were read again")
        if !inputs.hasTimedHooks, let stamp, let reread = parser.rereadAlone {
          parsed.reuse = ParseReuse(source: stamp, reread: reread)
        }
        return .whole(parsed)
      }
      if inputs.differs(from: before) { write(inputs, state) }
      var parsed = parser.parsed("nothing has changed")
      parsed.reuse = stamp.map { ParseReuse(source: $0, reread: []) }
      return .whole(parsed)
    }
  }

  /// Leaves what a parse found out for the next one. Where that cannot be written, the next one
  /// reads everything.
  func save(_ parser: ProjectParser, startedAt start: Int) {
    var inputs = parser.inputs
    inputs.startedAt = start
    save(parser, inputs: inputs)
  }

  private func save(_ parser: ProjectParser, inputs: ParseInputs) {
    guard parser.options.reads?.canBeKept ?? true, !parser.hasTimedStructure,
      let state = try? parser.state()
    else {
      try? FileManager.default.removeItem(atPath: path)
      return
    }
    write(inputs, state)
  }

  private func write(_ inputs: ParseInputs, _ state: [UInt8]) {
    guard let key = reading.key else { return }
    var archive = StateWriter()
    var inputs = inputs
    guard (try? archive.value(&inputs)) != nil else { return }
    var sections = Sections(mark: Self.mark, key: key)
    sections.append(archive.finished())
    sections.append(state)
    let folder = reading.project.targetFolder
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    FileText.replace(path, with: sections.bytes)
  }
}

/// The parts of a saved state, each with its length and digest in front.
private struct Sections {
  private(set) var bytes: [UInt8]
  private var position = 0
  private static let headSize = 24

  init(mark: [UInt8], key: ContentDigest) {
    bytes = mark
    append(word: key.first)
    append(word: key.second)
  }

  /// - Throws: ``StateFault`` where the bytes are of something else.
  init(_ bytes: [UInt8], mark: [UInt8], key: ContentDigest) throws(StateFault) {
    self.bytes = bytes
    guard bytes.starts(with: mark), bytes.count >= mark.count + 16 else {
      throw StateFault("it is no state of this version")
    }
    position = mark.count
    guard key.first == word(), key.second == word() else {
      throw StateFault("it is of another configuration, or of another version of the program")
    }
  }

  mutating func append(_ section: [UInt8]) {
    let digest = ContentDigest(of: section)
    for word in [UInt64(section.count), digest.first, digest.second] { append(word: word) }
    bytes += section
  }

  /// - Throws: ``StateFault`` where the section is not as it was written.
  mutating func next() throws(StateFault) -> [UInt8] {
    guard bytes.count - position >= Self.headSize else { throw StateFault("it does not end") }
    let size = word()
    let digest = (word(), word())
    guard size <= UInt64(bytes.count - position) else { throw StateFault("it does not end") }
    let section = Array(bytes[position..<(position + Int(size))])
    position += section.count
    let actual = ContentDigest(of: section)
    guard digest == (actual.first, actual.second) else { throw StateFault("it is damaged") }
    return section
  }

  private mutating func append(word: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }

  private mutating func word() -> UInt64 {
    let range = position..<(position + 8)
    position += 8
    return bytes[range].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
