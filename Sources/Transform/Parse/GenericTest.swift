import Crypto
import FoundationEssentials
import OrderedCollections

/// A test that a schema file asks of a model, a column or a source, taken apart.
struct GenericTest {
  /// What the test stands below.
  enum Target {
    case node(name: String, version: DataValue?)
    case source(name: String, table: String)
  }

  /// The macro's name without `test_`, and the package it is asked of.
  var name: String
  var namespace: String?
  /// The macro's arguments, in dbt's order, `column_name` and `model` among them.
  var arguments: DataValue.Dictionary
  /// What the declaration says of the test's configuration.
  var config: DataValue.Dictionary
  /// The name in full, and as files and relations bear it.
  var fullName: String
  var shortName: String
  var description = ""
  var location: SourceLocation

  private static let configKeys = [
    "severity", "tags", "enabled", "group", "where", "limit", "warn_if", "error_if", "fail_calc",
    "store_failures", "store_failures_as", "sql_header", "meta", "database", "schema", "alias",
  ]

  /// Takes a declaration apart.
  ///
  /// - Throws: ``TransformError`` where it is neither a name nor a name with arguments.
  init(
    _ declaration: YAMLValue, on target: Target, column: String?,
    renderer: YAMLRenderer
  ) throws(TransformError) {
    location = declaration.location
    let (testName, written) = try Self.nameAndArguments(declaration)
    let parts = testName.split(separator: ".", maxSplits: 1).map(String.init)
    name = parts.last ?? testName
    namespace = parts.count > 1 ? parts[0] : nil
    guard written["model"] == nil else {
      throw TransformError(
        .yaml,
        "a test's arguments must not include \"model\": it is the node the test stands below",
        at: declaration.location)
    }
    var arguments = written
    if let column { arguments["column_name"] = .string(column) }
    if case .dictionary(let nested)? = arguments["arguments"] {
      arguments["arguments"] = nil
      for (key, value) in nested { arguments[key] = value }
    }
    let model: String
    switch target {
    case .node(let name, let version):
      let suffix = version.map { ", version='\($0.pythonString)'" } ?? ""
      model = "ref('\(name.replacing("'", with: "\\'"))'\(suffix))"
    case .source(let name, let table):
      model = "source('\(name)', '\(table)')"
    }
    arguments["model"] = .string("{{ get_where_subquery(\(model)) }}")
    config = try Self.takeConfig(&arguments, at: declaration.location, renderer: renderer)
    if let text = arguments.removeValue(forKey: "description")?.string { description = text }
    self.arguments = arguments
    fullName = ""
    shortName = ""
    nameItself(on: target)
  }

  private static func nameAndArguments(
    _ declaration: YAMLValue
  ) throws(TransformError) -> (String, DataValue.Dictionary) {
    if let name = declaration.string { return (name, [:]) }
    guard let entries = declaration.entries else {
      throw TransformError(
        .yaml, "a test is a name, or a name with arguments",
        hint: "write `- not_null`, or `- accepted_values: {arguments: {values: [...]}}`",
        at: declaration.location)
    }
    if let name = declaration["test_name"]?.string {
      var arguments = declaration.data.dictionary ?? [:]
      arguments["test_name"] = nil
      return (name, arguments)
    }
    guard entries.count == 1, let entry = entries.first else {
      throw TransformError(
        .yaml,
        "a test has one name, but here are \(entries.count): "
          + entries.map(\.key).joined(separator: ", "),
        hint: "indent the arguments below the test's name", at: declaration.location)
    }
    if case .scalar(.null) = entry.value.content { return (entry.key, [:]) }
    guard let arguments = entry.value.data.dictionary else {
      throw TransformError(
        .yaml, "the arguments of test \"\(entry.key)\" have to be a mapping",
        at: entry.value.location)
    }
    return (entry.key, arguments)
  }

