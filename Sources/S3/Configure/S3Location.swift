/// A place in S3 as a URL names it: a bucket and what the keys of its objects begin with.
public struct S3Location: Sendable, Hashable {
  /// The bucket.
  public let bucket: String
  /// What keys begin with, without a slash at either end; empty for the whole bucket.
  public let prefix: String

  /// The schemes under which programs know S3: its own, and those of Hadoop's file systems.
  public static let schemes = ["s3://", "s3a://", "s3n://"]

  /// Reads `s3://bucket/prefix`; `nil` if the text is no URL of S3 or names no bucket.
  public init?(_ url: String) {
    guard let scheme = Self.schemes.first(where: { url.hasPrefix($0) }) else { return nil }
    let rest = url.dropFirst(scheme.count)
    let bucket = rest.prefix { $0 != "/" }
    guard !bucket.isEmpty else { return nil }
    var prefix = rest.dropFirst(bucket.count)
    while prefix.first == "/" { prefix.removeFirst() }
    while prefix.last == "/" { prefix.removeLast() }
    self.bucket = String(bucket)
    self.prefix = String(prefix)
  }

  /// The URL, without a slash at its end.
  public var url: String { prefix.isEmpty ? "s3://\(bucket)" : "s3://\(bucket)/\(prefix)" }

  /// The key of an object at a path below this place.
  func key(_ path: String) -> String { prefix.isEmpty ? path : prefix + "/" + path }
}
