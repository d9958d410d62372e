import Columnar
import FoundationEssentials
import Jinja
import OrderedCollections
import QueryEngine
import Spelling

/// Compiles one node and runs it, on a thread of its own.
struct NodeRunner {
  let node: Node
  let run: TransformRun
  let connection: BlockingConnection

  init(_ node: Node, run: TransformRun, connection: BlockingConnection) {
    self.node = node
    self.run = run
    self.connection = connection
  }

  /// Compiles the node and, unless only compiling, materializes it.
  func result() -> NodeResult {
    var result = NodeResult(
      uniqueID: node.uniqueID, status: .success, startedAt: Date(), duration: .zero)
    let clock = ContinuousClock()
    let start = clock.now
    do {
      let scope = scope()
      if node.resourceType != .seed {
        let code = try Compiler(scope: scope).compile(node)
        result.compiledCode = code
        if run.invocation.command != .compile { try write(code, below: "compiled") }
      }
      if run.invocation.command != .compile { try materialize(scope, &result) }
    } catch {
      let failure = located(error, compiled: result.compiledCode)
      result.status = .error
      result.error = failure
      result.message = "\(failure)"
    }
    result.duration = clock.now - start
    return result
  }

  /// Runs the statement of a hook of the whole run.
  func hookResult() -> NodeResult {
    var result = NodeResult(
      uniqueID: node.uniqueID, status: .success, startedAt: Date(), duration: .zero)
    do {
      let sql = try scope().render(node).trimmed
      if !sql.isEmpty { _ = try connection.execute(sql) }
    } catch {
      result.status = .error
      result.error = located(error, compiled: nil)
    }
    return result
  }

  private func scope() -> NodeScope {
    let scope = NodeScope(
      context: run.context, node: node, package: node.packageName, connection: connection)
    let progress = run.progress
    scope.say = { progress.say($0, isInfo: $1) }
    scope.flags = [
      "FULL_REFRESH": .boolean(run.invocation.fullRefresh),
      "STORE_FAILURES": .boolean(run.invocation.storesFailures),
      "WHICH": .string(run.invocation.command.rawValue),
    ]
    return scope
  }

  private func materialize(_ scope: NodeScope, _ result: inout NodeResult) throws {
    let name = node.resourceType == .test ? "test" : node.materialized
    let manifest = run.manifest
    guard
      let macro = manifest.macros.materialization(
        name, adapter: manifest.profile.type, package: node.packageName)
    else {
      throw TransformError(
        .unresolved, "no materialization '\(name)' was found for adapter \(manifest.profile.type)",
        hint: NearestName.hint(
          for: name, among: manifest.macros.materializationNames, kind: "materialization"),
        at: node.location)
    }
    let code = result.compiledCode.map(Jinja.Value.string) ?? .none
    for key in ["sql", "compiled_code"] { scope.extras[key] = code }
    scope.extras["load_seed"] = .function("load_seed") { [self] arguments, _ in
      .integer(try SeedLoader(node: node, manifest: manifest).load(on: connection))
    }
    scope.extras["strategy_named"] = .function("strategy_named") { [self] arguments, _ in
      let name = try arguments.positional.first?.text() ?? ""
      guard let macro = manifest.macros.macro(name, from: node.packageName) else {
        throw TransformError(
          .unresolved, "there is no incremental strategy macro \"\(name)\"", at: node.location)
      }
      return try scope.macro(macro)
    }
    _ = try scope.macro(macro).call(Arguments(), scope.state)
    if !scope.written.isEmpty { try write(scope.written, below: "run") }
    try read(scope.results["main"], &result, scope)
  }

  private func read(
    _ main: Jinja.Value?, _ result: inout NodeResult, _ scope: NodeScope
  ) throws {
    guard let main, case .dict(let entry) = main else { return }
    if case .dict(let response)? = entry["response"] {
      result.message = try response["_message"]?.optionalText()
      result.rowsAffected = response["rows_affected"]?.integerValue
    }
    guard node.resourceType == .test else { return }
    guard case .object(let object)? = entry["table"], let table = object as? ResultTable,
      let row = table.rows.first, row.values.count >= 3
    else { throw TransformError(.database, "the test gave no row to judge by", at: node.location) }
    let failures = Int(try row.values[0].optionalText() ?? "0") ?? 0
    let isWarning = try row.values[1].isTrue()
    let isError = try row.values[2].isTrue()
    result.failures = failures
    let severity = (node.config.text("severity") ?? "ERROR").uppercased()
    result.message = nil
    if severity == "ERROR", isError {
      result.status = .fail
      result.message =
        "Got \(failures) result\(failures == 1 ? "" : "s"), "
        + "configured to fail if \(node.config.text("error_if") ?? "!= 0")"
    } else if isWarning {
      result.status = .warn
      result.message =
        "Got \(failures) result\(failures == 1 ? "" : "s"), "
        + "configured to warn if \(node.config.text("warn_if") ?? "!= 0")"
    } else {
      result.status = .pass
    }
  }

  private func write(_ text: String, below folder: String) throws {
    let manifest = run.manifest
    var path =
      "\(manifest.project.root)/\(manifest.project.targetPath)/\(folder)/"
      + "\(node.packageName)/\(node.originalPath)"
    if node.test != nil { path += "/" + node.path }
    let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    do {
      try FileManager.default.createDirectory(
        atPath: parent, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(filePath: path))
    } catch {
      throw TransformError(.file, "could not write \(path)", cause: "\(error)")
    }
  }

  /// The error as this module's, an error of the warehouse placed in the node's own file where
  /// the statement is the node's code.
  private func located(_ error: any Error, compiled: String?) -> TransformError {
    var inner: any Error = error
    if let template = error as? TemplateError, let cause = template.cause { inner = cause }
    if let own = inner as? TransformError { return own.placed(at: node.location) }
    if let query = inner as? QueryError {
      return TransformError(.database, query.message, hint: query.hint, at: node.location)
    }
    return TransformError.template(error).placed(at: node.location)
  }
}
