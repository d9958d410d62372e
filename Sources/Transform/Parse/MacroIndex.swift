public import OrderedCollections

/// A macro, a generic test or a materialization of a package: all three are macros to a template.
public struct MacroDefinition: Sendable {
  /// `macro.package.name`.
  public var uniqueID: String
  /// The name that templates call it by: `test_unique` for the test `unique`,
  /// `materialization_table_default` for the materialization `table`.
  public var name: String
  /// The package it belongs to.
  public var packageName: String
  /// The file below its project's folder.
  public var path: String
  /// The line of its opening tag, from one.
  public var line: Int
  /// The block with its tags, as it was written.
  public var source: String
  /// The name of the macro in ``macroSource``.
  var blockName: String
  /// The block as a macro of the name ``blockName``, on the same lines.
  var macroSource: String
  /// The description of a schema file.
  public var description = ""
  /// Metadata of a schema file.
  public var meta = DataValue.Dictionary()
}

/// Every macro of the packages at hand, found by name as dbt finds them.
public struct MacroIndex: Sendable {
  /// The package of the macros that come with the program.
  public static let globalPackage = "dbt"

  /// The macros by their identifier.
  public private(set) var macros = OrderedDictionary<String, MacroDefinition>()
  private var packages: [String: [String: String]] = [:]

  /// The root project's name.
  public let rootName: String

  init(rootName: String) {
    self.rootName = rootName
  }

  /// The packages that have macros, in alphabetical order, the program's own excluded.
  public var packageNames: [String] {
    packages.keys.filter { $0 != Self.globalPackage }.sorted()
  }

  /// Adds a macro.
  ///
  /// - Throws: ``TransformError`` of kind `duplicate` where the package has one of its name.
  mutating func add(_ macro: MacroDefinition) throws(TransformError) {
    if let other = packages[macro.packageName]?[macro.name].flatMap({ macros[$0] }) {
      throw TransformError(
        .duplicate,
        "two macros of package \"\(macro.packageName)\" are called \"\(macro.name)\"",
        hint: "the other is at \(other.path):\(other.line); rename or remove one",
        at: SourceLocation(file: macro.path, line: macro.line))
    }
    macros[macro.uniqueID] = macro
    packages[macro.packageName, default: [:]][macro.name] = macro.uniqueID
  }

  /// Records what a schema file says of a macro.
  mutating func describe(
    _ name: String, package: String, description: String, meta: DataValue.Dictionary
  ) {
    guard let id = packages[package]?[name] else { return }
    macros[id]?.description = description
    macros[id]?.meta = meta
  }

  /// The macros that a macro's code may call: those whose names stand in it before a parenthesis,
  /// and what it dispatches to.
  func calls(of macro: MacroDefinition) -> [String] {
    var found: [String] = []
    var word = ""
    for scalar in macro.source.unicodeScalars {
      if scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
        word.unicodeScalars.append(scalar)
        continue
      }
      if !word.isEmpty {
        for name in [word, "default__" + word, "duckdb__" + word] {
          if let other = self.macro(name, from: macro.packageName),
            other.uniqueID != macro.uniqueID,
            !found.contains(other.uniqueID)
          {
            found.append(other.uniqueID)
          }
        }
      }
      word = ""
    }
    return found
  }

  /// Whether some package, the program's own excluded, defines a macro of this name.
  func isOverridden(_ name: String) -> Bool {
    packages.contains { $0.key != Self.globalPackage && $0.value[name] != nil }
  }

  /// Whether a package of this name has macros.
  func hasPackage(_ name: String) -> Bool { packages[name] != nil }

  /// The macro `name` of exactly this package.
  public func macro(_ name: String, in package: String) -> MacroDefinition? {
    packages[package]?[name].flatMap { macros[$0] }
  }

  /// The macro that a template of `package` means by `name`: the package's own, else the root
  /// project's, else the program's.
  public func macro(_ name: String, from package: String) -> MacroDefinition? {
    macro(name, in: package) ?? macro(name, in: rootName)
      ?? macro(name, in: Self.globalPackage)
  }

  /// The materialization `name` for an adapter: one for the adapter before one for all; the root
  /// project's before a package's before the program's.
  func materialization(_ name: String, adapter: String, package: String) -> MacroDefinition? {
    for suffix in [adapter, "default"] {
      let macroName = "materialization_\(name)_\(suffix)"
      for owner in [rootName, package, Self.globalPackage] {
        if let found = macro(macroName, in: owner) { return found }
      }
      for owner in packageNames {
        if let found = macro(macroName, in: owner) { return found }
      }
    }
    return nil
  }

  /// The names of all materializations.
  var materializationNames: [String] {
    let prefix = "materialization_"
    let names = macros.values.lazy.map(\.name).filter { $0.hasPrefix(prefix) }
    return Array(
      Set(
        names.map { name in
          let rest = name.dropFirst(prefix.count)
          return rest.lastIndex(of: "_").map { String(rest[..<$0]) } ?? String(rest)
        })
    ).sorted()
  }
}

extension MacroDefinition {
  /// The kinds of blocks that are macros.
  static let blockKinds: Set<String> = ["macro", "test", "data_test", "materialization"]

  /// Makes a macro of a block.
  ///
  /// - Throws: ``TransformError`` of kind `template` where the opening tag has no name.
  init(_ block: TemplateBlock, package: String, path: String) throws(TransformError) {
    let word = block.header.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard !word.isEmpty else {
      throw TransformError(
        .template, "`{% \(block.kind) %}` needs a name",
        at: SourceLocation(file: path, line: block.line))
    }
    let rest = block.header.dropFirst(word.count)
    var name = String(word)
    var signature = rest.trimmedText
    switch block.kind {
    case "test", "data_test": name = "test_" + name
    case "materialization":
      name = "materialization_\(name)_\(Self.adapter(in: rest))"
      signature = "()"
    default: break
    }
    self.name = name
    uniqueID = "macro.\(package).\(name)"
    packageName = package
    self.path = path
    line = block.line
    source = block.source
    // A template keeps names with an underscore in front to itself.
    blockName = name.hasPrefix("_") ? "private" + name : name
    macroSource =
      block.kind == "macro" && blockName == name
      ? block.source : Self.asMacro(block, name: blockName, signature: signature)
  }

  /// The adapter of `materialization name, adapter='x'`; `default` for all.
  private static func adapter(in header: Substring) -> String {
    guard let mark = header.firstRange(of: "adapter") else { return "default" }
    let value = header[mark.upperBound...].drop { $0 == " " || $0 == "=" }
    guard let quote = value.first, quote == "'" || quote == "\"" else { return "default" }
    return String(value.dropFirst().prefix { $0 != quote })
  }

  /// Rewrites the opening and closing tags, which keep their white space control.
  private static func asMacro(_ block: TemplateBlock, name: String, signature: String) -> String {
    let head = block.opening
    let tail = block.closing
    let opening = head.hasPrefix("{%-") ? "{%-" : "{%"
    let openingEnd = head.hasSuffix("-%}") ? "-%}" : "%}"
    let closing = tail.hasPrefix("{%-") ? "{%-" : "{%"
    let closingEnd = tail.hasSuffix("-%}") ? "-%}" : "%}"
    let lines = String(repeating: "\n", count: head.filter { $0 == "\n" }.count)
    return "\(opening) macro \(name)\(signature) \(lines)\(openingEnd)\(block.contents)"
      + "\(closing) endmacro \(closingEnd)"
  }
}

extension Substring {
  /// The text without white space at either end.
  var trimmedText: String { String(self).trimmed }
}
