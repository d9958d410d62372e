import FoundationEssentials

/// S3 as one configuration sees it: its stores share credentials and connections.
public final class S3Service: Sendable {
  private let client: S3Client

  /// Puts together settings, environment and profile files. Nothing is sent yet.
  ///
  /// - Parameters:
  ///   - settings: what a configuration says; it goes before what the other two say.
  ///   - variables: the environment.
  /// - Throws: ``S3Error`` if the endpoint is none, or the profile is in no file.
  public init(
    _ settings: S3Settings = S3Settings(), variables: [String: String]
  ) throws(S3Error) {
    client = S3Client(
      try S3Configuration(settings, variables: variables),
      prefersProfile: settings.profile != nil)
  }

  init(client: S3Client) {
    self.client = client
  }

  /// The store of a place, `s3://bucket/prefix`; `nil` if the text names none in S3.
  public func store(at url: String) -> S3Store? {
    S3Location(url).map { S3Store(client: client, location: $0) }
  }

  /// What another program needs to reach a bucket as this one does.
  ///
  /// - Throws: ``S3Error`` if a source of credentials cannot be used.
  public func access(to bucket: String) async throws -> S3Access {
    let configuration = client.configuration
    let endpoint = configuration.endpoint
    return S3Access(
      credentials: try await client.credentials.current(), region: client.region(of: bucket),
      endpoint: endpoint.map { $0.authority + $0.path }, usesTLS: endpoint?.isPlain != true,
      usesPath: configuration.usesPath(bucket))
  }
}

/// What is needed to reach a bucket. Its description tells nothing of the credentials but where
/// they came from.
public struct S3Access: Sendable, Hashable {
  /// What requests are signed with; `nil` if they are not.
  public var credentials: AWSCredentials?
  /// The bucket's region.
  public var region: String
  /// The host of an endpoint of one's own, with its port and path; `nil` for Amazon's.
  public var endpoint: String?
  /// Whether the endpoint is spoken to with TLS.
  public var usesTLS: Bool
  /// Whether the bucket is named in the path of a request, not in its host.
  public var usesPath: Bool
}
