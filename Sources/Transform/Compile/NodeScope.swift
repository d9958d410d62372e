import FoundationEssentials
import Jinja
import OrderedCollections
import Spelling

/// The variables of one node's templates: dbt's context, at parsing where there is no connection,
/// at execution where there is one. Used by one thread.
final class NodeScope {
  let context: TemplateContext
  let node: Node?
  let package: String
  let connection: BlockingConnection?
  var record = TemplateContext.Record()
  /// How many macros are being called inside one another.
  var macroDepth = 0
  /// What `statement` blocks stored, by name.
  var results: [String: Value] = [:]
  /// What was written to the run file.
  var written = ""
  /// Called with what `log` and `print` say; the latter is output, not log.
  var say: (LogLine) -> Void = { _ in }
  var flags: [String: Value] = [:]
  /// Names that only some templates have: hooks, compiled code, test arguments.
  var extras: [String: Value] = [:]
  /// What stands in place of macros, by their identifiers.
  var macroStandIns: [String: Value] = [:]
  /// What refs and sources give instead of relations, by identifier: inputs of unit tests.
  var standIn: [String: Value] = [:]
  /// Whether there is nothing else: a unit test reads no table.
  var takesOnlyStandIns = false
  /// Told where the code comes from, where that is wanted.
  var recorder: OutputRecorder?
  /// What the last code was rendered to, before lines that are only there to count were cut.
  private(set) var rendered: (text: String, cut: Int)?
  /// The window of event time of a batch.
  var window: (start: String, end: String)?
  /// The relations that were there, or not, before the node was worked on, by their names.
  var atStart: [String: Value] = [:]
  private var memo: [String: Value] = [:]
  private var modules: [String: Value] = [:]

  init(
    context: TemplateContext, node: Node?, package: String, connection: BlockingConnection?
  ) {
    self.context = context
    self.node = node
    self.package = package
    self.connection = connection
  }

  /// Whether statements run.
  var executes: Bool { connection != nil }

  /// The variables, looked up when first used.
  var variables: Variables {
    Variables(names: { [unowned self] in Array(self.memo.keys) }) { [unowned self] name in
      try self.lookup(name)
    }
  }

  /// A state to call macros with from outside of a template.
  lazy var state: State = Self.state(of: context.environment)

  private static func state(of environment: Environment) -> State {
    final class Box { var state: State? }
    let box = Box()
    let grab = Value.function("grab") { _, state in
      box.state = state
      return .none
    }
    _ = try? environment.compile("{{ grab() }}").module(["grab": grab])
    guard let state = box.state else { preconditionFailure("a template passes its state on") }
    return state
  }

  /// Renders the node's code.
  func render(_ node: Node) throws -> String {
    if node.isLiteral { return node.rawCode }
    if let test = node.test, extras["_dbt_generic_test_kwargs"] == nil {
      extras["_dbt_generic_test_kwargs"] = try testArguments(test)
    }
    return try render(node.rawCode, name: node.location.file, firstLine: node.firstLine)
  }

  /// Renders a text with these variables.
  func render(_ text: String, name: String, firstLine: Int = 1) throws -> String {
    guard YAMLRenderer.isTemplate(text) else { return text }
    let padding = String(repeating: "\n", count: max(0, firstLine - 1))
    let environment = context.environment(executes: executes)
    let template = try environment.compile(padding + text, name: name)
    let result = try template.render(variables, recorder: recorder)
    rendered = (result, padding.utf8.count)
    return padding.isEmpty ? result : String(result.dropFirst(padding.count))
  }

  /// A generic test's arguments, their templates evaluated.
  private func testArguments(_ test: TestDetails) throws -> Value {
    func evaluate(_ value: DataValue, _ path: [String]) throws -> Value {
      switch value {
      case .list(let members):
        return .list(try members.map { try evaluate($0, path + [""]) })
      case .dictionary(let entries):
        let dict = Dict()
        for (key, member) in entries { dict[key] = try evaluate(member, path + [key]) }
        return .dict(dict)
      case .string(let text) where path != ["column_name"]:
        let code = CallText.isCall(text) ? "{{ \(text) }}" : text
        guard YAMLRenderer.isTemplate(code) else { return .string(text) }
        let template = try context.environment.compile(
          code, name: node?.location.file ?? "test")
        return try template.renderNative(variables)
      default: return Value(value)
      }
    }
    return try evaluate(.dictionary(test.arguments), [])
  }

