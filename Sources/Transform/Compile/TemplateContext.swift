import FoundationEssentials
import Jinja
import OrderedCollections
import Synchronization

/// What all templates of a manifest share: its environment, its macros compiled once, its
/// variables.
final class TemplateContext: Sendable {
  /// What a template refers to and configures, recorded while it is rendered.
  struct Record {
    var references: [Reference] = []
    var sources: [SourceReference] = []
    var macros: [String] = []
    var config = NodeConfig()
    /// The ephemeral models it reads.
    var ephemeral: [String] = []
    /// Whether it asked for the time, or for what is new each time.
    var isTimed = false
  }

  /// What templates are rendered for.
  struct Runtime: Sendable {
    /// The nodes that are worked on.
    var selected: Set<String> = []
    /// The earlier state that refs to other nodes lead to.
    var deferred: ProjectState?
    /// Whether they do so even where the target has the node.
    var favorsState = false
    /// Whether refs and sources read no rows.
    var isEmpty = false
    /// The window of event time that refs and sources read.
    var sample: (start: String, end: String)?
    /// Which warnings are errors.
    var warnings = WarningRules()
    /// The arguments of the command, for `invocation_args_dict`.
    var arguments: DataValue.Dictionary = [:]
  }

  let manifest: Manifest
  let options: ProjectOptions
  let environment: Environment
  /// The environment of code that is only parsed: what is undefined may exist when it runs, so
  /// its attributes, items and calls are undefined too.
  private let parsing: Environment
  let index: ReferenceIndex
  let runtime: Runtime
  let startedAt = Date()
  let invocationID = UUID().uuidString.lowercased()
  private let compiled = Mutex<[String: Template]>([:])

  init(manifest: Manifest, options: ProjectOptions, runtime: Runtime = Runtime()) {
    self.runtime = runtime
    self.manifest = manifest
    self.options = options
    index = ReferenceIndex(manifest)
    environment = Self.environment()
    parsing = Self.capturing(Self.environment())
  }

  /// dbt's environment: sandboxed, macro parameters with types, `return` caught by macros, and
  /// filters that in text leave their value as it is.
  private static func environment() -> Environment {
    var environment = Environment()
    environment.isSandboxed = true
    environment.allowsMacroTypes = true
    for name in ["as_text", "as_bool", "as_native", "as_number"] {
      environment.filters[name] = { value, _, state in
        state.isNative ? try YAMLRenderer.convert(value, by: name) : value
      }
    }
    return environment
  }

  private static func capturing(_ environment: Environment) -> Environment {
    var result = environment
    result.undefined = UndefinedBehavior { undefined, use in
      switch use {
      case .text, .iterate, .truth, .equality, .attribute, .item, .call: return nil
      case .operate: throw undefined.error()
      }
    }
    return result
  }

  /// The environment in which a node's own code is rendered.
  func environment(executes: Bool) -> Environment { executes ? environment : parsing }

  /// The compiled form of a macro.
  func template(of macro: MacroDefinition) throws -> Template {
    if let known = compiled.withLock({ $0[macro.uniqueID] }) { return known }
    // The macro's own lines count from where it stands in its file.
    let padding = String(repeating: "\n", count: macro.line - 1)
    let template = try environment.compile(padding + macro.macroSource, name: macro.path)
    compiled.withLock { $0[macro.uniqueID] = template }
    return template
  }

  /// Renders a template of a schema file.
  func renderYAML(
    _ text: String, package: String, at location: SourceLocation
  ) throws(TransformError) -> DataValue {
    do {
      let scope = NodeScope(context: self, node: nil, package: package, connection: nil)
      let template = try environment.compile(text, name: location.file)
      let value = try template.renderNative(scope.variables).data()
      if scope.record.isTimed { options.reads?.readTime() }
      return value
    } catch {
      throw TransformError.template(error).placed(at: location)
    }
  }

  /// Renders the node's code with `execute` false and tells what it did.
  ///
  /// - Parameters:
  ///   - node: the node.
  ///   - hooks: statements of the node's hooks, to render instead of its code.
  /// - Returns: what it refers to and configures.
  /// - Throws: ``TransformError`` where it cannot be rendered.
  func parse(_ node: Node, hooks: [String]? = nil) throws(TransformError) -> Record {
    let scope = NodeScope(context: self, node: node, package: node.packageName, connection: nil)
    do {
      if let hooks {
        for hook in hooks { _ = try scope.render(hook, name: node.location.file) }
      } else {
        _ = try scope.render(node)
      }
    } catch {
      throw TransformError.template(error).placed(at: node.location)
    }
    return scope.record
  }

