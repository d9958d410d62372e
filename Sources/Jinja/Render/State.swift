import Spelling
import Synchronization

/// One render: what its templates share. Host functions get it to look up variables.
public final class State {
  let shared: SharedEnvironment
  private let code: TemplateCode
  /// Whether it renders to a value.
  public let isNative: Bool
  var context: Context?
  var autoescapes = false
  var depth = 0
  var iterations = 0
  let stack = StackGuard.current
  /// What was written since the innermost capture began. Only this class changes it, never while
  /// it is being changed.
  @exclusivity(unchecked) private var text: String = ""
  @exclusivity(unchecked) private var pieces: [Value] = []
  /// Frames that macros keep, whose references are cut at the end.
  var captured: [Frame] = []
  var templates: [String: Template] = [:]
  /// Told where what is written comes from, where somebody wants to know.
  let recorder: OutputRecorder?
  lazy var random = RandomSource(seed: shared.value.randomSeed)

  private let outputLimit: Int
  private let recursionLimit: Int
  private let iterationLimit: Int

  init(_ code: TemplateCode, isNative: Bool, recorder: OutputRecorder? = nil) {
    shared = code.shared
    self.recorder = isNative ? nil : recorder
    self.code = code
    self.isNative = isNative
    let limits = shared.value.limits
    outputLimit = limits.outputBytes
    recursionLimit = limits.recursion
    iterationLimit = limits.iterations ?? Int.max
    let expected = code.expectedSize.load(ordering: .relaxed)
    if expected > 0 { text.reserveCapacity(expected) }
  }

  /// The shared.value.
  public var environment: Environment { shared.value }

  /// A variable as the code that calls the host sees it, of its template and of the context.
  public func variable(_ name: String) throws -> Value? { try context?.lookup(name) }

  /// The names of the variables, as far as the host lists them.
  public var variableNames: [String] {
    guard let context else { return [] }
    return Set(context.variables.keys).union(context.base.names()).sorted()
  }

  /// The name of the template that is being rendered.
  public var templateName: String { context?.template.name ?? "" }

  /// An undefined value with the behaviour of the shared.value.
  public func undefined(_ name: String?, _ message: String) -> Value {
    .undefined(Undefined(name: name, message: message, behavior: shared.value.undefined))
  }

  /// An undefined value whose error asks for a hint when it is thrown.
  func undefined(_ name: String?, _ message: String, hint: @escaping () -> String?) -> Value {
    .undefined(
      Undefined(
        name: name, message: message, behavior: shared.value.undefined, kind: .undefined,
        hint: hint))
  }

  func unsafe(_ name: String, _ value: Value) -> TemplateError {
    TemplateError(
      .security, "access to attribute '\(name)' of '\(value.typeName)' object is unsafe.")
  }

  /// What the sandbox gives for an attribute that it forbids: its use is a security error.
  func forbidden(_ name: String, _ value: Value) -> Value {
    .undefined(
      Undefined(
        name: name, message: unsafe(name, value).message, behavior: shared.value.undefined,
        kind: .security))
  }

  func finish() {
    for frame in captured { frame.slots = [] }
    captured = []
    context?.variables = [:]
    context = nil
  }

  // MARK: Output

  /// Tells the recorder, where there is one, what is written next: `kind`, which begins `offset`
  /// bytes further on and stands at `position` in the template.
  func note(
    _ kind: OutputRecord.Kind, _ source: Source, _ position: Position, after offset: Int = 0
  ) {
    recorder?.note(kind, at: text.utf8.count + offset, source, position)
  }

  func write(text: String) throws {
    if isNative {
      pieces.append(.string(text))
    } else {
      self.text += text
      if self.text.utf8.count > outputLimit { throw outputTooLong() }
    }
  }

  func write(_ value: Value) throws {
    if isNative {
      // Without a concatenation of its own, the environment wants text where nothing is.
      if case .undefined(let undefined) = value, shared.value.nativeConcatenation == nil {
        pieces.append(.string(try undefined.text()))
      } else {
        pieces.append(value)
      }
    } else if case .string(let text) = value, !autoescapes {
      try write(text: text)
    } else {
      try write(text: autoescapes ? try value.escaped() : try value.text())
    }
  }

  private func outputTooLong() -> TemplateError {
    TemplateError(
      .limit, "the template writes more than \(outputLimit) bytes",
      hint: "a loop may run without end; Environment.limits.outputBytes sets the bound")
  }

  /// What `body` writes, as a value of its own.
  func capture(_ body: () throws -> Void) throws -> Value {
    if isNative {
      let outer = pieces
      pieces = []
      defer { pieces = outer }
      try body()
      return try concatenated(pieces)
    }
    let outer = text
    text = ""
    defer { text = outer }
    if let recorder {
      _ = try recorder.capture {
        try body()
        return text
      }
    } else {
      try body()
    }
    return autoescapes ? .markup(text) : .string(text)
  }

