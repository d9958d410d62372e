public import OrderedCollections

/// The configuration of a node, with dbt's rules for laying one over another.
public struct NodeConfig: Sendable, Hashable {
  /// Every setting, in dbt's order, those of the user's own making last.
  public private(set) var values: DataValue.Dictionary

  /// Makes a configuration of these values.
  public init(_ values: DataValue.Dictionary = [:]) {
    self.values = values
  }

  /// The setting under `key`.
  public subscript(key: String) -> DataValue? {
    get { values[key] }
    set { values[key] = newValue }
  }

  /// The setting under `key`, where it is a text.
  public func text(_ key: String) -> String? {
    switch values[key] {
    case .string(let text): text
    case .integer, .float, .boolean: values[key]?.pythonString
    default: nil
    }
  }

  /// The setting under `key`, where it is a truth value.
  public func flag(_ key: String) -> Bool? { values[key]?.boolean }

  /// Whether the node is to exist at all.
  public var isEnabled: Bool { flag("enabled") ?? true }

  /// The hooks under `key`: each its SQL, and whether it runs inside the transaction.
  public func hooks(_ key: String) -> [(sql: String, isInTransaction: Bool)] {
    (values[key]?.listed ?? []).compactMap { hook in
      if let entries = hook.dictionary {
        return (entries["sql"]?.string ?? "", entries["transaction"]?.boolean ?? true)
      }
      return hook.string.map { ($0, true) }
    }
  }
}

extension NodeConfig {
  private enum Merge {
    case replace, append, update, appendByKey
  }

  private static func merge(of key: String) -> Merge {
    switch key {
    case "tags", "pre-hook", "post-hook", "packages": .append
    case "meta", "docs", "quoting", "column_types", "persist_docs", "contract",
      "latest_version_pointer", "snapshot_meta_column_names":
      .update
    case "grants": .appendByKey
    default: .replace
    }
  }

  /// Makes the two settings that keep a test's failing rows agree: how they are kept decides,
  /// where it is said.
  mutating func settleFailures(of type: ResourceType) {
    guard type == .test else { return }
    if let kind = text("store_failures_as") {
      values["store_failures"] = .boolean(kind != "ephemeral")
    } else if let stores = flag("store_failures") {
      values["store_failures_as"] = .string(stores ? "table" : "ephemeral")
    }
  }

  /// The statements of the hooks before and after the node.
  var hookStatements: [String] {
    ["pre-hook", "post-hook"].flatMap { values[$0]?.list ?? [] }.compactMap { $0["sql"]?.string }
  }

  /// Keys that have a second spelling.
  static func canonical(_ key: String) -> String {
    switch key {
    case "pre_hook": "pre-hook"
    case "post_hook": "post-hook"
    default: key
    }
  }

  /// Lays `other` over this: tags and hooks append, `meta`, `docs` and their like merge by key,
  /// `grants` merge or, with a `+`, append by key, all else is replaced.
  public mutating func lay(_ other: DataValue.Dictionary) {
    for (rawKey, value) in other {
      let key = Self.canonical(rawKey)
      switch Self.merge(of: key) {
      case .replace:
        values[key] = value
      case .append:
        let added = key.hasSuffix("-hook") ? value.listed.map(Self.hook) : value.listed
        guard !added.isEmpty else { continue }
        values[key] = .list((values[key]?.listed ?? []) + added)
      case .update:
        var entries = values[key]?.dictionary ?? [:]
        guard case .dictionary(let added) = value else { continue }
        for (name, member) in added { entries[name] = member }
        values[key] = .dictionary(entries)
      case .appendByKey:
        var entries = values[key]?.dictionary ?? [:]
        for (name, member) in value.dictionary ?? [:] {
          if name.hasPrefix("+") {
            let plain = String(name.dropFirst())
            entries[plain] = .list((entries[plain]?.listed ?? []) + member.listed)
          } else {
            entries[name] = .list(member.listed)
          }
        }
        values[key] = .dictionary(entries)
      }
    }
  }

