import Columnar
import Foundation
import QueryEngine

/// A file of statements with what they must give, in the form of SQLite's sqllogictest:
///
/// ```
/// statement ok
/// CREATE TABLE t (a INTEGER)
///
/// statement error [kind]
/// SELECT nope FROM t
/// ----
/// a part of the message
///
/// query TYPES [rowsort] [label]
/// SELECT a FROM t
/// ----
/// 1
/// ```
/// Values of a row are separated by tabs, null is `NULL`, an empty text `(empty)`. `${LAKE}` is
/// the lake's folder. `session NAME` sends what follows to another session.
struct LogicTest: Sendable, CustomStringConvertible {
  struct Record: Sendable {
    enum Expectation: Sendable {
      case success
      case failure(kind: String?, part: String)
      case rows([String], isSorted: Bool)
    }

    var line: Int
    var sql: String
    var session: String
    var expectation: Expectation
  }

  let path: String
  var description: String { (path as NSString).lastPathComponent }

  static let all: [LogicTest] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Cases"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".slt") }.sorted().map { LogicTest(path: "\(folder)/\($0)") }
  }()

  func records() throws -> [Record] {
    let lines = try String(contentsOfFile: path, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var records: [Record] = []
    var index = 0
    var session = "main"
    while index < lines.count {
      let words = lines[index].split(separator: " ").map(String.init)
      let line = index + 1
      index += 1
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      if first == "session" {
        session = words.count > 1 ? words[1] : "main"
        continue
      }
      var sql: [String] = []
      while index < lines.count, !lines[index].isEmpty, lines[index] != "----" {
        sql.append(lines[index])
        index += 1
      }
      var expected: [String] = []
      if index < lines.count, lines[index] == "----" {
        index += 1
        while index < lines.count, !lines[index].isEmpty {
          expected.append(lines[index])
          index += 1
        }
      }
      let expectation: Record.Expectation
      switch (first, words.dropFirst().first) {
      case ("statement", "ok"): expectation = .success
      case ("statement", "error"):
        expectation = .failure(
          kind: words.count > 2 ? words[2] : nil, part: expected.joined(separator: "\n"))
      case ("query", _):
        expectation = .rows(expected, isSorted: words.contains("rowsort"))
      default: throw LogicTestError(message: "\(self):\(line): cannot read \"\(lines[line - 1])\"")
      }
      records.append(
        Record(
          line: line, sql: sql.joined(separator: "\n"), session: session,
          expectation: expectation))
    }
    return records
  }

  /// Runs the file on a lake and returns what was not as it must be.
  func run(on test: TestLake) async throws -> [String] {
    var sessions: [String: Session] = [:]
    var failures: [String] = []
    for record in try records() {
      let session: Session
      if let known = sessions[record.session] {
        session = known
      } else {
        session = try await test.lake.session()
        sessions[record.session] = session
      }
      let sql = record.sql.replacingOccurrences(of: "${LAKE}", with: test.folder + "/lake")
      if let failure = await check(record, sql, session) {
        failures.append("\(self):\(record.line): \(failure)\n\(record.sql)")
      }
    }
    for session in sessions.values { await session.close() }
    return failures
  }

  private func check(_ record: Record, _ sql: String, _ session: Session) async -> String? {
    do {
      let result = try await session.execute(sql)
      let rows = try await result.rows().map { $0.map(Self.text).joined(separator: "\t") }
      switch record.expectation {
      case .success: return nil
      case .failure: return "succeeded, but must fail"
      case .rows(let expected, let isSorted):
        let actual = isSorted ? rows.sorted() : rows
        let wanted = isSorted ? expected.sorted() : expected
        guard actual != wanted else { return nil }
        return "gave\n\(actual.joined(separator: "\n"))\ninstead of\n"
          + wanted.joined(separator: "\n")
      }
    } catch let error as QueryError {
      guard case .failure(let kind, let part) = record.expectation else {
        return "failed: \(error.kind): \(error)"
      }
      if let kind, error.kind.rawValue != kind {
        return "failed as \(error.kind), not as \(kind): \(error)"
      }
      return "\(error)".contains(part) ? nil : "failed with \"\(error)\", without \"\(part)\""
    } catch {
      return "failed with another error: \(error)"
    }
  }

  private static func text(_ value: Value) -> String {
    let text = "\(value)"
    return text.isEmpty ? "(empty)" : text
  }
}

struct LogicTestError: Error {
  var message: String
}
