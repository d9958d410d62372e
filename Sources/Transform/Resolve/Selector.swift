import FoundationEssentials
import OrderedCollections
import Spelling

/// Chooses nodes of a manifest.
public struct Selector {
  let manifest: Manifest
  let graph: DependencyGraph
  let state: ProjectState?
  let definitions: SelectorDefinitions
  private let indirect: IndirectSelection
  private let tests: [Int: Set<Int>]

  /// Makes a selector.
  public init(_ manifest: Manifest, graph: DependencyGraph, indirect: IndirectSelection = .eager) {
    self.init(manifest, graph: graph, indirect: indirect, state: nil, definitions: .init())
  }

  /// Makes a selector that knows an earlier state and the project's own selectors.
  init(
    _ manifest: Manifest, graph: DependencyGraph, indirect: IndirectSelection,
    state: ProjectState?, definitions: SelectorDefinitions
  ) {
    self.state = state
    self.definitions = definitions
    self.manifest = manifest
    self.graph = graph
    self.indirect = indirect
    var tests: [Int: Set<Int>] = [:]
    for node in manifest.nodes.values
    where node.resourceType == .test || node.resourceType == .unitTest {
      if let position = graph.positions[node.uniqueID] {
        tests[position] = Set(graph.parents[position])
      }
    }
    self.tests = tests
  }

  /// What a selection chooses.
  public struct Selection: Sendable {
    /// The identifiers, in the manifest's order.
    public var ids: [String]
    /// The words that matched nothing.
    public var unmatched: [String]
  }

  /// The nodes that `select` names, without those that `exclude` names.
  ///
  /// - Parameters:
  ///   - select: the arguments of `--select`; all nodes when empty.
  ///   - exclude: the arguments of `--exclude`.
  ///   - types: the kinds of nodes the command works on.
  /// - Returns: the nodes, and the words that matched nothing.
  /// - Throws: ``TransformError`` of kind `usage` for words outside the grammar.
  public func select(
    _ select: [String], excluding exclude: [String] = [], types: Set<ResourceType>
  ) throws(TransformError) -> Selection {
    let included: SelectionSpecification =
      select.isEmpty ? .everything : try SelectionSpecification(select)
    let specification: SelectionSpecification =
      exclude.isEmpty
      ? included : .difference(included, excluding: try SelectionSpecification(exclude))
    return try self.select(specification, types: types)
  }

  /// The nodes that a specification names.
  ///
  /// - Throws: ``TransformError`` of kind `usage` where it needs a state that was not given.
  func select(
    _ specification: SelectionSpecification, types: Set<ResourceType>
  ) throws(TransformError) -> Selection {
    for criterion in specification.criteria { try check(criterion) }
    let chosen = evaluate(specification)
    let all = finish(chosen)
    let ids = all.sorted().map { graph.ids[$0] }.filter { id in
      types.contains(type(of: id)) && manifest.nodes[id]?.config.isEnabled != false
    }
    let unmatched = specification.included.criteria.filter { matches($0).isEmpty }.map(\.text)
    return Selection(ids: ids, unmatched: unmatched)
  }

  private typealias Chosen = (direct: Set<Int>, indirect: Set<Int>)

  /// What the state of a node may be asked for.
  private static let states = [
    "new", "old", "unmodified", "modified", "modified.body", "modified.configs",
    "modified.persisted_descriptions", "modified.relation", "modified.macros",
    "modified.contract",
  ]

  private func check(_ criterion: SelectionCriterion) throws(TransformError) {
    switch criterion.method {
    case "selector": _ = try definitions.named(criterion.value)
    case "state", "result", "source_status":
      guard criterion.method != "state" || Self.states.contains(criterion.value) else {
        throw TransformError(
          .usage, "Got an invalid selector \"\(criterion.value)\" in \"\(criterion.text)\"",
          hint: NearestName.of(criterion.value, among: Self.states).map {
            "did you mean \"\($0)\"?"
          }
            ?? "one of: " + Self.states.joined(separator: ", "))
      }
      guard state == nil else { return }
      throw TransformError(
        .usage, "got a \(criterion.method) selector method, but no comparison state",
        hint: "name the target folder of an earlier run with --state")
    default: try checkValue(criterion)
    }
  }

