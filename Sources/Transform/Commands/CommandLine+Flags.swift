extension CommandLine {
  /// A flag of the command line.
  struct Flag: Sendable {
    /// What a flag takes.
    enum Kind: Sendable { case toggle, single, several }

    var name: String
    var kind: Kind
    var letters: [String] = []
    var others: [String] = []
    var hasVariable = true
    /// What the help calls the flag's value.
    var value = ""
    /// What the help says of it; nothing where the flag is taken and changes nothing.
    var summary = ""
    /// The commands whose help names it; every one where nil.
    var commands: Set<Invocation.Command>?
    /// Whether it is on unless said otherwise, so that the help names its negation.
    var isOn = false

    static let all: [Flag] =
      selection + running + output + places + idle.map { Flag(name: $0, kind: .toggle) }
      + idleValues.map { Flag(name: $0, kind: .single) } + idleWithoutVariable

    static let byLetter: [String: Flag] = index { $0.letters }
    static let bySpelling: [String: Flag] = index { [$0.name] + $0.others }

    private static func index(_ keys: (Flag) -> [String]) -> [String: Flag] {
      var result: [String: Flag] = [:]
      for flag in all { for key in keys(flag) { result[key] = flag } }
      return result
    }
  }
}

extension CommandLine.Flag {
  private static let selecting: Set<Invocation.Command> = [
    .build, .run, .test, .seed, .snapshot, .compile, .show, .list, .clone, .docsGenerate,
    .sourceFreshness, .coverage, .plan,
  ]
  private static let typed: Set<Invocation.Command> = [
    .build, .test, .list, .clone, .coverage, .plan,
  ]

  private static let selection: [Self] = [
    Self(
      name: "select", kind: .several, letters: ["s", "m"], others: ["models", "model"],
      hasVariable: false, value: "selector ...",
      summary: "Work on these nodes: names, paths, tag:x, +parents, children+.",
      commands: selecting),
    Self(
      name: "exclude", kind: .several, hasVariable: false, value: "selector ...",
      summary: "Leave these nodes out.", commands: selecting),
    Self(
      name: "selector", kind: .single, hasVariable: false, value: "name",
      summary: "Work on what a selector of selectors.yml chooses.", commands: selecting),
    Self(
      name: "resource-types", kind: .several, others: ["resource-type"], value: "type ...",
      summary: "Keep nodes of these types, such as model or test.", commands: typed),
    Self(
      name: "exclude-resource-types", kind: .several, others: ["exclude-resource-type"],
      value: "type ...", summary: "Leave nodes of these types out.", commands: typed),
    Self(
      name: "indirect-selection", kind: .single, value: "mode",
      summary: "Which tests come along: eager, cautious, buildable or empty.",
      commands: selecting),
    Self(
      name: "state", kind: .single, value: "folder",
      summary: "The artifacts of an earlier state, for state: and --defer.",
      commands: selecting.union([.retry])),
    Self(
      name: "defer", kind: .toggle,
      summary: "Lead refs to what is not selected to the earlier state.", commands: selecting),
    Self(
      name: "defer-state", kind: .single, value: "folder",
      summary: "The earlier state for --defer, where it is another one.", commands: selecting),
    Self(
      name: "favor-state", kind: .toggle,
      summary: "Do so even where the target has the node.", commands: selecting),
  ]

