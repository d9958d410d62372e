/// The functions that translate what templates write in `trans` blocks.
public struct Translations: Sendable {
  /// Translates a text.
  public var text: @Sendable (_ text: String) throws -> String
  /// Translates the form of a text that fits a number.
  public var plural:
    @Sendable (_ singular: String, _ plural: String, _ count: Value) throws -> String
  /// Translates a text that has several meanings by its context.
  public var contextual: @Sendable (_ context: String, _ text: String) throws -> String
  /// Translates the form that fits a number, by its context.
  public var contextualPlural:
    @Sendable (_ context: String, _ singular: String, _ plural: String, _ count: Value) throws
      -> String

  /// Leaves every text as it is; the singular goes with the number one.
  public static let identity = Translations(
    text: { $0 }, plural: { $2 == 1 ? $0 : $1 }, contextual: { $1 },
    contextualPlural: { $3 == 1 ? $1 : $2 })

  /// Makes translations of functions.
  public init(
    text: @escaping @Sendable (String) throws -> String,
    plural: @escaping @Sendable (String, String, Value) throws -> String,
    contextual: @escaping @Sendable (String, String) throws -> String,
    contextualPlural: @escaping @Sendable (String, String, String, Value) throws -> String
  ) {
    self.text = text
    self.plural = plural
    self.contextual = contextual
    self.contextualPlural = contextualPlural
  }
}

extension Environment {
  /// Adds the tag `trans` and the functions `gettext`, `ngettext`, `pgettext`, `npgettext` and `_`:
  /// the extension `i18n` of Jinja.
  ///
  /// - Parameters:
  ///   - translations: What the functions do.
  ///   - newStyle: Whether the functions take the variables and insert them; else `%` does.
  ///   - trimmed: Whether line breaks in blocks count as blanks where a block does not say.
  public mutating func install(
    _ translations: Translations, newStyle: Bool = false, trimmed: Bool = false
  ) {
    let functions: [(String, Int, @Sendable ([Value]) throws -> String)] = [
      ("gettext", 1, { try translations.text(try $0[0].text()) }),
      (
        "ngettext", 3,
        { try translations.plural(try $0[0].text(), try $0[1].text(), $0[2]) }
      ),
      ("pgettext", 2, { try translations.contextual(try $0[0].text(), try $0[1].text()) }),
      (
        "npgettext", 4,
        {
          try translations.contextualPlural(
            try $0[0].text(), try $0[1].text(), try $0[2].text(), $0[3])
        }
      ),
    ]
    for (name, count, body) in functions {
      globals[name] = { arguments, state in
        guard arguments.positional.count == count, newStyle || arguments.named.isEmpty else {
          throw TemplateError(
            .type, "\(name)() takes \(count) arguments (\(arguments.positional.count) given)")
        }
        let text = try body(arguments.positional)
        guard newStyle else { return .string(text) }
        let variables = Dict()
        if name.hasSuffix("pgettext") { variables["context"] = arguments.positional[0] }
        if name.hasPrefix("n") { variables["num"] = arguments.positional[count - 1] }
        for argument in arguments.named { variables[argument.name] = argument.value }
        let inserted = try formatPercent(text, .dict(variables), escapes: state.autoescapes)
        return state.autoescapes ? .markup(inserted) : .string(inserted)
      }
    }
    globals["_"] = { arguments, state in
      let function =
        try state.variable("gettext") ?? state.undefined("gettext", "'gettext' is undefined")
      return try function.call(arguments, state)
    }
    tags["trans"] = HostTag("trans") { parser in
      try TranslationBlock(&parser, trimsByDefault: trimmed).statements(newStyle: newStyle)
    }
  }
}

/// A `trans` block as written.
private struct TranslationBlock {
  private struct Variable {
    let name: String
    let value: Expression
  }

  private let position: Position
  private var context: String?
  private var variables: [Variable] = []
  private var singular: String = ""
  private var plural: String?
  /// The name of the variable that chooses the form.
  private var counter: String?
  private var isReferenced = false

  init(_ parser: inout Parser, trimsByDefault: Bool) throws {
    position = parser.advance().position
    if parser.current.kind == .string { context = parser.advance().text }
    let trims = try readVariables(&parser) ?? trimsByDefault
    try parser.expect(.blockEnd)
    var referenced: [String] = []
    (referenced, singular) = try TranslationBlock.body(&parser, allowsPlural: true)
    if let first = referenced.first, counter == nil { counter = first }
    if parser.skip(name: "pluralize") {
      if parser.current.kind != .blockEnd {
        let name = try parser.expectName()
        guard variables.contains(where: { $0.name == name.text }) else {
          throw parser.failure(
            "unknown variable \(quoted(name.text)) for pluralization", at: name.position)
        }
        counter = name.text
      }
      try parser.expect(.blockEnd)
      let (more, text) = try TranslationBlock.body(&parser, allowsPlural: false)
      referenced += more
      plural = text
      guard counter != nil else {
        throw parser.failure("pluralize without variables", at: position)
      }
    }
    parser.advance()
    isReferenced = !referenced.isEmpty
    for name in referenced where !variables.contains(where: { $0.name == name }) {
      variables.append(Variable(name: name, value: Expression(.name(name), at: position)))
    }
    if trims {
      singular = TranslationBlock.trimmed(singular)
      plural = plural.map(TranslationBlock.trimmed)
    }
  }

