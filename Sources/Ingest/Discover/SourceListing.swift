import Columnar
import Glibc
import QueryEngine
import SQLAnalysis

/// A file that a source may load.
struct ListedFile: Sendable, Hashable {
  /// The path or URL.
  var path: String
  /// The path that the file is remembered by.
  var key: String
  var size: Int64
  /// When the file was last modified, in microseconds since 1970-01-01 UTC.
  var modified: Int64
}

/// Finds the files of a source.
struct SourceListing {
  let table: SourceTable
  let session: Session

  /// The files that match any of the source's paths, in the order of their keys.
  ///
  /// - Throws: ``IngestError`` if a path without a pattern does not exist or a file cannot be
  ///   looked at.
  func files() async throws -> [ListedFile] {
    var files: [String: ListedFile] = [:]
    for pattern in table.paths {
      let paths = try await matches(of: pattern)
      guard !paths.isEmpty else {
        guard pattern.contains(where: { "*?[{".contains($0) }) else {
          throw IngestError(
            .unreadableFile, "\(table.displayName): there is no file \(key(of: pattern))",
            hint: "write a pattern such as *.csv for files that may come later")
        }
        continue
      }
      for file in try await describe(paths) { files[file.key] = file }
    }
    return files.values.sorted { $0.key < $1.key }
  }

  private func matches(of pattern: String) async throws -> [String] {
    let sql = "SELECT file FROM glob(\(SQLQuoting.string(pattern)))"
    let rows = try await reading { try await session.execute(sql).rows() }
    return rows.compactMap { row in
      guard case .string(let path)? = row.first else { return nil }
      return path
    }
  }

  private func describe(_ paths: [String]) async throws -> [ListedFile] {
    if paths.allSatisfy({ !$0.contains("://") }) { return try paths.map(describe) }
    let sql = """
      SELECT filename, size, epoch_us(last_modified) FROM read_blob(\(SQLList.strings(paths)))
      """
    let rows = try await reading { try await session.execute(sql).rows() }
    return rows.compactMap { row in
      guard case .string(let path) = row[0], case .integer(let size) = row[1] else { return nil }
      guard case .integer(let modified) = row[2] else { return nil }
      return ListedFile(path: path, key: key(of: path), size: size, modified: modified)
    }
  }

  private func describe(_ path: String) throws(IngestError) -> ListedFile {
    var status = stat()
    guard stat(path, &status) == 0, access(path, R_OK) == 0 else {
      let reason = String(cString: strerror(errno))
      throw IngestError(
        .unreadableFile, "\(table.displayName): \(key(of: path)) cannot be read: \(reason)",
        hint: errno == EACCES ? "give this user read permission for the file" : nil)
    }
    let modified = Int64(status.st_mtim.tv_sec) * 1_000_000 + Int64(status.st_mtim.tv_nsec) / 1000
    return ListedFile(
      path: path, key: key(of: path), size: Int64(status.st_size), modified: modified)
  }

  private func reading<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch {
      throw IngestError(error, while: "listing the files of \(table.displayName)")
    }
  }

  private func key(of path: String) -> String {
    let prefix = table.folder + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }
}