  private static func takeConfig(
    _ arguments: inout DataValue.Dictionary, at location: SourceLocation, renderer: YAMLRenderer
  ) throws(TransformError) -> DataValue.Dictionary {
    var nested = DataValue.Dictionary()
    if let written = arguments.removeValue(forKey: "config") {
      guard let entries = written.dictionary else {
        throw TransformError(.yaml, "a test's `config` has to be a mapping", at: location)
      }
      nested = entries
    }
    var config = DataValue.Dictionary()
    for key in configKeys {
      let outer = arguments.removeValue(forKey: key)
      if let outer, !outer.isNull, nested[key] != nil {
        throw TransformError(
          .yaml, "\"\(key)\" stands both beside and inside the test's `config`", at: location)
      }
      let value = outer.flatMap { $0.isNull ? nil : $0 } ?? nested.removeValue(forKey: key)
      if let value, !value.isNull { config[key] = value }
    }
    for (key, value) in nested { config[key] = value }
    for (key, value) in config {
      guard case .string(let text) = value, YAMLRenderer.isTemplate(text) else { continue }
      config[key] = try renderer.render(text, location)
    }
    return config
  }

  /// Gives the test its names: what was asked for, or one made of macro, node and arguments, cut
  /// with a hash where files could not bear it.
  private mutating func nameItself(on target: Target) {
    if let given = arguments.removeValue(forKey: "name")?.string {
      fullName = given
      shortName = given
      return
    }
    var kind = name
    let targetName: String
    switch target {
    case .node(let name, let version):
      targetName = version.map { "\(name)_v\($0.pythonString)" } ?? name
    case .source(let name, let table):
      kind = "source_" + kind
      targetName = name + "_" + table
    }
    if let namespace { kind = namespace + "_" + kind }
    var flat: [String] = []
    for key in arguments.keys.sorted() where key != "model" {
      switch arguments[key] {
      case .dictionary(let entries)?: flat += entries.values.map(\.pythonString)
      case .list(let members)?: flat += members.map(\.pythonString)
      case let value?: flat.append(value.pythonString)
      case nil: break
      }
    }
    let identifier = "\(kind)_\(targetName)"
    fullName = identifier + "_" + flat.map(Self.cleaned).joined(separator: "__")
    if fullName.count >= 64 {
      shortName = identifier.prefix(30) + "_" + Self.md5(fullName)
      if config["alias"] == nil { config["alias"] = .string(shortName) }
    } else {
      shortName = fullName
    }
  }

  /// Every run of characters other than ASCII letters, digits and `_` as one `_`.
  private static func cleaned(_ text: String) -> String {
    var result: [UInt8] = []
    var isInRun = false
    for scalar in text.unicodeScalars {
      if scalar.isASCII, let byte = UInt8(exactly: scalar.value), isWord(byte) {
        result.append(byte)
        isInRun = false
      } else if !isInRun {
        result.append(UInt8(ascii: "_"))
        isInRun = true
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a)
      || (byte >= 0x61 && byte <= 0x7a) || byte == 0x5f
  }

  /// The MD5 of the text's UTF-8, in hexadecimal.
  static func md5(_ text: String) -> String {
    Insecure.MD5.hash(data: Array(text.utf8)).hexadecimal
  }

  /// The last ten digits of a hash over what the test is, which tells tests of one name apart.
  var identityHash: String {
    let metadata: DataValue = [
      "kwargs": Self.hashable(.dictionary(arguments)), "name": .string(name),
      "namespace": .string(namespace ?? "None"),
    ]
    return String(Self.md5(fullName + metadata.pythonRepresentation).suffix(10))
  }

  private static func hashable(_ value: DataValue) -> DataValue {
    switch value {
    case .dictionary(let entries):
      var sorted = DataValue.Dictionary()
      for key in entries.keys.sorted() { sorted[key] = hashable(entries[key] ?? .null) }
      return .dictionary(sorted)
    case .list(let members): return .list(members.map(hashable))
    default: return .string(value.pythonString)
    }
  }

  /// The test's code: a call of its macro, then what it configures.
  var rawCode: String {
    let macro = namespace.map { "\($0).test_\(name)" } ?? "test_\(name)"
    let call = "{{ \(macro)(**_dbt_generic_test_kwargs) }}"
    guard !config.isEmpty else { return call }
    let settings = config.map { key, value in
      let text =
        value.string.map { "\"\($0.replacing("\"", with: "\\\""))\"" } ?? value.pythonRepresentation
      return "\(key)=\(text)"
    }
    return call + "{{ config(\(settings.joined(separator: ","))) }}"
  }
}

extension Sequence where Element == UInt8 {
  /// Two lower-case hexadecimal digits for each byte.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var result: [UInt8] = []
    for byte in self {
      result.append(digits[Int(byte >> 4)])
      result.append(digits[Int(byte & 15)])
    }
    return String(decoding: result, as: UTF8.self)
  }
}
