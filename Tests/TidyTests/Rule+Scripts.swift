extension Rule {
  /// A script stops at its first error, and runs by its name.
  static let scripts = Rule(name: "script", applies: { !isSwift($0) }) { file in
    guard let first = file.lines.first?.text, first.hasPrefix("#!") else { return [] }
    var findings: [Finding] = []
    if !file.isExecutable {
      findings.append(file.finding(0, "make the script executable: chmod +x \(file.path)"))
    }
    if first.hasSuffix("sh") {
      if first != "#!/usr/bin/env bash" {
        findings.append(file.finding(0, "begin the script with #!/usr/bin/env bash"))
      }
      if !file.lines.contains(where: { $0.text == "set -euo pipefail" }) {
        findings.append(file.finding(0, "stop at errors: write `set -euo pipefail` first"))
      }
    } else if first != "#!/usr/bin/env python3" {
      findings.append(file.finding(0, "begin the script with #!/usr/bin/env python3"))
    }
    return findings
  }

  /// The commands that a text tells to type are there.
  static func makeTargets(_ makefile: SourceFile) -> Rule {
    let targets = Set(
      makefile.lines.compactMap { line -> Substring? in
        guard let colon = line.text.firstIndex(of: ":"), line.text.first?.isLetter == true else {
          return nil
        }
        return line.text[..<colon]
      })
    return Rule(name: "make targets", applies: { $0.hasSuffix(".md") }) { file in
      var findings: [Finding] = []
      var isFenced = false
      for index in file.lines.indices {
        let text = file.lines[index].text
        if text.hasPrefix("```") { isFenced.toggle() }
        let isCode = isFenced || text.hasPrefix("    ")
        let searched = isCode ? "`" + text.drop { $0 == " " || $0 == "$" } : text
        for match in searched.matches(of: #/`make ([a-z][a-zA-Z-]*)/#) {
          let target = match.1
          let isPattern = targets.contains { name in
            name.hasSuffix("%") && target.hasPrefix(name.dropLast())
          }
          if !targets.contains(target), !isPattern, target != "bench-NAME" {
            findings.append(file.finding(index, "the Makefile has no target `\(target)`"))
          }
        }
      }
      return findings
    }
  }

  /// Links between the texts of the repository lead somewhere.
  static func links(to paths: Set<String>) -> Rule {
    Rule(name: "links", applies: { $0.hasSuffix(".md") && !$0.contains("/Resources/") }) { file in
      var findings: [Finding] = []
      for index in file.lines.indices {
        for match in file.lines[index].text.matches(of: #/\]\(([^)#\s]+)[^)]*\)/#) {
          let target = String(match.1)
          if target.contains(":") { continue }
          let folder = file.path.split(separator: "/").dropLast()
          var parts = folder.map(String.init)
          for part in target.split(separator: "/") {
            if part == ".." {
              _ = parts.popLast()
            } else if part != "." {
              parts.append(String(part))
            }
          }
          let path = parts.joined(separator: "/")
          if !paths.contains(where: { $0 == path || $0.hasPrefix(path + "/") }) {
            findings.append(file.finding(index, "the link leads nowhere: \(target)"))
          }
        }
      }
      return findings
    }
  }
}
