/// The names of the files in a table's log.
enum LogPath: Hashable, Sendable {
  /// The actions of one version.
  case commit(version: Int)
  /// The actions of the versions in a range, reconciled.
  case compacted(versions: ClosedRange<Int>)
  /// A checkpoint in one Parquet file.
  case checkpoint(version: Int)
  /// One of several Parquet files that are a checkpoint together; parts count from 1.
  case checkpointPart(version: Int, part: Int, of: Int)
  /// A checkpoint of the second kind, which names its sidecars; Parquet or JSON.
  case uuidCheckpoint(version: Int, name: String)
  /// The checksum of one version.
  case checksum(version: Int)

  static let folder = "_delta_log"
  static let sidecarFolder = "_delta_log/_sidecars"
  static let lastCheckpoint = "_delta_log/_last_checkpoint"

  static func commitPath(_ version: Int) -> String { "\(folder)/\(digits(version)).json" }
  static func checksumPath(_ version: Int) -> String { "\(folder)/\(digits(version)).crc" }
  static func checkpointPath(_ version: Int) -> String {
    "\(folder)/\(digits(version)).checkpoint.parquet"
  }

  static func uuidCheckpointPath(_ version: Int, uuid: String) -> String {
    "\(folder)/\(digits(version)).checkpoint.\(uuid).parquet"
  }

  static func compactedPath(_ versions: ClosedRange<Int>) -> String {
    "\(folder)/\(digits(versions.lowerBound)).\(digits(versions.upperBound)).compacted.json"
  }

  static func checkpointPartPath(_ version: Int, part: Int, of count: Int) -> String {
    "\(folder)/\(digits(version)).checkpoint.\(digits(part, 10)).\(digits(count, 10)).parquet"
  }

  /// What comes before every file of `version` in byte order and after those of earlier ones.
  static func before(version: Int) -> String { "\(folder)/\(digits(version))" }

  static func digits(_ number: Int, _ width: Int = 20) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  /// Understands a path in the log's folder; `nil` for whatever is not of the log.
  init?(_ path: String) {
    guard path.hasPrefix(Self.folder + "/") else { return nil }
    let name = path.dropFirst(Self.folder.count + 1)
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard let first = parts.first, let version = Self.version(first) else { return nil }
    switch parts.count {
    case 2 where parts[1] == "json": self = .commit(version: version)
    case 2 where parts[1] == "crc": self = .checksum(version: version)
    case 3 where parts[1] == "checkpoint" && parts[2] == "parquet":
      self = .checkpoint(version: version)
    case 4 where parts[2] == "compacted" && parts[3] == "json":
      guard let last = Self.version(parts[1]), last >= version else { return nil }
      self = .compacted(versions: version...last)
    case 4 where parts[1] == "checkpoint" && (parts[3] == "parquet" || parts[3] == "json"):
      self = .uuidCheckpoint(version: version, name: String(name))
    case 5 where parts[1] == "checkpoint" && parts[4] == "parquet":
      guard let part = Int(parts[2]), let count = Int(parts[3]), part >= 1, part <= count
      else { return nil }
      self = .checkpointPart(version: version, part: part, of: count)
    default: return nil
    }
  }

  private static func version(_ text: Substring) -> Int? {
    guard text.utf8.count == 20, text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text)
  }
}