  /// Refuses values that no node can have.
  private func checkValue(_ criterion: SelectionCriterion) throws(TransformError) {
    let value = criterion.value
    func refuse(_ form: String) -> TransformError {
      TransformError(
        .usage, "Got an invalid selector \"\(value)\" in \"\(criterion.text)\"", hint: form)
    }
    func oneOf(_ words: [String]) throws(TransformError) {
      guard !words.contains(value) else { return }
      throw refuse(
        NearestName.of(value, among: words).map { "did you mean \"\($0)\"?" }
          ?? "one of: \(words.joined(separator: ", "))")
    }
    let parts = value.split(separator: ".", omittingEmptySubsequences: false).count
    switch criterion.method {
    case "resource_type": try oneOf(ResourceType.allCases.map(\.rawValue))
    case "test_type": try oneOf(["generic", "schema", "singular", "data", "unit"])
    case "version": try oneOf(["latest", "prerelease", "old", "none"])
    case "exposure", "unit_test":
      if parts > 2 { throw refuse("write \(criterion.method):name or package.name") }
    case "source":
      if parts > 3 { throw refuse("write source:name, name.table or package.name.table") }
    default: break
    }
  }

  private func type(of id: String) -> ResourceType {
    if let node = manifest.nodes[id] { return node.resourceType }
    return manifest.sources[id] != nil ? .source : .exposure
  }

  private func evaluate(_ specification: SelectionSpecification) -> Chosen {
    switch specification {
    case .everything:
      return (Set(graph.ids.indices), [])
    case .criterion(let criterion) where criterion.method == "selector":
      guard let named = try? definitions.named(criterion.value) else { return ([], []) }
      return evaluate(named.specification)
    case .criterion(let criterion):
      return withTests(
        neighbours(of: matches(criterion), criterion), criterion.indirect ?? indirect)
    case .union(let parts):
      let chosen = parts.map(evaluate)
      return combine(chosen) { sets in sets.reduce(into: []) { $0.formUnion($1) } }
    case .intersection(let parts):
      let chosen = parts.map(evaluate)
      return combine(chosen) { sets in
        sets.dropFirst().reduce(sets.first ?? []) { $0.intersection($1) }
      }
    case .difference(let included, let excluded):
      let first = evaluate(included)
      let second = evaluate(excluded)
      return combine([first, second]) { $0[0].subtracting($0[1]) }
    }
  }

  private func combine(_ chosen: [Chosen], _ join: ([Set<Int>]) -> Set<Int>) -> Chosen {
    let direct = join(chosen.map(\.direct))
    let possible = join(chosen.map { $0.direct.union($0.indirect) })
    return (incorporate(direct, possible), possible)
  }

  /// Adds the tests held back so far all of whose nodes are now there.
  private func incorporate(_ direct: Set<Int>, _ possible: Set<Int>) -> Set<Int> {
    guard indirect == .cautious || indirect == .buildable, direct != possible else { return direct }
    let allowed =
      indirect == .buildable ? direct.union(graph.ancestors(of: direct)) : direct
    return possible.reduce(into: direct) { result, test in
      if let parents = tests[test], parents.isSubset(of: allowed) { result.insert(test) }
    }
  }

  private func finish(_ chosen: Chosen) -> Set<Int> { incorporate(chosen.direct, chosen.indirect) }

  /// The nodes with the tests that come along.
  private func withTests(_ nodes: Set<Int>, _ indirect: IndirectSelection) -> Chosen {
    guard indirect != .empty else { return (nodes, []) }
    var direct = nodes
    var held: Set<Int> = []
    let buildable =
      indirect == .buildable ? nodes.union(graph.ancestors(of: nodes)) : nodes
    for node in nodes {
      for child in graph.children[node] {
        guard let parents = tests[child], !nodes.contains(child) else { continue }
        if indirect == .eager || parents.isSubset(of: buildable) {
          direct.insert(child)
        } else {
          held.insert(child)
        }
      }
    }
    return (direct, held)
  }

  private func neighbours(of nodes: Set<Int>, _ criterion: SelectionCriterion) -> Set<Int> {
    var result = nodes
    if criterion.takesChildrensParents {
      let children = graph.descendants(of: nodes)
      result.formUnion(children)
      result.formUnion(graph.ancestors(of: nodes.union(children)))
    }
    if let depth = criterion.parentDepth {
      result.formUnion(graph.ancestors(of: nodes, depth: depth == .max ? nil : depth))
    }
    if let depth = criterion.childDepth {
      result.formUnion(graph.descendants(of: nodes, depth: depth == .max ? nil : depth))
    }
    return result
  }
}
