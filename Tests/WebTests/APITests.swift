import Airflow
import NIOHTTP1
import Orchestration
import Testing

@testable import Web

/// The REST API as a program calls it; its own client is held against it by a conformance suite.
@Suite struct APITests {
  private static let json = ["Content-Type": "application/json"]

  private func value(_ page: Visitor.Page) throws -> WireValue { try WireValue(json: page.body) }

  @Test func aRunIsTriggeredReadAndCleared() async throws {
    try await RunningServer.use { server in
      let program = server.visitor()
      let runs = "/api/v2/dags/broken/dagRuns"
      let body = #"{"dag_run_id": "a+b", "logical_date": null, "conf": {"n": 1}}"#
      let started = try await program.ask(.POST, runs, body, Self.json)
      #expect(started.status == 200)
      #expect(try value(started)["conf"]?["n"]?.integer == 1)
      #expect(try await program.ask(.POST, runs, body, Self.json).status == 409)
      let run = runs + "/a%2Bb"
      var state: String?
      for _ in 0..<400 where state != "failed" {
        state = try value(try await program.ask(.GET, run))["state"]?.text
        try await Task.sleep(for: .milliseconds(5))
      }
      #expect(state == "failed")
      let tasks = try value(try await program.ask(.GET, run + "/taskInstances?limit=1"))
      #expect(tasks["total_entries"]?.integer == 2)
      #expect(tasks["task_instances"]?.list?.count == 1)
      let log = try await program.ask(.GET, run + "/taskInstances/fails/logs/1")
      #expect(log.body.contains("this is fails, try 1"))
      let patched = try await program.ask(.PATCH, run, #"{"state": "success"}"#, Self.json)
      #expect(try value(patched)["state"]?.text == "success")
    }
  }

  @Test func aBackfillIsPreviewedMadePausedAndCancelled() async throws {
    var rules = DAG.Rules()
    rules.timetable = .cronTrigger([ZonedCron(try CronExpression("0 0 1 1 *"))])
    let dag = try DAG(
      id: "yearly", tasks: [RunningServer.task("slow"), RunningServer.task("fails")],
      rules: rules)
    try await RunningServer.use(dags: [dag, DAG(id: "never", tasks: [])]) { server in
      let program = server.visitor()
      let all = "/api/v2/backfills"
      func body(_ dag: String = "yearly", _ more: String = "") -> String {
        """
        {"dag_id": "\(dag)", "from_date": "2020-01-01T00:00:00Z",
          "to_date": "2022-06-01T00:00:00Z", "max_active_runs": 2\(more)}
        """
      }
      let preview = try value(try await program.ask(.POST, all + "/dry_run", body(), Self.json))
      #expect(preview["total_entries"]?.integer == 3)
      #expect(
        preview["backfills"]?.list?.first?["logical_date"]?.text == "2020-01-01T00:00:00+00:00")
      for (wrong, status) in [
        (body("never"), 422), (body("yearli"), 404), (body("yearly", ", \"x\": 1"), 422),
        (body("yearly", ", \"reprocess_behavior\": \"some\""), 422),
      ] {
        #expect(try await program.ask(.POST, all, wrong, Self.json).status == status)
      }
      let made = try value(try await program.ask(.POST, all, body(), Self.json))
      let one = all + "/\(made["id"]?.integer ?? 0)"
      #expect(made["max_active_runs"]?.integer == 2)
      #expect(made["is_paused"]?.boolean == false)
      func isOver(_ path: String) async throws -> Bool {
        for _ in 0..<400 {
          let found = try value(try await program.ask(.GET, path))
          if found["completed_at"]?.text != nil { return true }
          try await Task.sleep(for: .milliseconds(5))
        }
        return false
      }
      #expect(try await isOver(one))
      #expect(try await program.ask(.PUT, one + "/pause").status == 409)
      #expect(try await program.ask(.PUT, all + "/99/cancel").status == 404)
      let runs = try value(
        try await program.ask(.GET, "/api/v2/dags/yearly/dagRuns?run_type=backfill"))
      #expect(runs["total_entries"]?.integer == 3)
      // All runs are there, so that nothing is left to do.
      let idle = try value(try await program.ask(.POST, all, body(), Self.json))
      #expect(try await isOver(all + "/\(idle["id"]?.integer ?? 0)"))
      let again = body("yearly", ", \"reprocess_behavior\": \"completed\"")
      #expect(try await program.ask(.POST, all, again, Self.json).status == 200)
      let page = try await program.ask(.GET, "/dags/yearly/backfills")
      #expect(page.body.contains("2020-01-01") && page.body.contains("3 left as they are"))
      let listed = try value(try await program.ask(.GET, all + "?dag_id=yearly"))
      #expect(listed["total_entries"]?.integer == 3)
    }
  }

