/// What Package.swift says about the modules: their names and what they depend on.
struct PackageManifest: Sendable {
  /// A target below Sources.
  struct Module: Sendable {
    var name: String
    /// Names of other targets; products of packages are left out.
    var dependencies: Set<String>
    /// The line of the name, counted from 0.
    var line: Int
  }

  let path: String
  let modules: [Module]

  /// Reads calls of `module("Name", [...])`, `.systemLibrary(name:)`, `.executableTarget(name:`.
  init(_ file: SourceFile) {
    path = file.path
    let text = file.lines.map(\.text).joined(separator: "\n")
    let call =
      #/(?:module\(\s*|\.systemLibrary\(\s*name:\s*|\.executableTarget\(\s*name:\s*)"(\w+)"(?:,\s*(?:dependencies:\s*)?\[([^\]]*)\])?/#
    modules = text.matches(of: call).map { match in
      let names = (match.2 ?? "").matches(of: #/"(\w+)"/#).map { String($0.1) }
      let line = text[..<match.range.lowerBound].utf8.count { $0 == UInt8(ascii: "\n") }
      return Module(name: String(match.1), dependencies: Set(names), line: line)
    }
  }

  /// Where the manifest and the module table disagree.
  func findings(against table: ModuleTable) -> [Finding] {
    var findings: [Finding] = []
    for module in modules {
      guard let row = table.owner(of: module.name) else {
        findings.append(
          finding(module, "the module \(module.name) has no row in ARCHITECTURE.md's table"))
        continue
      }
      let known = module.dependencies.intersection(table.names)
      let allowed = row.imports.union(row.companions)
      for dependency in known.subtracting(allowed).sorted() {
        findings.append(
          finding(
            module,
            "\(module.name) depends on \(dependency), which ARCHITECTURE.md does not allow"))
      }
    }
    return findings
  }

  /// Modules of the table that are not built.
  func missing(from table: ModuleTable, in file: SourceFile) -> [Finding] {
    let names = Set(modules.map(\.name))
    return table.modules.flatMap { module in
      ([module.name] + module.companions).filter { !names.contains($0) }.map {
        file.finding(module.line, "the table names \($0), which Package.swift does not build")
      }
    }
  }

  /// Imports of a module's own siblings that Package.swift does not declare.
  func undeclared(in file: SourceFile) -> [Finding] {
    let parts = file.path.split(separator: "/")
    guard parts.count > 2, parts[0] == "Sources" else { return [] }
    guard let module = modules.first(where: { $0.name == parts[1] }) else { return [] }
    let siblings = Set(modules.map(\.name)).subtracting([module.name])
    return file.lines.indices.compactMap { index in
      guard let imported = ModuleTable.importedModule(file.lines[index].code) else { return nil }
      guard siblings.contains(imported), !module.dependencies.contains(imported) else { return nil }
      return file.finding(
        index, "\(module.name) imports \(imported) without depending on it in Package.swift")
    }
  }

  private func finding(_ module: Module, _ message: String) -> Finding {
    Finding(path: path, line: module.line + 1, message: message)
  }
}
