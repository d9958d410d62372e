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
      if node.unitTest != nil {
        try UnitTestRunner(runner: self).run(&result)
      } else {
        try perform(&result)
      }
    } catch {
      let failure = located(error, code: result.code)
      result.status = .error
      result.error = failure
      result.message = "\(failure)"
    }
    result.duration = clock.now - start
    // It is asked for by what binds the code, and takes room.
    if !run.invocation.bindsColumns { result.code?.origin = CodeOrigin() }
    return result
  }

  private func perform(_ result: inout NodeResult) throws {
    let command = run.invocation.command
    if command == .clone { return try clone(&result) }
    if command != .show, node.config.text("materialized") == "incremental",
      node.config.text("incremental_strategy") == "microbatch", command != .compile,
      command != .docsGenerate
    {
      return try MicrobatchRunner(runner: self).run(&result)
    }
    let scope = scope()
    if node.resourceType != .seed {
      result.code = try Compiler(scope: scope).compile(node)
      try write(result.code?.text ?? "", below: "compiled")
    }
    switch command {
    case .compile:
      if node.resourceType != .seed, run.progress.showsCode {
        result.output = NodePreview.compiled(node, result.code?.text ?? "", run.invocation)
      }
    case .docsGenerate: break
    case .show:
      let preview = NodePreview(node: node, run: run, connection: connection)
      let (statement, lines) = try preview.show(result.code?.text, scope)
      result.code?.text = statement
      result.output = lines
    default: try materialize(scope, &result)
    }
  }

  /// Runs the statements of a hook of the whole run.
  ///
  /// - Parameter results: the results so far, for hooks at the end.
  /// - Returns: how the hook ended.
  func hookResult(after results: [NodeResult]) -> NodeResult {
    NodeResult.timing(node.uniqueID, placing: { located($0, code: nil) }) { result in
      let scope = scope()
      scope.extras["results"] = .list(results.map { .object(ResultValue($0, run.manifest)) })
      var schemas: OrderedSet<String> = []
      for id in run.context.runtime.selected.sorted() {
        if let node = run.manifest.nodes[id], node.isRefable { schemas.append(node.schema) }
      }
      scope.extras["schemas"] = .list(schemas.map { .string($0) })
      scope.extras["database_schemas"] = .list(
        schemas.map { .tuple([.string(run.manifest.profile.database), .string($0)]) })
      let sql = try scope.render(node)
      result.code = Compiler.Code(text: sql)
      if !sql.trimmed.isEmpty { result.message = try connection.execute(sql).message }
    }
  }

  /// The variables of the node's templates.
  func scope() -> NodeScope {
    let scope = NodeScope(
      context: run.context, node: node, package: node.packageName, connection: connection)
    let progress = run.progress
    scope.say = { progress.say($0) }
    scope.flags = run.invocation.flagValues
    scope.recorder = OutputRecorder()
    return scope
  }

  /// Runs the materialization of the node's configuration.
  func materialize(_ scope: NodeScope, _ result: inout NodeResult) throws {
    let name = node.resourceType == .test ? "test" : node.materialized
    try call(name, scope, &result)
    if node.resourceType == .test { try judge(scope.results["main"], &result) }
  }

  private func call(_ name: String, _ scope: NodeScope, _ result: inout NodeResult) throws {
    let manifest = run.manifest
    guard
      let macro = manifest.macros.materialization(
        name, adapter: manifest.profile.type, package: node.packageName)
    else {
      throw TransformError(
        .unresolved,
        "No materialization '\(name)' was found for adapter \(manifest.profile.type)! "
          + "(searched types 'default' and '\(manifest.profile.type)')",
        hint: NearestName.hint(
          for: name, among: manifest.macros.materializationNames, kind: "materialization"),
        at: node.location)
    }
    let code = result.compiledCode.map(Jinja.Value.string) ?? .none
    for key in ["sql", "compiled_code"] { scope.extras[key] = code }
    if case .dict(let model) = scope.model { model["compiled_code"] = code }
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
    try read(scope.results["main"], &result)
  }

  private func clone(_ result: inout NodeResult) throws {
    let scope = scope()
    guard run.context.runtime.deferred?.relation(node.uniqueID) != nil else {
      result.message = "No relation found in state manifest for \(node.uniqueID)"
      return
    }
    try call("clone", scope, &result)
  }

  private func read(_ main: Jinja.Value?, _ result: inout NodeResult) throws {
    guard let main, case .dict(let entry) = main, case .dict(let response)? = entry["response"]
    else { return }
    result.message = try response["_message"]?.optionalText()
    result.rowsAffected = response["rows_affected"]?.integerValue
  }

  private func judge(_ main: Jinja.Value?, _ result: inout NodeResult) throws {
    guard let main, case .dict(let entry) = main, case .object(let object)? = entry["table"],
      let table = object as? ResultTable, let row = table.rows.first, row.values.count >= 3
    else { throw TransformError(.database, "the test gave no row to judge by", at: node.location) }
    let failures = Int(try row.values[0].optionalText() ?? "0") ?? 0
    let isWarning = try row.values[1].isTrue()
    let isError = try row.values[2].isTrue()
    let severity = (node.config.text("severity") ?? "ERROR").uppercased()
    result.message = nil
    let got = "Got \(failures) result\(failures == 1 ? "" : "s"), configured to"
    if severity == "ERROR", isError {
      result.status = .fail
      result.message = "\(got) fail if \(node.config.text("error_if") ?? "!= 0")"
    } else if isWarning {
      result.status = run.invocation.settings.warnings.turnsTestWarnings ? .fail : .warn
      result.message = "\(got) warn if \(node.config.text("warn_if") ?? "!= 0")"
    } else {
      result.status = .pass
    }
    result.failures = result.status == .pass ? 0 : failures
  }

  /// Writes a file of the node's into the target folder.
  func write(_ text: String, below folder: String) throws {
    let project = run.manifest.project
    guard node.resourceType != .sqlOperation else { return }
    let path = "\(project.targetFolder)/\(folder)/\(node.writtenPath)"
    let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    do {
      try run.makeFolder(parent)
    } catch {
      throw TransformError(.file, "could not write \(path)", cause: "\(error)")
    }
    if let cause = FileText.save(text, to: path) {
      throw TransformError(.file, "could not write \(path)", cause: cause)
    }
  }

  /// The error as this module's, an error of the warehouse placed in the node's own file where
  /// the statement is the node's code.
  private func located(_ error: any Error, code: Compiler.Code?) -> TransformError {
    var inner: any Error = error
    if let template = error as? TemplateError, let cause = template.cause { inner = cause }
    if let own = inner as? TransformError { return own.placed(at: node.location) }
    if let query = inner as? QueryError {
      return StatementPlace(node: node, code: code, context: run.context, connection: connection)
        .error(query, in: connection.lastFailed)
    }
    return TransformError.template(error).placed(at: node.location)
  }
}

extension Node {
  /// The path of the node's files below `target/compiled` and `target/run`.
  var writtenPath: String {
    let own = packageName + "/" + originalPath
    return originalPath.hasSuffix(".yml") || originalPath.hasSuffix(".yaml")
      ? own + "/" + path : own
  }
}
