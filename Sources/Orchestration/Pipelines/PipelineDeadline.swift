import Settings

/// `deadline` of a pipeline: by when its runs have to have succeeded.
enum PipelineDeadline {
  private static let references = ["queued_at", "logical_date", "average_runtime"]
  /// Over how many runs the mean is taken, as in Airflow.
  private static let runsAveraged = 10

  static func read(_ node: ConfigurationNode) throws(ConfigurationError) -> [Deadline] {
    guard let members = try? node.members() else { return [try deadline(node)] }
    var deadlines: [Deadline] = []
    for member in members { deadlines.append(try deadline(member)) }
    return deadlines
  }

  private static func deadline(_ node: ConfigurationNode) throws(ConfigurationError) -> Deadline {
    guard node.isMapping else { return Deadline(.queuedAt, try node.duration()) }
    let entries = try node.entries(["from", "within", "name"])
    guard let within = entries["within"] else {
      throw node.error("a deadline needs the time that a run has", hint: "write within: 1h")
    }
    var reference = Deadline.Reference.queuedAt
    if let node = entries["from"] { reference = try Self.reference(node) }
    return Deadline(reference, try within.duration(), name: try entries["name"]?.text())
  }

  private static func reference(
    _ node: ConfigurationNode
  ) throws(ConfigurationError) -> Deadline.Reference {
    let text = try node.text()
    if let moment = Timestamp(text) { return .fixed(moment) }
    switch try node.choice(of: references) {
    case "logical_date": return .logicalDate
    case "average_runtime":
      return .averageRuntime(of: runsAveraged, atLeast: runsAveraged)
    default: return .queuedAt
    }
  }
}
