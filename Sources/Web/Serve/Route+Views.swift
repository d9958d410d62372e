import Alerts
import Orchestration

extension Route {
  /// The views of DAGs and runs that are drawings.
  static let drawings: [Route] = [
    Route(.get, "/dags/{dag}/graph", .role(.viewer)) { site, call in
      let listed = try site.operations.dag(call["dag"])
      return try await site.dagPage(listed, .graph, call) { .graph(listed, nil, [:]) }
    },
    Route(.get, "/dags/{dag}/calendar", .role(.viewer)) { site, call in
      let listed = try site.operations.dag(call["dag"])
      let start = RunCalendar.start(before: call.now)
      let counts = try await site.operations.state.runsByDay(of: listed.id, in: start...call.now)
      let calendar = RunCalendar(counts, now: call.now)
      return try await site.dagPage(listed, .calendar, call) { .calendar(calendar) }
    },
    Route(.get, "/dags/{dag}/runs/{run}/graph", .role(.viewer)) { site, call in
      let listed = try site.operations.dag(call["dag"])
      let cells = try await site.operations.cells(of: call.run)
      return try await site.runPage(.graph, call) { .graph(listed, call.run, cells) }
    },
    Route(.get, "/dags/{dag}/runs/{run}/gantt", .role(.viewer)) { site, call in
      let tallies = try await site.operations.state.tallies(
        of: call["dag"], runs: [call.run.name])
      let chart = GanttChart(tallies, page: call.page, now: call.now)
      return try await site.runPage(.gantt, call) { .gantt(chart, call.run, call) }
    },
    Route(.get, "/dags/{dag}/backfills", .role(.viewer)) { site, call in
      try await site.backfillPage(call)
    },
    Route(.post, "/dags/{dag}/backfills", .role(.editor)) { site, call in
      try await site.makeBackfill(call)
    },
    Route(.post, "/dags/{dag}/backfills/{backfill}", .role(.editor)) { site, call in
      try await site.changeBackfill(call)
    },
    Route(.get, "/assets", .role(.viewer)) { site, call in
      .page(.assets(try await site.operations.assets(), call, site.operations))
    },
  ]

  /// The administration.
  static let administration: [Route] = [
    Route(.get, "/admin", .role(.viewer)) { _, _ in .see(HTML.AdminView.pools.link) },
    Route(.get, "/admin/pools", .role(.viewer)) { site, call in
      let pools = try await site.operations.pools()
      return .page(.admin(.pools, call, site.operations) { .pools(pools, call) })
    },
    Route(.get, "/admin/connections", .role(.viewer)) { site, call in
      let connections = try await site.operations.connections()
      return .page(
        .admin(.connections, call, site.operations) { .connections(connections, call) })
    },
    Route(.get, "/admin/variables", .role(.viewer)) { site, call in
      let variables = try await site.operations.variables()
      return .page(.admin(.variables, call, site.operations) { .variables(variables, call) })
    },
    Route(.get, "/admin/import-errors", .role(.viewer)) { site, call in
      let errors = site.operations.importErrors()
      return .page(.admin(.importErrors, call, site.operations) { .importErrors(errors) })
    },
    Route(.get, "/admin/alerts", .role(.viewer)) { site, call in
      let messages = try await AlertState(site.operations.store).messages(
        limit: Paging.length, offset: Paging.offset(call.page))
      return .page(.admin(.alerts, call, site.operations) { .alerts(messages, call) })
    },
    Route(.get, "/admin/audit", .role(.viewer)) { site, call in
      let entries = try await site.audit.entries(
        limit: Paging.length, offset: Paging.offset(call.page))
      return .page(.admin(.audit, call, site.operations) { .audit(entries, call) })
    },
    Route(.get, "/admin/users", .role(.admin)) { site, call in
      let users = try await site.accounts.users()
      return .page(.admin(.users, call, site.operations) { .users(users, call) })
    },
    change(.pools), change(.connections), change(.variables),
  ]

  private static func change(_ view: HTML.AdminView) -> Route {
    Route(.post, "/admin/\(view.rawValue)", .role(.admin)) { site, call in
      try await site.change(view, call)
    }
  }
}
