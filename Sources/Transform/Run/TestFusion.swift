import Orchestration
import OrderedCollections
import QueryEngine
import SQLAnalysis
import Synchronization

/// Tests that look at one relation, found out about together before the first of them runs.
///
/// A test's own query stays what decides: what is found out beforehand is how many rows it has,
/// where that follows from a look at the relation that many tests share. A test of which that
/// cannot be said, or whose look fails, runs as if it were alone.
final class TestFusion: Sendable {
  private typealias Waiter = CheckedContinuation<[String: TestProof], Never>

  /// Tests of one relation that become ready at the same moment.
  private final class Group: Sendable {
    enum State {
      case idle
      case looking([Waiter])
      case done([String: TestProof])
    }

    let ids: [String]
    let state = Mutex(State.idle)

    init(_ ids: [String]) { self.ids = ids }
  }

  private struct Key: Hashable {
    var relation: String
    var upstream: Set<TaskID>
  }

  private let groups: [String: Group]
  private let binder = Mutex<QueryBinder?>(nil)
  private let functions = Mutex<Set<String>?>(nil)

  /// Groups the tests of a run.
  ///
  /// - Parameters:
  ///   - tasks: the run's tasks, with what each waits for.
  ///   - manifest: the project.
  ///   - invocation: the command; where it fuses nothing there are no groups.
  init(_ tasks: [TaskGraph.Task], manifest: Manifest, invocation: Invocation) {
    var members: [Key: [String]] = [:]
    if invocation.fusesTests(of: manifest.project) {
      for task in tasks {
        guard let node = manifest.nodes[task.id.name], node.resourceType == .test,
          let relation = node.test?.attachedNode ?? node.dependsOn.first,
          !(node.config.flag("store_failures") ?? invocation.storesFailures)
        else { continue }
        members[Key(relation: relation, upstream: Set(task.upstream)), default: []]
          .append(node.uniqueID)
      }
    }
    var groups: [String: Group] = [:]
    for ids in members.values where ids.count > 1 {
      let group = Group(ids)
      for id in ids { groups[id] = group }
    }
    self.groups = groups
  }

  /// What is known of a test, once the group that it is in has been looked at.
  ///
  /// - Parameters:
  ///   - id: the test.
  ///   - look: looks at the tests of a group; called once for each group.
  /// - Returns: nil where nothing is known.
  func proof(
    of id: String, _ look: (_ ids: [String]) async -> [String: TestProof]
  ) async -> TestProof? {
    guard let group = groups[id] else { return nil }
    let isFirst = group.state.withLock { state in
      guard case .idle = state else { return false }
      state = .looking([])
      return true
    }
    guard isFirst else {
      return await withCheckedContinuation { continuation in
        let known = group.state.withLock { state -> [String: TestProof]? in
          switch state {
          case .idle: return [:]
          case .done(let proofs): return proofs
          case .looking(let waiting):
            state = .looking(waiting + [continuation])
            return nil
          }
        }
        if let known { continuation.resume(returning: known) }
      }[id]
    }
    let proofs = await look(group.ids)
    let waiting = group.state.withLock { state -> [Waiter] in
      defer { state = .done(proofs) }
      guard case .looking(let waiting) = state else { return [] }
      return waiting
    }
    for continuation in waiting { continuation.resume(returning: proofs) }
    return proofs[id]
  }

  /// What a test's code finds, where that can be said of the rows of one table.
  func check(_ code: String) -> RowCheck? {
    guard case .query(let root)? = ask({ $0.read(code) }) else { return nil }
    return RowCheck(root: root, functions: rowFunctions)
  }

  /// An expression of a check as SQL.
  func text(of expression: SyntaxNode) -> String? { ask { $0.text(of: expression) } ?? nil }

  private var rowFunctions: Set<String> {
    if let known = functions.withLock({ $0 }) { return known }
    let names = ask { $0.rowFunctions() } ?? []
    functions.withLock { $0 = names }
    return names
  }

  private func ask<Answer: Sendable>(_ question: @Sendable (QueryBinder) -> Answer) -> Answer? {
    binder.withLock { binder in
      if binder == nil { binder = try? QueryBinder() }
      return binder.map(question)
    }
  }
}

extension Invocation {
  /// Whether tests of one relation are looked at together: unless the command line, or a flag of
  /// the project, says otherwise.
  func fusesTests(of project: ProjectConfiguration) -> Bool {
    guard command == .test || command == .build else { return false }
    return settings.fusesTests ?? project.flags["test_fusion"]?.boolean ?? true
  }
}
