import Columnar
import Jinja
import OrderedCollections
import QueryEngine
import SQLAnalysis

/// One look at the relations of a group of tests: as few scans as there can be, without one that
/// their own queries would not have needed.
///
/// Conditions that DuckDB decides by statistics are asked in queries of their own, in one
/// statement: those read next to nothing, where a scan shared by all would read every column. All
/// other conditions on a table, or on a view that groups, are counted in one scan of it. That rows are unique, or have
/// their parents, is proven where it takes less than the test: see ``TestProbe``.
///
/// Blocks, so it runs on a thread that may wait.
struct TestLook {
  let run: TransformRun
  let fusion: TestFusion
  let connection: BlockingConnection
  let stop: StopSign

  /// How many columns a statement may have, so that its plan stays small.
  private static let widest = 60

  /// A test whose code says how it is to be found out about.
  private struct Candidate {
    var id: String
    var code: String
    var probe: TestProbe
  }

  /// Looks.
  ///
  /// - Parameter ids: the tests.
  /// - Returns: what is known of them; nothing of those that have to run themselves.
  func proofs(of ids: [String]) -> [String: TestProof] {
    let clock = ContinuousClock()
    let start = clock.now
    var relations = TestedRelations(connection: connection)
    var candidates: [Candidate] = []
    for id in ids {
      if stop.isSet { return [:] }
      guard let code = code(of: id), let check = fusion.check(code),
        let probe = TestProbe(check, text: fusion.text, relations: &relations)
      else { continue }
      candidates.append(Candidate(id: id, code: code, probe: probe))
    }
    candidates = Self.worthwhile(candidates)
    // Alone there is nothing to share; where it is cheap it is cheap alone.
    guard candidates.count > 1 else { return [:] }
    var counts = look(candidates.map { ($0.id, $0.probe.first) })
    let undecided = candidates.compactMap { candidate -> (String, TestProbe.Question)? in
      guard counts[candidate.id] == TestProbe.isLikely, let next = candidate.probe.second else {
        return nil
      }
      return (candidate.id, next)
    }
    if !undecided.isEmpty { counts.merge(look(undecided)) { _, later in later } }
    var known: [(Candidate, Int)] = []
    for candidate in candidates {
      guard let count = counts[candidate.id], count == 0 || count > 0 && candidate.probe.isExact
      else { continue }
      known.append((candidate, count))
    }
    run.progress.say(
      "Looked at \(candidates.count) of \(ids.count) tests together: \(known.count) are known",
      isInfo: false)
    let share = (clock.now - start) / max(1, known.count)
    return known.reduce(into: [:]) { result, entry in
      result[entry.0.id] = TestProof(
        code: entry.0.code, failures: entry.1, duration: share)
    }
  }

  /// Those whose questions read no more than their queries: a view that computes is worth computing
  /// whole only for several.
  private static func worthwhile(_ candidates: [Candidate]) -> [Candidate] {
    var readers: [String: Int] = [:]
    for candidate in candidates {
      guard case .scan(let source, _, true) = candidate.probe.first else { continue }
      readers[source, default: 0] += 1
    }
    return candidates.filter { candidate in
      guard case .scan(let source, _, true) = candidate.probe.first else { return true }
      return readers[source, default: 0] >= fewest
    }
  }

  /// How many questions about a view that computes are worth it.
  private static let fewest = 4

  /// The test's code, where it follows from the project alone.
  private func code(of id: String) -> String? {
    guard let node = run.manifest.nodes[id] else { return nil }
    let scope = NodeScope(
      context: run.context, node: node, package: node.packageName,
      connection: BlockingConnection(SilentConnection()))
    var isSilent = true
    scope.say = { _ in isSilent = false }
    scope.flags = run.invocation.flagValues
    guard let code = try? Compiler(scope: scope).compile(node), isSilent, !scope.record.isTimed
    else { return nil }
    return code.text
  }

  /// Asks questions, all in one statement; where it fails, halves of them, so that one that cannot
  /// be answered costs the others little.
  private func look(
    _ questions: [(id: String, question: TestProbe.Question)], halvings: Int = 3
  ) -> [String: Int] {
    guard questions.count <= Self.widest else {
      let middle = questions.count / 2
      return look(Array(questions[..<middle]))
        .merging(look(Array(questions[middle...]))) { _, later in later }
    }
    guard !questions.isEmpty, !stop.isSet else { return [:] }
    let statement = TestStatement(questions.map(\.question))
    do {
      let result = try connection.execute(statement.sql)
      guard let row = result.rows.first else { return [:] }
      var counts: [String: Int] = [:]
      for (asked, column) in zip(questions, statement.columns) {
        guard row.indices.contains(column), case .integer(let count) = row[column] else {
          continue
        }
        counts[asked.id] = Int(count)
      }
      return counts
    } catch let error as QueryError where error.kind == .interrupted {
      return [:]
    } catch {
      guard questions.count > 1, halvings > 0 else { return [:] }
      let middle = questions.count / 2
      let first = look(Array(questions[..<middle]), halvings: halvings - 1)
      let second = look(Array(questions[middle...]), halvings: halvings - 1)
      return first.merging(second) { _, later in later }
    }
  }
}

/// One statement that answers several questions: scans that questions share stand once.
struct TestStatement {
  private(set) var sql: String
  /// The column of each question's answer.
  private(set) var columns: [Int] = []

  init(_ questions: [TestProbe.Question]) {
    var items: [String] = []
    var positions: [TestProbe.Question: Int] = [:]
    var scans: [(source: String, items: [String])] = []
    for question in questions {
      if let position = positions[question] {
        columns.append(position)
        continue
      }
      positions[question] = items.count
      columns.append(items.count)
      switch question {
      case .query(let text): items.append("cast((\(text)) as bigint)")
      case .scan(let source, let aggregate, _):
        let index = scans.firstIndex { $0.source == source } ?? scans.count
        if index == scans.count { scans.append((source, [])) }
        items.append("cast(scan\(index).item\(scans[index].items.count) as bigint)")
        scans[index].items.append(aggregate)
      }
    }
    let from = scans.enumerated().map { index, scan in
      let aggregates = scan.items.enumerated().map { "\($1) as item\($0)" }
      return "(select \(aggregates.joined(separator: ", ")) from \(scan.source)) as scan\(index)"
    }
    sql = "select " + items.joined(separator: ",\n  ")
    if !from.isEmpty { sql += "\nfrom " + from.joined(separator: ", ") }
  }
}
