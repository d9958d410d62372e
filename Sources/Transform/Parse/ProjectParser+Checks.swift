import OrderedCollections

extension ProjectParser {
  /// Looks that a node says what its kind of table needs, before anything runs.
  ///
  /// - Throws: ``TransformError`` of kind `configuration` naming what is missing.
  func checkSettings(of node: Node) throws(TransformError) {
    try checkTypes(of: node)
    switch node.resourceType {
    case .snapshot: try checkSnapshot(node)
    case .model:
      try checkMicrobatch(node)
      try checkModel(node)
    default: break
    }
  }

  /// Holds each setting that somebody gave the node against what dbt says that it may be.
  private func checkTypes(of node: Node) throws(TransformError) {
    for key in node.unrenderedConfig.keys {
      let key = key.hasPrefix("+") ? String(key.dropFirst()) : key
      guard let value = node.config[key] else { continue }
      if let rule = ConfigRule.of(key, node.resourceType), !rule.allows(value) {
        throw wrong(value, for: key, rule, of: node)
      }
      guard ["docs", "contract"].contains(key), let entries = value.dictionary else { continue }
      for (inner, value) in entries {
        guard let rule = ConfigRule.of(inner, in: key), !rule.allows(value) else { continue }
        throw wrong(value, for: "\(key).\(inner)", rule, of: node)
      }
    }
  }

  private func wrong(
    _ value: DataValue, for key: String, _ rule: ConfigRule, of node: Node
  ) -> TransformError {
    TransformError(
      .configuration,
      "\(node.uniqueID) has an invalid value for the setting `\(key)`: "
        + value.pythonRepresentation,
      hint: "`\(key)` has to be \(rule.expectation)", at: node.location)
  }

  private func checkModel(_ node: Node) throws(TransformError) {
    let materialized = node.config.text("materialized")
    if materialized == "ephemeral", node.config.text("access") == "public" {
      throw TransformError(
        .configuration,
        "\(node.uniqueID) is ephemeral, and cannot be public: there is no table to read",
        hint: "materialize it, or make its access protected", at: node.location)
    }
    if node.isContracted, materialized == "incremental",
      let change = node.config.text("on_schema_change"),
      !["append_new_columns", "fail"].contains(change)
    {
      throw TransformError(
        .configuration,
        "Invalid value for on_schema_change: \(change). Models materialized as incremental with "
          + "contracts enabled must set on_schema_change to 'append_new_columns' or 'fail'",
        hint: "add on_schema_change: append_new_columns to \(node.name)", at: node.location)
    }
  }

  private func checkSnapshot(_ node: Node) throws(TransformError) {
    func isThere(_ key: String) -> Bool {
      switch node.config[key] {
      case nil, .null?, .string("")?, .list([])?: false
      default: true
      }
    }
    func refuse(_ message: String, _ hint: String) -> TransformError {
      TransformError(.configuration, message, hint: hint, at: node.location)
    }
    let strategy = node.config.text("strategy")
    guard strategy != nil, isThere("unique_key") else {
      throw refuse(
        "Snapshots must be configured with a 'strategy' and 'unique_key'.",
        "give \(node.name) the columns that tell its rows apart, and strategy: timestamp or check")
    }
    if strategy == "timestamp", !isThere("updated_at") {
      throw refuse(
        "A snapshot configured with the timestamp strategy must specify an updated_at "
          + "configuration.", "name the column that tells when a row was last changed")
    }
    guard strategy == "check" else { return }
    guard isThere("check_cols") else {
      throw refuse(
        "A snapshot configured with the check strategy must specify a check_cols configuration.",
        "write check_cols: all, or a list of columns")
    }
    if let text = node.config.text("check_cols"), text != "all" {
      throw refuse(
        "Invalid value for 'check_cols': \(text). Expected 'all' or a list of strings.",
        "write check_cols: [\(text)]")
    }
  }

  private func checkMicrobatch(_ node: Node) throws(TransformError) {
    guard node.config.text("materialized") == "incremental",
      node.config.text("incremental_strategy") == "microbatch",
      manifest.macros.macro("get_incremental_microbatch_sql", in: manifest.project.name) == nil
    else { return }
    let missing: (key: String, hint: String)? =
      if node.config.text("event_time") == nil {
        ("event_time", "name the column of the time that rows belong to")
      } else if node.config.text("begin").flatMap(EventTime.date) == nil {
        ("begin", "write the date of the first batch, as in begin: '2024-01-01'")
      } else if node.config.text("batch_size").flatMap(EventTime.Size.init(rawValue:)) == nil {
        ("batch_size", "one of: hour, day, month, year")
      } else { nil }
    guard let missing else { return }
    throw TransformError(
      .configuration,
      "Microbatch model '\(node.name)' must provide a valid '\(missing.key)' config",
      hint: missing.hint, at: node.location)
  }

  /// Looks that the limits of a source's age count what there is.
  ///
  /// - Throws: ``TransformError`` of kind `configuration` naming the period.
  func checkFreshness(
    _ freshness: DataValue, at location: SourceLocation
  ) throws(TransformError) {
    for key in ["warn_after", "error_after"] {
      guard let period = freshness[key]?["period"], !period.isNull,
        !["minute", "hour", "day"].contains(period.pythonString)
      else { continue }
      throw TransformError(
        .configuration, "'\(period.pythonString)' is not a period of `\(key)`",
        hint: "one of: minute, hour, day", at: location)
    }
  }
}
