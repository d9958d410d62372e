import FoundationEssentials

/// Roles, as the security token service lends them.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/>
extension CredentialSources {
  /// Exchanges the token in a file for the keys of a role. The file is read each time: whoever
  /// writes it renews it.
  func webIdentity(
    file: String, role: String, session: String?, source: String
  ) async throws -> AWSCredentials {
    guard let token = try? String(contentsOfFile: file, encoding: .utf8), !token.isEmpty else {
      throw S3Error(
        .credentials, "the token of \(source) cannot be read", hint: "look at the file \(file)")
    }
    let trimmed = token.split(whereSeparator: \.isWhitespace).joined()
    return try await exchange(
      [
        .init("Action", "AssumeRoleWithWebIdentity"), .init("RoleArn", role),
        .init("RoleSessionName", session ?? "millrace"), .init("WebIdentityToken", trimmed),
      ], with: nil, source: source)
  }

  /// Takes a role with the keys of `lender`.
  func assume(
    _ role: String, _ settings: [String: String], with lender: AWSCredentials, source: String
  ) async throws -> AWSCredentials {
    var form: [HTTPCall.QueryItem] = [
      .init("Action", "AssumeRole"), .init("RoleArn", role),
      .init("RoleSessionName", settings["role_session_name"] ?? "millrace"),
    ]
    if let id = settings["external_id"] { form.append(.init("ExternalId", id)) }
    if let seconds = settings["duration_seconds"] {
      form.append(.init("DurationSeconds", seconds))
    }
    return try await exchange(form, with: lender, source: source)
  }

  private func exchange(
    _ form: [HTTPCall.QueryItem], with lender: AWSCredentials?, source: String
  ) async throws -> AWSCredentials {
    let endpoint = try configuration.tokenService
    let items = form + [.init("Version", "2011-06-15")]
    let body = items.map { "\(URIText.encode($0.name))=\(URIText.encode($0.value))" }
      .joined(separator: "&")
    var call = HTTPCall(
      method: "POST", endpoint: endpoint, path: endpoint.path + "/",
      headers: ["content-type": "application/x-www-form-urlencoded"], body: Array(body.utf8))
    if let lender {
      RequestSigner(credentials: lender, region: configuration.region, service: "sts")
        .sign(&call, at: now())
    }
    let answer = try await ask(call, of: "the token service at \(endpoint.authority)")
    let document = XMLElement(answer.body)
    let action = form.first?.value ?? ""
    guard answer.isSuccess, let keys = document?["\(action)Result"]?["Credentials"],
      let keyID = keys["AccessKeyId"]?.text, let secret = keys["SecretAccessKey"]?.text
    else {
      let error = document?["Error"]
      let reason = [error?["Code"]?.text, error?["Message"]?.text].compactMap(\.self)
      throw S3Error(
        .credentials, "the token service lends no keys for the role of \(source)",
        hint: "check role_arn and who may take the role",
        cause: reason.isEmpty ? "status \(answer.status)" : reason.joined(separator: ": "))
    }
    return AWSCredentials(
      keyID: keyID, secret: secret, sessionToken: keys["SessionToken"]?.text,
      expiration: keys["Expiration"].flatMap { Timestamps.instant($0.text) }, source: source)
  }

  /// Asks a few times: what lends keys is asked rarely, and everything waits for it.
  func ask(
    _ call: HTTPCall, of server: String, timeout: Duration = .seconds(10), attempts: Int = 3
  ) async throws -> HTTPAnswer {
    var attempt = 1
    while true {
      let reason: String
      do {
        let answer = try await transport.send(call, timeout: timeout)
        if answer.status < 500 { return answer }
        reason = "status \(answer.status)"
      } catch let error where !(error is CancellationError) {
        reason = "\(error)"
      }
      try Task.checkCancellation()
      guard attempt < attempts else {
        throw S3Error(
          .credentials, "\(server) gives no answer", cause: reason, attempts: attempt)
      }
      try await Task.sleep(for: RetrySchedule().delay(after: attempt))
      attempt += 1
    }
  }
}
