public import BigInt

/// An expression as written, with its place.
public struct Expression: Sendable {
  /// What an expression is.
  public indirect enum Kind: Sendable {
    /// A constant.
    case literal(Literal)
    /// A variable.
    case name(String)
    /// `(a, b)`
    case tuple([Expression])
    /// `[a, b]`
    case list([Expression])
    /// `{a: b}`
    case dict([DictItem])
    /// `then if condition else otherwise`
    case conditional(Expression, then: Expression, otherwise: Expression?)
    /// `a + b` and its like.
    case binary(BinaryOperator, Expression, Expression)
    /// `a and b`
    case and(Expression, Expression)
    /// `a or b`
    case or(Expression, Expression)
    /// `not a`
    case not(Expression)
    /// `-a`
    case negate(Expression)
    /// `+a`
    case plus(Expression)
    /// `a < b <= c`
    case compare(Expression, [Comparison])
    /// `a ~ b`
    case concatenation([Expression])
    /// `a.name`
    case attribute(Expression, String)
    /// `a[key]`
    case item(Expression, Expression)
    /// `start:stop:step` within brackets.
    case slice(Expression?, Expression?, Expression?)
    /// `a(arguments)`
    case call(Expression, CallArguments)
    /// `a|name(arguments)`; without operand at the start of a filter block.
    case filter(Expression?, String, CallArguments)
    /// `a is name(arguments)`
    case test(Expression, String, CallArguments)
  }

  /// One `key: value` of a dict.
  public struct DictItem: Sendable {
    /// The key.
    public let key: Expression
    /// The value.
    public let value: Expression
  }

  /// One `< operand` of a comparison chain.
  public struct Comparison: Sendable {
    /// The operator.
    public let comparison: ComparisonOperator
    /// The right side.
    public let operand: Expression
  }

  /// Where the expression begins, or its operator stands.
  public let position: Position
  /// What it is.
  public let kind: Kind

  /// Makes an expression.
  public init(_ kind: Kind, at position: Position) {
    self.kind = kind
    self.position = position
  }
}

/// A constant in a template.
public enum Literal: Sendable, Hashable {
  /// `none`
  case none
  /// `true` or `false`
  case boolean(Bool)
  /// A whole number that fits a machine word.
  case integer(Int)
  /// A larger whole number.
  case bigInteger(BigInt)
  /// A floating-point number.
  case float(Double)
  /// A string.
  case string(String)
}

/// An arithmetic operator.
public enum BinaryOperator: String, Sendable {
  /// `+`
  case add = "+"
  /// `-`
  case subtract = "-"
  /// `*`
  case multiply = "*"
  /// `/`
  case divide = "/"
  /// `//`
  case floorDivide = "//"
  /// `%`
  case modulo = "%"
  /// `**`
  case power = "**"
}

/// A comparison operator.
public enum ComparisonOperator: String, Sendable {
  /// `==`
  case equal = "=="
  /// `!=`
  case notEqual = "!="
  /// `<`
  case less = "<"
  /// `<=`
  case lessOrEqual = "<="
  /// `>`
  case greater = ">"
  /// `>=`
  case greaterOrEqual = ">="
  /// `in`
  case contained = "in"
  /// `not in`
  case notContained = "not in"
}

/// The arguments of a call as written.
public struct CallArguments: Sendable {
  /// An argument passed by name.
  public struct Named: Sendable {
    /// The parameter.
    public let name: String
    /// The value.
    public let value: Expression
  }

  /// The arguments by position.
  public var positional: [Expression] = []
  /// The arguments by name.
  public var named: [Named] = []
  /// `*sequence`
  public var unpackedPositional: Expression?
  /// `**mapping`
  public var unpackedNamed: Expression?
}

/// What a statement assigns to.
public indirect enum Target: Sendable {
  /// A variable.
  case name(String, Position)
  /// An attribute of a namespace.
  case namespace(String, attribute: String, Position)
  /// Several, unpacked from a sequence.
  case tuple([Target], Position)
}

