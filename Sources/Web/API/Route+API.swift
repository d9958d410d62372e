import Airflow
import Orchestration

extension Route {
  /// Airflow's REST API, version 2, as far as its own client uses it.
  static let api: [Route] =
    apiService + apiDAGs + apiRuns + apiInstances + apiQuestions + apiBackfills + apiAssets
    + apiAdministration

  private static let apiService: [Route] = [
    Route(.get, "/openapi.json", .role(.viewer)) { site, _ in
      .json(OpenAPI.document(of: site.routes, version: site.operations.version))
    },
    Route(.post, "/auth/token", .everyone) { site, call in try await site.apiToken(call) },
    Route(.get, "/api/v2/version", .everyone) { site, _ in
      .json(["version": .text(site.operations.version), "git_version": nil])
    },
    Route(.get, "/api/v2/monitor/health", .everyone) { site, call in
      try await site.apiHealth(call)
    },
  ]

  private static let apiDAGs: [Route] = [
    Route(.get, "/api/v2/dags", .role(.viewer)) { site, call in try await site.apiDAGs(call) },
    Route(.get, "/api/v2/dags/{dag}", .role(.viewer)) { site, call in
      .json(try await site.standing(call["dag"], call).value)
    },
    Route(.get, "/api/v2/dags/{dag}/details", .role(.viewer)) { site, call in
      let standing = try await site.standing(call["dag"], call)
      return .json(standing.value.with(standing.details))
    },
    Route(.patch, "/api/v2/dags/{dag}", .role(.editor)) { site, call in
      guard let isPaused = try call.json()["is_paused"]?.boolean else {
        throw WebError(.invalid, "is_paused must be true or false")
      }
      let listed = try site.operations.dag(call["dag"])
      try await site.setPaused(listed.id, isPaused, by: call)
      return .json(try await site.standing(listed.id, call).value)
    },
    Route(.get, "/api/v2/dags/{dag}/tasks", .role(.viewer)) { site, call in
      let listed = try site.operations.dag(call["dag"])
      let tasks = listed.dag.tasks.sorted { $0.id.name < $1.id.name }
      return .json(.list("tasks", tasks.map { listed.value(of: $0) }, total: tasks.count))
    },
    Route(.get, "/api/v2/dags/{dag}/tasks/{task}", .role(.viewer)) { site, call in
      let listed = try site.operations.dag(call["dag"])
      guard let task = listed.dag[TaskID(call["task"])] else {
        throw WebError.missing("task", call["task"])
      }
      return .json(listed.value(of: task))
    },
    Route(.get, "/api/v2/dagTags", .role(.viewer)) { site, call in
      let tags = Set(site.operations.dags().flatMap(\.tags)).sorted()
      return .json(
        .list("tags", call.part(of: tags).map { .text($0) }, total: tags.count))
    },
  ]

  private static let apiRuns: [Route] = [
    Route(.get, "/api/v2/dags/{dag}/dagRuns", .role(.viewer)) { site, call in
      try await site.apiRuns(call)
    },
    Route(.post, "/api/v2/dags/{dag}/dagRuns", .role(.editor)) { site, call in
      try await site.apiTrigger(call)
    },
    Route(.get, "/api/v2/dags/{dag}/dagRuns/{run}", .role(.viewer)) { site, call in
      .json(try await site.operations.run(call.run).value)
    },
    Route(.patch, "/api/v2/dags/{dag}/dagRuns/{run}", .role(.editor)) { site, call in
      try await site.apiMarkRun(call)
    },
    Route(.post, "/api/v2/dags/{dag}/dagRuns/{run}/clear", .role(.editor)) { site, call in
      try await site.apiClearRun(call)
    },
  ]

  private static let instance = "/api/v2/dags/{dag}/dagRuns/{run}/taskInstances/{task}"

  private static let apiInstances: [Route] = [
    Route(.get, "/api/v2/dags/{dag}/dagRuns/{run}/taskInstances", .role(.viewer)) { site, call in
      try await site.apiInstances(call, task: call.query.text("task_id"))
    },
    Route(.get, instance, .role(.viewer)) { site, call in try await site.apiInstance(call) },
    Route(.get, instance + "/listMapped", .role(.viewer)) { site, call in
      try await site.apiInstances(call, task: call["task"])
    },
    Route(.get, instance + "/{index}", .role(.viewer)) { site, call in
      try await site.apiInstance(call)
    },
    Route(.patch, instance, .role(.editor)) { site, call in
      try await site.apiMarkInstance(call)
    },
    Route(.patch, instance + "/{index}", .role(.editor)) { site, call in
      try await site.apiMarkInstance(call)
    },
    Route(.post, "/api/v2/dags/{dag}/clearTaskInstances", .role(.editor)) { site, call in
      try await site.apiClear(call)
    },
    Route(.get, instance + "/logs/{try}", .role(.viewer)) { site, call in
      try await site.apiLog(call)
    },
    Route(.get, instance + "/xcomEntries", .role(.viewer)) { site, call in
      try await site.apiXComs(call)
    },
    Route(.get, instance + "/xcomEntries/{key}", .role(.viewer)) { site, call in
      try await site.apiXCom(call)
    },
  ]