  /// Reads `name`, `name=value` and `trimmed`; whether the block says how to treat line breaks.
  private mutating func readVariables(_ parser: inout Parser) throws -> Bool? {
    var trims: Bool?
    while parser.current.kind != .blockEnd {
      if !variables.isEmpty { try parser.expect(symbol: ",") }
      if parser.skip(symbol: ":") { break }
      let name = try parser.expectName()
      guard !variables.contains(where: { $0.name == name.text }) else {
        throw parser.failure(
          "translatable variable \(quoted(name.text)) defined twice.", at: name.position)
      }
      if parser.skip(symbol: "=") {
        variables.append(Variable(name: name.text, value: try parser.expression()))
      } else if trims == nil, name.text == "trimmed" || name.text == "notrimmed" {
        trims = name.text == "trimmed"
        continue
      } else {
        variables.append(
          Variable(name: name.text, value: Expression(.name(name.text), at: name.position)))
      }
      if counter == nil { counter = name.text }
    }
    return trims
  }

  /// Reads text and names up to the tag that ends the block; the tag's name becomes current.
  private static func body(_ parser: inout Parser, allowsPlural: Bool) throws
    -> (referenced: [String], text: String)
  {
    var names: [String] = []
    var text: String = ""
    while true {
      switch parser.current.kind {
      case .data: text += parser.advance().text.replacing("%", with: "%%")
      case .variableBegin:
        parser.advance()
        let name = try parser.expectName().text
        names.append(name)
        text += "%(\(name))s"
        try parser.expect(.variableEnd)
      case .blockBegin:
        parser.advance()
        let name = parser.current.kind == .name ? parser.current.text : nil
        if name == "endtrans" || (name == "pluralize" && allowsPlural) { return (names, text) }
        throw parser.failure(
          name == "pluralize"
            ? "a translatable section can have only one pluralize section"
            : name == "trans"
              ? "trans blocks can't be nested; did you mean `endtrans`?"
              : "control structures in translatable sections are not allowed; saw"
                + " `\(name ?? "None")`")
      default: throw parser.failure("unclosed translation block")
      }
    }
  }

  /// Line breaks with the blanks around them as single blanks.
  private static func trimmed(_ text: String) -> String {
    var result: String = ""
    var blanks: String = ""
    for scalar in stripped(text).unicodeScalars {
      if isPythonSpace(scalar) {
        blanks.unicodeScalars.append(scalar)
      } else {
        result += blanks.contains("\n") ? " " : blanks
        result.unicodeScalars.append(scalar)
        blanks = ""
      }
    }
    return result
  }

  func statements(newStyle: Bool) -> [Statement] {
    var texts = [singular] + (plural.map { [$0] } ?? [])
    if !isReferenced, !newStyle { texts = texts.map { $0.replacing("%%", with: "%") } }
    let function = (plural == nil ? "" : "n") + (context == nil ? "" : "p") + "gettext"
    let fixed = (context.map { [$0] } ?? []) + texts
    let names = variables.map(\.name)
    let countIndex = plural == nil ? nil : counter.flatMap { names.firstIndex(of: $0) }
    let skipsNumber = countIndex.map { names[$0] == "num" } ?? false
    let host = HostStatement(arguments: variables.map(\.value)) { values, state, _ in
      var arguments = Arguments(fixed.map { .string($0) })
      if let countIndex { arguments.positional.append(values[countIndex]) }
      if newStyle {
        for (name, value) in zip(names, values) where !(skipsNumber && name == "num") {
          arguments.named.append((name, value))
        }
      }
      let callee =
        try state.variable(function) ?? state.undefined(function, "'\(function)' is undefined")
      var result = try callee.call(arguments, state)
      if newStyle { return result }
      if state.autoescapes { result = .markup(try result.markupText()) }
      guard !names.isEmpty else { return result }
      let inserted = Dict()
      for (name, value) in zip(names, values) { inserted[name] = value }
      return try Value.apply(.modulo, result, .dict(inserted))
    }
    return [Statement(.host(host), at: position)]
  }
}
