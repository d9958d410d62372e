import Foundation
import NIOHTTP1
import Orchestration
import Testing

@testable import Web

/// What somebody tries who may not: each is refused, and nothing is done.
@Suite struct AttackTests {
  private static let users: [(name: String, role: Role)] = [
    ("eve", .viewer), ("ed", .editor), ("ada", .admin),
  ]

  private func runs(_ server: RunningServer) async throws -> Int {
    try await server.site.operations.state.runs(of: nil, limit: 1).total
  }

  @Test func nobodySeesAnythingWithoutASession() async throws {
    try await RunningServer.use(users: Self.users) { server in
      let visitor = server.visitor()
      for route in server.site.routes where route.access != .everyone && route.method == .get {
        let page = try await visitor.get(route.path.replacing(/[{}]/, with: ""))
        #expect(page.status == (route.isAPI ? 401 : 303), "\(route.path)")
      }
      #expect(try await visitor.get("/no/such/page").status == 303)
    }
  }

  @Test func nobodyChangesAnythingWithoutASession() async throws {
    try await RunningServer.use(users: Self.users) { server in
      let visitor = server.visitor()
      _ = try await visitor.get("/login")
      for route in server.site.routes where route.access != .everyone && route.method != .get {
        let page = try await visitor.ask(
          .init(rawValue: route.method.rawValue), route.path.replacing(/[{}]/, with: ""), "{}",
          ["Content-Type": "application/json"])
        #expect(page.status == 401, "\(route.method) \(route.path)")
      }
      #expect(try await runs(server) == 0)
    }
  }

  @Test func aViewerTriggersNothing() async throws {
    try await RunningServer.use(users: Self.users) { server in
      let eve = try await server.visitor(as: "eve")
      #expect(try await eve.get("/dags").status == 200)
      #expect(try await eve.get("/dags").body.contains("Trigger") == false)
      _ = try await eve.get("/")
      for path in ["/dags/shop/trigger", "/dags/shop/pause", "/dags/shop/runs/r/clear"] {
        #expect(try await eve.post(path).status == 403)
      }
      let ed = try await server.visitor(as: "ed")
      _ = try await ed.get("/dags/shop/trigger")
      #expect(try await ed.post("/dags/shop/trigger").status == 303)
      #expect(try await runs(server) == 1)
    }
  }

  @Test(arguments: ["", String(repeating: "0", count: 64), "another"])
  func aFormOfAnotherPageIsRefused(_ token: String) async throws {
    try await RunningServer.use(users: Self.users) { server in
      let ed = try await server.visitor(as: "ed")
      #expect(try await ed.post("/dags/shop/trigger", token: token).status == 403)
      // The token of another visitor is no better.
      let other = try await server.visitor(as: "ada").get("/dags/shop/trigger").token
      #expect(try await ed.post("/dags/shop/trigger", token: other).status == 403)
      #expect(try await runs(server) == 0)
    }
  }

  @Test(arguments: [
    ["Origin": "https://evil.example"], ["Sec-Fetch-Site": "cross-site"],
    ["Sec-Fetch-Site": "same-site"], ["Origin": "null"],
  ])
  func aPageOfAnotherSiteIsRefused(_ headers: [String: String]) async throws {
    try await RunningServer.use { server in
      let visitor = server.visitor()
      _ = try await visitor.get("/dags/shop/trigger")
      #expect(try await visitor.post("/dags/shop/trigger", [:], headers).status == 403)
      #expect(try await runs(server) == 0)
    }
  }

  @Test func aForgedCookieIsNobody() async throws {
    try await RunningServer.use(users: Self.users) { server in
      let visitor = server.visitor()
      for forged in ["admin", "ada", String(repeating: "a", count: 64), "' OR 1=1 --"] {
        visitor.cookies = [Gate.sessionCookie: forged]
        #expect(try await visitor.get("/").status == 303)
        let answer = try await visitor.get("/", ["Authorization": "Bearer \(forged)"])
        #expect(answer.status == 303 && !answer.body.contains("shop"))
      }
      let ada = try await server.visitor(as: "ada")
      let session = ada.cookies
      #expect(try await ada.get("/").status == 200)
      _ = try await ada.post("/logout")
      ada.cookies = session
      #expect(try await ada.get("/").status == 303)
    }
  }

