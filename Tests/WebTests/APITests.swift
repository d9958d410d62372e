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