  /// The variable of a name: a macro of the project, else a function or value of dbt's context,
  /// else a macro of the program, else a package.
  func lookup(_ name: String) throws -> Value? {
    if let value = extras[name] ?? memo[name] { return value }
    if let own = context.manifest.macros.macro(name, in: package)
      ?? context.manifest.macros.macro(name, in: context.manifest.project.name)
    {
      return remember(name, try macro(own))
    }
    if let value = try builtin(name) { return remember(name, value) }
    if let global = context.manifest.macros.macro(name, in: MacroIndex.globalPackage) {
      return remember(name, try macro(global))
    }
    guard context.manifest.macros.hasPackage(name) else { return nil }
    return remember(name, .object(MacroPackage(name, scope: self)))
  }

  private func remember(_ name: String, _ value: Value) -> Value {
    memo[name] = value
    return value
  }

  /// The macro as a value that templates call.
  func macro(_ definition: MacroDefinition) throws -> Value {
    if let known = macroStandIns[definition.uniqueID] ?? modules[definition.uniqueID] {
      return known
    }
    let template = try context.template(of: definition)
    let module = try template.module(variables, recorder: recorder)
    guard let macro = module.attribute(definition.blockName) else {
      throw TransformError(
        .template, "the block of \(definition.uniqueID) does not define it",
        at: SourceLocation(file: definition.path, line: definition.line))
    }
    let value = Value.object(
      RetainedMacro(macro: macro, module: module, id: definition.uniqueID, scope: self))
    modules[definition.uniqueID] = value
    return value
  }

  /// The node as templates see it, under `model`.
  lazy var model: Value = {
    guard let node else { return .none }
    let entries = ManifestDocument.node(node, manifest: context.manifest)
    return Value(entries)
  }()

  /// The relation that the node becomes.
  lazy var this: Value = {
    guard let node else { return .none }
    let relation = Relation(
      database: node.database, schema: node.schema, identifier: node.alias)
    relation.take(quoting: context.manifest.project.quoting)
    return .object(relation)
  }()
}

/// A macro with the module that keeps its variables alive.
final class RetainedMacro: Object {
  private let macro: Value
  private let module: Module
  private let id: String
  private unowned let scope: NodeScope

  init(macro: Value, module: Module, id: String, scope: NodeScope) {
    self.macro = macro
    self.module = module
    self.id = id
    self.scope = scope
  }

  var typeName: String { "macro" }
  var isCallable: Bool { true }

  /// Calls the macro. Those that a node's own code calls, not those that they call in turn, are
  /// what the node depends on.
  func call(_ arguments: Arguments, _ state: State) throws -> Value {
    if scope.macroDepth == 0, !scope.record.macros.contains(id) { scope.record.macros.append(id) }
    scope.macroDepth += 1
    defer { scope.macroDepth -= 1 }
    return try macro.call(arguments, state)
  }

  func attribute(_ name: String) throws -> Value? {
    guard case .object(let object) = macro else { return nil }
    return try object.attribute(name)
  }
}

/// The macros of a package, as in `dbt_utils.star`.
final class MacroPackage: Object {
  private let name: String
  private unowned let scope: NodeScope

  init(_ name: String, scope: NodeScope) {
    self.name = name
    self.scope = scope
  }

  var typeName: String { "package" }

  /// The macros are items, so that a name may begin with an underscore.
  func item(_ key: Value) throws -> Value? {
    try key.stringValue.flatMap { try attribute($0) }
  }

  func attribute(_ attribute: String) throws -> Value? {
    guard let found = scope.context.manifest.macros.macro(attribute, in: name) else {
      throw TransformError(
        .unresolved, "package \"\(name)\" has no macro \"\(attribute)\"",
        hint: NearestName.hint(
          for: attribute,
          among: scope.context.manifest.macros.macros.values.filter { $0.packageName == name }
            .map(\.name), kind: "macro"))
    }
    return try scope.macro(found)
  }
}
