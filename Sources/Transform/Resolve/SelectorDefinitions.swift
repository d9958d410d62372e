import Spelling
import FoundationEssentials
import OrderedCollections

/// The selectors of a project's `selectors.yml`.
struct SelectorDefinitions: Sendable {
  /// A selector: what it chooses and which tests come along.
  struct Definition: Sendable {
    var specification: SelectionSpecification
    var indirect: IndirectSelection?
  }

  /// The definitions as they stand: one may use another that comes later, or that is not there
  /// as long as nobody asks for it.
  private var definitions: OrderedDictionary<String, YAMLValue> = [:]
  private var standardName: String?
  /// The entries as they were written, for the manifest.
  private(set) var entries = DataValue.Dictionary()

  /// No selectors.
  init() {}

  /// The selector that holds where a command line says nothing.
  ///
  /// - Throws: ``TransformError`` of kind `usage` where it uses one that is not there.
  func standard() throws(TransformError) -> Definition? {
    guard let standardName else { return nil }
    return try named(standardName)
  }

  /// The selector of a name.
  ///
  /// - Throws: ``TransformError`` of kind `usage` naming the nearest.
  func named(_ name: String) throws(TransformError) -> Definition {
    try named(name, within: [])
  }

  fileprivate func named(
    _ name: String, within outer: [String]
  ) throws(TransformError) -> Definition {
    if outer.contains(name) {
      throw TransformError(
        .usage, "the selector \(name) uses itself: \((outer + [name]).joined(separator: " → "))",
        hint: "take one of them out of the circle")
    }
    if let found = definitions[name] {
      return try Reading(selectors: self, outer: outer + [name]).read(found)
    }
    throw TransformError(
      .usage, "could not find selector named \(name)",
      hint: NearestName.hint(for: name, among: Array(definitions.keys), kind: "selector")
        ?? "selectors are declared in selectors.yml")
  }

  /// Reads the `selectors.yml` of the project in `root`, if there is one. Its templates see the
  /// target, so that which selector holds by default may depend on it.
  ///
  /// - Throws: ``TransformError`` at the place of a definition that cannot mean anything.
  static func load(
    root: String, renderer: YAMLRenderer
  ) throws(TransformError) -> Self {
    guard let text = try? String(contentsOfFile: root + "/selectors.yml", encoding: .utf8) else {
      return SelectorDefinitions()
    }
    let file = try renderer.rendered(try YAMLValue.parse(text, file: "selectors.yml"))
    var result = SelectorDefinitions()
    for entry in file["selectors"]?.members ?? [] {
      guard let name = entry["name"]?.string, let definition = entry["definition"] else {
        throw TransformError(
          .configuration, "a selector needs a `name` and a `definition`", at: entry.location,
          sourceLine: text.line(entry.location.line))
      }
      // What it means is looked at now, what it uses when it is used.
      _ = try Reading(selectors: nil, outer: []).read(definition)
      result.definitions[name] = definition
      var written = entry.data.dictionary ?? [:]
      written["definition"] = try Self.full(definition.data)
      result.entries[name] = .dictionary(written)
      guard entry["default"]?.data.boolean == true else { continue }
      if let other = result.standardName {
        throw TransformError(
          .configuration, "both \(other) and \(name) are the selector that holds by default",
          hint: "leave `default: true` at one of them", at: entry.location,
          sourceLine: text.line(entry.location.line))
      }
      result.standardName = name
    }
    return result
  }

  /// A definition with texts and single pairs spelled out as method and value.
  private static func full(_ definition: DataValue) throws(TransformError) -> DataValue {
    switch definition {
    case .string(let text): return .dictionary(try SelectionCriterion(text).definition)
    case .dictionary(var entries):
      for key in ["union", "intersection"] {
        if let members = entries[key]?.list { return [key: try full(members)] }
      }
      guard entries.count == 1, let (key, value) = entries.elements.first else {
        if let excluded = entries["exclude"]?.list { entries["exclude"] = try full(excluded) }
        return .dictionary(entries)
      }
      if key == "exclude" { return ["exclude": try full(value.list ?? [])] }
      return ["method": .string(key), "value": value]
    default: return definition
    }
  }