  /// A hook as dbt keeps it. A text that is JSON of a hook, as the `before_begin` macro writes,
  /// stands for that hook.
  private static func hook(_ value: DataValue) -> DataValue {
    switch value {
    case .dictionary(var entries):
      entries["sql"] = entries["sql"] ?? .string("")
      if entries["transaction"] == nil { entries["transaction"] = .boolean(true) }
      if entries["index"] == nil { entries["index"] = .null }
      return .dictionary(entries)
    default:
      let text = value.pythonString
      if text.utf8.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"),
        let parsed = DataValue(json: text.utf8), parsed["sql"] != nil
      {
        return hook(parsed)
      }
      return ["sql": .string(text), "transaction": true, "index": nil]
    }
  }
}

extension NodeConfig {
  /// What holds for a node that nothing says anything about.
  static func defaults(for type: ResourceType) -> NodeConfig {
    switch type {
    case .model: model
    case .analysis, .operation, .sqlOperation: NodeConfig(built("view"))
    case .seed: seed
    case .snapshot: snapshot
    case .test: test
    case .source: source
    case .unitTest:
      NodeConfig(["tags": [], "meta": [:], "enabled": true, "static_analysis": nil])
    case .exposure: NodeConfig(["enabled": true, "tags": [], "meta": [:]])
    default: NodeConfig(["enabled": true])
    }
  }

  private static let head: DataValue.Dictionary = [
    "enabled": true, "alias": nil, "schema": nil, "database": nil, "tags": [], "meta": [:],
    "group": nil, "static_analysis": nil,
  ]

  private static func built(_ materialized: String) -> DataValue.Dictionary {
    var values = head
    values["materialized"] = .string(materialized)
    for key in ["incremental_strategy", "batch_size"] { values[key] = .null }
    values["lookback"] = 1
    values["begin"] = .null
    values["persist_docs"] = [:]
    values["post-hook"] = []
    values["pre-hook"] = []
    values["quoting"] = [:]
    values["column_types"] = [:]
    values["full_refresh"] = .null
    values["unique_key"] = .null
    values["on_schema_change"] = "ignore"
    values["on_configuration_change"] = "apply"
    values["grants"] = [:]
    values["packages"] = []
    values["docs"] = ["show": true, "node_color": nil]
    values["contract"] = ["enforced": false, "alias_types": true]
    values["event_time"] = .null
    values["concurrent_batches"] = .null
    return values
  }

  private static let model: NodeConfig = {
    var values = built("view")
    values["access"] = "protected"
    values["freshness"] = .null
    values["on_error"] = .null
    values["latest_version_pointer"] = ["enabled": nil, "alias": nil]
    return NodeConfig(values)
  }()

  private static let seed: NodeConfig = {
    var values = built("seed")
    values["delimiter"] = ","
    values["quote_columns"] = .null
    return NodeConfig(values)
  }()

  private static let snapshot: NodeConfig = {
    var values = built("snapshot")
    for key in [
      "strategy", "target_schema", "target_database", "updated_at", "check_cols",
      "dbt_valid_to_current",
    ] {
      values[key] = .null
    }
    values["snapshot_meta_column_names"] = [
      "dbt_valid_to": nil, "dbt_valid_from": nil, "dbt_scd_id": nil, "dbt_updated_at": nil,
      "dbt_is_deleted": nil,
    ]
    return NodeConfig(values)
  }()

  private static let test: NodeConfig = {
    var values = head
    values["schema"] = "dbt_test__audit"
    values["materialized"] = "test"
    values["severity"] = "ERROR"
    for key in ["store_failures", "store_failures_as", "sql_header", "where", "limit"] {
      values[key] = .null
    }
    values["fail_calc"] = "count(*)"
    values["warn_if"] = "!= 0"
    values["error_if"] = "!= 0"
    return NodeConfig(values)
  }()

  private static let source = NodeConfig([
    "enabled": true, "event_time": nil, "freshness": nil, "loaded_at_field": nil,
    "loaded_at_query": nil, "meta": [:], "tags": [], "static_analysis": nil,
  ])
}
