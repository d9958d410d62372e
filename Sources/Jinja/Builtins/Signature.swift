/// The parameters of a method of a built-in type.
struct Signature: Sendable {
  var parameters: [String]
  var required: Int
  /// Whether arguments may be passed by name; most methods of Python's types take none so.
  var takesNames: Bool

  init(_ parameters: String..., required: Int? = nil, takesNames: Bool = false) {
    self.parameters = parameters
    self.required = required ?? parameters.count
    self.takesNames = takesNames
  }

  /// The arguments in the order of the parameters; what is not passed is nil.
  func bind(_ name: String, _ arguments: Arguments) throws -> [Value?] {
    guard takesNames || arguments.named.isEmpty else {
      throw TemplateError(.type, "\(name)() takes no keyword arguments")
    }
    return try arguments.bind(name, parameters, required: required)
  }
}

extension Value {
  /// The text of a string argument, or a type error that names the parameter.
  func text(for parameter: String) throws -> String {
    switch self {
    case .string(let text), .markup(let text): return text
    case .undefined(let undefined):
      throw TemplateError(
        .type, "\(parameter) must be str, not Undefined", hint: undefined.message)
    default: throw TemplateError(.type, "\(parameter) must be str, not \(typeName)")
    }
  }

  /// The number of an integer argument, or a type error.
  func index() throws -> Int {
    if let number = integerValue { return number }
    switch self {
    case .bigInteger: throw TemplateError(.overflow, "Python int too large to convert to C ssize_t")
    case .undefined(let undefined):
      throw TemplateError(
        .type, "'Undefined' object cannot be interpreted as an integer", hint: undefined.message)
    default:
      throw TemplateError(.type, "'\(typeName)' object cannot be interpreted as an integer")
    }
  }
}
