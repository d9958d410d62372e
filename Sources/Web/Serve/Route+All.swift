import Orchestration

extension Route {
  /// Every address of the server.
  static let all: [Route] =
    service + security + overviews + dags + drawings + runs + instances + administration + api

  /// What other programs ask about the server itself, and what pages load.
  private static let service: [Route] = [
    Route(.get, "/health", .everyone) { site, call in try await site.health(call) },
    Route(.get, "/metrics", .role(.viewer)) { site, call in
      Answer.text(
        try await site.operations.metrics(now: call.now),
        type: "text/plain; version=0.0.4; charset=utf-8")
    },
    Route(.get, "/static/{mark}/{name}", .everyone) { _, call in
      guard let file = StaticFile.named(call["name"]) else {
        throw WebError.missing("file", call["name"])
      }
      return .file(file.bytes, type: file.type)
    },
    Route(.get, "/events", .role(.viewer)) { site, call in
      try site.events(.init(dag: call.query.text("dag"), run: call.query.text("run")))
    },
  ]

  private static let security: [Route] = [
    Route(.get, "/login", .everyone) { site, call in
      .page(.login(call, site.operations, next: call.query["next"] ?? "/"))
    },
    Route(.post, "/login", .everyone) { site, call in try await site.logIn(call) },
    Route(.post, "/logout", .everyone) { site, call in try await site.logOut(call) },
  ]

  private static let overviews: [Route] = [
    Route(.get, "/", .role(.viewer)) { site, call in
      let overview = try await site.operations.overview(now: call.now)
      return .page(.overview(overview, call, site.operations))
    },
    Route(.get, "/dags", .role(.viewer)) { site, call in
      let filter = DAGFilter(
        text: call.query.text("q"), isPaused: call.query.flag("paused"),
        tag: call.query.text("tag"))
      let lines = try await site.operations.lines(filter, page: call.page, now: call.now)
      return .page(.dagList(lines, filter, call, site.operations))
    },
    Route(.get, "/runs", .role(.viewer)) { site, call in
      let runs = try await site.operations.runs(of: nil, call)
      return .page(.runList(runs, call, site.operations))
    },
  ]

  private static let dags: [Route] = [
    Route(.get, "/dags/{dag}", .role(.viewer)) { site, call in
      let listed = try site.operations.dag(call["dag"])
      let grid = try await site.operations.grid(of: listed, page: call.page)
      return try await site.dagPage(listed, .grid, call) { .grid(grid, listed, call) }
    },
    Route(.get, "/dags/{dag}/runs", .role(.viewer)) { site, call in
      let listed = try site.operations.dag(call["dag"])
      let runs = try await site.operations.runs(of: listed.id, call)
      return try await site.dagPage(listed, .runs, call) {
        .runTable(runs, call, showsDAG: false)
      }
    },
    Route(.get, "/dags/{dag}/tasks", .role(.viewer)) { site, call in
      let listed = try site.operations.dag(call["dag"])
      return try await site.dagPage(listed, .tasks, call) { .taskList(listed, call) }
    },
    Route(.get, "/dags/{dag}/trigger", .role(.editor)) { site, call in
      .page(.trigger(try site.operations.dag(call["dag"]), call, site.operations))
    },
    Route(.post, "/dags/{dag}/trigger", .role(.editor)) { site, call in
      try await site.trigger(call)
    },
    Route(.post, "/dags/{dag}/pause", .role(.editor)) { site, call in
      try await site.pause(call)
    },
  ]

  private static let runs: [Route] = [
    Route(.get, "/dags/{dag}/runs/{run}", .role(.viewer)) { site, call in
      let state = call.query.text("state").flatMap { TaskInstanceState(rawValue: $0) }
      let facts = try await site.operations.facts(
        of: call.run, state: state, prefix: call.query.text("q"), page: call.page)
      return .page(
        .run(facts.summary, facts.counts, .tasks, call, site.operations) {
          .instances(facts, call)
        })
    },
    Route(.post, "/dags/{dag}/runs/{run}/clear", .role(.editor)) { site, call in
      try await site.clearRun(call)
    },
    Route(.post, "/dags/{dag}/runs/{run}/mark", .role(.editor)) { site, call in
      try await site.markRun(call)
    },
  ]

  private static let instances: [Route] = [
    Route(.get, "/dags/{dag}/runs/{run}/tasks/{task}", .role(.viewer)) { site, call in
      let facts = try await site.operations.facts(
        of: call.instance, attempt: call.query.integer("try"))
      return .page(.instance(facts, call, site.operations))
    },
    Route(.get, "/dags/{dag}/runs/{run}/tasks/{task}/log", .role(.viewer)) { site, call in
      try await site.log(call)
    },
    Route(.post, "/dags/{dag}/runs/{run}/tasks/{task}/clear", .role(.editor)) { site, call in
      try await site.clearInstance(call)
    },
    Route(.post, "/dags/{dag}/runs/{run}/tasks/{task}/mark", .role(.editor)) { site, call in
      try await site.markInstance(call)
    },
  ]
}
