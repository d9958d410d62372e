import Spelling

/// Turns a syntax tree into closures whose local variables are resolved to slots.
struct Compiler {
  /// The slots of one routine.
  final class RoutineScope {
    var slotCount = 0
    let parent: RoutineScope?
    var scopes: [[String: Int]] = [[:]]

    init(parent: RoutineScope?) { self.parent = parent }

    func declare(_ name: String) -> Int {
      if let known = scopes[scopes.count - 1][name] { return known }
      scopes[scopes.count - 1][name] = slotCount
      slotCount += 1
      return slotCount - 1
    }

    func find(_ name: String) -> Int? {
      for scope in scopes.reversed() { if let slot = scope[name] { return slot } }
      return nil
    }
  }

  let shared: SharedEnvironment
  let source: Source
  var routine = RoutineScope(parent: nil)
  var blocks: [String: BlockCode] = [:]
  /// Whether assignments are exported.
  var isTopLevel = true
  /// Whether the code stands in a branch that may never be taken: an unknown filter or test fails
  /// there when it is used, elsewhere when the template is compiled.
  var isConditional = false
  /// Whether output is dropped once the template has a parent.
  var mayHaveParent = false
  let stack = StackGuard.current

  init(shared: SharedEnvironment, source: Source) {
    self.shared = shared
    self.source = source
  }

  var environment: Environment { shared.value }

  mutating func compile(_ statements: [Statement]) throws -> Template {
    mayHaveParent = statements.contains(where: containsExtends)
    declareStores(of: statements)
    let body = try actions(statements)
    let root = Routine(body: body, slotCount: routine.slotCount)
    return Template(
      code: TemplateCode(
        shared: shared, statements: statements, source: source, root: root, blocks: blocks))
  }

  private func containsExtends(_ statement: Statement) -> Bool {
    switch statement.kind {
    case .extends: true
    case .branch(let branches, let otherwise):
      branches.contains { $0.body.contains(where: containsExtends) }
        || otherwise.contains(where: containsExtends)
    default: false
    }
  }

  // MARK: Scopes

  /// Gives the variables that statements assign in their own scope a slot beforehand, so that the
  /// macros among them see later assignments.
  mutating func declareStores(of statements: [Statement]) {
    for name in storedNames(statements) { _ = routine.declare(name) }
  }

  func storedNames(_ statements: [Statement]) -> [String] {
    statements.flatMap { statement -> [String] in
      switch statement.kind {
      case .assign(let target, _), .assignBlock(let target, _, _): names(target)
      case .macro(let macro): [macro.name]
      case .importTemplate(_, let name, _): [name]
      case .importNames(_, let names, _): names.map(\.alias)
      case .branch(let branches, let otherwise):
        branches.flatMap { storedNames($0.body) } + storedNames(otherwise)
      default: []
      }
    }
  }

  func names(_ target: Target) -> [String] {
    switch target {
    case .name(let name, _): [name]
    case .namespace: []
    case .tuple(let targets, _): targets.flatMap(names)
    }
  }

  /// Compiles within an inner scope: what it assigns is not seen outside.
  mutating func scoped<Result>(
    declaring names: [String] = [], _ statements: [Statement],
    _ body: (inout Compiler) throws -> Result
  ) rethrows -> (result: Result, enter: @Sendable (Frame) -> Void) {
    let (outerTop, outerConditional) = (isTopLevel, isConditional)
    (isTopLevel, isConditional) = (false, false)
    let stored = Set(storedNames(statements)).subtracting(names).sorted()
    let outer = stored.map { routine.find($0) }
    routine.scopes.append([:])
    for name in names { _ = routine.declare(name) }
    let own = stored.map { routine.declare($0) }
    defer {
      routine.scopes.removeLast()
      (isTopLevel, isConditional) = (outerTop, outerConditional)
    }
    let moves = Array(zip(own, outer))
    let result = try body(&self)
    return (
      result,
      { frame in
        for (slot, origin) in moves { frame.slots[slot] = origin.flatMap { frame.slots[$0] } }
      }
    )
  }

  /// Reads a variable: a slot of this or of an outer routine, else of the context.
  func load(_ name: String) -> Code {
    var hops = 0
    var scope: RoutineScope? = routine
    while let current = scope {
      if let slot = current.find(name) {
        return Compiler.load(name, slot: slot, hops: hops)
      }
      scope = current.parent
      hops += 1
    }
    if name == "self" { return { .object(SelfReference($0.context)) } }
    let locals = visibleLocals().map(\.name)
    return { try $0.context.lookup(name) ?? $0.context.undefined(name, locals: locals) }
  }

  private static func load(_ name: String, slot: Int, hops: Int) -> Code {
    if hops == 0 {
      return { frame in
        try frame.slots[slot] ?? frame.context.lookup(name) ?? frame.context.undefined(name)
      }
    }
    return { frame in
      var owner = frame
      for _ in 0..<hops { if let parent = owner.parent { owner = parent } }
      if owner.slots.indices.contains(slot), let value = owner.slots[slot] { return value }
      return try frame.context.lookup(name) ?? frame.context.undefined(name)
    }
  }

  /// The local variables that an included template or a scoped block sees.
  func visibleLocals() -> [(name: String, slot: Int, hops: Int)] {
    var result: [String: (slot: Int, hops: Int)] = [:]
    var hops = 0
    var scope: RoutineScope? = routine
    while let current = scope {
      for names in current.scopes.reversed() {
        for (name, slot) in names where result[name] == nil { result[name] = (slot, hops) }
      }
      scope = current.parent
      hops += 1
    }
    return result.map { ($0.key, $0.value.slot, $0.value.hops) }
  }

  static func locals(_ visible: [(name: String, slot: Int, hops: Int)], _ frame: Frame)
    -> [String: Value]
  {
    var result: [String: Value] = [:]
    for local in visible {
      var owner = frame
      for _ in 0..<local.hops { if let parent = owner.parent { owner = parent } }
      if owner.slots.indices.contains(local.slot), let value = owner.slots[local.slot] {
        result[local.name] = value
      }
    }
    return result
  }

  /// Compiles what stands in a branch that may never be taken.
  mutating func conditionally<Result>(_ body: (inout Compiler) throws -> Result) rethrows -> Result
  {
    let outer = isConditional
    isConditional = true
    defer { isConditional = outer }
    return try body(&self)
  }

  /// The filter or test of a name. An unknown one is an error now, or where it may never be reached
  /// when it is used.
  func known<Function>(
    _ kind: String, _ name: String, among functions: [String: Function], _ position: Position
  ) throws -> Result<Function, TemplateError> {
    if let function = functions[name] { return .success(function) }
    let hint = NearestName.of(name, among: functions.keys).map { "did you mean '\($0)'?" }
    var error = failure("No \(kind) named \(quoted(name)).", position, hint: hint)
    guard isConditional else { throw error }
    error.kind = .value
    return .failure(error)
  }

  /// Adds the place to errors that `code` throws.
  func located(_ position: Position, _ code: @escaping Code) -> Code {
    let source = self.source
    return { frame in
      do { return try code(frame) } catch { throw Compiler.placed(error, source, position) }
    }
  }

  static func placed(_ error: any Error, _ source: Source, _ position: Position) -> any Error {
    if error is MacroReturn { return error }
    if let error = error as? TemplateError { return source.locate(error, position) }
    return source.locate(TemplateError(.host, "\(error)", cause: error), position)
  }

  func failure(_ message: String, _ position: Position, hint: String? = nil) -> TemplateError {
    source.locate(TemplateError(.syntax, message, hint: hint), position)
  }
}
