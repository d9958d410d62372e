import Columnar
import FoundationEssentials
import OrderedCollections
import QueryEngine
import SQLAnalysis

/// Follows changes through the graph: what of each relation is other than it was, which relations
/// that reaches, and what could not run any more. Used by one thread, which may wait.
///
/// What cannot be told counts as changed.
final class PlanImpact {
  /// What is known before changes are followed.
  struct Input {
    var context: TemplateContext
    var graph: DependencyGraph
    var baseline: Baseline
    var invocation: Invocation
    var compilation: PlanCompilation
  }

  let input: Input
  let connection: BlockingConnection
  private(set) var reasons: [String: [ChangeReason]] = [:]
  private(set) var items: OrderedDictionary<String, ChangePlan.Item> = [:]
  private(set) var bound = BoundColumns()
  private(set) var relations: KnownRelations?
  private var before: PlanWorld?
  private(set) var after: PlanWorld?
  private var oldFields: [String: [Field]?] = [:]
  private var effects: [QualifiedName: (id: String, effect: Effect)] = [:]
  private let translation: StateTranslation

  var manifest: Manifest { input.context.manifest }
  var baseline: Baseline { input.baseline }

  init(_ input: Input, connection: BlockingConnection) {
    self.input = input
    self.connection = connection
    translation = StateTranslation(input.context.manifest, input.baseline)
  }

  /// The SQL that a node was last built from, with the names that relations have now.
  private func oldCode(_ id: String) -> String? { translation.code(of: id) }

  private func newCode(_ id: String) -> String? { input.compilation.code[id]?.text }

  /// Follows the changes of all nodes.
  ///
  /// - Throws: `QueryError` where DuckDB cannot be opened, or the warehouse cannot be asked.
  func perform() throws {
    try findReasons()
    let cone = self.cone
    guard !cone.isEmpty else { return }
    try bind(cone)
    for position in input.graph.order {
      let id = input.graph.ids[position]
      guard cone.contains(id), let node = manifest.nodes[id] else { continue }
      items[id] = item(of: node)
    }
  }

  // MARK: What is other in itself

  private func findReasons() throws {
    let comparison = NodeComparison(
      manifest: manifest, baseline: baseline, macros: MacroDigests(manifest))
    var present: [String: Set<String>] = [:]
    for node in manifest.nodes.values where Baseline.isPlanned(node) {
      var found = comparison.reasons(node)
      if found.isEmpty, isRenderedOtherwise(node) { found.append(.rendering) }
      if baseline.isOfWarehouse, node.isRefable, !node.isEphemeral {
        if let built = baseline.nodes[node.uniqueID] {
          if try !isPresent(built.relation, &present) { found.append(.missing) }
        } else if try isPresent(Self.name(node), &present) {
          found = [.unrecorded]
        }
      }
      if !found.isEmpty { reasons[node.uniqueID] = found }
    }
  }

  private func isRenderedOtherwise(_ node: Node) -> Bool {
    let id = node.uniqueID
    guard !input.compilation.timed.contains(id), let old = oldCode(id), let new = newCode(id)
    else { return false }
    // An artifact has of an incremental model what it ran last.
    return old != new && (baseline.isOfWarehouse || node.materialized != "incremental")
  }

  /// The relations of nodes that are gone from the project, as far as they are still there.
  func remaining() throws -> [BuiltNode] {
    guard baseline.isOfWarehouse else { return baseline.removed }
    var present: [String: Set<String>] = [:]
    return try baseline.removed.filter { built in
      built.config["materialized"]?.string != "ephemeral"
        ? try isPresent(built.relation, &present) : false
    }
  }

  private func isPresent(
    _ name: QualifiedName, _ known: inout [String: Set<String>]
  ) throws -> Bool {
    let place = "\(name.catalog).\(name.schema)"
    let names: Set<String>
    if let listed = known[place] {
      names = listed
    } else {
      let listed = try connection.relations(in: name.schema, database: name.catalog)
      names = Set(listed.map { $0.name.lowercased() })
      known[place] = names
    }
    return names.contains(name.name.lowercased())
  }