  private static let running: [Self] = [
    Self(
      name: "full-refresh", kind: .toggle, letters: ["f"],
      summary: "Build incremental models and seeds anew.",
      commands: [.build, .run, .seed, .compile, .show, .clone, .retry, .plan]),
    Self(
      name: "fail-fast", kind: .toggle, letters: ["x"],
      summary: "End the run at the first failure."),
    Self(
      name: "threads", kind: .single, hasVariable: false, value: "count",
      summary: "How many nodes run at once."),
    Self(name: "single-threaded", kind: .toggle, summary: "Run one node after the other."),
    Self(
      name: "empty", kind: .toggle, summary: "Read no rows of refs and sources.",
      commands: [.build, .run, .seed, .snapshot, .compile]),
    Self(
      name: "sample", kind: .single, value: "window",
      summary: "Read a window of event time, such as \"3 days\".", commands: [.build, .run]),
    Self(
      name: "event-time-start", kind: .single, value: "time",
      summary: "Where the batches of microbatch models begin.", commands: [.build, .run]),
    Self(
      name: "event-time-end", kind: .single, value: "time",
      summary: "Where they end.", commands: [.build, .run]),
    Self(
      name: "store-failures", kind: .toggle,
      summary: "Keep the rows that fail a test in tables.", commands: [.build, .test]),
    Self(
      name: "test-fusion", kind: .toggle, summary: "Let every test read its tables by itself.",
      commands: [.build, .test, .retry], isOn: true),
    Self(
      name: "args", kind: .single, hasVariable: false, value: "yaml",
      summary: "The macro's arguments, a mapping.", commands: [.runOperation]),
    Self(
      name: "sql", kind: .single, hasVariable: false, value: "text",
      summary: "SQL to run instead of a macro.", commands: [.runOperation]),
    Self(
      name: "inline", kind: .single, hasVariable: false, value: "template",
      summary: "A template to work on instead of nodes.", commands: [.compile, .show]),
    Self(
      name: "inline-direct", kind: .single, hasVariable: false, value: "sql",
      summary: "SQL to show as it is, without a template.", commands: [.show]),
    Self(
      name: "limit", kind: .single, hasVariable: false, value: "count",
      summary: "How many rows to show, 5 unless said; -1 for all.", commands: [.show]),
    Self(
      name: "introspect", kind: .toggle, summary: "Ask the warehouse nothing.",
      commands: [.compile, .show], isOn: true),
    Self(
      name: "check", kind: .toggle, hasVariable: false,
      summary: "Do not bind models to the columns of what they read.", commands: [.compile],
      isOn: true),
    Self(
      name: "compile", kind: .toggle, hasVariable: false, summary: "Compile no nodes.",
      commands: [.docsGenerate], isOn: true),
    Self(
      name: "empty-catalog", kind: .toggle, hasVariable: false,
      summary: "Leave the warehouse alone: the catalogue is empty.", commands: [.docsGenerate]),
    Self(
      name: "static", kind: .toggle, hasVariable: false,
      summary: "Write the page as static_index.html too.", commands: [.docsGenerate]),
    Self(
      name: "host", kind: .single, value: "name",
      summary: "The address to listen at, 127.0.0.1 unless said.", commands: [.docsServe]),
    Self(
      name: "port", kind: .single, hasVariable: false, value: "number",
      summary: "The port, 8080 unless said.", commands: [.docsServe]),
    Self(
      name: "browser", kind: .toggle, hasVariable: false, summary: "Open no browser.",
      commands: [.docsServe], isOn: true),
    Self(
      name: "lock", kind: .toggle, hasVariable: false,
      summary: "Write package-lock.yml and install nothing.", commands: [.deps]),
    Self(
      name: "upgrade", kind: .toggle, hasVariable: false,
      summary: "Choose versions anew, whatever package-lock.yml says.", commands: [.deps]),
    Self(
      name: "clean-project-files-only", kind: .toggle,
      summary: "Delete folders outside of the project too.", commands: [.clean], isOn: true),
    Self(
      name: "skip-profile-setup", kind: .toggle, hasVariable: false,
      summary: "Leave profiles.yml as it is.", commands: [.initialize]),
    Self(
      name: "skip-debug", kind: .toggle, hasVariable: false,
      summary: "Do not look whether the new project connects.", commands: [.initialize]),
  ]

