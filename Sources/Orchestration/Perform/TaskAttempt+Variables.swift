extension TaskAttempt {
  /// What a try is about, in the names by which its work can refer to it.
  public var variables: [String: String] {
    var variables = [
      "MILLRACE_DAG": id.run.dag, "MILLRACE_RUN": id.run.name, "MILLRACE_TASK": id.task.name,
      "MILLRACE_ATTEMPT": "\(attempt)",
    ]
    variables["MILLRACE_MAP_INDEX"] = id.mapIndex.map { "\($0)" }
    variables["MILLRACE_INTERVAL_START"] = interval?.start.description
    variables["MILLRACE_INTERVAL_END"] = interval?.end.description
    variables["MILLRACE_CONF"] = conf
    // A repeated task over a list of texts has its member at hand.
    if let index = id.mapIndex, let items = work?.settings["items"] {
      let members = items.split(separator: "\n", omittingEmptySubsequences: false)
      variables["ITEM"] = members.indices.contains(index) ? String(members[index]) : nil
    }
    return variables
  }
}
