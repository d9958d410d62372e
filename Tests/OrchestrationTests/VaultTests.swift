import Foundation
import Orchestration
import StateSupport
import Store
import Testing

@Suite struct VaultTests {
  private func withVault(
    environment: [String: String] = [:],
    _ body: (Vault, SchedulerState, URL) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "vault-\(UInt64.random(in: 0...(.max)))")
    defer { try? FileManager.default.removeItem(at: folder) }
    let state = SchedulerState(try StateKind.chosen.store(migrations: SchedulerState.migrations))
    let vault = try Vault(
      state, keyPath: folder.appending(path: "secret.key").path, environment: environment)
    try await body(vault, state, folder)
  }

  @Test func keepsAndForgets() async throws {
    try await withVault { vault, _, _ in
      try await vault.put(.variable, "region", "eu")
      try await vault.put(.variable, "region", "us")
      #expect(try await vault.text(.variable, "region") == "us")
      #expect(try await vault.text(.connection, "region") == nil)
      try await vault.remove(.variable, "region")
      #expect(try await vault.text(.variable, "region") == nil)
    }
  }

  @Test func theEnvironmentComesFirst() async throws {
    try await withVault(environment: ["AIRFLOW_VAR_REGION": "from outside"]) { vault, _, _ in
      try await vault.put(.variable, "region", "kept")
      #expect(try await vault.text(.variable, "region") == "from outside")
      #expect(try await vault.names(.variable) == ["region"])
    }
  }

  @Test func opensWithItsKeyAlone() async throws {
    try await withVault { vault, state, folder in
      try await vault.put(.connection, "db", "postgres://u:pw@h/d")
      let path = folder.appending(path: "secret.key").path
      let permissions = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(permissions as? Int == 0o600)
      let same = try Vault(state, keyPath: path, environment: [:])
      #expect(try await same.text(.connection, "db") == "postgres://u:pw@h/d")
      let other = try Vault(
        state, keyPath: folder.appending(path: "other.key").path, environment: [:])
      await #expect(throws: VaultError.wrongKey(name: "db")) {
        try await other.text(.connection, "db")
      }
    }
  }

  @Test func knowsWhatMustNotShow() async throws {
    let environment = ["AIRFLOW_CONN_DB": "postgres://u:p%40ss@h/d", "AIRFLOW_VAR_REGION": "eu"]
    try await withVault(environment: environment) { vault, _, _ in
      try await vault.put(.variable, "api_key", "k-123")
      #expect(Set(try await vault.secrets()) == ["p@ss", "k-123"])
    }
  }

  @Test(arguments: try AirflowCases.read("connections.tsv"))
  func connection(_ fields: [String]) throws {
    let connection = try #require(Connection(fields[0]))
    func text(_ value: String?) -> String { value.map { $0.isEmpty ? "-" : $0 } ?? "-" }
    let extra = connection.extra.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    #expect(
      [
        connection.kind, text(connection.host), text(connection.login), text(connection.password),
        connection.port.map { "\($0)" } ?? "-", text(connection.schema),
        text(extra.joined(separator: ";")),
      ] == Array(fields.dropFirst()))
  }

  @Test func readsConnectionsAsJSON() {
    let connection = Connection(
      #"{"conn_type": "http", "host": "h", "port": 80, "extra": {"a": "b"}}"#)
    #expect(connection?.kind == "http")
    #expect(connection?.port == 80)
    #expect(connection?.extra == ["a": "b"])
    #expect(Connection("no connection") == nil)
  }

  @Test func keepsXComs() async throws {
    let state = SchedulerState(try StateKind.chosen.store(migrations: SchedulerState.migrations))
    let run = RunID(dag: "d", name: "r")
    for (index, value) in [(1, "b"), (0, "a"), (0, "c")] {
      let id = TaskInstanceID(run: run, task: "t", mapIndex: index)
      try await state.put(xcom: "\"\(value)\"", key: "return_value", of: id)
    }
    let kept = try await state.xcoms(key: "return_value", of: "t", in: run)
    #expect(kept.map(\.mapIndex) == [0, 1])
    #expect(kept.map(\.value) == ["\"c\"", "\"b\""])
  }
}
