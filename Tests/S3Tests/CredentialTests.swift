import Foundation
import Synchronization
import Testing

@testable import S3

/// Where credentials come from, and when they are fetched anew.
@Suite struct CredentialTests {
  static let files = [
    "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
  ]

  static func sources(
    _ variables: [String: String], config: String = "", credentials: String = "",
    profile: String? = nil, transport: ScriptedTransport = ScriptedTransport([])
  ) throws -> CredentialSources {
    var configuration = try S3Configuration(variables: files.merging(variables) { $1 })
    configuration.profiles = try ProfileFiles(
      config: config, credentials: credentials, profile: profile)
    return CredentialSources(
      configuration: configuration, prefersProfile: profile != nil, transport: transport,
      now: { Date(timeIntervalSince1970: 1_800_000_000) })
  }

  static let twoFiles = (
    config: """
    [default]
    region = eu-west-1
    s3 =
      addressing_style = virtual

    [profile work]
    # a comment
    region=eu-north-1
    endpoint_url = https://store.example
    """,
    credentials: """
    [default]
    aws_access_key_id = AKDEFAULT
    aws_secret_access_key = default/secret=
    [work]
    aws_access_key_id=AKWORK
    aws_secret_access_key=work
    aws_session_token=lent
    """
  )

  @Test func theEnvironmentGoesFirst() async throws {
    let sources = try Self.sources(
      [
        "AWS_ACCESS_KEY_ID": "AKENV", "AWS_SECRET_ACCESS_KEY": "env", "AWS_SESSION_TOKEN": "lent",
      ], config: Self.twoFiles.config, credentials: Self.twoFiles.credentials)
    let found = try #require(await sources.load())
    #expect([found.keyID, found.secret, found.sessionToken] == ["AKENV", "env", "lent"])
  }