  private static let apiQuestions: [Route] = [
    Route(.get, "/api/v2/dags/{dag}/dagRuns/{run}/hitlDetails", .role(.viewer)) { site, call in
      try await site.apiQuestions(call)
    },
    Route(.get, instance + "/{index}/hitlDetails", .role(.viewer)) { site, call in
      .json(try await site.value(of: try await site.question(call.apiInstance)))
    },
    Route(.patch, instance + "/{index}/hitlDetails", .role(.editor)) { site, call in
      try await site.apiRespond(call)
    },
  ]

  private static let apiBackfills: [Route] = [
    Route(.get, "/api/v2/backfills", .role(.viewer)) { site, call in
      let backfills = try await site.operations.state.backfills(
        of: call.query.text("dag_id"), latestFirst: call.isReversed, limit: call.limit,
        offset: call.offset)
      return .json(
        .list("backfills", backfills.elements.map(\.value), total: backfills.total))
    },
    Route(.post, "/api/v2/backfills", .role(.editor)) { site, call in
      try await site.apiBackfill(call)
    },
    Route(.post, "/api/v2/backfills/dry_run", .role(.editor)) { site, call in
      try await site.apiPreviewBackfill(call)
    },
    Route(.get, "/api/v2/backfills/{backfill}", .role(.viewer)) { site, call in
      .json(try await site.backfill(call).value)
    },
    Route(.put, "/api/v2/backfills/{backfill}/pause", .role(.editor)) { site, call in
      .json(try await site.change(.pause, try await site.backfill(call), by: call).value)
    },
    Route(.put, "/api/v2/backfills/{backfill}/unpause", .role(.editor)) { site, call in
      .json(try await site.change(.unpause, try await site.backfill(call), by: call).value)
    },
    Route(.put, "/api/v2/backfills/{backfill}/cancel", .role(.editor)) { site, call in
      .json(try await site.change(.cancel, try await site.backfill(call), by: call).value)
    },
  ]

  private static let apiAssets: [Route] = [
    Route(.get, "/api/v2/assets", .role(.viewer)) { site, call in
      try await site.apiAssets(call)
    },
    Route(.get, "/api/v2/assets/events", .role(.viewer)) { site, call in
      try await site.apiAssetEvents(call)
    },
    Route(.post, "/api/v2/assets/events", .role(.editor)) { site, call in
      try await site.apiUpdateAsset(call)
    },
    Route(.get, "/api/v2/assets/{asset}", .role(.viewer)) { site, call in
      .json(try await site.assetValue(call["asset"]))
    },
  ]

  private static let apiAdministration: [Route] = [
    Route(.get, "/api/v2/pools", .role(.viewer)) { site, call in
      let pools = try await site.operations.pools()
      return .json(.list("pools", call.part(of: pools).map(\.value), total: pools.count))
    },
    Route(.get, "/api/v2/pools/{pool}", .role(.viewer)) { site, call in
      .json(try await site.pool(call["pool"]).value)
    },
    Route(.post, "/api/v2/pools", .role(.admin)) { site, call in
      try await site.apiPut(pool: nil, call)
    },
    Route(.patch, "/api/v2/pools/{pool}", .role(.admin)) { site, call in
      try await site.apiPut(pool: call["pool"], call)
    },
    Route(.delete, "/api/v2/pools/{pool}", .role(.admin)) { site, call in
      try await site.removePool(call["pool"], by: call)
      return .done
    },
    Route(.get, "/api/v2/connections", .role(.viewer)) { site, call in
      let all = try await site.operations.connections()
      return .json(.list("connections", call.part(of: all).map(\.value), total: all.count))
    },
    Route(.get, "/api/v2/connections/{name}", .role(.viewer)) { site, call in
      .json(try await site.connection(call["name"]).value)
    },
    Route(.post, "/api/v2/connections", .role(.admin)) { site, call in
      try await site.apiPutConnection(call)
    },
    Route(.delete, "/api/v2/connections/{name}", .role(.admin)) { site, call in
      try await site.remove(.connection, call["name"], by: call)
      return .done
    },
    Route(.get, "/api/v2/variables", .role(.viewer)) { site, call in
      let all = try await site.operations.variables()
      return .json(.list("variables", call.part(of: all).map(\.value), total: all.count))
    },
    Route(.get, "/api/v2/variables/{name}", .role(.viewer)) { site, call in
      .json(try await site.variable(call["name"]).value)
    },
    Route(.post, "/api/v2/variables", .role(.admin)) { site, call in
      try await site.apiPutVariable(nil, call)
    },
    Route(.patch, "/api/v2/variables/{name}", .role(.admin)) { site, call in
      try await site.apiPutVariable(call["name"], call)
    },
    Route(.delete, "/api/v2/variables/{name}", .role(.admin)) { site, call in
      try await site.remove(.variable, call["name"], by: call)
      return .done
    },
    Route(.get, "/api/v2/importErrors", .role(.viewer)) { site, call in
      let all = site.importErrorValues(call.now)
      return .json(.list("import_errors", Array(call.part(of: all)), total: all.count))
    },
    Route(.get, "/api/v2/importErrors/{number}", .role(.viewer)) { site, call in
      let all = site.importErrorValues(call.now)
      guard let number = Int(call["number"]), all.indices.contains(number - 1) else {
        throw WebError.missing("import error", call["number"])
      }
      return .json(all[number - 1])
    },
    Route(.get, "/api/v2/eventLogs", .role(.viewer)) { site, call in
      let entries = try await site.audit.entries(
        of: call.query.text("dag_id"), limit: call.limit, offset: call.offset)
      return .json(
        .list("event_logs", entries.elements.map(\.value), total: entries.total))
    },
  ]
}
