import Foundation
import NIOHTTP1
import Orchestration
import Testing

@testable import Web

@Suite struct PagesTests {
  /// Triggers a DAG and waits until its run is over.
  private func run(_ dag: String, _ visitor: Visitor, _ server: RunningServer) async throws -> RunID
  {
    let form = try await visitor.get(Link("dags", dag, "trigger").address)
    #expect(form.status == 200)
    let answer = try await visitor.post(Link("dags", dag, "trigger").address)
    #expect(answer.status == 303)
    let state = server.site.operations.state
    for _ in 0..<400 {
      if let run = try await state.lastRuns(of: dag, limit: 1).first, run.state.isFinished {
        return run.id
      }
      try await Task.sleep(for: .milliseconds(5))
    }
    throw WebError(.busy, "the run of \(dag) did not end")
  }

  @Test func everyPageShowsWhatHappened() async throws {
    try await RunningServer.use { server in
      let visitor = server.visitor()
      let shop = try await run("shop", visitor, server)
      let broken = try await run("broken", visitor, server)
      let bold = try await run("<b>bold</b>", visitor, server)
      let pages: [(path: String, shows: [String])] = [
        ("/", ["Overview", "broken", "shop"]),
        ("/dags", ["shop", "&lt;b&gt;bold&lt;/b&gt;"]),
        ("/dags?q=sho", ["shop"]),
        ("/runs", [shop.name, broken.name]),
        ("/runs?state=failed", [broken.name]),
        ("/dags/shop", ["first", "each", ">3</a>"]),
        ("/dags/shop/runs", [shop.name]),
        ("/dags/shop/graph", ["<svg", "each"]), ("/dags/shop/calendar", ["day-none", "f-success"]),
        (Link.run(shop, "graph").address, ["each [3]", "f-success"]),
        (Link.run(shop, "gantt").address, ["first", "f-success"]),
        ("/assets", ["gold.sales", "shop.each"]), ("/admin/pools", ["default_pool", "128"]),
        ("/admin/connections", ["warehouse", "db.example", "loader"]),
        ("/admin/variables", ["region", "north", "***"]),
        ("/admin/import-errors", ["Every file was read"]), ("/admin/users", ["no users"]),
        ("/admin/audit", ["trigger", broken.name]),
        ("/dags/shop/tasks", ["gold.sales", "all_success"]),
        (Link.run(shop).address, ["each[2]", "first"]),
        (Link.run(shop).with("q", "each").address, ["each[0]"]),
        (Link.run(broken).address, ["upstream failed", "Run failed tasks again"]),
        (Link.run(bold).address, ["&quot;quoted&quot; &amp; &#39;more&#39;"]),
        (
          Link("dags", "shop", "runs", shop.name, "tasks", "first").address,
          [
            "this is first, try 1", "&lt;script&gt;alert(1)&lt;/script&gt;",
          ]
        ),
      ]
      for (path, shows) in pages {
        let page = try await visitor.get(path)
        #expect(page.status == 200, "\(path)")
        for text in shows { #expect(page.body.contains(text), "\(path) shows no \(text)") }
        #expect(!page.body.contains("s3cr3t") && !page.body.contains("hunter22"), "\(path)")
        #expect(!page.body.contains("<script>") && !page.body.contains("<b>"), "\(path)")
        #expect(page.body.firstMatch(of: /<[^>]* (style|on\w+)=/) == nil, "\(path)")
      }
    }
  }

  @Test func whatFailedRunsAgainAndIsMarked() async throws {
    try await RunningServer.use { server in
      let visitor = server.visitor()
      let state = server.site.operations.state
      let id = try await run("broken", visitor, server)
      let fails = TaskInstanceID(run: id, task: "fails")
      #expect(try await state.summary(of: id)?.state == .failed)
      _ = try await visitor.post(Link.run(id, "clear").address, ["only": "failed"])
      for _ in 0..<400 where try await state.instance(fails)?.attempt != 2 {
        try await Task.sleep(for: .milliseconds(5))
      }
      #expect(try await state.instance(fails)?.attempt == 2)
      for _ in 0..<400 where try await state.summary(of: id)?.state != .failed {
        try await Task.sleep(for: .milliseconds(5))
      }
      _ = try await visitor.post(Link.run(id, "mark").address, ["state": "success"])
      #expect(try await state.summary(of: id)?.state == .success)
      #expect(try await state.instance(fails)?.state == .success)
      _ = try await visitor.post(
        Link.instance(fails, "mark").address, ["state": "skipped", "index": ""])
      #expect(try await state.instance(fails)?.state == .skipped)
      let actions = try await server.site.audit.entries(limit: 10).elements.map(\.action)
      #expect(actions == ["mark", "mark", "clear", "trigger"])
    }
  }

  @Test func aDAGIsPausedAndGoesOn() async throws {
    try await RunningServer.use { server in
      let visitor = server.visitor()
      _ = try await visitor.get("/dags")
      for isPaused in [true, false] {
        let answer = try await visitor.post(
          "/dags/shop/pause", ["paused": "\(isPaused)", "next": "/dags?q=sh"])
        #expect(answer.status == 303)
        #expect(answer.headers.first(name: "Location") == "/dags?q=sh")
        let paused = try await server.site.operations.state.pausedDAGs()
        #expect(paused.contains("shop") == isPaused)
      }
    }
  }

  @Test func programsAskHowItGoes() async throws {
    try await RunningServer.use { server in
      let visitor = server.visitor()
      let metrics = try await visitor.get("/metrics")
      #expect(metrics.body.contains("millrace_dags 3\n"))
      #expect(metrics.body.contains("millrace_pool_slots{pool=\"default_pool\"} 128\n"))
      #expect(metrics.body.contains("millrace_parallelism 32\n"))
      #expect(metrics.body.contains("millrace_task_wait_seconds_count 0\n"))
      #expect(metrics.body.contains("millrace_scheduler_loop_seconds_bucket{le=\"0.005\"} "))
      #expect(metrics.headers.first(name: "Content-Type")?.hasPrefix("text/plain") == true)
      // Nobody holds the lease of the scheduler here.
      #expect(try await visitor.get("/health").status == 503)
      let style = try await visitor.get(StaticFile.style.link.address)
      #expect(style.headers.first(name: "Content-Type") == "text/css; charset=utf-8")
      #expect(style.body.contains("prefers-color-scheme"))
    }
  }
}