  @Test func aProfileIsReadFromBothFiles() async throws {
    let unnamed = try Self.sources(
      [:], config: Self.twoFiles.config, credentials: Self.twoFiles.credentials)
    #expect(try await unnamed.load()?.secret == "default/secret=")
    #expect(unnamed.configuration.profiles.settings["s3.addressing_style"] == "virtual")
    let named = try Self.sources(
      ["AWS_ACCESS_KEY_ID": "AKENV", "AWS_SECRET_ACCESS_KEY": "env"],
      config: Self.twoFiles.config, credentials: Self.twoFiles.credentials, profile: "work")
    let found = try #require(await named.load())
    #expect(
      [found.keyID, found.sessionToken, found.source] == ["AKWORK", "lent", "the profile \"work\""])
    #expect(named.configuration.profiles.endpoint(of: "s3") == "https://store.example")
    let error = #expect(throws: S3Error.self) {
      try ProfileFiles(
        config: Self.twoFiles.config, credentials: Self.twoFiles.credentials, profile: "play")
    }
    #expect(error?.hint == "there is default, work")
  }

  static let lent = """
    <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
    <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>AKLENT</AccessKeyId>
    <SecretAccessKey>lent</SecretAccessKey><SessionToken>token</SessionToken>
    <Expiration>2027-01-15T09:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>
    </AssumeRoleWithWebIdentityResponse>
    """

  @Test func aWebIdentityIsExchanged() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data("a.b.c\n".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let transport = ScriptedTransport([HTTPAnswer(503), HTTPAnswer(200, Self.lent)])
    let sources = try Self.sources(
      [
        "AWS_WEB_IDENTITY_TOKEN_FILE": file.path, "AWS_ROLE_ARN": "arn:aws:iam::1:role/lake",
        "AWS_REGION": "eu-west-1",
      ], transport: transport)
    let found = try #require(await sources.load())
    #expect([found.keyID, found.secret, found.sessionToken] == ["AKLENT", "lent", "token"])
    #expect(found.expiration == Timestamps.instant("2027-01-15T09:00:00Z"))
    let call = try #require(transport.calls.last)
    #expect(call.endpoint.authority == "sts.eu-west-1.amazonaws.com")
    #expect(call.headers["authorization"] == nil)
    let form = String(decoding: call.body, as: UTF8.self)
    #expect(form.contains("Action=AssumeRoleWithWebIdentity") && form.contains("=a.b.c&"))
  }

  @Test func aRoleIsTakenWithAnotherProfile() async throws {
    let answer = Self.lent.replacing("WithWebIdentity", with: "")
    let transport = ScriptedTransport([HTTPAnswer(200, answer)])
    let sources = try Self.sources(
      [:], config: "[profile lake]\nrole_arn = arn:role\nsource_profile = work",
      credentials: Self.twoFiles.credentials, profile: "lake", transport: transport)
    #expect(try await sources.load()?.keyID == "AKLENT")
    let header = transport.calls.first?.headers["authorization"]
    #expect(header?.contains("Credential=AKWORK/") == true)
    #expect(header?.contains("/sts/aws4_request") == true)
  }

  @Test func aProfileThatLeadsToItselfIsRefused() async throws {
    let sources = try Self.sources(
      [:],
      config: """
        [profile a]
        role_arn = arn:a
        source_profile = b
        [profile b]
        role_arn = arn:b
        source_profile = a
        """, profile: "a")
    let error = await #expect(throws: S3Error.self) { try await sources.load() }
    #expect(error?.kind == .credentials)
  }

  static let json = """
    {"AccessKeyId": "AKLENT", "SecretAccessKey": "lent", "Token": "token",
     "Expiration": "2027-01-15T09:00:00Z"}
    """

  @Test func containersAreAsked() async throws {
    let transport = ScriptedTransport([HTTPAnswer(200, Self.json)])
    let sources = try Self.sources(
      [
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:8080/keys",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "ticket",
      ], transport: transport)
    #expect(try await sources.load()?.sessionToken == "token")
    #expect(transport.calls.first?.url == "http://127.0.0.1:8080/keys")
    #expect(transport.calls.first?.headers["authorization"] == "ticket")
    let unsafe = try Self.sources(
      ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://elsewhere.example/keys"])
    await #expect(throws: S3Error.self) { try await unsafe.load() }
  }

  @Test func machinesAreAsked() async throws {
    let transport = ScriptedTransport([
      HTTPAnswer(200, "ticket"), HTTPAnswer(200, "lake-role\n"), HTTPAnswer(200, Self.json),
    ])
    let sources = try Self.sources(
      [
        "AWS_EC2_METADATA_DISABLED": "false",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:1338",
      ], transport: transport)
    #expect(try await sources.load()?.source == "the machine's role \"lake-role\"")
    #expect(
      transport.calls.map(\.path) == [
        "/latest/api/token", "/latest/meta-data/iam/security-credentials/",
        "/latest/meta-data/iam/security-credentials/lake-role",
      ])
    #expect(try await Self.sources([:]).load() == nil)
  }

  /// A clock that a test sets.
  final class Clock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_800_000_000))
    var now: Date { time.withLock { $0 } }
    func advance(_ seconds: Double) { time.withLock { $0.addTimeInterval(seconds) } }
  }

  @Test func credentialsAreRenewedBeforeTheirEnd() async throws {
    let clock = Clock()
    let fetched = Mutex(0)
    let isBroken = Mutex(false)
    let cache = CredentialCache(now: { clock.now }) {
      if isBroken.withLock({ $0 }) { throw S3Error(.credentials, "gone") }
      let number = fetched.withLock { count in
        count += 1
        return count
      }
      try await Task.sleep(for: .milliseconds(5))
      return AWSCredentials(
        keyID: "AK\(number)", secret: "", expiration: clock.now.addingTimeInterval(3_600),
        source: "a test")
    }
    // Many who ask at once make one fetch.
    let first = try await withThrowingTaskGroup(of: String?.self) { group in
      for _ in 0..<20 { group.addTask { try await cache.current()?.keyID } }
      return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
    }
    #expect(first == ["AK1"])
    clock.advance(3_000)
    #expect(try await cache.current()?.keyID == "AK1")
    clock.advance(400)
    #expect(try await cache.current()?.keyID == "AK2")
    // What still holds is used while the source is gone, and not longer.
    isBroken.withLock { $0 = true }
    clock.advance(3_400)
    #expect(try await cache.current()?.keyID == "AK2")
    clock.advance(300)
    await #expect(throws: S3Error.self) { try await cache.current() }
  }

  @Test func expiredCredentialsAreFetchedAnew() async throws {
    let transport = ScriptedTransport { number, _ in
      number == 0 ? .failure(400, "ExpiredToken") : HTTPAnswer(200, "ok")
    }
    let client = try RequestTests.client(transport)
    _ = try await client.send(S3Request("GET", "lake", "a"))
    #expect(transport.calls.count == 2)
  }
}