  @Test(arguments: [
    ("/api/v2/dags/shp", 404, "shop"), ("/api/v2/dags/shop/dagRuns/none", 404, "none"),
    ("/api/v2/pools/default_pol", 404, "default_pool"), ("/api/v2/no/such", 404, "address"),
    ("/api/v2/dags/shop/dagRuns?run_after_gte=soon", 422, "soon"),
  ])
  func errorsSayWhatIsWrong(_ path: String, _ status: Int, _ text: String) async throws {
    try await RunningServer.use { server in
      let page = try await server.visitor().ask(.GET, path)
      #expect(page.status == status)
      #expect(try value(page)["detail"]?.json.contains(text) == true)
    }
  }

  @Test func secretsAreNotTold() async throws {
    try await RunningServer.use { server in
      let program = server.visitor()
      let connections = try await program.ask(.GET, "/api/v2/connections")
      #expect(connections.body.contains("db.example"))
      let variables = try await program.ask(.GET, "/api/v2/variables")
      #expect(variables.body.contains("north"))
      let one = try await program.ask(.GET, "/api/v2/variables/api_token")
      for page in [connections, variables, one] {
        #expect(!page.body.contains("hunter22") && !page.body.contains("s3cr3t"))
      }
      let put = #"{"connection_id": "c", "conn_type": "http", "password": "unseen"}"#
      let answer = try await program.ask(.POST, "/api/v2/connections", put, Self.json)
      #expect(answer.status == 201 && !answer.body.contains("unseen"))
      let audit = try await program.ask(.GET, "/api/v2/eventLogs")
      #expect(audit.body.contains("put connection") && !audit.body.contains("unseen"))
    }
  }

  @Test func tokensAreUsers() async throws {
    let users: [(name: String, role: Role)] = [("eve", .viewer)]
    try await RunningServer.use(users: users) { server in
      let program = server.visitor()
      #expect(try await program.ask(.GET, "/api/v2/dags").status == 401)
      let login = #"{"username": "eve", "password": "password of eve"}"#
      let made = try await program.ask(.POST, "/auth/token", login, Self.json)
      #expect(made.status == 201)
      let token = try #require(try value(made)["access_token"]?.text)
      let bearer = Self.json.merging(["Authorization": "Bearer \(token)"]) { $1 }
      #expect(try await program.ask(.GET, "/api/v2/dags", nil, bearer).status == 200)
      let trigger = try await program.ask(.POST, "/api/v2/dags/shop/dagRuns", "{}", bearer)
      #expect(trigger.status == 403)
      let wrong = Self.json.merging(["Authorization": "Bearer \(token.dropLast())0"]) { $1 }
      #expect(try await program.ask(.GET, "/api/v2/dags", nil, wrong).status == 401)
    }
  }

  @Test func theAPIDescribesItself() async throws {
    try await RunningServer.use { server in
      let document = try value(try await server.visitor().ask(.GET, "/openapi.json"))
      let paths = try #require(document["paths"]?.entries)
      let described = paths.flatMap { path in
        (path.value.entries ?? []).map { "\($0.name.uppercased()) \(path.name)" }
      }
      let routes = server.site.routes.filter { $0.path.hasPrefix("/api/v2/") }
      #expect(Set(described) == Set(routes.map { "\($0.method.rawValue) \($0.path)" }))
    }
  }

  @Test(arguments: [
    ("orders_daily", "daily", true), ("orders_daily", "ORD%ly", true), ("orders", "o_d", true),
    ("orders", "x%", false), ("", "%", true), ("ab", "abc", false),
  ])
  func patternsAreThoseOfSQL(_ text: String, _ pattern: String, _ isMatch: Bool) {
    #expect(text.matches(like: pattern) == isMatch)
  }
}