  /// The relations that changed or come after one that did.
  private var cone: Set<String> {
    let graph = input.graph
    let outdated = manifest.nodes.keys.filter { baseline.nodes[$0]?.inputs.isEmpty == false }
    let changed = Set(
      (Array(reasons.keys) + outdated).filter {
        manifest.nodes[$0]?.resourceType.isRelation == true
      }
      .compactMap { graph.positions[$0] })
    let reached = changed.union(graph.descendants(of: changed)).map { graph.ids[$0] }
    return Set(reached.filter { manifest.nodes[$0]?.resourceType.isRelation == true })
  }

  // MARK: The columns before and after

  /// Finds the columns that relations will have: those of the cone by their code, others as they
  /// are, or by their code where they are not there.
  private func bind(_ cone: Set<String>) throws {
    var wanted = cone
    var waiting = Array(cone)
    while let id = waiting.popLast() {
      for parent in manifest.nodes[id]?.dependsOn ?? [] where !wanted.contains(parent) {
        guard let node = manifest.nodes[parent], node.resourceType != .seed else { continue }
        let name = Self.name(node)
        if !node.isEphemeral, (try? connection.columns(of: name))?.isEmpty == false { continue }
        wanted.insert(parent)
        waiting.append(parent)
      }
    }
    let binding = try ColumnBinding(
      context: input.context, graph: input.graph,
      compiled: input.compilation.code.filter { wanted.contains($0.key) },
      fullRefresh: input.invocation.fullRefresh, connection: connection)
    bound = binding.perform()
    let relations = binding.relations
    self.relations = relations
    let after = try PlanWorld { [unowned self] name, node in
      if let id = relations.owner(of: name), cone.contains(id),
        let seed = self.manifest.nodes[id], seed.resourceType == .seed
      {
        return self.fieldsAfter(seed)
      }
      return relations.columns(of: name, readBy: node)?.columns
    }
    let before = try PlanWorld { [unowned self] name, node in
      guard let id = relations.owner(of: name), self.manifest.nodes[id] != nil, cone.contains(id)
      else { return relations.columns(of: name, readBy: node)?.columns }
      return self.fieldsBefore(id)
    }
    (self.before, self.after) = (before, after)
  }

  static func name(_ node: Node) -> QualifiedName {
    QualifiedName(catalog: node.database, schema: node.schema, name: node.alias)
  }

  /// The columns that a node had: those of its relation, or those that its old code gave.
  private func fieldsBefore(_ id: String) -> [Field]? {
    if let known = oldFields[id] { return known }
    oldFields[id] = .some(nil)
    var found: [Field]?
    if let built = baseline.nodes[id], let node = manifest.nodes[id] {
      if !node.isEphemeral { found = try? connection.columns(of: built.relation) }
      if found?.isEmpty != false, let code = oldCode(id) {
        found = before?.fields(of: code, of: node)
        if !node.isEphemeral, node.materialized != "view" {
          found = found.flatMap(QueryBinder.stored)
        }
      }
    }
    oldFields[id] = .some(found)
    return found
  }

  func fieldsAfter(_ node: Node) -> [Field]? {
    if node.resourceType == .seed {
      // A seed is loaded as its file is, whatever columns were there.
      return after.flatMap { try? SeedLoader(node: node, manifest: manifest).columns($0.binder) }
    }
    let own = bound.columns[node.uniqueID]?.map(\.field)
    if node.materialized == "incremental", !input.invocation.fullRefresh,
      let old = fieldsBefore(node.uniqueID)
    {
      switch node.config.text("on_schema_change") {
      case "append_new_columns": break
      case "sync_all_columns": return own.flatMap(QueryBinder.stored)
      default: return old
      }
    }
    return node.isEphemeral ? own : relations?.known(Self.name(node))?.columns ?? own
  }

  // MARK: One node

