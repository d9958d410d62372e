import OrderedCollections

/// What schema files say of how old a source may be.
enum SourceFreshness {
  /// The limits of a table: its own, part by part, else its source's. Null where either says that
  /// there is none.
  static func merged(_ source: DataValue?, _ table: DataValue?) -> DataValue {
    if let table, table.isNull { return .null }
    if table == nil, let source, source.isNull { return .null }
    let empty: DataValue = ["count": nil, "period": nil]
    var result = DataValue.Dictionary()
    for key in ["warn_after", "error_after"] {
      let written = table?[key] ?? source?[key]
      guard let entries = written?.dictionary else {
        result[key] = written == nil ? empty : .null
        continue
      }
      result[key] = ["count": entries["count"] ?? .null, "period": entries["period"] ?? .null]
    }
    result["filter"] = table?["filter"] ?? source?["filter"] ?? .null
    return .dictionary(result)
  }
}
