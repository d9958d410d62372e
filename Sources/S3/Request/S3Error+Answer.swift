extension S3Error {
  /// What an answer that says no means.
  init(
    _ answer: HTTPAnswer, to request: S3Request, credentials: AWSCredentials?, attempts: Int
  ) {
    let failure = S3Failure(answer)
    let name = failure.code.isEmpty ? "status \(answer.status)" : failure.code
    switch (answer.status, failure.code) {
    case (404, "NoSuchBucket"):
      self.init(
        .noSuchBucket, "there is no bucket \"\(request.bucket)\"",
        hint: "make it, or check the bucket's name and the endpoint")
    case (404, _):
      self.init(.noSuchObject, "there is no such object")
    case (412, _):
      self.init(.preconditionFailed, "the object exists already")
    case (416, _):
      self.init(.outOfRange, "the object ends before the bytes that are asked for")
    case (401, _), (403, _):
      self = Self.denied(name, request, credentials, failure)
    case (301, _), (307, _), (400, "AuthorizationHeaderMalformed"):
      self.init(
        .refused, "the bucket \"\(request.bucket)\" is in another region",
        hint: "set the region, with AWS_REGION or s3: {region: …}", cause: failure.message)
    case (408, _), (429, _), (500..., _), (_, "SlowDown"), (_, "RequestTimeout"):
      self.init(
        .unavailable, "S3 said \(name) to each of \(attempts) attempts",
        hint: "try again later", cause: failure.message)
    default:
      self.init(
        .refused, "S3 refuses to \(request.method) in the bucket \"\(request.bucket)\": \(name)",
        cause: failure.message)
    }
    self.attempts = attempts
  }

  private static func denied(
    _ name: String, _ request: S3Request, _ credentials: AWSCredentials?, _ failure: S3Failure
  ) -> S3Error {
    guard let credentials else {
      return S3Error(
        .accessDenied,
        "S3 refuses access to the bucket \"\(request.bucket)\" without credentials (\(name))",
        hint: "there were none in the environment, the profile files, the container or the "
          + "machine: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE")
    }
    let hint =
      switch failure.code {
      case "InvalidAccessKeyId": "S3 does not know the key: look at \(credentials.source)"
      case "SignatureDoesNotMatch": "the secret does not fit the key: look at \(credentials.source)"
      case "RequestTimeTooSkewed": "set this machine's clock"
      case "ExpiredToken": "the session is over: renew the credentials of \(credentials.source)"
      default:
        "they need s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject; without the "
          + "first, what is not there is refused as well"
      }
    return S3Error(
      .accessDenied,
      "S3 refuses access to the bucket \"\(request.bucket)\" with the \(credentials) (\(name))",
      hint: hint)
  }
}
