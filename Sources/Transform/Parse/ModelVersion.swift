import OrderedCollections

/// A version of a model, as a schema file declares it under `versions`.
struct ModelVersion: Sendable {
  /// The version: a number or a text.
  var version: DataValue
  /// The version that a ref without one means.
  var latest: DataValue
  /// The names of the files that may define it, the one it names itself first.
  var stems: [String]
  /// The model's declaration with what the version says laid over it.
  var declaration: NodeDeclaration

  /// Gives a node the identity of this version.
  func apply(to node: inout Node) {
    let name = declaration.name
    let text = version.pythonString
    node.uniqueID = "model.\(node.packageName).\(name).v\(text)"
    node.fqn = Array(node.fqn.dropLast()) + [name, "v\(text)"]
    node.name = name
    node.version = version
    node.latestVersion = latest
  }

  /// The versions of a declaration, in the order written.
  ///
  /// - Throws: ``TransformError`` of kind `yaml` where one has no `v`, or two have the same.
  static func versions(
    of declaration: NodeDeclaration
  ) throws(TransformError) -> [ModelVersion] {
    let entries = declaration.entry["versions"]?.members ?? []
    var seen: [DataValue] = []
    for entry in entries {
      guard let version = entry["v"]?.data, !version.isNull else {
        throw TransformError(.yaml, "a version has no `v`", at: entry.location)
      }
      guard !seen.contains(version) else {
        throw TransformError(
          .yaml,
          "the version \(version.pythonString) of \"\(declaration.name)\" is declared twice",
          at: entry.location)
      }
      seen.append(version)
    }
    let latest = declaration.entry["latest_version"]?.data ?? Self.greatest(seen)
    if !seen.isEmpty, !seen.contains(where: { $0.pythonString == latest.pythonString }) {
      throw TransformError(
        .yaml,
        "latest_version: \(latest.pythonString) is not one of model '\(declaration.name)' versions: "
          + DataValue.list(seen).pythonRepresentation,
        hint: "name one of them, or leave it out for the greatest",
        at: declaration.entry["latest_version"]?.location ?? declaration.location)
    }
    var result: [ModelVersion] = []
    for (entry, version) in zip(entries, seen) {
      let name = declaration.name
      var stems = ["\(name)_v\(version.pythonString)"]
      if let file = entry["defined_in"]?.string { stems = [file] }
      if version == latest, entry["defined_in"] == nil { stems.append(name) }
      result.append(
        ModelVersion(
          version: version, latest: latest, stems: stems,
          declaration: try merged(declaration, with: entry)))
    }
    return result
  }

  /// The greatest version: by number where all are numbers, else by text.
  private static func greatest(_ versions: [DataValue]) -> DataValue {
    let numbers = versions.compactMap { version -> Double? in Double(version.pythonString) }
    if numbers.count == versions.count {
      return zip(versions, numbers).max { $0.1 < $1.1 }?.0 ?? .null
    }
    return versions.max { $0.pythonString < $1.pythonString } ?? .null
  }

  private static func merged(
    _ declaration: NodeDeclaration, with entry: YAMLValue
  ) throws(TransformError) -> NodeDeclaration {
    var result = declaration
    if let text = entry["description"]?.string { result.description = text }
    var config = NodeConfig(declaration.config)
    config.lay(try SchemaFile.config(entry))
    result.config = config.values
    result.writtenConfig = entry["config"]?.data.dictionary ?? [:]
    if entry["data_tests"] != nil || entry["tests"] != nil {
      result.tests = try SchemaFile.tests(entry)
    }
    if let columns = entry["columns"]?.members {
      result.columns = try self.columns(declaration.columns, columns, entry)
    }
    return result
  }

  /// The columns that `include` and `exclude` leave, and those that the version declares itself.
  private static func columns(
    _ base: [ColumnDeclaration], _ members: [YAMLValue], _ entry: YAMLValue
  ) throws(TransformError) -> [ColumnDeclaration] {
    let rule = members.first { $0["include"] != nil || $0["exclude"] != nil }
    let own = try SchemaFile.columns(entry)
    var included = base
    if let include = rule?["include"]?.data {
      let isAll = include.string == "all" || include.string == "*"
      if !isAll { included = included.filter { include.stringList.contains($0.name) } }
    }
    let excluded = rule?["exclude"]?.data.stringList ?? []
    let replaced = Set(own.map(\.name))
    included = included.filter { !excluded.contains($0.name) && !replaced.contains($0.name) }
    return included + own
  }
}
