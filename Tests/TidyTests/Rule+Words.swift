/// Words that code may not use: a pattern, where it counts, and what to do instead.
private struct Ban: Sendable {
  var name: String
  /// A fixed part of the pattern, by which most lines are told to be free of it.
  var trigger: String
  var pattern: String
  var part: Part
  var message: String
  var applies: @Sendable (String) -> Bool = isSwift

  enum Part { case code, comment, text }

  var rule: Rule {
    Rule(name: name, applies: applies) { file in
      // The pattern is compiled here since a Regex cannot cross concurrency domains.
      guard let regex = try? Regex(pattern).ignoresCase() else {
        return [file.finding(0, "the pattern of the rule \(name) does not compile")]
      }
      return file.lines.indices.compactMap { index in
        let line = file.lines[index]
        let text =
          switch part {
          case .code: line.code
          case .comment: line.comment
          case .text: line.text
          }
        guard text.utf8.contains(trigger), text.contains(regex) else { return nil }
        return file.finding(index, message)
      }
    }
  }
}

extension Rule {
  /// What the language offers and the project does without.
  static let bannedCode: [Rule] = [
    Ban(
      name: "try!", trigger: "try", pattern: #"\btry!"#, part: .code,
      message: "`try!` stops the program; let the error go up, or handle it"),
    Ban(
      name: "as!", trigger: "as", pattern: #"\bas!"#, part: .code,
      message: "`as!` stops the program; use `as?` and say what to do otherwise"),
    Ban(
      name: "force unwrap", trigger: "!", pattern: #"\b(?!(try|as)!)\w+!(?!=)|[\)\]\}>"]!(?!=)"#,
      part: .code,
      message: "an unwrap with `!` stops the program; use `guard let`, or `#require` in a test"),
    Ban(
      name: "fatalError", trigger: "fatal", pattern: #"\bfatalError\("#, part: .code,
      message: "`fatalError` stops the program; throw the module's error"),
    Ban(
      name: "print", trigger: "rint(", pattern: #"(^|[^\w.`])(debugPrint|print)\("#, part: .code,
      message: "only the command line prints; return a value or log it",
      applies: { isSwift($0) && $0.hasPrefix("Sources/") && !$0.hasPrefix("Sources/millrace/") }),
    Ban(
      name: "detached task", trigger: "detached", pattern: #"\bTask\.detached\b"#, part: .code,
      message: "a detached task has no owner; use a task group or a thread executor"),
    Ban(
      name: "vague type", trigger: "",
      pattern:
        #"\b(class|struct|enum|actor|protocol|typealias)\s+\w*(Helper|Manager|Util|Utility|Utilitie)s?\b"#,
      part: .code, message: "name the type after what it is in the field, not after its use"),
  ].map(\.rule)

  /// What comments and texts do not say.
  static let bannedWords: [Rule] = [
    Ban(
      name: "open end", trigger: "", pattern: #"\b(to-?do|fixme|xxx|hack)\b"#, part: .comment,
      message: "finish it, or say in COMPATIBILITY.md what is not there", applies: isWritten),
    Ban(
      name: "machine path", trigger: "/", pattern: #"(^|[^\w.\-~$}])/(work|root|opt/swift)/"#,
      part: .text, message: "a path of one machine; take it from the environment or an argument",
      applies: { !$0.hasPrefix("Tests/TidyTests/") }),
    Ban(
      name: "self-reference", trigger: "",
      pattern:
        #"\b(co-authored-by|(written|generated|assisted) (by|with) (an? )?(ai|llm)|chatbot)\b"#,
      part: .text, message: "the project speaks of itself, not of how it was typed",
      applies: { !$0.hasPrefix("Tests/TidyTests/") }),
    Ban(
      name: "trailing blank", trigger: "", pattern: #"[ \t]$"#, part: .text,
      message: "blanks at the end of the line; `make format` removes them",
      applies: { _ in true }),
  ].map(\.rule)

  /// A promise to the compiler stands next to the reason why it holds.
  static let uncheckedNeedsReason = Rule(name: "unchecked Sendable", applies: isSwift) { file in
    file.lines.indices.compactMap { index in
      let code = file.lines[index].code
      guard code.contains("@unchecked Sendable") || code.contains("nonisolated(unsafe)") else {
        return nil
      }
      let near = file.lines[max(0, index - 8)...index].map { $0.comment.lowercased() }
      let reasons = ["sendable", "thread", "lock", "immutable", "mutex", "one task", "safe"]
      if near.contains(where: { line in reasons.contains { line.contains($0) } }) { return nil }
      return file.finding(
        index, "say in a comment above why this may cross threads, or make it checked")
    }
  }

  /// Code is kept in version control, not in comments.
  static let noCommentedCode = Rule(name: "commented-out code", applies: isSwift) { file in
    guard
      let regex = try? Regex(
        #"^\s*//\s*("# + #"((let|var) \w+(: [\w\[\]<>?]+)? = )|"#
          + #"((if|guard|for|while|switch|do|catch|else|defer)\b.*\{$)|"#
          + #"((public |private |static |internal )*func \w+[(<])|"#
          + #"(return [\w.]+\(.*\)$)|(import [A-Z]\w+$)|"#
          + #"(#expect\()|(\}$)|([\w.]+\(\)$)|(try await \w))"#)
    else { return [file.finding(0, "the pattern of the rule does not compile")] }
    return file.lines.indices.compactMap { index in
      let line = file.lines[index]
      guard line.comment.utf8.contains("//"), line.comment.contains(regex) else { return nil }
      return file.finding(index, "remove code that is commented out")
    }
  }
}

/// Whether the path is that of Swift source.
@Sendable func isSwift(_ path: String) -> Bool { path.hasSuffix(".swift") }

/// Whether the path is that of code: prose may speak of what code may not hold.
@Sendable private func isWritten(_ path: String) -> Bool {
  !path.hasSuffix(".md") && !path.hasPrefix("Tests/TidyTests/")
}

extension String.UTF8View {
  /// Whether the bytes of a text occur in this one; always true of the empty text.
  fileprivate func contains(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return true }
    var start = startIndex
    while let candidate = self[start...].firstIndex(of: first) {
      if self[candidate...].starts(with: wanted) { return true }
      start = index(after: candidate)
    }
    return false
  }
}
