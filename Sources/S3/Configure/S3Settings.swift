/// What a configuration says of S3. Whatever it leaves out comes from the environment and the
/// profile files, by the rules of AWS's own tools.
public struct S3Settings: Sendable, Hashable {
  /// How the bucket is named in a request.
  public enum Addressing: String, Sendable, Hashable, CaseIterable {
    /// In the path: `https://host/bucket/key`.
    case path
    /// In the host: `https://bucket.host/key`.
    case virtual
  }

  /// The profile of `~/.aws/config` and `~/.aws/credentials`.
  public var profile: String?
  /// The region.
  public var region: String?
  /// Where S3 listens, as `https://host:port`.
  public var endpoint: String?
  /// How the bucket is named in requests; in the path at an endpoint of one's own, and for
  /// buckets with a dot in their name, if `nil`.
  public var addressing: Addressing?

  /// Says of S3 what is given.
  public init(
    profile: String? = nil, region: String? = nil, endpoint: String? = nil,
    addressing: Addressing? = nil
  ) {
    self.profile = profile
    self.region = region
    self.endpoint = endpoint
    self.addressing = addressing
  }
}
