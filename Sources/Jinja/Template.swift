import Synchronization

/// A compiled template: rendered as often as wanted, by many threads at once.
public struct Template: Sendable {
  let code: TemplateCode

  /// The environment it was compiled in.
  public var environment: Environment { code.shared.value }
  /// The syntax tree.
  public var statements: [Statement] { code.statements }
  /// The name.
  public var name: String { code.source.name }

  /// Renders to text.
  ///
  /// - Parameters:
  ///   - variables: The variables.
  ///   - recorder: Told where each piece of the text comes from.
  /// - Returns: The text.
  /// - Throws: A `TemplateError` that says where, and by which calls it came there.
  public func render(
    _ variables: Variables = [:], recorder: OutputRecorder? = nil
  ) throws -> String {
    let state = State(code, isNative: false, recorder: recorder)
    defer { state.finish() }
    let text = try state.run(self, variables).text()
    code.expectedSize.store(text.utf8.count, ordering: .relaxed)
    return text
  }

  /// Renders to a value, as Jinja's native environment does.
  ///
  /// A template of one expression gives that expression's value; of several pieces it gives what
  /// `Environment.nativeConcatenation` makes of them.
  public func renderNative(_ variables: Variables = [:]) throws -> Value {
    let state = State(code, isNative: true)
    defer { state.finish() }
    return try state.run(self, variables)
  }

  /// Runs the template for its macros and variables. They live as long as the module does.
  ///
  /// - Parameters:
  ///   - variables: The variables.
  ///   - isNative: Whether macros give values rather than text.
  ///   - recorder: Told where each piece of what macros write comes from.
  /// - Returns: The macros and variables.
  /// - Throws: A `TemplateError`, as rendering does.
  public func module(
    _ variables: Variables = [:], isNative: Bool = false, recorder: OutputRecorder? = nil
  ) throws -> Module {
    let state = State(code, isNative: isNative, recorder: recorder)
    let context = Context(state: state, template: self, variables: variables)
    let text = try state.run(self, in: context)
    return Module(name: name, context: context, text: text, owner: state)
  }
}

/// What all copies of a template share.
final class TemplateCode: Sendable {
  let shared: SharedEnvironment
  let statements: [Statement]
  let source: Source
  let root: Routine
  let blocks: [String: BlockCode]
  /// The size of the last text, in bytes: the next one gets as much room at once.
  let expectedSize = Atomic<Int>(0)
  /// The templates that renders of this one included, imported or extended, with their sources:
  /// compiled anew only when the loader gives another source.
  private let loaded = Mutex<[String: Template]>([:])

  init(
    shared: SharedEnvironment, statements: [Statement], source: Source, root: Routine,
    blocks: [String: BlockCode]
  ) {
    self.shared = shared
    self.statements = statements
    self.source = source
    self.root = root
    self.blocks = blocks
  }

  /// The compiled form of a template that the loader has; nil where it has none of the name.
  func load(_ name: String) throws -> Template? {
    guard let text = try shared.value.loader?.source(named: name) else { return nil }
    if let known = loaded.withLock({ $0[name] }), sameText(known.code.source.text, text) {
      return known
    }
    let template = try shared.compile(Source(name: name, text: text))
    loaded.withLock { $0[name] = template }
    return template
  }
}