  private func item(of node: Node) -> ChangePlan.Item {
    let id = node.uniqueID
    let reasons = reasons[id] ?? []
    var item = ChangePlan.Item(id: id, action: .skip, reasons: reasons)
    let (old, new) = (fieldsBefore(id), newFields(node))
    if let old, let new { item.columns = ColumnChanges(from: old, to: new) }
    item.breakage = input.compilation.failures[id] ?? bound.failures[id] ?? seedBreakage(node)
    let own = ownEffect(node, reasons, columns: new?.map(\.name) ?? [])
    let (causes, inherited) = inheritedEffect(node, columns: new?.map(\.name) ?? [])
    item.causes = causes
    // What is other in an ephemeral model is so in the code of those that read it.
    let inlined = node.dependsOn.filter { items[$0]?.action == .inline }
    if item.reasons == [.rendering], !inlined.isEmpty {
      item.reasons = []
      item.causes += inlined.map { ChangePlan.Cause(node: $0, columns: nil) }
    }
    item.effect = own.effect.joined(inherited).joined(.columns(item.columns.names))
    if item.breakage != nil { item.effect = .all }
    if !node.isEphemeral { effects[Self.name(node)] = (id, item.effect) }
    decide(&item, node, isSameSQL: own.isSame)
    return item
  }

  /// Why a node could not run over seeds whose files are others now. Binding compares with what
  /// was loaded before too, and leaves that open.
  private func seedBreakage(_ node: Node) -> TransformError? {
    let isReader = node.dependsOn.contains {
      items[$0]?.columns.removed.isEmpty == false && manifest.nodes[$0]?.resourceType == .seed
    }
    guard isReader, let code = input.compilation.code[node.uniqueID], let after,
      after.prepare(code.text, of: node) != nil,
      case .refused(let refusal) = after.binder.bind(code.text)
    else { return nil }
    let error = ColumnBinding.error(refusal)
    return refusal.position.map {
      StatementPlace(node: node, code: code, context: input.context, connection: connection)
        .placed(error, at: $0)
    } ?? error.placed(at: node.location)
  }

  private func newFields(_ node: Node) -> [Field]? {
    // What nothing reaches has the columns it had.
    let isOutdated = baseline.nodes[node.uniqueID]?.inputs.isEmpty == false
    if reasons[node.uniqueID] == nil, !isOutdated, !hasChangedParents(node) {
      return fieldsBefore(node.uniqueID)
    }
    return fieldsAfter(node)
  }

  private func hasChangedParents(_ node: Node) -> Bool {
    node.dependsOn.contains { parent in
      guard let item = items[parent] else { return false }
      return item.action == .inline || !item.effect.isNone
    }
  }

  /// What a node's own changes do to it, and whether it comes to the same SQL as before.
  private func ownEffect(
    _ node: Node, _ reasons: [ChangeReason], columns: [String]
  ) -> (effect: Effect, isSame: Bool) {
    let id = node.uniqueID
    let effect = reasons.reduce(Effect.none) {
      $0.joined(NodeComparison.effect(of: $1, on: node))
    }
    guard node.resourceType != .seed else { return (effect, !reasons.contains(.rows)) }
    guard let old = oldCode(id), let new = newCode(id) else {
      let isUntouched = reasons.isEmpty && newCode(id) != nil
      return (isUntouched ? effect : .all, isUntouched)
    }
    if old == new { return (effect, true) }
    if reasons.isEmpty, input.compilation.timed.contains(id) { return (effect, true) }
    guard let before, let after else { return (.all, false) }
    let (difference, isSame) = PlanWorld.difference(
      of: node, from: (old, before), to: (new, after), columns: columns)
    return (effect.joined(difference), isSame)
  }

  /// What the changes of the relations that a node reads do to it.
  private func inheritedEffect(
    _ node: Node, columns: [String]
  ) -> (causes: [ChangePlan.Cause], effect: Effect) {
    guard node.resourceType != .seed else { return ([], .none) }
    let id = node.uniqueID
    let parents = changedRelations(before: node)
    guard !parents.isEmpty else { return ([], .none) }
    guard let code = newCode(id), let reads = after?.dependence(of: code, of: node) else {
      return (parents.map { ChangePlan.Cause(node: $0.value.id, columns: nil) }, .all)
    }
    var causes: [ChangePlan.Cause] = []
    var touched: [QualifiedName: Set<String>] = [:]
    var effect = Effect.none
    for (name, parent) in parents {
      guard let read = reads[name] else { continue }
      switch parent.effect {
      case .all:
        causes.append(ChangePlan.Cause(node: parent.id, columns: nil))
        effect = .all
      case .columns(let changed):
        let common = read.intersection(changed)
        guard !common.isEmpty else { continue }
        causes.append(ChangePlan.Cause(node: parent.id, columns: common.sorted()))
        touched[name] = common
      }
    }
    if effect != .all, !touched.isEmpty { effect = spread(of: touched, over: columns, code, node) }
    return (causes, effect)
  }

