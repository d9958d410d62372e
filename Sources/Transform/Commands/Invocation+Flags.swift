import FoundationEssentials
import OrderedCollections

extension Invocation {
  /// The flags that a project may set and a command line overrides.
  static let projectFlags = [
    "fail-fast", "warn-error", "warn-error-options", "write-json", "indirect-selection",
  ]

  /// The same with what `flags:` of the project's file says, where the command line and the
  /// environment say nothing. A file that cannot be read changes nothing: reading the project
  /// will say so.
  func heedingProjectFlags() -> Invocation {
    var copy = self
    copy.heedsProjectFlags = true
    let path = options.projectFolder + "/" + ProjectConfiguration.fileName
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      let file = try? YAMLValue.parse(text, file: ProjectConfiguration.fileName),
      let flags = file["flags"]?.data.dictionary
    else { return copy }
    func open(_ name: String) -> DataValue? {
      said.contains(name) ? nil : flags[name.replacing("-", with: "_")]
    }
    copy.failsFast = open("fail-fast")?.boolean ?? failsFast
    copy.settings.writesArtifacts = open("write-json")?.boolean ?? settings.writesArtifacts
    if let text = open("indirect-selection")?.string, let mode = IndirectSelection(rawValue: text) {
      copy.indirectSelection = indirectSelection ?? mode
    }
    if !said.contains("warn-error"), let rules = open("warn-error-options")?.dictionary {
      copy.settings.warnings = WarningRules(rules)
    }
    if !said.contains("warn-error-options"), open("warn-error")?.boolean == true {
      copy.settings.warnings.errors = ["all"]
    }
    return copy
  }
}
