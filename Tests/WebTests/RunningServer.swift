import Airflow
import Alerts
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Orchestration
import StateSupport
import Store
import Synchronization

@testable import Web

/// A server on a free port of this machine, with a scheduler behind it.
struct RunningServer: Sendable {
  let site: Site
  let port: Int

  /// What a task of the DAGs here does: it writes its name, and fails if it is called so.
  private struct NamedExecutor: TaskExecutor {
    func execute(_ attempt: TaskAttempt, log: TaskLog) async -> TaskResult {
      log.write("this is \(attempt.id.task), try \(attempt.attempt)")
      log.write(attempt.work?.settings["says"] ?? "")
      return attempt.id.task.name == "fails" ? .failed : .succeeded()
    }
  }

  static func task(_ id: TaskID, after upstream: [TaskID] = [], says: String = "") -> DAGTask {
    var task = DAGTask(id, after: upstream)
    task.work = TaskWork(kind: "named", settings: ["says": says])
    return task
  }

  /// Three DAGs: one that succeeds, one that fails, and one whose name is markup.
  static func dags() throws -> [DAG] {
    var mapped = task("each", after: ["first"])
    mapped.expansion = Expansion(over: [.literal(3)])
    mapped.outlets = ["gold.sales"]
    return [
      try DAG(id: "shop", tasks: [task("first", says: "<script>alert(1)</script>"), mapped]),
      try DAG(id: "broken", tasks: [task("fails"), task("after", after: ["fails"])]),
      try DAG(id: "<b>bold</b>", tasks: [task("\"quoted\" & 'more'")]),
    ]
  }

  /// Runs a server and a scheduler while `body` uses them.
  static func use(
    users: [(name: String, role: Role)] = [], dags: [DAG]? = nil,
    _ body: @Sendable (RunningServer) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let dags = try dags ?? self.dags()
    let store = try StateKind.chosen.store(
      path: folder.appending(path: "state.sqlite").path,
      migrations: SchedulerState.migrations + AlertState.migrations + WebState.migrations)
    let state = SchedulerState(store)
    let vault = try Vault(
      state, keyPath: folder.appending(path: "key").path,
      environment: [
        "AIRFLOW_VAR_API_TOKEN": "s3cr3t-value", "AIRFLOW_VAR_REGION": "north",
        "AIRFLOW_CONN_WAREHOUSE": "postgresql://loader:hunter22@db.example:5432/sales",
      ])
    var configuration = Orchestrator.Configuration()
    configuration.logs = folder.appending(path: "logs").path
    configuration.secrets = try await vault.secrets()
    let (feed, meter) = (LiveFeed(), TaskMeter())
    let orchestrator = Orchestrator(
      state, executors: ["named": NamedExecutor()], configuration: configuration
    ) {
      feed.note($0)
      meter.note($0)
    }
    var operations = Operations(
      project: "test", version: "0", store: store, vault: vault,
      logs: configuration.logs ?? ""
    ) { request in
      try await orchestrator.take(request) { id in dags.first { $0.id == id } }
    }
    operations.feed = feed
    operations.meter = meter
    let listed = dags.map { ListedDAG(pipeline: $0, file: "pipelines/\($0.id).yml") }
    operations.dags = { listed }
    let site = Site(operations, host: "127.0.0.1", cost: .init(rounds: 2, blockSize: 1))
    for user in users {
      try await site.accounts.add(
        user.name, role: user.role, password: "password of \(user.name)", now: .now)
    }
    try await run(site, orchestrator, dags, body)
  }

  private static func run(
    _ site: Site, _ orchestrator: Orchestrator, _ dags: [DAG],
    _ body: @Sendable (RunningServer) async throws -> Void
  ) async throws {
    let (ready, input) = AsyncStream<Int>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await orchestrator.run(dags) }
      group.addTask {
        try await WebServer(site, at: .init(port: 0)).run { address in
          input.yield(address.port)
          input.finish()
        }
      }
      defer { group.cancelAll() }
      for await port in ready { try await body(RunningServer(site: site, port: port)) }
    }
  }

  /// Somebody with a browser, or a program.
  func visitor() -> Visitor { Visitor(port: port) }

  /// Somebody who has logged in.
  func visitor(as name: String) async throws -> Visitor {
    let visitor = visitor()
    _ = try await visitor.get("/login")
    _ = try await visitor.post("/login", ["name": name, "password": "password of \(name)"])
    return visitor
  }
}

/// Somebody who visits a server, and keeps its cookies as a browser does.
final class Visitor: Sendable {
  struct Page: Sendable {
    var status: Int
    var body: String
    var headers: HTTPHeaders

    /// What forms of the page send back.
    var token: String? {
      body.firstMatch(of: /name="_token" value="([0-9a-f]+)"/).map { String($0.1) }
    }
  }

  private struct State {
    var cookies: [String: String] = [:]
    var token: String?
  }

  private let port: Int
  private let state = Mutex(State())

  init(port: Int) {
    self.port = port
  }

  var cookies: [String: String] {
    get { state.withLock { $0.cookies } }
    set { state.withLock { $0.cookies = newValue } }
  }

  /// Loads a page, and keeps its cookies and what its forms send back.
  func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Page {
    try await ask(.GET, path, nil, headers)
  }

  /// Sends a form as a browser does from the page that was loaded last.
  func post(
    _ path: String, _ fields: [String: String] = [:], token: String? = nil,
    _ headers: [String: String] = [:]
  ) async throws -> Page {
    var fields = fields
    fields["_token"] = token ?? state.withLock { $0.token } ?? ""
    let allowed = CharacterSet.alphanumerics
    let body = fields.map { name, value in
      name + "=" + (value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")
    }.joined(separator: "&")
    var all = [
      "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin",
      "Origin": "http://127.0.0.1:\(port)",
    ]
    all.merge(headers) { $1 }
    return try await ask(.POST, path, body, all)
  }

  /// Sends a request as it is.
  func ask(
    _ method: HTTPMethod, _ path: String, _ body: String? = nil, _ headers: [String: String] = [:]
  ) async throws -> Page {
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
    request.method = method
    for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
    let cookies = cookies
    if !cookies.isEmpty {
      let text = cookies.map { "\($0)=\($1)" }.joined(separator: "; ")
      request.headers.replaceOrAdd(name: "Cookie", value: text)
    }
    if let body { request.body = .bytes(ByteBuffer(string: body)) }
    let answer = try await Self.client.execute(request, timeout: .seconds(20))
    let bytes = try await answer.body.collect(upTo: 16 << 20)
    let page = Page(
      status: Int(answer.status.code), body: String(buffer: bytes), headers: answer.headers)
    state.withLock { state in
      for header in answer.headers["Set-Cookie"] {
        let pair = header.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
        state.cookies[String(pair[0])] = pair.count > 1 ? String(pair[1]) : nil
      }
      if let token = page.token { state.token = token }
    }
    return page
  }

  private static let client = {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()
}