  /// The name that the project's `generate_…_name` macro gives.
  func generatedName(
    _ kind: ParseEvaluator.NameKind, custom: String?, node: Node
  ) throws(TransformError) -> String {
    let scope = NodeScope(context: self, node: node, package: node.packageName, connection: nil)
    do {
      let arguments = Arguments([Value(custom), scope.model])
      // A package's own macro names its nodes, else the root project's, else the program's.
      let name = "generate_\(kind.rawValue)_name"
      guard let macro = manifest.macros.macro(name, from: node.packageName) else { return "" }
      let text = try scope.macro(macro).call(arguments, scope.state).text().trimmed
      if scope.record.isTimed { options.reads?.readTime() }
      return text
    } catch {
      throw TransformError.template(error).placed(at: node.location)
    }
  }

  /// A variable's value for a package: the command line's, the root project's for the package,
  /// the root project's, the package's own.
  func variable(_ name: String, package: String) -> DataValue? {
    if let value = options.variables[name] { return value }
    let root = manifest.project.variables
    if let value = root[package]?[name] { return value }
    if let value = root[name] { return value }
    guard let own = manifest.projects[package]?.variables else { return nil }
    return own[package]?[name] ?? own[name]
  }
}

extension YAMLRenderer {
  /// The renderer of project files and profiles: environment, variables of the command line, and
  /// the target once it is known. Only that of profiles gives secrets.
  static func early(
    options: ProjectOptions, target: Profile?, givesSecrets: Bool = false
  ) -> YAMLRenderer {
    YAMLRenderer { text, location throws(TransformError) in
      do {
        var environment = Environment()
        environment.isSandboxed = true
        for name in ["as_text", "as_bool", "as_native", "as_number"] {
          environment.filters[name] = { value, _, _ in try convert(value, by: name) }
        }
        let variables = Variables { name in
          switch name {
          case "env_var":
            return BuiltinFunctions.environmentVariable(
              options.environment, reads: options.reads, givesSecrets: givesSecrets)
          case "var": return BuiltinFunctions.variable { options.variables[$0] }
          case "target": return target.map { Value($0.targetDictionary) }
          default: return nil
          }
        }
        let template = try environment.compile(text, name: location.file)
        return try template.renderNative(variables).data()
      } catch {
        throw TransformError.template(error).placed(at: location)
      }
    }
  }

  /// What the filters `as_bool`, `as_number`, `as_native` and `as_text` make of a value.
  static func convert(_ value: Value, by filter: String) throws -> Value {
    if filter == "as_text" { return .string(try value.text()) }
    guard let text = value.stringValue else { return value }
    let plain = DataValue(yamlScalar: text)
    switch (filter, plain) {
    case ("as_bool", .boolean(let flag)): return .boolean(flag)
    case ("as_number", .integer(let number)): return .integer(number)
    case ("as_number", .float(let number)): return .float(number)
    case ("as_native", _): return Value(plain)
    default:
      throw TemplateError(
        .value, "\(value.typeName) '\(text)' is not a \(filter == "as_bool" ? "boolean" : "number")"
      )
    }
  }
}

extension TransformError {
  /// An error of a template as this module's: a host function's own error stays what it is.
  static func template(_ error: any Error) -> TransformError {
    if let own = error as? TransformError { return own }
    guard let template = error as? TemplateError else {
      return TransformError(.template, "\(error)")
    }
    let place = template.location.map {
      SourceLocation(file: $0.template, line: $0.line, column: $0.column)
    }
    if let own = template.cause as? TransformError { return own.placed(at: place) }
    let callers = template.callers.prefix(8).map { "in \($0.name), called at \($0.location)" }
    var result = TransformError(
      .template, template.message, hint: template.hint, at: place,
      cause: callers.isEmpty ? nil : callers.joined(separator: "\n"))
    result.excerpt = template.excerpt
    return result
  }
}
