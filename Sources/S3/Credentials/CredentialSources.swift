import FoundationEssentials

/// Where credentials come from: the first of the usual places that has some.
///
/// 1. `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`, unless a profile was
///    asked for by name in the configuration;
/// 2. a web identity: `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_ARN`, exchanged at STS;
/// 3. the profile: a role with a web identity or a source profile, or keys of its own;
/// 4. the container's address, `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `…_FULL_URI`;
/// 5. the machine's metadata service, unless `AWS_EC2_METADATA_DISABLED` is `true`.
struct CredentialSources: Sendable {
  let configuration: S3Configuration
  /// Whether the profile was named by the configuration itself, which then goes before keys of
  /// the environment.
  let prefersProfile: Bool
  let transport: any HTTPTransport
  let now: @Sendable () -> Date

  var variables: [String: String] { configuration.variables }

  /// The credentials of the first place that has some; `nil` if none has.
  ///
  /// - Throws: ``S3Error`` of kind ``S3Error/Kind/credentials`` where a place is configured and
  ///   cannot be used.
  func load() async throws -> AWSCredentials? {
    if !prefersProfile {
      if let found = environmentKeys { return found }
      if let found = try await webIdentityOfEnvironment() { return found }
    }
    if let found = try await profile(configuration.profiles.name, visited: []) { return found }
    if prefersProfile, let found = environmentKeys { return found }
    if let found = try await container() { return found }
    return try await machine()
  }

  private var environmentKeys: AWSCredentials? {
    guard let keyID = variables["AWS_ACCESS_KEY_ID"], !keyID.isEmpty,
      let secret = variables["AWS_SECRET_ACCESS_KEY"], !secret.isEmpty
    else { return nil }
    let token = variables["AWS_SESSION_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    return AWSCredentials(
      keyID: keyID, secret: secret, sessionToken: token,
      source: "the environment (AWS_ACCESS_KEY_ID)")
  }

  private func webIdentityOfEnvironment() async throws -> AWSCredentials? {
    guard let file = variables["AWS_WEB_IDENTITY_TOKEN_FILE"], !file.isEmpty,
      let role = variables["AWS_ROLE_ARN"], !role.isEmpty
    else { return nil }
    return try await webIdentity(
      file: file, role: role, session: variables["AWS_ROLE_SESSION_NAME"],
      source: "the web identity of the environment (AWS_WEB_IDENTITY_TOKEN_FILE)")
  }

  /// The credentials that a profile leads to; `nil` if it says nothing of any.
  private func profile(_ name: String, visited: Set<String>) async throws -> AWSCredentials? {
    guard let settings = configuration.profiles.profiles[name] else { return nil }
    guard !visited.contains(name) else {
      throw S3Error(
        .credentials, "the profile \"\(name)\" is its own source",
        hint: "look at source_profile in ~/.aws/config")
    }
    let source = "the profile \"\(name)\""
    let keys = Self.keys(settings, source)
    guard let role = settings["role_arn"] else { return keys }
    let session = settings["role_session_name"]
    if let file = settings["web_identity_token_file"] {
      return try await webIdentity(file: file, role: role, session: session, source: source)
    }
    if let other = settings["source_profile"] {
      // A profile may be its own source where it has keys and a role.
      let lender =
        other == name ? keys : try await profile(other, visited: visited.union([name]))
      guard let lender else {
        throw S3Error(
          .credentials,
          "the profile \"\(name)\" takes its role with \"\(other)\", which has no keys",
          hint: "look at source_profile in ~/.aws/config")
      }
      return try await assume(role, settings, with: lender, source: source)
    }
    if settings["credential_source"] != nil {
      let lender = try await borrowed(settings["credential_source"] ?? "", of: name)
      return try await assume(role, settings, with: lender, source: source)
    }
    return keys
  }

  private func borrowed(_ place: String, of name: String) async throws -> AWSCredentials {
    let found: AWSCredentials? =
      switch place {
      case "Environment": environmentKeys
      case "EcsContainer": try await container()
      case "Ec2InstanceMetadata": try await machine()
      default: nil
      }
    guard let found else {
      throw S3Error(
        .credentials, "the profile \"\(name)\" takes its role with \(place), which has no keys",
        hint: "credential_source is Environment, EcsContainer or Ec2InstanceMetadata")
    }
    return found
  }

  private static func keys(_ settings: [String: String], _ source: String) -> AWSCredentials? {
    guard let keyID = settings["aws_access_key_id"],
      let secret = settings["aws_secret_access_key"]
    else { return nil }
    return AWSCredentials(
      keyID: keyID, secret: secret, sessionToken: settings["aws_session_token"], source: source)
  }
}