  private func changedRelations(
    before node: Node
  ) -> OrderedDictionary<QualifiedName, (id: String, effect: Effect)> {
    var result: OrderedDictionary<QualifiedName, (id: String, effect: Effect)> = [:]
    var waiting = node.dependsOn
    var seen: Set<String> = []
    while !waiting.isEmpty {
      let parent = waiting.removeFirst()
      guard seen.insert(parent).inserted, let other = manifest.nodes[parent] else { continue }
      // The code of an ephemeral model is part of this one's.
      if other.isEphemeral { waiting += other.dependsOn }
      let name = Self.name(other)
      var effect = effects[name]?.effect ?? .none
      if let code = baseline.nodes[node.uniqueID]?.inputs[parent] {
        effect = effect.joined(effectSince(code, of: other))
      }
      if !effect.isNone { result[name] = (parent, effect) }
    }
    return result
  }

  /// What became of a node since it had other code, for a reader that was not built since.
  private func effectSince(_ code: String, of node: Node) -> Effect {
    guard !code.isEmpty, let now = newCode(node.uniqueID), let before, let after else {
      return .all
    }
    let columns = after.fields(of: now, of: node)?.map(\.name) ?? []
    let then = before.fields(of: code, of: node)
    let (effect, _) = PlanWorld.difference(
      of: node, from: (code, before), to: (now, after), columns: columns)
    guard let then, let fields = after.fields(of: now, of: node) else { return .all }
    return effect.joined(.columns(ColumnChanges(from: then, to: fields).names))
  }

  /// Which columns of a result depend on columns of relations.
  private func spread(
    of touched: [QualifiedName: Set<String>], over columns: [String], _ code: String, _ node: Node
  ) -> Effect {
    guard !columns.isEmpty, columns.count <= PlanWorld.widest else { return .all }
    var result: Set<String> = []
    for column in columns {
      guard let reads = after?.dependence(of: code, column: column, of: node) else { return .all }
      if touched.contains(where: { reads[$0.key]?.isDisjoint(with: $0.value) == false }) {
        result.insert(column.lowercased())
      }
    }
    return .columns(result)
  }

  /// Whether a relation that a node reads stands elsewhere than before.
  private func readsMoved(_ node: Node) -> Bool {
    changedRelations(before: node).values.contains { parent in
      reasons[parent.id]?.contains { if case .relation = $0 { true } else { false } } == true
    }
  }

  /// Decides what becomes of a node.
  private func decide(_ item: inout ChangePlan.Item, _ node: Node, isSameSQL: Bool) {
    let isNew = item.reasons.contains(.new)
    let needed = item.reasons.contains(where: NodeComparison.needsBuild) || !isSameSQL
    let isReached = !item.causes.isEmpty
    if node.isEphemeral {
      item.action = item.reasons.isEmpty && !isReached ? .skip : .inline
      item.note = item.action == .skip ? "nothing of what changes is in it" : nil
    } else if isNew {
      item.action = .create
    } else if needed || !item.columns.isEmpty && (isReached || !isSameSQL) {
      item.action = .build
    } else if isReached {
      let isView = node.resourceType == .model && node.materialized == "view"
      item.action = isView && !readsMoved(node) ? .follow : .build
    } else {
      item.note = item.reasons.isEmpty ? "reads none of what changes" : "the same SQL as before"
    }
    if item.isBuilt, node.materialized == "incremental", !isNew, !input.invocation.fullRefresh {
      item.note = "new rows only; rows that are there stay as they are without --full-refresh"
    }
  }
}
