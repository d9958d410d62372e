import Foundation
import TestSupport
import Testing

@testable import DeltaLake

@Suite struct JSONTests {
  @Test(arguments: [
    #"{"a":[1,-2.5e+3,true,false,null,"x\"\\\/\b\f\n\r\té\ud83d\ude00"],"b":{}}"#, "[]",
    #""""#, "0", "-0.0", #"[[[[]]],{"":{"":[]}}]"#, " { \"a\" : 1 , \"b\" : [ 1 , 2 ] } ",
  ])
  func textIsReadAsFoundationReadsIt(_ text: String) throws {
    let ours = try JSONValue(parsing: text).rendered
    let options: JSONSerialization.ReadingOptions = .fragmentsAllowed
    let expected = try JSONSerialization.jsonObject(with: Data(text.utf8), options: options)
    let actual = try JSONSerialization.jsonObject(with: Data(ours.utf8), options: options)
    #expect(expected as? NSObject == actual as? NSObject)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "01", "1.", "-", "+1", ".5", "1e", "tru",
    "\"", "\"\\x\"", "\"\\u12\"", "\"\u{1}\"", "[1 2]", "{a:1}", "nul", "[}", "{]", "1 2",
  ])
  func whatIsNotJSONIsRefused(_ text: String) {
    #expect(throws: JSONFault.self) { try JSONValue(parsing: text) }
  }

  @Test func hostileNestingIsRefused() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: JSONFault.self) { try JSONValue(parsing: text) }
  }

  /// Log lines with random damage are read or refused with a place, never a crash.
  @Test func noLineCrashesTheReplay() throws {
    let line = Array(
      (#"{"add":{"path":"a%20b\u00e9","partitionValues":{"p":null,"q":"\\x"},"size":12,"#
        + #""modificationTime":1,"dataChange":true,"stats":"{\"numRecords\":3}","#
        + #""deletionVector":{"storageType":"i","pathOrInlineDv":"0","sizeInBytes":1,"#
        + #""cardinality":1},"tags":{"x":"y"}}}"# + "\n").utf8)
    var random = SeededGenerator(seed: 7)
    var refused = 0
    for _ in 0..<20_000 {
      var bytes = line
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &random)
        case 1: bytes.removeSubrange(index..<bytes.count)
        default:
          bytes.insert(Array(#"{}[]",:\"#.utf8).randomElement(using: &random) ?? 0, at: index)
        }
        if bytes.isEmpty { break }
      }
      var replay = LogReplay()
      do {
        try replay.replay(bytes, version: 3, path: "x")
        _ = replay.files.compactSegment()
      } catch let error as DeltaError {
        refused += 1
        #expect(error.version == 3)
      }
    }
    #expect(refused > 1000)
  }

  @Test(arguments: [
    ("a b/ü.parquet", "a%20b/%C3%BC.parquet"), ("a%3Ab", "a%253Ab"), ("day=2024-01-01/x", nil),
    ("c:d", "c%3Ad"), ("s3://bucket/a b", "s3://bucket/a%20b"), ("/abs/a:b", nil),
  ])
  func pathsAreEncodedAndBack(_ path: String, _ encoded: String?) {
    #expect(FilePath.encode(path) == encoded ?? path)
    #expect(FilePath.decode(FilePath.encode(path)) == path)
  }

  @Test(arguments: [
    ("a/b", "/table/a/b"), ("/x/y", "/x/y"), ("file:///x/y", "/x/y"), ("file:/x", "/x"),
    ("s3://b/k", "s3://b/k"), ("a:b/c", "/table/a:b/c"),
  ])
  func placesAreFound(_ path: String, _ location: String) {
    #expect(FilePath.location(path, root: "/table") == location)
  }

  @Test func partitionFoldersAreEscaped() {
    let folder = FilePath.partitionFolder([("a", "x/y=1"), ("b", nil), ("c d", "")])
    #expect(folder == "a=x%2Fy%3D1/b=__HIVE_DEFAULT_PARTITION__/c%20d=__HIVE_DEFAULT_PARTITION__")
  }
}
