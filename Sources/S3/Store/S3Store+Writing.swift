import DeltaLake

extension S3Store {
  /// Creates or replaces an object.
  public func put(_ path: String, _ bytes: [UInt8]) async throws {
    do {
      try await write(path, bytes)
    } catch let error as S3Error {
      throw DeltaError(error, path: path)
    }
  }

  /// Creates an object where there is none.
  ///
  /// Where an earlier attempt got no answer and a later one finds the object there, its bytes
  /// tell whether it is ours. So they must be no other writer's: those of a commit are not, as
  /// they hold an identifier of its transaction.
  public func putIfAbsent(_ path: String, _ bytes: [UInt8]) async throws {
    do {
      try await write(path, bytes, headers: ["if-none-match": "*"])
    } catch let error as S3Error {
      let mayBeOurs = error.kind == .preconditionFailed && error.attempts > 1
      if mayBeOurs, try await get(path) == bytes { return }
      throw DeltaError(error, path: path)
    }
  }

  private func write(
    _ path: String, _ bytes: [UInt8], headers: [String: String] = [:]
  ) async throws {
    if bytes.count > Self.partSize {
      try await writeParts(path, bytes, headers: headers)
    } else {
      _ = try await ask("PUT", path, headers: headers, body: bytes)
    }
  }

  // MARK: Parts

  /// How many parts of an object are sent at once.
  private static let concurrentParts = 4

  /// Sends an object in parts, which become one at the end. What fails leaves no part behind.
  private func writeParts(
    _ path: String, _ bytes: [UInt8], headers: [String: String]
  ) async throws {
    let started = try await ask("POST", path, query: [.init("uploads")]).http
    guard let upload = XMLElement(started.body)?["UploadId"]?.text else {
      throw S3Error(.refused, "S3 gives an upload in parts no name")
    }
    do {
      let tags = try await sendParts(path, bytes, upload: upload)
      try await complete(path, upload: upload, tags: tags, headers: headers)
    } catch {
      // The error that ended the upload is the one to tell.
      try? await abort(path, upload: upload)
      throw error
    }
  }

  private func sendParts(
    _ path: String, _ bytes: [UInt8], upload: String
  ) async throws -> [String] {
    let starts = Array(stride(from: 0, to: bytes.count, by: Self.partSize))
    return try await withThrowingTaskGroup(of: (Int, String).self) { group in
      var tags = [String](repeating: "", count: starts.count)
      for (index, start) in starts.enumerated() {
        if index >= Self.concurrentParts, let (done, tag) = try await group.next() {
          tags[done] = tag
        }
        group.addTask {
          let part = Array(bytes[start..<min(start + Self.partSize, bytes.count)])
          let answer = try await ask(
            "PUT", path, query: [.init("partNumber", "\(index + 1)"), .init("uploadId", upload)],
            body: part)
          return (index, answer.http.headers["etag"] ?? "")
        }
      }
      for try await (index, tag) in group { tags[index] = tag }
      return tags
    }
  }

  private func complete(
    _ path: String, upload: String, tags: [String], headers: [String: String]
  ) async throws {
    let parts = tags.enumerated().map { index, tag in
      "<Part><PartNumber>\(index + 1)</PartNumber><ETag>\(XMLElement.escape(tag))</ETag></Part>"
    }
    let body = "<CompleteMultipartUpload>\(parts.joined())</CompleteMultipartUpload>"
    let answer = try await ask(
      "POST", path, query: [.init("uploadId", upload)], headers: headers, body: Array(body.utf8))
    // S3 begins its answer before it is done, and may then say no in a yes.
    let failure = S3Failure(answer.http)
    guard failure.code.isEmpty else {
      throw S3Error(.refused, "the parts do not become an object: \(failure.code)")
    }
  }

  private func abort(_ path: String, upload: String) async throws {
    _ = try await ask("DELETE", path, query: [.init("uploadId", upload)])
  }
}
