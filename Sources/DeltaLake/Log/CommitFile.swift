/// The actions of one commit, for those who want them all: conflict checks, history, changes.
enum CommitFile {
  /// - Throws: ``DeltaError`` with version, line and byte.
  static func actions(_ bytes: [UInt8], version: Int) throws -> [Action] {
    var actions: [Action] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      do {
        let action = try bytes.withUnsafeBufferPointer { bytes in
          var reader = JSONReader(bytes, in: start..<end)
          guard reader.peek() != nil else { return nil as Action? }
          let value = try reader.value()
          try reader.expectEnd()
          return try ActionDecoding.action(value)
        }
        if let action { actions.append(action) }
      } catch {
        throw LogReplay.located(
          error, bytes, at: start, version: version, path: LogPath.commitPath(version))
      }
      start = end + 1
    }
    return actions
  }
}