  private static func full(_ members: [DataValue]) throws(TransformError) -> DataValue {
    var result: [DataValue] = []
    for member in members { result.append(try full(member)) }
    return .list(result)
  }

}

/// Reads definitions.
private struct Reading {
  typealias Definition = SelectorDefinitions.Definition

  /// Where the selectors stand that a definition uses; `nil` where only its shape matters.
  let selectors: SelectorDefinitions?
  /// The selectors within which the definition is read.
  let outer: [String]

  func read(_ value: YAMLValue) throws(TransformError) -> Definition {
    if case .scalar(let scalar) = value.content {
      // Commas and blanks are part of the value here.
      return Definition(specification: .criterion(try SelectionCriterion(scalar.pythonString)))
    }
    guard let entries = value.entries else {
      throw TransformError(
        .configuration, "a selector's definition is a text or a mapping", at: value.location)
    }
    if let union = value["union"] { return try combination(union, SelectionSpecification.union) }
    if let both = value["intersection"] {
      return try combination(both, SelectionSpecification.intersection)
    }
    if value["method"]?.string == "selector", let name = value["value"]?.string {
      guard let selectors else { return Definition(specification: .everything) }
      return try selectors.named(name, within: outer)
    }
    guard value["method"] != nil || entries.count == 1 else {
      throw TransformError(
        .configuration, "a selector's definition needs `method` and `value`", at: value.location)
    }
    return try criterion(value, entries)
  }

  private func criterion(
    _ value: YAMLValue, _ entries: [YAMLValue.Entry]
  ) throws(TransformError) -> Definition {
    func flag(_ key: String) -> Bool { value[key]?.data.boolean ?? false }
    var method = value["method"]?.string
    var text = value["value"]?.data.pythonString
    if method == nil, let entry = entries.first {
      method = entry.key
      text = entry.value.data.pythonString
    }
    var word = "\(method ?? "fqn"):\(text ?? "")"
    if flag("childrens_parents") { word = "@" + word }
    if flag("parents") {
      word = (value["parents_depth"]?.data.integer.map(String.init) ?? "") + "+" + word
    }
    if flag("children") {
      word += "+" + (value["children_depth"]?.data.integer.map(String.init) ?? "")
    }
    let mode = value["indirect_selection"]?.string.flatMap(IndirectSelection.init(rawValue:))
    var criterion = try SelectionCriterion(word)
    criterion.indirect = mode
    var specification = SelectionSpecification.criterion(criterion)
    if let excluded = value["exclude"]?.members {
      specification = .difference(specification, excluding: try all(excluded))
    }
    return Definition(specification: specification, indirect: mode)
  }

  private func all(_ members: [YAMLValue]) throws(TransformError) -> SelectionSpecification {
    var parts: [SelectionSpecification] = []
    for member in members { parts.append(try read(member).specification) }
    return .union(parts)
  }

  private func combination(
    _ value: YAMLValue, _ join: ([SelectionSpecification]) -> SelectionSpecification
  ) throws(TransformError) -> Definition {
    guard let members = value.members else {
      throw TransformError(
        .configuration, "the value of a union or an intersection is a list",
        hint: "write each part on a line of its own, after a `-`", at: value.location)
    }
    var parts: [SelectionSpecification] = []
    var excluded: [YAMLValue] = []
    for member in members {
      if let entries = member.entries, entries.count == 1, let exclude = member["exclude"] {
        excluded += exclude.members ?? []
      } else {
        parts.append(try read(member).specification)
      }
    }
    let joined = parts.isEmpty ? SelectionSpecification.everything : join(parts)
    guard !excluded.isEmpty else { return Definition(specification: joined) }
    return Definition(specification: .difference(joined, excluding: try all(excluded)))
  }
}

extension SelectionCriterion {
  /// The word as selector files spell it out.
  fileprivate var definition: DataValue.Dictionary {
    let method = ([self.method] + methodArguments).joined(separator: ".")
    var result: DataValue.Dictionary = ["method": .string(method), "value": .string(value)]
    if takesChildrensParents { result["childrens_parents"] = true }
    if let depth = parentDepth {
      result["parents"] = true
      if depth != .max { result["parents_depth"] = .integer(depth) }
    }
    if let depth = childDepth {
      result["children"] = true
      if depth != .max { result["children_depth"] = .integer(depth) }
    }
    return result
  }
}
