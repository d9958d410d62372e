import DeltaLake
import Foundation
import Testing

@testable import S3

/// What becomes of requests that are not answered at once as they should be.
@Suite struct RequestTests {
  static let quick = RetrySchedule(attempts: 4, base: .microseconds(10))

  static func client(
    _ transport: ScriptedTransport, variables: [String: String] = [:],
    settings: S3Settings = S3Settings()
  ) throws -> S3Client {
    let usual = [
      "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "s3cr3t",
      "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
      "AWS_EC2_METADATA_DISABLED": "true",
    ]
    let configuration = try S3Configuration(
      settings, variables: usual.merging(variables) { $1 }.filter { !$0.value.isEmpty })
    return S3Client(configuration, transport: transport, schedule: quick)
  }

  static func store(_ transport: ScriptedTransport) throws -> S3Store {
    try #require(S3Service(client: client(transport)).store(at: "s3://lake/t"))
  }

  @Test func whatPassesIsTriedAgain() async throws {
    let transport = ScriptedTransport([
      .failure(503, "SlowDown"), nil, HTTPAnswer(429), HTTPAnswer(200, "ok"),
    ])
    #expect(try await Self.store(transport).get("a") == Array("ok".utf8))
    #expect(transport.calls.count == 4)
  }

  @Test func attemptsAreCounted() async throws {
    let transport = ScriptedTransport([])
    let error = await #expect(throws: DeltaError.self) {
      try await Self.store(transport).get("a")
    }
    #expect(error?.kind == .storage)
    #expect(error?.message.contains("after 4 attempts") == true)
    #expect(transport.calls.count == 4)
  }

  @Test func aConflictIsLostAtOnce() async throws {
    let transport = ScriptedTransport([.failure(412, "PreconditionFailed")])
    let error = await #expect(throws: DeltaError.self) {
      try await Self.store(transport).putIfAbsent("a", [1])
    }
    #expect(error?.kind == .alreadyExists)
    #expect(transport.calls.map(\.method) == ["PUT"])
    #expect(transport.calls.first?.headers["if-none-match"] == "*")
  }

  @Test func twoAtOnceAreTriedAgain() async throws {
    let transport = ScriptedTransport([
      .failure(409, "ConditionalRequestConflict"), HTTPAnswer(200),
    ])
    try await Self.store(transport).putIfAbsent("a", [1])
    #expect(transport.calls.count == 2)
  }

  /// The first attempt was carried out, but its answer got lost.
  @Test(arguments: [true, false])
  func aLostAnswerIsLookedUp(isOurs: Bool) async throws {
    let transport = ScriptedTransport([
      nil, .failure(412, "PreconditionFailed"), HTTPAnswer(200, isOurs ? "mine" : "other"),
    ])
    let store = try Self.store(transport)
    if isOurs {
      try await store.putIfAbsent("a", Array("mine".utf8))
    } else {
      let error = await #expect(throws: DeltaError.self) {
        try await store.putIfAbsent("a", Array("mine".utf8))
      }
      #expect(error?.kind == .alreadyExists)
    }
    #expect(transport.calls.map(\.method) == ["PUT", "PUT", "GET"])
  }

  @Test func anotherRegionIsFollowedOnce() async throws {
    let elsewhere = HTTPAnswer(301, headers: ["x-amz-bucket-region": "eu-central-1"])
    let transport = ScriptedTransport([elsewhere, HTTPAnswer(200, "ok"), HTTPAnswer(200, "ok")])
    let store = try Self.store(transport)
    _ = try await store.get("a")
    _ = try await store.get("b")
    #expect(
      transport.calls.map(\.endpoint.authority) == [
        "lake.s3.us-east-1.amazonaws.com", "lake.s3.eu-central-1.amazonaws.com",
        "lake.s3.eu-central-1.amazonaws.com",
      ])
    #expect(transport.calls[1].headers["authorization"]?.contains("/eu-central-1/s3/") == true)

    let circle = ScriptedTransport([elsewhere, elsewhere, elsewhere])
    let error = await #expect(throws: DeltaError.self) { try await Self.store(circle).get("a") }
    #expect(error?.message.contains("another region") == true)
    #expect(circle.calls.count == 2)
  }

  @Test func whoIsRefusedIsTold() async throws {
    let transport = ScriptedTransport([.failure(403, "AccessDenied")])
    let error = await #expect(throws: DeltaError.self) {
      try await Self.store(transport).get("a")
    }
    #expect(error?.kind == .permissionDenied)
    let text = "\(error as Any)"
    #expect(text.contains("the environment (AWS_ACCESS_KEY_ID)"))
    #expect(!text.contains("s3cr3t") && !text.contains("AKIDEXAMPLE"))
  }

  @Test func aBucketThatIsNotThereIsNoMissingObject() async throws {
    let transport = ScriptedTransport([.failure(404, "NoSuchBucket")])
    let error = await #expect(throws: DeltaError.self) {
      try await Self.store(transport).get("a")
    }
    #expect(error?.kind == .storage)
    #expect(error?.message == "there is no bucket \"lake\"")
  }

  @Test func withoutCredentialsNothingIsSigned() async throws {
    let transport = ScriptedTransport([HTTPAnswer(200, "ok"), .failure(403, "AccessDenied")])
    let client = try Self.client(
      transport, variables: ["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""])
    let store = try #require(S3Service(client: client).store(at: "s3://lake"))
    _ = try await store.get("a")
    #expect(transport.calls.first?.headers["authorization"] == nil)
    let error = await #expect(throws: DeltaError.self) { try await store.get("a") }
    #expect(error?.message.contains("without credentials") == true)
  }

  @Test func addressesFollowTheConfiguration() throws {
    func url(_ bucket: String, _ settings: S3Settings) throws -> String {
      let configuration = try S3Configuration(
        settings, variables: ["AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/"])
      return S3Request("GET", bucket, "a b/ü+%.json").call(configuration, region: "eu-west-1").url
    }
    let key = "a%20b/%C3%BC%2B%25.json"
    #expect(
      try url("lake", S3Settings()) == "https://lake.s3.eu-west-1.amazonaws.com/\(key)")
    #expect(
      try url("my.lake", S3Settings()) == "https://s3.eu-west-1.amazonaws.com/my.lake/\(key)")
    let own = S3Settings(endpoint: "http://localhost:9000/base/")
    #expect(try url("lake", own) == "http://localhost:9000/base/lake/\(key)")
    let virtual = S3Settings(endpoint: "https://store.example:443", addressing: .virtual)
    #expect(try url("lake", virtual) == "https://lake.store.example/\(key)")
    #expect(throws: S3Error.self) { try Endpoint("ftp://store.example") }
  }

  @Test func answersAreRead() throws {
    let text = """
      <?xml version="1.0"?><!-- a comment --><ns:List xmlns:ns="x" a='>'>
      <Key>a&amp;b&#252;<![CDATA[<c>]]></Key><Empty/></ns:List>
      """
    let element = try #require(XMLElement(Array(text.utf8)))
    #expect(element.name == "List")
    #expect(element["Key"]?.text == "a&bü<c>")
    #expect(element["Empty"]?.text == "")
    for broken in ["", "<a>", "<a></b>", "text", "<a", "<a><![CDATA[x</a>"] {
      #expect(XMLElement(Array(broken.utf8)) == nil, "\(broken)")
    }
    let deep = String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100)
    #expect(XMLElement(Array(deep.utf8)) == nil)
  }
}
