import Foundation
import Testing

@testable import S3

/// The examples that AWS publishes.
@Suite struct SignatureTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var service = "s3"
    var secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    var keyID = "AKIAIOSFODNN7EXAMPLE"
    var stamp = "2013-05-24T00:00:00Z"
    var call: HTTPCall
    var signature: String
  }

  static func bucket(
    _ method: String, _ path: String, query: [HTTPCall.QueryItem] = [],
    headers: [String: String] = [:], body: String = ""
  ) -> HTTPCall {
    HTTPCall(
      method: method, endpoint: Endpoint(authority: "examplebucket.s3.amazonaws.com"), path: path,
      query: query, headers: headers, body: Array(body.utf8))
  }

  static let examples: [Example] = [
    Example(
      testDescription: "GET an object's first bytes",
      call: bucket("GET", "/test.txt", headers: ["range": "bytes=0-9"]),
      signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
    Example(
      testDescription: "PUT an object",
      call: bucket(
        "PUT", "/test%24file.text",
        headers: [
          "date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY",
        ], body: "Welcome to Amazon S3."),
      signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
    Example(
      testDescription: "GET a bucket's lifecycle",
      call: bucket("GET", "/", query: [.init("lifecycle")]),
      signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
    Example(
      testDescription: "GET a bucket's objects",
      call: bucket("GET", "/", query: [.init("max-keys", "2"), .init("prefix", "J")]),
      signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    Example(
      testDescription: "get-vanilla of the signature test suite", service: "service",
      secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", keyID: "AKIDEXAMPLE",
      stamp: "2015-08-30T12:36:00Z",
      call: HTTPCall(
        method: "GET", endpoint: Endpoint(authority: "example.amazonaws.com"), path: "/"),
      signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    Example(
      testDescription: "get-vanilla-query-order-key-case of the signature test suite",
      service: "service", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
      keyID: "AKIDEXAMPLE", stamp: "2015-08-30T12:36:00Z",
      call: HTTPCall(
        method: "GET", endpoint: Endpoint(authority: "example.amazonaws.com"), path: "/",
        query: [.init("Param2", "value2"), .init("Param1", "value1")]),
      signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
  ]

  @Test(arguments: examples) func asPublished(_ example: Example) throws {
    let credentials = AWSCredentials(
      keyID: example.keyID, secret: example.secret, source: "the example")
    var call = example.call
    RequestSigner(credentials: credentials, region: "us-east-1", service: example.service)
      .sign(&call, at: try #require(Timestamps.instant(example.stamp)))
    let header = try #require(call.headers["authorization"])
    #expect(header.hasSuffix("Signature=\(example.signature)"), "\(header)")
  }

  @Test func credentialsDoNotShow() {
    let credentials = AWSCredentials(
      keyID: "AKIDEXAMPLE", secret: "wJalrXU", sessionToken: "token", source: "the example")
    var dumped = ""
    dump(credentials, to: &dumped)
    for text in ["\(credentials)", String(reflecting: credentials), dumped] {
      #expect(!text.contains("wJalrXU") && !text.contains("token") && !text.contains("AKID"))
    }
  }
}
