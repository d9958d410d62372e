import FoundationEssentials
import Jinja
import OrderedCollections

/// The functions of dbt's context that need nothing of a project.
enum BuiltinFunctions {
  static func pure(_ name: String) -> Value? {
    switch name {
    case "return":
      .function(name) { arguments, _ in throw MacroReturn(arguments.positional.first ?? .none) }
    case "fromjson", "fromyaml":
      .function(name) { arguments, _ in
        let bound = try arguments.bind(name, ["string", "default"], required: 1)
        let text = try bound[0]?.text() ?? ""
        let read =
          name == "fromjson"
          ? DataValue(json: text.utf8) : try? YAMLValue.parse(text, file: name).data
        return read.map { Value($0) } ?? bound[1] ?? .none
      }
    case "tojson":
      .function(name) { arguments, _ in
        let sorts = try arguments["sort_keys"]?.isTrue() ?? false
        return .string(try (arguments.positional.first ?? .none).data().json(sortedKeys: sorts))
      }
    case "toyaml":
      .function(name) { arguments, _ in
        let sorts = try arguments["sort_keys"]?.isTrue() ?? false
        return .string(try (arguments.positional.first ?? .none).data().yaml(sortedKeys: sorts))
      }
    case "set", "set_strict":
      .function(name) { arguments, _ in
        let bound = try arguments.bind(name, ["value", "default"], required: 1)
        if let value = bound[0], let set = try? PythonSet(value) { return .object(set) }
        guard name == "set" else {
          throw TemplateError(.type, "set_strict() takes values that cannot change in a collection")
        }
        return bound[1] ?? .none
      }
    case "zip", "zip_strict": .function(name) { arguments, _ in try zipped(arguments) }
    case "local_md5":
      .function(name) { arguments, _ in
        .string(GenericTest.md5(try arguments.positional.first?.text() ?? ""))
      }
    case "diff_of_two_dicts": .function(name) { arguments, _ in try difference(arguments) }
    default: nil
    }
  }

  private static func zipped(_ arguments: Arguments) throws -> Value {
    let lists = try arguments.positional.map { try $0.elements() }
    let count = lists.map(\.count).min() ?? 0
    return .list((0..<count).map { index in .tuple(lists.map { $0[index] }) })
  }

  private static func difference(_ arguments: Arguments) throws -> Value {
    guard arguments.positional.count == 2, case .dict(let first) = arguments.positional[0],
      case .dict(let second) = arguments.positional[1]
    else { return .dict(Dict()) }
    let result = Dict()
    for (key, value) in first.items {
      let other = try second.items[key]?.elements() ?? []
      let missing = try value.elements().filter { !other.contains($0) }
      if !missing.isEmpty { result.items[key] = .list(missing) }
    }
    return .dict(result)
  }

  /// What the names of variables begin with that only files of connections and packages may read.
  private static let secretPrefix = "DBT_ENV_SECRET"

  /// `env_var(name, default)`.
  ///
  /// - Parameters:
  ///   - environment: the variables.
  ///   - reads: told what is read.
  ///   - givesSecrets: whether secrets are given. Elsewhere they would end in SQL and artifacts.
  /// - Returns: the function.
  static func environmentVariable(
    _ environment: [String: String], reads: TemplateReads? = nil, givesSecrets: Bool = false
  ) -> Value {
    .function("env_var") { arguments, _ in
      let bound = try arguments.bind("env_var", ["var", "default"], required: 1)
      let name = try bound[0]?.text() ?? ""
      guard givesSecrets || !name.hasPrefix(secretPrefix) else {
        throw TransformError(
          .configuration,
          "Secret env vars are allowed only in profiles.yml or packages.yml. Found '\(name)' "
            + "referenced elsewhere.",
          hint: "give the variable a name that does not begin with \(secretPrefix) if it is no "
            + "secret")
      }
      reads?.read(variable: name)
      if let value = environment[name] { return .string(value) }
      if let fallback = bound[1], !fallback.isNone { return fallback }
      throw TransformError(
        .missingValue, "env var required but not provided: '\(name)'",
        hint: "set it, or give a default: env_var('\(name)', '…')")
    }
  }

  /// `var(name, default)`, called or by its methods.
  static func variable(
    isParsing: Bool = false, _ lookup: @escaping (String) -> DataValue?
  ) -> Value {
    .object(VariableValue(isParsing: isParsing, lookup))
  }
}

/// `var`: a function with the methods `has_var`.
final class VariableValue: Object {
  private let isParsing: Bool
  private let lookup: (String) -> DataValue?

  init(isParsing: Bool, _ lookup: @escaping (String) -> DataValue?) {
    self.isParsing = isParsing
    self.lookup = lookup
  }

  var typeName: String { "Var" }
  var isCallable: Bool { true }

  func call(_ arguments: Arguments, _ state: State) throws -> Value {
    let bound = try arguments.bind("var", ["var_name", "default"], required: 1)
    let name = try bound[0]?.text() ?? ""
    if let value = lookup(name) { return Value(value) }
    if let fallback = bound[1] { return fallback }
    // A variable may only be needed on a path that execution never takes.
    if isParsing { return .none }
    throw TransformError(
      .missingValue, "required var '\(name)' not found in config",
      hint: "set it under `vars:` or with --vars, or give a default: var('\(name)', …)")
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    guard name == "has_var" else { return nil }
    return .boolean(lookup(try arguments.positional.first?.text() ?? "") != nil)
  }
}
