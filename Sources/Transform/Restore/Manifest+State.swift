import OrderedCollections

extension Manifest {
  /// Passes all that parsing found out. What is read anew each time stays: projects, profile and
  /// selectors.
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    var created = createdAt.bitPattern
    try archive.word(&created)
    createdAt = Double(bitPattern: created)
    try archive.elements(&nodes) { $0.uniqueID }
    try archive.elements(&sources) { $0.uniqueID }
    try archive.elements(&exposures) { $0.uniqueID }
    try archive.elements(&groups) { $0.uniqueID }
    try archive.elements(&docs) { $0.uniqueID }
    try archive.elements(&disabled)
    try archive.elements(&disabledSources)
    var definitions = Array(macros.macros.values)
    try archive.elements(&definitions)
    guard archive.isReading else { return }
    macros = MacroIndex(rootName: project.name)
    for definition in definitions {
      do throws(TransformError) {
        try macros.add(definition)
      } catch {
        throw StateFault(error.message)
      }
    }
  }
}

extension NodeConfig: Archived {
  static var blank: NodeConfig { NodeConfig() }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    var entries = values
    try archive.entries(&entries)
    if archive.isReading { self = NodeConfig(entries) }
  }
}

extension SourceLocation: Archived {
  static var blank: SourceLocation { SourceLocation(file: "") }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&file)
    try archive.number(&line)
    try archive.number(&column)
  }
}

extension TransformError: Archived {
  static var blank: TransformError { TransformError(.usage, "") }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.name(&kind)
    try archive.text(&message)
    try archive.value(&hint)
    try archive.value(&location)
    try archive.value(&sourceLine)
    try archive.value(&excerpt)
    try archive.value(&cause)
  }
}

extension MacroDefinition: Archived {
  static var blank: MacroDefinition {
    MacroDefinition(
      uniqueID: "", name: "", packageName: "", path: "", line: 0, source: "", blockName: "",
      macroSource: "")
  }

  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&uniqueID)
    try archive.text(&name)
    try archive.text(&packageName)
    try archive.text(&path)
    try archive.number(&line)
    try archive.text(&source)
    try archive.text(&blockName)
    try archive.text(&macroSource)
    try archive.text(&description)
    try archive.entries(&meta)
  }
}

extension DocBlock: Archived {
  static var blank: DocBlock {
    DocBlock(uniqueID: "", name: "", packageName: "", path: "", originalPath: "", contents: "")
  }

  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&uniqueID)
    try archive.text(&name)
    try archive.text(&packageName)
    try archive.text(&path)
    try archive.text(&originalPath)
    try archive.text(&contents)
  }
}

extension NodeGroup: Archived {
  static var blank: NodeGroup {
    NodeGroup(uniqueID: "", name: "", packageName: "", path: "", owner: .null)
  }

  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&uniqueID)
    try archive.text(&name)
    try archive.text(&packageName)
    try archive.text(&path)
    try archive.value(&owner)
    try archive.value(&description)
    try archive.value(&meta)
  }
}

extension SourceTable: Archived {
  static var blank: SourceTable {
    SourceTable(
      uniqueID: "", packageName: "", sourceName: "", name: "", path: "", fqn: [], database: "",
      schema: "", identifier: "", config: .blank, location: .blank)
  }

  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&uniqueID)
    try archive.text(&packageName)
    try archive.text(&sourceName)
    try archive.text(&name)
    try archive.text(&path)
    try archive.elements(&fqn)
    try archive.text(&database)
    try archive.text(&schema)
    try archive.text(&identifier)
    try archive.text(&description)
    try archive.text(&sourceDescription)
    try archive.text(&loader)
    try archive.value(&loadedAtField)
    try archive.value(&loadedAtQuery)
    try archive.elements(&columns) { $0.name }
    try archive.value(&config)
    try archive.value(&external)
    try archive.entries(&unrenderedConfig)
    try archive.value(&writtenDatabase)
    try archive.value(&writtenSchema)
    try archive.entries(&sourceMeta)
    try archive.value(&freshness)
    try archive.entries(&quoting)
    try archive.value(&location)
  }
}

extension Exposure: Archived {
  static var blank: Exposure {
    Exposure(
      uniqueID: "", name: "", packageName: "", path: "", fqn: [], settings: [:], config: .blank,
      location: .blank)
  }

  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&uniqueID)
    try archive.text(&name)
    try archive.text(&packageName)
    try archive.text(&path)
    try archive.elements(&fqn)
    try archive.entries(&settings)
    try archive.text(&description)
    try archive.value(&config)
    try archive.entries(&unrenderedConfig)
    try archive.elements(&references)
    try archive.elements(&sources)
    try archive.elements(&dependsOn)
    try archive.value(&location)
  }
}
