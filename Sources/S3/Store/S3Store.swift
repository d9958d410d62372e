public import DeltaLake
import FoundationEssentials

/// Tables in S3, or in whatever speaks its interface.
///
/// Objects are written whole, and listed and read from then on, as S3 promises since 2020. What
/// must not be there yet is written with `If-None-Match: *`, so that of several writers S3 lets
/// one through; a service that does not know this header must not hold tables that several
/// programs write to. Requests that fail in passing are sent again.
public struct S3Store: ObjectStore {
  /// Objects of more bytes are sent in parts.
  static let partSize = 8_000_000

  let client: S3Client
  /// Where the store's objects are.
  public let location: S3Location

  init(client: S3Client, location: S3Location) {
    self.client = client
    self.location = location
  }

  /// The URL, `s3://bucket/prefix`.
  public var root: String { location.url }

  /// The store of another place in S3, with the same credentials.
  public func store(at root: String) -> (any ObjectStore)? {
    S3Location(root).map { S3Store(client: client, location: $0) }
  }

  // MARK: Reading

  /// The bytes of an object.
  public func get(_ path: String) async throws -> [UInt8] {
    try await send("GET", path).http.body
  }

  /// Some bytes of an object.
  public func get(_ path: String, range: Range<Int>) async throws -> [UInt8] {
    // There is no way to ask for no byte; whether the object is there is still to be said.
    guard !range.isEmpty else {
      guard try await head(path) != nil else { throw DeltaError(Self.missing, path: path) }
      return []
    }
    let header = "bytes=\(range.lowerBound)-\(range.upperBound - 1)"
    do {
      let answer = try await ask("GET", path, headers: ["range": header]).http
      // Whoever does not know ranges answers with the whole object.
      guard answer.status == 206 else {
        return Array(answer.body[range.clamped(to: 0..<answer.body.count)])
      }
      return answer.body
    } catch let error as S3Error {
      if error.kind == .outOfRange { return [] }
      throw DeltaError(error, path: path)
    }
  }

  /// What is known of an object.
  public func head(_ path: String) async throws -> ObjectInfo? {
    do {
      let headers = try await send("HEAD", path).http.headers
      return ObjectInfo(
        path: path, size: headers["content-length"].flatMap { Int($0) } ?? 0,
        modified: headers["last-modified"].flatMap(Timestamps.header) ?? Date())
    } catch let error as DeltaError where error.kind == .notFound {
      return nil
    }
  }

  // MARK: Requests

  static let missing = S3Error(.noSuchObject, "there is no such object")

  /// Sends a request about an object.
  ///
  /// - Throws: ``S3Error``.
  func ask(
    _ method: String, _ path: String, query: [HTTPCall.QueryItem] = [],
    headers: [String: String] = [:], body: [UInt8] = []
  ) async throws -> S3Client.Answer {
    try await client.send(
      S3Request(
        method, location.bucket, location.key(path), query: query, headers: headers, body: body))
  }

  /// Sends a request about an object; what goes wrong is about its path.
  func send(
    _ method: String, _ path: String, query: [HTTPCall.QueryItem] = []
  ) async throws -> S3Client.Answer {
    do {
      return try await ask(method, path, query: query)
    } catch let error as S3Error {
      throw DeltaError(error, path: path)
    }
  }

  /// Sends a request about the bucket.
  func send(
    _ method: String, query: [HTTPCall.QueryItem], headers: [String: String] = [:],
    body: [UInt8] = []
  ) async throws -> S3Client.Answer {
    do {
      return try await client.send(
        S3Request(method, location.bucket, query: query, headers: headers, body: body))
    } catch let error as S3Error {
      throw DeltaError(error, path: root)
    }
  }
}

extension DeltaError {
  /// A failure of S3 as one of a table's storage.
  init(_ error: S3Error, path: String) {
    let kind: Kind =
      switch error.kind {
      case .noSuchObject: .notFound
      case .preconditionFailed: .alreadyExists
      case .accessDenied: .permissionDenied
      case .noSuchBucket, .outOfRange, .unavailable, .configuration, .credentials, .refused:
        .storage
      }
    let message = [error.message, error.cause].compactMap(\.self).joined(separator: ": ")
    self.init(kind, message, hint: error.hint, path: path)
  }
}