/// The signature and body of a macro or of a call block.
public struct MacroDeclaration: Sendable {
  /// One parameter.
  public struct Parameter: Sendable {
    /// Its name.
    public let name: String
    /// The type as written behind a colon, where the environment allows types.
    public let type: String?
    /// The value where none is passed.
    public let defaultValue: Expression?

    /// Makes a parameter.
    public init(name: String, type: String? = nil, defaultValue: Expression? = nil) {
      self.name = name
      self.type = type
      self.defaultValue = defaultValue
    }
  }

  /// The name, or `caller` for a call block.
  public let name: String
  /// The parameters in order.
  public let parameters: [Parameter]
  /// The statements.
  public let body: [Statement]

  /// Makes a declaration.
  public init(name: String, parameters: [Parameter], body: [Statement]) {
    self.name = name
    self.parameters = parameters
    self.body = body
  }
}

/// A statement, or text, with its place.
public struct Statement: Sendable {
  /// What a statement is.
  public indirect enum Kind: Sendable {
    /// Text outside of tags.
    case text(String)
    /// `{{ expression }}`
    case output(Expression)
    /// `for`
    case loop(Loop)
    /// `if`, with its `elif` branches.
    case branch([Branch], otherwise: [Statement])
    /// `set name = value`
    case assign(Target, Expression)
    /// `set name` with a body; the filters have no innermost operand.
    case assignBlock(Target, filter: Expression?, body: [Statement])
    /// `macro`
    case macro(MacroDeclaration)
    /// `call`
    case call(Expression, MacroDeclaration)
    /// `filter`
    case filterBlock(Expression, body: [Statement])
    /// `with`
    case with([Binding], body: [Statement])
    /// `autoescape`
    case autoescape(Expression, body: [Statement])
    /// `block`
    case block(Block)
    /// `extends`
    case extends(Expression)
    /// `include`
    case include(Expression, ignoreMissing: Bool, withContext: Bool)
    /// `import … as`
    case importTemplate(Expression, as: String, withContext: Bool)
    /// `from … import`
    case importNames(Expression, [ImportedName], withContext: Bool)
    /// `do`
    case evaluate(Expression)
    /// `break`
    case exitLoop
    /// `continue`
    case nextIteration
    /// A tag of the host.
    case host(HostStatement)
  }

  /// A `for` loop.
  public struct Loop: Sendable {
    /// The loop variables.
    public let target: Target
    /// What is iterated.
    public let iterable: Expression
    /// The `if` behind the iterable.
    public let filter: Expression?
    /// Whether `loop(…)` may be called.
    public let isRecursive: Bool
    /// The statements.
    public let body: [Statement]
    /// The statements for no iteration.
    public let otherwise: [Statement]
  }

  /// One condition with its statements.
  public struct Branch: Sendable {
    /// The condition.
    public let condition: Expression
    /// The statements.
    public let body: [Statement]
  }

  /// One variable of a `with`.
  public struct Binding: Sendable {
    /// The variable.
    public let target: Target
    /// Its value.
    public let value: Expression
  }

  /// A named block of an inheritable template.
  public struct Block: Sendable {
    /// The name.
    public let name: String
    /// Whether it sees the variables around it.
    public let isScoped: Bool
    /// Whether an inheriting template has to fill it.
    public let isRequired: Bool
    /// The statements.
    public let body: [Statement]
  }

  /// One name of a `from … import`.
  public struct ImportedName: Sendable {
    /// The name in the other template.
    public let name: String
    /// The name in this template.
    public let alias: String
  }

  /// Where the statement begins.
  public let position: Position
  /// What it is.
  public let kind: Kind

  /// Makes a statement.
  public init(_ kind: Kind, at position: Position) {
    self.kind = kind
    self.position = position
  }
}