  private func concatenated(_ pieces: [Value]) throws -> Value {
    if let concatenation = shared.value.nativeConcatenation { return try concatenation(pieces) }
    if pieces.count == 1 { return pieces[0] }
    return .string(try pieces.map { try $0.text() }.joined())
  }

  /// Runs one level deeper, or fails where calls nest too deeply.
  func nested<Result>(_ body: () throws -> Result) throws -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= recursionLimit, stack.hasRoom else {
      throw TemplateError.recursion()
    }
    return try body()
  }

  func countIteration() throws {
    iterations += 1
    if iterations > iterationLimit {
      throw TemplateError(.limit, "the loops ran more than \(iterationLimit) times")
    }
  }

  // MARK: Templates

  func run(_ template: Template, _ variables: Variables) throws -> Value {
    try run(template, in: Context(state: self, template: template, variables: variables))
  }

  /// Runs the root of a template and of those it extends.
  func run(_ template: Template, in context: Context) throws -> Value {
    let outer = (self.context, autoescapes)
    self.context = context
    autoescapes = shared.value.autoescape(template.name)
    defer { (self.context, autoescapes) = (outer.0 ?? context, outer.1) }
    return try TemplateError.within("template '\(template.name)'") {
      try runNested(template, in: context)
    }
  }

  private func runNested(_ template: Template, in context: Context) throws -> Value {
    try nested {
      try capture {
        var next: Template? = template
        while let current = next {
          context.parent = nil
          try current.code.root.run(Frame(current.code.root.slotCount, nil, context, self))
          next = context.parent
        }
      }
    }
  }

  /// The first template that exists among names.
  func template(_ names: Value) throws -> Template {
    if case .undefined(let undefined) = names { throw undefined.error() }
    let candidates: [Value] = names.stringValue != nil ? [names] : try names.elements()
    for name in candidates {
      if case .undefined(let undefined) = name { throw undefined.error() }
      let text = try name.text()
      if let known = templates[text] { return known }
      if let template = try code.load(text) {
        templates[text] = template
        return template
      }
    }
    let wanted = try candidates.map { try $0.text() }.joined(separator: ", ")
    throw TemplateError(.templateNotFound, "template not found: \(wanted)")
  }
}

/// The variables of one template within a render.
final class Context {
  unowned let state: State
  let template: Template
  let base: Variables
  /// What the template set at its top level.
  var variables: [String: Value] = [:]
  var exported: [String] = []
  /// The template that it extends, once `extends` ran.
  var parent: Template?
  /// The blocks of a name, the most derived first.
  var blocks: [String: [BlockCode]] = [:]

  init(state: State, template: Template, variables: Variables) {
    self.state = state
    self.template = template
    base = variables
    for (name, block) in template.code.blocks { blocks[name] = [block] }
  }

  func lookup(_ name: String) throws -> Value? {
    if let value = variables[name] { return value }
    if let value = try base.lookup(name) { return value }
    return state.shared.value.globals[name].map { .object(Function(name, $0)) }
  }

  /// The undefined value of a name; its error names the nearest one that exists.
  func undefined(_ name: String, locals: [String] = []) -> Value {
    .undefined(
      Undefined(
        name: name, message: "'\(name)' is undefined", behavior: state.shared.value.undefined,
        kind: .undefined, hint: { [weak self] in self?.suggestion(name, locals) }))
  }

  private func suggestion(_ name: String, _ locals: [String]) -> String? {
    let names =
      locals + variables.keys + base.names() + state.shared.value.globals.keys
    return NearestName.of(name, among: names).map { "did you mean '\($0)'?" }
  }

  /// A context for a template that sees the variables of this one and of a frame.
  func derived(_ template: Template, _ locals: [String: Value]) -> Context {
    let own = variables
    let base = self.base
    let variables = Variables(
      names: { Array(own.keys) + base.names() },
      lookup: { try locals[$0] ?? own[$0] ?? base.lookup($0) })
    return Context(state: state, template: template, variables: variables)
  }
}

/// The local variables of one run of a routine.
final class Frame {
  /// Only the code of the frame's own routine writes them, one at a time.
  @exclusivity(unchecked) var slots: [Value?]
  let parent: Frame?
  let context: Context
  let state: State
  init(_ count: Int, _ parent: Frame?, _ context: Context, _ state: State) {
    slots = Array(repeating: nil, count: count)
    self.parent = parent
    self.context = context
    self.state = state
  }
}

/// What a statement tells the loop around it.
enum Signal { case next, exitLoop, nextIteration }

typealias Code = @Sendable (Frame) throws -> Value
typealias Action = @Sendable (Frame) throws -> Signal

/// A compiled body with local variables of its own.
final class Routine: Sendable {
  let body: [Action]
  let slotCount: Int

  init(body: [Action], slotCount: Int) {
    self.body = body
    self.slotCount = slotCount
  }

  func run(_ frame: Frame) throws { for action in body { _ = try action(frame) } }
}

/// A compiled block.
struct BlockCode: Sendable {
  let name: String
  let routine: Routine
  let isRequired: Bool
}
