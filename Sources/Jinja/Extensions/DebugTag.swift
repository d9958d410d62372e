extension HostTag {
  /// `{% debug %}`: writes the variables, and the names of the filters and tests that there are.
  ///
  ///     environment.tags["debug"] = .debug
  public static let debug = HostTag("debug") { parser in
    let position = try parser.expect(name: "debug").position
    let host = HostStatement { _, state, _ in
      let context = Dict()
      for name in state.variableNames { context[name] = try state.variable(name) }
      let environment = state.environment
      let report = Dict()
      report["context"] = .dict(context)
      report["filters"] = .list(environment.filters.keys.sorted().map { .string($0) })
      report["tests"] = .list(environment.tests.keys.sorted().map { .string($0) })
      var printer = PrettyPrinter()
      return .string(try printer.format(.dict(report)))
    }
    return [Statement(.host(host), at: position)]
  }
}