  private static let output: [Self] = [
    Self(
      name: "output", kind: .single, letters: ["o"], hasVariable: false, value: "format",
      summary: "text or json; for ls also name, path or selector.",
      commands: [.list, .show, .compile, .coverage, .plan, .environments]),
    Self(
      name: "environment", kind: .single, hasVariable: false, value: "name",
      summary: "Build what changed beside what is in use, in schemas of this name.",
      commands: [.build, .run, .test, .seed, .snapshot, .plan, .retry]),
    Self(
      name: "force", kind: .toggle, hasVariable: false,
      summary: "Promote over what changed since; drop what is half promoted.",
      commands: [.promote, .dropEnvironment]),
    Self(
      name: "detailed-exitcode", kind: .toggle, hasVariable: false,
      summary: "Exit with 2 where there is something to do, with 0 where there is not.",
      commands: [.plan]),
    Self(
      name: "fail-under", kind: .single, hasVariable: false, value: "percent",
      summary: "Fail where fewer of the relations, or of the columns, have tests.",
      commands: [.coverage]),
    Self(
      name: "output-keys", kind: .several, hasVariable: false, value: "key ...",
      summary: "The keys that --output json shows.", commands: [.list]),
    Self(
      name: "quiet", kind: .toggle, letters: ["q"], summary: "Say nothing but errors and output."),
    Self(name: "debug", kind: .toggle, letters: ["d"], summary: "Say more of what is done."),
    Self(name: "log-level", kind: .single, value: "level", summary: "debug says more."),
    Self(name: "print", kind: .toggle, summary: "Do not show what macros print.", isOn: true),
    Self(name: "warn-error", kind: .toggle, summary: "Take every warning as an error."),
    Self(
      name: "warn-error-options", kind: .single, value: "yaml",
      summary: "Which warnings are errors: {error: all, warn: [NAME]}."),
    Self(name: "write-json", kind: .toggle, summary: "Write no artifacts.", isOn: true),
  ]

  private static let places: [Self] = [
    Self(
      name: "project-dir", kind: .single, others: ["project"], value: "folder",
      summary: "The project, instead of the one around the current folder."),
    Self(
      name: "profiles-dir", kind: .single, value: "folder",
      summary: "The folder of profiles.yml."),
    Self(
      name: "profile", kind: .single, value: "name",
      summary: "The profile, instead of the project's own."),
    Self(
      name: "target", kind: .single, letters: ["t"], value: "name",
      summary: "The profile's target, instead of its default."),
    Self(
      name: "target-path", kind: .single, value: "folder",
      summary: "Where artifacts and compiled code go."),
    Self(
      name: "vars", kind: .single, hasVariable: false, value: "yaml",
      summary: "Variables, which win over the project's: {name: value}."),
    Self(
      name: "partial-parse", kind: .toggle, summary: "Read the whole project anew.", isOn: true),
    Self(
      name: "partial-parse-file-path", kind: .single, value: "file",
      summary: "What an earlier parse left, instead of the target folder's."),
  ]

  private static let idle = [
    "use-colors", "version-check", "static-parser", "populate-cache", "cache-selected-only",
    "send-anonymous-usage-stats", "use-colors-file", "log-cache-events", "macro-debugging",
    "use-experimental-parser", "use-fast-test-edges", "show-all-deprecations",
    "show-resource-report", "export-saved-queries", "hints-enabled",
  ]

  private static let idleValues = [
    "log-format", "log-path", "log-level-file", "log-format-file", "log-file-max-bytes",
    "printer-width", "sqlparse", "maximum-seed-size-mib",
  ]

  private static let idleWithoutVariable: [Self] = [
    Self(name: "connection", kind: .toggle, hasVariable: false),
    Self(name: "config-dir", kind: .toggle, hasVariable: false),
    Self(name: "inject-ephemeral-ctes", kind: .toggle, hasVariable: false),
    Self(name: "show", kind: .toggle, hasVariable: false),
    Self(name: "version", kind: .toggle, letters: ["v", "V"], hasVariable: false),
    Self(name: "add-package", kind: .single, hasVariable: false),
    Self(name: "source", kind: .single, hasVariable: false),
    Self(name: "record-timing-info", kind: .single, letters: ["r"], hasVariable: false),
  ]
}
