import FoundationEssentials

/// Keys that the machine or the container a program runs in lends it.
extension CredentialSources {
  /// What both answer.
  private struct LentKeys: Decodable {
    var accessKeyId: String
    var secretAccessKey: String
    var token: String?
    var expiration: String?

    enum CodingKeys: String, CodingKey {
      case accessKeyId = "AccessKeyId"
      case secretAccessKey = "SecretAccessKey"
      case token = "Token"
      case expiration = "Expiration"
    }

    func credentials(_ source: String) -> AWSCredentials {
      AWSCredentials(
        keyID: accessKeyId, secret: secretAccessKey, sessionToken: token,
        expiration: expiration.flatMap(Timestamps.instant), source: source)
    }
  }

  /// The keys of the container's task, if the environment says where to ask.
  func container() async throws -> AWSCredentials? {
    let address: String
    if let path = variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"], !path.isEmpty {
      address = "http://169.254.170.2" + path
    } else if let full = variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"], !full.isEmpty {
      address = full
    } else {
      return nil
    }
    let endpoint = try Endpoint(address)
    guard !endpoint.isPlain || Self.isLocal(endpoint.authority) else {
      throw S3Error(
        .credentials, "keys are not asked for at \(endpoint.authority) without TLS",
        hint: "AWS_CONTAINER_CREDENTIALS_FULL_URI must begin with https://")
    }
    var call = HTTPCall(method: "GET", endpoint: endpoint, path: endpoint.path)
    if let file = variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] {
      let token = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
      call.headers["authorization"] = token.split(whereSeparator: \.isNewline).joined()
    } else if let token = variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"] {
      call.headers["authorization"] = token
    }
    let answer = try await ask(call, of: "the container's credentials service")
    guard answer.isSuccess, let keys = Self.decoded(answer) else {
      throw S3Error(
        .credentials, "the container's credentials service lends no keys",
        hint: "check the role of the task or pod", cause: "status \(answer.status)")
    }
    return keys.credentials("the container's role")
  }

  /// The keys of the machine's role, by version 2 of the metadata service; `nil` if there is no
  /// such service or the machine has no role.
  func machine() async throws -> AWSCredentials? {
    guard variables["AWS_EC2_METADATA_DISABLED"]?.lowercased() != "true" else { return nil }
    let address = variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] ?? "http://169.254.169.254"
    let endpoint = try Endpoint(address)
    var call = HTTPCall(
      method: "PUT", endpoint: endpoint, path: endpoint.path + "/latest/api/token",
      headers: ["x-aws-ec2-metadata-token-ttl-seconds": "21600"])
    // Off Amazon's machines nobody answers at this address: that is no failure.
    guard let token = try await askOnce(call), token.isSuccess else { return nil }
    let folder = endpoint.path + "/latest/meta-data/iam/security-credentials/"
    call = HTTPCall(
      method: "GET", endpoint: endpoint, path: folder,
      headers: ["x-aws-ec2-metadata-token": String(decoding: token.body, as: UTF8.self)])
    guard let roles = try await askOnce(call), roles.isSuccess,
      let role = String(decoding: roles.body, as: UTF8.self).split(whereSeparator: \.isNewline)
        .first
    else { return nil }
    call.path = folder + URIText.encode(String(role))
    guard let answer = try await askOnce(call), answer.isSuccess,
      let keys = Self.decoded(answer)
    else { return nil }
    return keys.credentials("the machine's role \"\(role)\"")
  }

  private func askOnce(_ call: HTTPCall) async throws -> HTTPAnswer? {
    do {
      return try await transport.send(call, timeout: .seconds(1))
    } catch {
      try Task.checkCancellation()
      return nil
    }
  }

  private static func decoded(_ answer: HTTPAnswer) -> LentKeys? {
    try? JSONDecoder().decode(LentKeys.self, from: Data(answer.body))
  }

  /// Whether a host is this machine, or the address that containers are answered at.
  private static func isLocal(_ authority: String) -> Bool {
    let isAddress6 = authority.hasPrefix("[")
    let host =
      isAddress6
      ? authority.prefix { $0 != "]" }.dropFirst() : authority.prefix { $0 != ":" }
    return ["127.0.0.1", "localhost", "::1", "169.254.170.2", "169.254.170.23"].contains(host)
      || host == "fd00:ec2::23"
  }
}
