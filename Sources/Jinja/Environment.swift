/// A filter: the value it is applied to, its arguments, and the render.
public typealias Filter = @Sendable (Value, Arguments, State) throws -> Value
/// A test, as behind `is`.
public typealias Test = @Sendable (Value, Arguments, State) throws -> Bool

/// Finds the source of templates that others include, import or extend.
public protocol Loader: Sendable {
  /// The source of a template, or nil where there is none of that name.
  func source(named name: String) throws -> String?
}

/// A loader of templates in memory.
public struct DictionaryLoader: Loader {
  /// The sources by name.
  public var templates: [String: String]

  /// Makes a loader.
  public init(_ templates: [String: String]) { self.templates = templates }

  /// The source of a template.
  public func source(named name: String) -> String? { templates[name] }
}

/// The configuration under which templates compile and render.
public struct Environment: Sendable {
  /// What a template may consume.
  public struct Limits: Sendable {
    /// The size of a source, in bytes of UTF-8.
    public var sourceBytes = 16 << 20
    /// How deep expressions and blocks nest.
    public var nesting = 200
    /// How deep macros and templates call each other; the stack of the thread may allow less.
    public var recursion = 1000
    /// The iterations of all loops of a render; nil for no limit.
    public var iterations: Int?
    /// The size of what a render writes, and of each text that it captures, in bytes of UTF-8.
    public var outputBytes = 1 << 28
    /// The length of a `range` where the environment is sandboxed.
    public var sandboxedRange = 100_000
    /// The limits of `Environment()`.
    public init() {}
  }

  /// The delimiters and the rules for whitespace.
  public var delimiters = Delimiters()
  /// What undefined values do.
  public var undefined = UndefinedBehavior.lenient
  /// Whether a template of a name escapes for HTML.
  public var autoescape: @Sendable (String) -> Bool = { _ in false }
  /// Forbids attributes that begin with an underscore, and long ranges.
  public var isSandboxed = false
  /// Forbids methods that change lists and dicts.
  public var isImmutable = false
  /// Whether macro parameters may have types: `macro m(a: string)`.
  public var allowsMacroTypes = false
  /// Whether a macro call catches `MacroReturn`.
  public var macrosCatchReturn = true
  /// Turns the value of each `{{ expression }}` into what is written.
  public var finalize: (@Sendable (Value) throws -> Value)?
  /// Where other templates come from.
  public var loader: (any Loader)?
  /// Where the filter `random` and `lipsum` begin; nil for another place in each render.
  public var randomSeed: UInt64?
  /// What templates may consume.
  public var limits = Limits()
  /// The filters by name.
  public var filters: [String: Filter] = Builtins.filters
  /// The tests by name.
  public var tests: [String: Test] = Builtins.tests
  /// The functions that every template sees.
  public var globals: [String: @Sendable (Arguments, State) throws -> Value] = Builtins.globals
  /// The tags of the host by name.
  public var tags: [String: HostTag] = [:]
  /// Makes one value of the pieces of a native render; without it, a single piece is the value and
  /// several are joined as text.
  public var nativeConcatenation: (@Sendable ([Value]) throws -> Value)?

  /// The environment of Jinja's defaults.
  public init() {}

  /// Compiles a template; fails with a syntax error that has a location.
  public func compile(_ source: String, name: String = "<template>") throws -> Template {
    try SharedEnvironment(self).compile(Source(name: name, text: source))
  }
}

/// An environment that no longer changes, shared by the templates compiled in it.
final class SharedEnvironment: Sendable {
  let value: Environment
  let isSandboxed: Bool

  init(_ value: Environment) {
    self.value = value
    isSandboxed = value.isSandboxed
  }

  func compile(_ file: Source) throws -> Template {
    guard file.text.utf8.count <= value.limits.sourceBytes else {
      throw TemplateError(
        .limit, "the template is larger than \(value.limits.sourceBytes) bytes",
        location: SourceLocation(template: file.name, line: 1, column: 1))
    }
    let rules = Parser.Rules(
      tags: value.tags, allowsMacroTypes: value.allowsMacroTypes,
      nestingLimit: value.limits.nesting)
    var parser = Parser(source: file, delimiters: value.delimiters, rules: rules)
    let statements = try parser.template()
    var compiler = Compiler(shared: self, source: file)
    return try compiler.compile(statements)
  }
}

/// The variables of a render, given as a dictionary or looked up when first used.
public struct Variables: ExpressibleByDictionaryLiteral {
  let lookup: (String) throws -> Value?
  let names: () -> [String]

  /// Variables known beforehand.
  public init(_ values: [String: Value]) {
    lookup = { values[$0] }
    names = { Array(values.keys) }
  }

  /// Variables that the host looks up: nil where there is none of a name. `names` lists them for
  /// suggestions.
  public init(
    names: @escaping () -> [String] = { [] }, lookup: @escaping (String) throws -> Value?
  ) {
    self.lookup = lookup
    self.names = names
  }

  /// Variables known beforehand.
  public init(dictionaryLiteral elements: (String, Value)...) {
    self.init(Dictionary(elements) { $1 })
  }
}
