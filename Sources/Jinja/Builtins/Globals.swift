import OrderedCollections

extension Builtins {
  static let globals: [String: @Sendable (Arguments, State) throws -> Value] = [
    "range": { arguments, state in .object(try Range(arguments, state)) },
    "dict": { arguments, _ in .dict(try dict("dict", arguments)) },
    "namespace": { arguments, _ in .object(Namespace(try dict("namespace", arguments))) },
    "cycler": { arguments, _ in .object(try Cycler(arguments)) },
    "joiner": { arguments, _ in
      .object(Joiner(try arguments.bind("joiner", ["sep"])[0] ?? ", "))
    },
    "lipsum": { arguments, state in
      let bound = try arguments.bind("generate_lorem_ipsum", ["n", "html", "min", "max"])
      return try loremIpsum(bound, state)
    },
  ]

  private static func dict(_ name: String, _ arguments: Arguments) throws -> Dict {
    guard arguments.positional.count <= 1 else {
      throw TemplateError(
        .type, "\(name) expected at most 1 argument, got \(arguments.positional.count)")
    }
    let dict = Dict()
    if let source = arguments.positional.first { try Methods.update(dict, with: source) }
    for argument in arguments.named { dict[argument.name] = argument.value }
    return dict
  }

  private static let loremWords = """
    lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut \
    labore et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris \
    nisi aliquip ex ea commodo consequat duis aute irure in reprehenderit voluptate velit esse \
    cillum eu fugiat nulla pariatur excepteur sint occaecat cupidatat non proident sunt culpa qui \
    officia deserunt mollit anim id est laborum
    """.split(separator: " ").map(String.init)

  private static func loremIpsum(_ bound: [Value?], _ state: State) throws -> Value {
    let count = try bound[0]?.index() ?? 5
    let isMarkup = try bound[1]?.isTrue() ?? true
    let (least, most) = (try bound[2]?.index() ?? 20, try bound[3]?.index() ?? 100)
    guard count <= 1000, most <= 10_000 else {
      throw TemplateError(.limit, "lipsum writes at most 1000 paragraphs of 10000 words")
    }
    guard count <= 0 || least < most, least >= 0 || count <= 0 else {
      throw TemplateError(.value, "empty range for lipsum: \(least) to \(most) words")
    }
    let paragraphs = (0..<max(0, count)).map { _ in paragraph(least..<most, state) }
    guard isMarkup else { return .string(paragraphs.joined(separator: "\n\n")) }
    return .markup(
      paragraphs.map { "<p>\(escapeMarkup($0))</p>" }.joined(separator: "\n"))
  }

  /// Words with a comma now and then, and sentences that begin with a capital letter.
  private static func paragraph(_ lengths: Swift.Range<Int>, _ state: State) -> String {
    var text: String = ""
    var last: String = ""
    var startsSentence = true
    let count = Int.random(in: lengths, using: &state.random)
    for index in 0..<count {
      var word = last
      while word == last {
        word = loremWords[Int.random(in: 0..<loremWords.count, using: &state.random)]
      }
      last = word
      text += (text.isEmpty ? "" : " ") + (startsSentence ? capitalized(word) : word)
      startsSentence = false
      if index + 1 < count, Int.random(in: 0..<8, using: &state.random) == 0 {
        startsSentence = Bool.random(using: &state.random)
        text += startsSentence ? "." : ","
      }
    }
    return text + "."
  }
}

/// The numbers behind `random` and `lipsum`: the same after the same seed.
struct RandomSource: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64?) { state = seed ?? UInt64.random(in: .min ... .max) }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// What `namespace()` returns: its attributes can be set from inner scopes.
final class Namespace: Object {
  let dict: Dict

  init(_ dict: Dict) { self.dict = dict }

  var typeName: String { "Namespace" }
  var representation: String {
    let text = (try? Value.dict(dict).representation()) ?? "{...}"
    return "<Namespace \(text)>"
  }
  func attribute(_ name: String) -> Value? { dict[name] }
  func setAttribute(_ name: String, to value: Value) -> Bool {
    dict[name] = value
    return true
  }
}

/// What `joiner()` returns: nothing when first called, then a separator.
final class Joiner: Object {
  private let separator: Value
  private var isUsed = false

  init(_ separator: Value) { self.separator = separator }

  var typeName: String { "Joiner" }
  var isCallable: Bool { true }
  func attribute(_ name: String) -> Value? {
    name == "sep" ? separator : name == "used" ? .boolean(isUsed) : nil
  }
  func call(_ arguments: Arguments, _ state: State) throws -> Value {
    _ = try arguments.bind("joiner", [])
    defer { isUsed = true }
    return isUsed ? separator : ""
  }
}

/// What `cycler()` returns.
final class Cycler: Object {
  let items: [Value]
  var position = 0

  init(_ arguments: Arguments) throws {
    _ = try Arguments(named: arguments.named).bind("cycler", [])
    items = arguments.positional
    guard !items.isEmpty else {
      throw TemplateError(.host, "at least one item has to be provided")
    }
  }

  var typeName: String { "Cycler" }
  func attribute(_ name: String) -> Value? {
    switch name {
    case "current": items[position]
    case "pos": .integer(position)
    case "items": .tuple(items)
    case "next": .function("next") { [self] _, _ in advance() }
    case "reset":
      .function("reset") { [self] _, _ in
        position = 0
        return .none
      }
    default: nil
    }
  }

  private func advance() -> Value {
    defer { position = (position + 1) % items.count }
    return items[position]
  }
}
