import FoundationEssentials
import Jinja
import OrderedCollections

/// `config`: called, it configures the node; its methods read what holds.
final class ConfigValue: Object {
  private unowned let scope: NodeScope

  init(_ scope: NodeScope) { self.scope = scope }

  var typeName: String { "config" }
  var isCallable: Bool { true }

  func call(_ arguments: Arguments, _ state: State) throws -> Value {
    guard !scope.executes else { return "" }
    var entries = DataValue.Dictionary()
    if case .dict(let dict)? = arguments.positional.first {
      entries = try Value.dict(dict).data().dictionary ?? [:]
    }
    for argument in arguments.named { entries[argument.name] = try argument.value.data() }
    scope.record.config.lay(entries)
    return ""
  }

  func callMethod(_ name: String, _ arguments: Arguments, _ state: State) throws -> Value? {
    switch name {
    case "get":
      let bound = try arguments.bind("get", ["name", "default", "validator"], required: 1)
      return try value(bound[0]?.text() ?? "") ?? bound[1] ?? Value.none
    case "require":
      let key = try arguments.positional.first?.text() ?? ""
      guard scope.executes else { return "" }
      guard let found = value(key) else {
        throw TransformError(
          .configuration, "the configuration \"\(key)\" is required", at: scope.node?.location)
      }
      return found
    case "set":
      let key = try arguments.positional.first?.text() ?? ""
      scope.extras["config." + key] =
        arguments.positional.count > 1 ? arguments.positional[1] : .none
      return ""
    case "meta_get":
      let key = try arguments.positional.first?.text() ?? ""
      let found = scope.node?.config["meta"]?[key].map { Value($0) }
      return found ?? (arguments.positional.count > 1 ? arguments.positional[1] : Value.none)
    case "persist_relation_docs", "persist_column_docs": return false
    default: return nil
    }
  }

  func attribute(_ name: String) -> Value? { nil }

  private func value(_ key: String) -> Value? {
    if let set = scope.extras["config." + key] { return set }
    guard let found = scope.node?.config[NodeConfig.canonical(key)], !found.isNull else {
      return nil
    }
    return Value(found)
  }
}

/// `exceptions`: errors and warnings that a project raises itself.
final class ExceptionValue: Object {
  private unowned let scope: NodeScope

  init(_ scope: NodeScope) { self.scope = scope }

  var typeName: String { "exceptions" }

  func attribute(_ name: String) -> Value? {
    switch name {
    case "warn":
      .function(name) { [scope] arguments, _ in
        let text = try (arguments.positional.first ?? arguments["msg"])?.text() ?? ""
        let warning = TransformError(.raised, text)
        let rules = scope.context.runtime.warnings
        if scope.executes, rules.isError(warning) { throw warning }
        if !rules.isSilent(warning) { scope.say(LogLine(.info, text)) }
        return ""
      }
    case "raise_contract_error":
      .function(name) { arguments, _ in
        let bound = try arguments.bind(name, ["yaml_columns", "sql_columns"], required: 2)
        throw TransformError(
          .raised,
          ContractMismatch.message(
            promised: try bound[0]?.data().list ?? [], given: try bound[1]?.data().list ?? []))
      }
    case "column_type_missing":
      .function(name) { arguments, _ in
        let names = try (arguments.positional.first ?? arguments["column_names"])?.text() ?? ""
        throw TransformError(
          .raised,
          "Contracted models require data_type to be defined for each column.  Please ensure "
            + "that the column name and data_type are defined within the YAML configuration for "
            + "the \(names) column(s).")
      }
    default:
      .function(name) { arguments, _ in
        let texts = try arguments.positional.filter { !$0.isNone }.map { try $0.text() }
        let message = try arguments["msg"]?.text() ?? texts.first ?? name
        throw TransformError(.raised, message)
      }
    }
  }
}

/// `validation`: checks of configuration values, which accept everything here.
final class ValidationValue: Object {
  var typeName: String { "validation" }

  func attribute(_ name: String) -> Value? {
    name == "any" ? .object(AnyValidator()) : nil
  }
}

/// `validation.any[…]`: a check that a value is one of those listed.
final class AnyValidator: Object {
  var typeName: String { "validator" }
  var isCallable: Bool { true }
  func item(_ key: Value) -> Value? { .object(self) }
  func call(_ arguments: Arguments, _ state: State) -> Value { .none }
}

/// `flags`: the options of the invocation by their upper-case names.
final class FlagValues: Object {
  private let values: [String: Value]

  init(_ values: [String: Value]) { self.values = values }

  var typeName: String { "Flags" }

  func attribute(_ name: String) -> Value? {
    values[name.uppercased()] ?? .boolean(false)
  }
}
