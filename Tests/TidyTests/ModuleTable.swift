/// The modules of ARCHITECTURE.md: who may import whom, in the order of the table.
struct ModuleTable: Sendable {
  /// A row of the table.
  struct Module: Sendable {
    var name: String
    /// The modules of C declarations that belong to this one and that nobody else imports.
    var companions: [String]
    /// The modules that it may import.
    var imports: Set<String>
    /// The line of the row, counted from 0.
    var line: Int
  }

  let modules: [Module]
  /// What is wrong with the table itself.
  let findings: [Finding]

  /// Reads the table whose head is `module`, `one line`, `may import`.
  init(_ file: SourceFile) {
    var modules: [Module] = []
    var findings: [Finding] = []
    var isInside = false
    for (index, line) in file.lines.enumerated() {
      guard line.text.hasPrefix("|") else {
        isInside = false
        continue
      }
      let cells = line.text.split(separator: "|").map { cell in
        cell.trimmingPrefix { $0 == " " }
      }
      guard cells.count >= 3 else { continue }
      if cells[0].hasPrefix("module") {
        isInside = true
        continue
      }
      if !isInside || cells[0].hasPrefix("-") { continue }
      let names = cells[0].split(separator: "`").enumerated().filter { $0.offset % 2 == 0 }
        .map { String($0.element) }
      guard let name = names.first else { continue }
      let above = modules.flatMap { [$0.name] }
      let imports = ModuleTable.imports(cells[2], above: above)
      for unknown in imports.subtracting(above).sorted() {
        findings.append(
          file.finding(
            index, "\(name) may import \(unknown), which does not stand above it in the table"))
      }
      modules.append(
        Module(name: name, companions: Array(names.dropFirst()), imports: imports, line: index))
    }
    self.modules = modules
    self.findings = findings
  }

  private static func imports(_ cell: Substring, above: [String]) -> Set<String> {
    if cell.hasPrefix("all above") { return Set(above) }
    let names = cell.split { !($0.isLetter || $0.isNumber) }.map(String.init)
    return Set(names)
  }

  subscript(name name: String) -> Module? { modules.first { $0.name == name } }

  /// The module that owns a name of a folder below Sources.
  func owner(of name: String) -> Module? {
    modules.first { $0.name == name || $0.companions.contains(name) }
  }

  /// Every name of a module or companion.
  var names: Set<String> {
    Set(modules.flatMap { [$0.name] + $0.companions })
  }

  /// Imports that go against the arrows.
  func findings(in file: SourceFile) -> [Finding] {
    let parts = file.path.split(separator: "/")
    guard parts.count > 2, parts[0] == "Sources" else { return [] }
    guard let module = owner(of: String(parts[1])) else { return [] }
    return file.lines.indices.compactMap { index in
      guard let imported = ModuleTable.importedModule(file.lines[index].code) else { return nil }
      guard names.contains(imported), owner(of: imported)?.name != module.name else { return nil }
      if module.imports.contains(imported) { return nil }
      return file.finding(
        index,
        "\(module.name) may not import \(imported); move the code, or discuss the arrow in "
          + "ARCHITECTURE.md")
    }
  }

  /// The module that a line imports, whatever its access level and attributes.
  static func importedModule(_ code: String) -> String? {
    guard code.contains("import ") else { return nil }
    var words = code.split(separator: " ")[...]
    while let word = words.popFirst() {
      if word == "import" { break }
      let isPrefix =
        word.hasPrefix("@") || ["public", "package", "internal", "private"].contains(word)
        || word == "fileprivate"
      if !isPrefix { return nil }
    }
    let kinds: Set<Substring> = ["struct", "class", "enum", "func", "protocol", "typealias", "var"]
    if let kind = words.first, kinds.contains(kind) { words.removeFirst() }
    return words.first.map { String($0.prefix { $0 != "." }) }
  }
}
