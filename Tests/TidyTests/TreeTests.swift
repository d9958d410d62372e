import Testing

/// The repository follows its own rules.
struct TreeTests {
  private static let rules: [Rule] =
    Rule.bannedCode + Rule.bannedWords + [
      .uncheckedNeedsReason, .noCommentedCode, .fileSize, .functionSize, .publicDocumentation,
      .testsExpect, .scripts, .links(to: Set(SourceTree.files.map(\.path) + ["LICENSE"])),
    ]

  @Test(arguments: rules)
  func everyFileFollows(_ rule: Rule) {
    report(SourceTree.files.filter { rule.applies($0.path) }.flatMap(rule.findings))
  }

  @Test func textsNameTargetsThatExist() throws {
    let rule = Rule.makeTargets(try #require(SourceTree.file("Makefile")))
    report(SourceTree.files.filter { rule.applies($0.path) }.flatMap(rule.findings))
  }

  @Test func importsFollowTheModuleTable() throws {
    let table = ModuleTable(try #require(SourceTree.file("ARCHITECTURE.md")))
    #expect(table.modules.count > 5)
    report(table.findings + SourceTree.files.filter { isSwift($0.path) }.flatMap(table.findings))
  }

  @Test func packageFollowsTheModuleTable() throws {
    let architecture = try #require(SourceTree.file("ARCHITECTURE.md"))
    let table = ModuleTable(architecture)
    let manifest = PackageManifest(try #require(SourceTree.file("Package.swift")))
    #expect(manifest.modules.count > 5)
    let undeclared = SourceTree.files.filter { isSwift($0.path) }.flatMap(manifest.undeclared)
    report(
      manifest.findings(against: table) + manifest.missing(from: table, in: architecture)
        + undeclared)
  }

  @Test func theTreeIsFound() {
    #expect(SourceTree.file("Package.swift") != nil)
    #expect(SourceTree.files.count > 20)
  }

  /// Fails with one line per finding.
  private func report(_ findings: [Finding]) {
    let lines = findings.map(\.description).joined(separator: "\n")
    #expect(findings.isEmpty, "\(lines)")
  }
}
