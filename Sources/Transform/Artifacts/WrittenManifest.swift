import JSON
import OrderedCollections

/// What a parse took up of an earlier one.
struct ParseReuse: Sendable {
  /// The saved parse that it was taken from.
  var source: FileStamp
  /// The nodes that were read again, each with the parents that it had.
  var reread: [String]
}

/// A `manifest.json` that a parse wrote, to be taken up by the next one: with nothing changed it
/// stays as it is, with the code of nodes changed only their entries are written anew.
///
/// A file beside it says of which saved parse it is, by what the file system says of both. One that
/// something else has written since is no more of any.
struct WrittenManifest {
  let folder: String
  let manifest: Manifest

  private var path: String { folder + "/manifest.json" }
  private var linkPath: String { folder + "/manifest.millrace" }

  /// What the document has beside what a saved parse keeps.
  private var surroundings: ContentDigest {
    let parts = [
      manifest.project.root, manifest.project.targetPath, manifest.profile.type,
      DataValue.dictionary(manifest.selectors).json(),
    ]
    return ContentDigest(of: parts.joined(separator: "\u{0}"))
  }

  /// Says which saved parse the document that was just written is of.
  func link() {
    let saved = FileStamp.of(folder + "/" + SavedParse.fileName)
    guard let saved, let written = FileStamp.of(path) else { return }
    FileText.replace(linkPath, with: Self.encoded([written, saved], surroundings))
  }

  /// Brings the document up to date, where it is of the saved parse that was taken up.
  ///
  /// - Parameters:
  ///   - reuse: what was taken up, and what was read again.
  ///   - metadata: what stands under `metadata`, where it is written.
  /// - Returns: whether it is up to date; if not, it has to be written whole.
  func update(_ reuse: ParseReuse, metadata: DataValue) -> Bool {
    guard let there = FileStamp.of(path), let link = FileText.bytes(linkPath)?.bytes,
      link == Self.encoded([there, reuse.source], surroundings)
    else { return false }
    guard !reuse.reread.isEmpty else {
      if FileStamp.of(folder + "/" + SavedParse.fileName) != reuse.source { self.link() }
      return true
    }
    guard let bytes = FileText.bytes(path)?.bytes,
      let document = spliced(bytes, reuse.reread, metadata: metadata),
      FileText.replace(path, with: document) == nil
    else { return false }
    self.link()
    return true
  }

  private static func encoded(_ stamps: [FileStamp?], _ digest: ContentDigest) -> [UInt8] {
    let numbers = stamps.flatMap { stamp in
      stamp.map { [$0.size, $0.modifiedAt, $0.changedAt, $0.number] } ?? []
    }
    let text = numbers.map { "\($0)" } + ["\(digest.first)", "\(digest.second)"]
    return Array(("millrace manifest 1 " + text.joined(separator: " ") + "\n").utf8)
  }

  /// The document with entries of nodes in place of those it has; nil where one is not found.
  private func spliced(
    _ bytes: [UInt8], _ ids: [String], metadata: DataValue
  ) -> [UInt8]? {
    var changes: [(Range<Int>, [UInt8])] = []
    let head = Array("{\"metadata\":".utf8)
    guard bytes.starts(with: head), let end = Self.end(ofObjectAt: head.count, in: bytes) else {
      return nil
    }
    changes.append((head.count..<end, metadata.compactJSON()))
    for id in ids {
      guard let node = manifest.nodes[id] else { return nil }
      // Quotes within texts are escaped, so that this stands nowhere but before an entry.
      let key = Array((JSONText.quote(id) + ":").utf8)
      guard let place = Self.place(of: key + Array("{\"database\":".utf8), in: bytes),
        let end = Self.end(ofObjectAt: place + key.count, in: bytes)
      else { return nil }
      changes.append((place + key.count..<end, ManifestDocument.json(of: node, manifest)))
    }
    changes.sort { $0.0.lowerBound < $1.0.lowerBound }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 4096 * ids.count)
    var position = 0
    for (range, replacement) in changes {
      guard range.lowerBound >= position else { return nil }
      result += bytes[position..<range.lowerBound]
      result += replacement
      position = range.upperBound
    }
    result += bytes[position...]
    return result
  }

  /// Where a pattern first stands; searched by leaps of its length (Horspool).
  static func place(of pattern: [UInt8], in bytes: [UInt8]) -> Int? {
    guard let last = pattern.indices.last else { return nil }
    var leaps = [Int](repeating: pattern.count, count: 256)
    for (index, byte) in pattern.dropLast().enumerated() { leaps[Int(byte)] = last - index }
    return bytes.withUnsafeBufferPointer { text in
      var start = 0
      while start + last < text.count {
        var index = last
        while text[start + index] == pattern[index] {
          if index == 0 { return start }
          index -= 1
        }
        start += leaps[Int(text[start + last])]
      }
      return nil
    }
  }

  /// Where an object ends that begins at a place; nil where it does not.
  static func end(ofObjectAt start: Int, in bytes: [UInt8]) -> Int? {
    var depth = 0
    var isText = false
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\\") where isText: position += 1
      case UInt8(ascii: "\""): isText.toggle()
      case UInt8(ascii: "{") where !isText: depth += 1
      case UInt8(ascii: "}") where !isText:
        depth -= 1
        if depth == 0 { return position + 1 }
      default: break
      }
      position += 1
    }
    return nil
  }
}