  @Test func cookiesAreKeptFromScriptsAndOtherSites() async throws {
    try await RunningServer.use(users: Self.users) { server in
      let visitor = server.visitor()
      _ = try await visitor.get("/login")
      let page = try await visitor.post(
        "/login", ["name": "ada", "password": "password of ada"], ["X-Forwarded-Proto": "https"])
      let cookie = try #require(
        page.headers["Set-Cookie"].first { $0.hasPrefix(Gate.sessionCookie) })
      for attribute in ["; HttpOnly", "; SameSite=Lax", "; Path=/", "; Secure"] {
        #expect(cookie.contains(attribute))
      }
      let policy = try #require(page.headers.first(name: "Content-Security-Policy"))
      #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
    }
  }

  @Test func passwordsAreNotTriedForEver() async throws {
    try await RunningServer.use(users: Self.users) { server in
      let visitor = server.visitor()
      _ = try await visitor.get("/login")
      var statuses: [Int] = []
      for attempt in 0..<7 {
        statuses.append(
          try await visitor.post("/login", ["name": "ada", "password": "guess \(attempt)"]).status)
      }
      #expect(statuses == [401, 401, 401, 401, 401, 429, 429])
      // Not even with the right one, as long as that lasts; others are not held up.
      let right = try await visitor.post("/login", ["name": "ada", "password": "password of ada"])
      #expect(right.status == 429)
      #expect(
        try await visitor.post("/login", ["name": "ed", "password": "password of ed"]).status == 303
      )
    }
  }

  @Test func anUnknownNameTakesAsMuchWork() async throws {
    let cost = PasswordHash.Cost(rounds: 1024, blockSize: 8)
    let nobody = PasswordHash(ofNobody: cost)
    #expect(nobody.matches("") == false)
    let known = try PasswordHash(of: "correct horse", cost: cost)
    #expect(known.matches("correct horse") && !known.matches("correct horsf"))
    let read = try #require(PasswordHash(known.text))
    #expect(read == known && read.matches("correct horse"))
    #expect(try PasswordHash(of: "correct horse", cost: cost).text != known.text)
    #expect(PasswordHash("scrypt$99999999999$8$AA==$AA==") == nil)
  }

  @Test(arguments: ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"])
  func nobodyIsSentElsewhere(_ next: String) async throws {
    try await RunningServer.use(users: Self.users) { server in
      let visitor = server.visitor()
      _ = try await visitor.get("/login")
      let page = try await visitor.post(
        "/login", ["name": "ada", "password": "password of ada", "next": next])
      #expect(page.headers.first(name: "Location") == "/")
    }
  }

  @Test(arguments: [
    "/static/x/../../Package.swift", "/static/x/..%2F..%2Fetc%2Fpasswd", "/static/x/%2e%2e",
    "/dags/shop/runs/..%2F..%2F..%2Fetc/tasks/passwd/log",
    "/dags/..%2Fshop/runs/..%2F/tasks/..%2F..%2Fkey/log?try=1",
  ])
  func pathsLeadNowhereElse(_ path: String) async throws {
    try await RunningServer.use { server in
      let page = try await server.visitor().ask(.GET, path)
      #expect(page.status == 404)
      #expect(!page.body.contains("root:"))
    }
  }

  @Test(arguments: ["evil.example", "127.0.0.1.evil.example", "10.0.0.1:80", "evil.example:8080"])
  func aNameThatLeadsHereIsNotThisMachine(_ host: String) async throws {
    try await RunningServer.use { server in
      let page = try await server.visitor().get("/", ["Host": host])
      #expect(page.status == 403)
      #expect(!page.body.contains("shop"))
    }
  }

  @Test func moreThanIsTakenIsRefused() async throws {
    try await RunningServer.use { server in
      let body = String(repeating: "x", count: WebServer.mostBytes + 1)
      let page = try await server.visitor().ask(
        .POST, "/dags/shop/trigger", body, ["Content-Type": "application/json"])
      #expect(page.status == 413)
      #expect(page.headers.first(name: "Content-Security-Policy") != nil)
    }
  }

  @Test(arguments: ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
  func aMethodIsWhatItIs(_ header: String) async throws {
    try await RunningServer.use { server in
      let visitor = server.visitor()
      let page = try await visitor.get("/dags/shop/trigger?_method=POST", [header: "POST"])
      #expect(page.status == 200)
      // What is no method of the page is asked for at the gate, which misses the form's token.
      #expect(try await visitor.ask(.DELETE, "/dags/shop").status == 403)
      #expect(try await runs(server) == 0)
    }
  }

  @Test func othersAreNotListenedToWithoutUsers() async throws {
    try await RunningServer.use { server in
      let open = WebServer(server.site, at: .init(host: "0.0.0.0", port: 0))
      let error = await #expect(throws: WebError.self) { try await open.run { _ in } }
      #expect(error?.kind == .address)
      let taken = WebServer(server.site, at: .init(port: server.port))
      let second = await #expect(throws: WebError.self) { try await taken.run { _ in } }
      #expect(second?.description.contains("--port \(server.port + 1)") == true)
    }
  }
}
