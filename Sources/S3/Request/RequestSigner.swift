import Crypto
import FoundationEssentials

/// Signs requests by AWS Signature Version 4, in the `Authorization` header.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
struct RequestSigner: Sendable {
  var credentials: AWSCredentials
  var region: String
  var service: String

  /// Adds what the signature needs to the headers, and the signature.
  func sign(_ call: inout HTTPCall, at date: Date) {
    let stamp = date.formatted(Self.stamp)
    call.headers["x-amz-date"] = stamp
    if service == "s3" { call.headers["x-amz-content-sha256"] = Self.digest(call.body) }
    if let token = credentials.sessionToken { call.headers["x-amz-security-token"] = token }

    let scope = "\(stamp.prefix(8))/\(region)/\(service)/aws4_request"
    let (canonical, signedHeaders) = canonicalRequest(call)
    let text = "AWS4-HMAC-SHA256\n\(stamp)\n\(scope)\n\(Self.digest(Array(canonical.utf8)))"
    let signature = Self.hexadecimal(Self.code(text, key: signingKey(day: stamp.prefix(8))))
    call.headers["authorization"] =
      "AWS4-HMAC-SHA256 Credential=\(credentials.keyID)/\(scope),"
      + "SignedHeaders=\(signedHeaders),Signature=\(signature)"
  }

  /// The request in the one form that both sides compute, and the names of its headers.
  private func canonicalRequest(_ call: HTTPCall) -> (text: String, signedHeaders: String) {
    var headers = call.headers
    headers["host"] = call.endpoint.authority
    let names = headers.keys.sorted()
    let query = call.query
      .map { (URIText.encode($0.name), URIText.encode($0.value)) }
      .sorted { $0 < $1 }
      .map { "\($0.0)=\($0.1)" }
    var lines = [call.method, call.path, query.joined(separator: "&")]
    for name in names { lines.append("\(name):\(Self.normalized(headers[name] ?? ""))") }
    let signedHeaders = names.joined(separator: ";")
    lines += ["", signedHeaders, Self.digest(call.body)]
    return (lines.joined(separator: "\n"), signedHeaders)
  }

  private func signingKey(day: Substring) -> SymmetricKey {
    var key = SymmetricKey(data: Array("AWS4\(credentials.secret)".utf8))
    for part in [String(day), region, service, "aws4_request"] {
      key = SymmetricKey(data: Self.code(part, key: key))
    }
    return key
  }

  /// A header's value without outer spaces, and with single ones within.
  private static func normalized(_ value: String) -> String {
    value.split(separator: " ").joined(separator: " ")
  }

  private static func code(_ text: String, key: SymmetricKey) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    hexadecimal(Array(SHA256.hash(data: bytes)))
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// `20130524T000000Z`.
  private static let stamp = Date.ISO8601FormatStyle(
    dateSeparator: .omitted, timeSeparator: .omitted, timeZoneSeparator: .omitted,
    timeZone: .gmt)
}
