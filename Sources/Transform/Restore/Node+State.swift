import OrderedCollections

extension Node: Archived {
  static var blank: Node {
    Node(
      uniqueID: "", resourceType: .model, name: "", packageName: "", path: "", originalPath: "",
      fqn: [], rawCode: "", config: .blank, location: .blank)
  }

  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&uniqueID)
    try archive.name(&resourceType)
    try archive.text(&name)
    try archive.text(&packageName)
    try archive.text(&path)
    try archive.text(&originalPath)
    try archive.elements(&fqn)
    try archive.text(&rawCode)
    try archive.number(&firstLine)
    try archive.text(&checksum)
    try archive.value(&location)
    try archive.flag(&isStatic)
    try archive.flag(&isLiteral)
    try passRelation(through: &archive)
    try passDependencies(through: &archive)
    try archive.value(&test)
    try archive.value(&unitTest)
  }

  private mutating func passRelation(
    through archive: inout some StateArchive
  ) throws(StateFault) {
    try archive.value(&config)
    try archive.entries(&unrenderedConfig)
    try archive.value(&tagOrder)
    try archive.text(&database)
    try archive.text(&schema)
    try archive.text(&alias)
    try archive.text(&description)
    try archive.elements(&columns) { $0.name }
    try archive.value(&patchPath)
    try archive.value(&version)
    try archive.value(&latestVersion)
    try archive.value(&deprecationDate)
    try archive.elements(&constraints)
    try archive.elements(&primaryKey)
  }

  private mutating func passDependencies(
    through archive: inout some StateArchive
  ) throws(StateFault) {
    try archive.elements(&references)
    try archive.elements(&sources)
    try archive.elements(&dependsOn)
    try archive.elements(&macros)
    try archive.elements(&docBlocks)
    try archive.value(&index)
  }
}

extension Reference: Archived {
  static var blank: Reference { Reference(package: nil, name: "", version: nil) }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.value(&package)
    try archive.text(&name)
    try archive.value(&version)
  }
}

extension SourceReference: Archived {
  static var blank: SourceReference { SourceReference(source: "", table: "") }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&source)
    try archive.text(&table)
  }
}

extension ColumnDescription: Archived {
  static var blank: ColumnDescription { ColumnDescription(name: "") }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&name)
    try archive.text(&description)
    try archive.value(&dataType)
    try archive.entries(&meta)
    try archive.elements(&tags)
    try archive.value(&isQuoted)
    try archive.elements(&docBlocks)
    try archive.elements(&constraints)
  }
}

extension TestDetails: Archived {
  static var blank: TestDetails {
    TestDetails(
      name: "", namespace: nil, arguments: [:], columnName: nil, attachedNode: nil, fileKeyName: "")
  }

  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&name)
    try archive.value(&namespace)
    try archive.entries(&arguments)
    try archive.value(&columnName)
    try archive.value(&attachedNode)
    try archive.text(&fileKeyName)
  }
}

extension UnitTestDetails: Archived {
  static var blank: UnitTestDetails {
    UnitTestDetails(
      model: "", version: nil, given: [], expected: .blank, overrides: [:], versions: .null)
  }

  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&model)
    try archive.value(&version)
    try archive.elements(&given)
    try archive.value(&expected)
    try archive.entries(&overrides)
    try archive.value(&versions)
  }
}

extension UnitTestDetails.Rows: Archived {
  static var blank: UnitTestDetails.Rows {
    UnitTestDetails.Rows(input: "", format: "", rows: .null, fixture: nil)
  }

  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.text(&input)
    try archive.text(&format)
    try archive.value(&rows)
    try archive.value(&fixture)
  }
}

extension Array: Archived where Element: Archived {
  static var blank: [Element] { [] }
  mutating func pass(through archive: inout some StateArchive) throws(StateFault) {
    try archive.elements(&self)
  }
}
