import Crypto
import DeltaLake
import FoundationEssentials

extension S3Store {
  /// How many keys a request may name.
  private static let batch = 1_000
  /// How many such requests are on their way at once.
  private static let concurrentBatches = 4

  /// Deletes an object, if it is there.
  public func delete(_ path: String) async throws {
    do {
      _ = try await send("DELETE", path)
    } catch let error as DeltaError where error.kind == .notFound {
      return
    }
  }

  /// Deletes objects, a thousand in a request.
  public func delete(_ paths: [String]) async throws {
    let starts = stride(from: 0, to: paths.count, by: Self.batch)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, start) in starts.enumerated() {
        if index >= Self.concurrentBatches { try await group.next() }
        let some = Array(paths[start..<min(start + Self.batch, paths.count)])
        group.addTask { try await deleteBatch(some) }
      }
      try await group.waitForAll()
    }
  }

  private func deleteBatch(_ paths: [String]) async throws {
    let objects = paths.map { "<Object><Key>\(XMLElement.escape(location.key($0)))</Key></Object>" }
    let body = Array("<Delete><Quiet>true</Quiet>\(objects.joined())</Delete>".utf8)
    // Of the ways to guard a request of many keys this is the one that every service knows.
    let digest = Data(Insecure.MD5.hash(data: body)).base64EncodedString()
    let answer = try await send(
      "POST", query: [.init("delete")],
      headers: ["content-md5": digest, "content-type": "application/xml"], body: body)
    guard let failed = XMLElement(answer.http.body)?["Error"],
      let code = failed["Code"]?.text, code != "NoSuchKey"
    else { return }
    throw DeltaError(
      code == "AccessDenied" ? .permissionDenied : .storage, "S3 deletes not all: \(code)",
      path: failed["Key"]?.text ?? root)
  }

  /// Ends uploads in parts that were begun under `prefix` and will not be ended by whoever began
  /// them.
  ///
  /// - Parameters:
  ///   - prefix: what paths begin with.
  ///   - isAbandoned: whether the upload to a path is meant.
  /// - Throws: `DeltaError`.
  public func abortUploads(
    _ prefix: String, where isAbandoned: (String) -> Bool = { _ in true }
  ) async throws {
    let answer = try await send(
      "GET", query: [.init("uploads"), .init("prefix", location.key(prefix))])
    for upload in XMLElement(answer.http.body)?.all("Upload") ?? [] {
      let base = location.key("")
      guard let key = upload["Key"]?.text, key.hasPrefix(base), let id = upload["UploadId"]?.text
      else { continue }
      let path = String(key.dropFirst(base.count))
      guard isAbandoned(path) else { continue }
      _ = try await send("DELETE", path, query: [.init("uploadId", id)])
    }
  }
}
