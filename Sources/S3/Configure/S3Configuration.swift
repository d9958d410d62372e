/// Everything that stands of S3 once settings, environment and profile are put together.
struct S3Configuration: Sendable, Hashable {
  var region: String
  /// An endpoint of one's own; `nil` for Amazon's.
  var endpoint: Endpoint?
  var addressing: S3Settings.Addressing?
  var profiles: ProfileFiles
  var variables: [String: String]

  /// Puts together what is given: settings first, then the environment, then the profile.
  init(_ settings: S3Settings = S3Settings(), variables: [String: String]) throws(S3Error) {
    let profiles = try ProfileFiles(variables: variables, profile: settings.profile)
    self.profiles = profiles
    self.variables = variables
    region =
      settings.region ?? variables["AWS_REGION"] ?? variables["AWS_DEFAULT_REGION"]
      ?? profiles.settings["region"] ?? "us-east-1"
    let endpoint =
      settings.endpoint ?? Self.endpoint(of: "s3", variables, profiles)
    if let endpoint { self.endpoint = try Endpoint(endpoint) }
    addressing =
      settings.addressing
      ?? profiles.settings["s3.addressing_style"].flatMap(S3Settings.Addressing.init)
  }

  /// Where the security token service listens.
  var tokenService: Endpoint {
    get throws(S3Error) {
      if let text = Self.endpoint(of: "sts", variables, profiles) { return try Endpoint(text) }
      return .aws("sts", region: region)
    }
  }

  private static func endpoint(
    of service: String, _ variables: [String: String], _ profiles: ProfileFiles
  ) -> String? {
    if variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.lowercased() == "true" { return nil }
    return variables["AWS_ENDPOINT_URL_\(service.uppercased())"] ?? variables["AWS_ENDPOINT_URL"]
      ?? profiles.endpoint(of: service)
  }

  /// Whether a bucket is named in the path of a request.
  func usesPath(_ bucket: String) -> Bool {
    switch addressing {
    case .path: true
    case .virtual: false
    // A certificate for *.host does not cover a name with a further dot.
    case nil: endpoint != nil || bucket.contains(".")
    }
  }

  /// Where a bucket of a region listens.
  func endpoint(region: String) -> Endpoint { endpoint ?? .aws("s3", region: region) }
}
