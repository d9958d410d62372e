import Orchestration

extension Supervisor {
  /// Answers what is about connections, variables and what is to be hidden; `nil` for anything else.
  func answerSecrets(
    _ type: String, _ request: WireValue, _ asker: Asker?
  ) async throws -> WireValue? {
    switch type {
    case "GetConnection": return try await connection(request.word("conn_id"), asker)
    case "GetVariable":
      let key = request.word("key")
      guard let value = try await vault.text(.variable, key) else {
        return Self.error("VARIABLE_NOT_FOUND", "there is no variable \"\(key)\"")
      }
      if Vault.isSecret(key) { asker?.mask([value]) }
      return ["type": "VariableResult", "key": .text(key), "value": .text(value)]
    case "GetVariableKeys":
      let prefix = request.word("prefix")
      let names = try await vault.names(.variable).filter { $0.hasPrefix(prefix) }
      let page = names.dropFirst(request["offset"]?.integer ?? 0)
        .prefix(request["limit"]?.integer ?? 1000)
      return [
        "type": "VariableKeysResult", "keys": .list(page.map { .text($0) }),
        "total_entries": .integer(Int64(names.count)),
      ]
    case "PutVariable":
      try await vault.put(.variable, request.word("key"), request.word("value"))
      return Self.done
    case "DeleteVariable":
      try await vault.remove(.variable, request.word("key"))
      return Self.done
    case "MaskSecret":
      asker?.mask((request["value"] ?? .null).texts)
      return .null
    default: return nil
    }
  }

  private func connection(_ name: String, _ asker: Asker?) async throws -> WireValue {
    guard let text = try await vault.text(.connection, name) else {
      return Self.error("CONNECTION_NOT_FOUND", "there is no connection \"\(name)\"")
    }
    guard let parts = ConnectionParts(text) else {
      return Self.error("GENERIC_ERROR", "the connection \"\(name)\" cannot be read")
    }
    asker?.mask(parts.secrets)
    return parts.result(name: name)
  }
}

/// A connection in the parts in which tasks get it.
struct ConnectionParts {
  var kind: String
  var host: String?
  var schema: String?
  var login: String?
  var password: String?
  var port: Int?
  /// Whatever else there is, as a JSON object.
  var extra: String?

  /// Reads a URI or a JSON object as Airflow writes them; `nil` for anything else.
  init?(_ text: String) {
    guard !text.hasPrefix("{") else {
      guard let fields = try? WireValue(json: text), let kind = fields["conn_type"]?.text else {
        return nil
      }
      self.kind = kind
      host = fields["host"]?.text
      schema = fields["schema"]?.text
      login = fields["login"]?.text
      password = fields["password"]?.text
      port = fields["port"]?.integer ?? fields["port"]?.text.flatMap { Int($0) }
      extra = fields["extra"].flatMap { $0.isNull ? nil : $0.text ?? $0.json }
      return
    }
    guard let connection = Connection(text) else { return nil }
    kind = connection.kind
    host = connection.host
    schema = connection.schema
    login = connection.login
    password = connection.password
    port = connection.port
    guard !connection.extra.isEmpty else { return }
    let entries = connection.extra.sorted { $0.key < $1.key }
    // A URI that cannot say all has the whole object under one name.
    extra =
      connection.extra["__extra__"]
      ?? WireValue.map(entries.map { WireEntry($0.key, .text($0.value)) }).json
  }

  /// The texts that must not show.
  var secrets: [String] {
    var secrets = password.map { [$0] } ?? []
    let fields = extra.flatMap { try? WireValue(json: $0) }
    for entry in fields?.entries ?? [] where Vault.isSecret(entry.name) {
      secrets += entry.value.texts
    }
    return secrets
  }

  func result(name: String) -> WireValue {
    [
      "type": "ConnectionResult", "conn_id": .text(name), "conn_type": .text(kind),
      "host": .optional(host), "schema": .optional(schema), "login": .optional(login),
      "password": .optional(password), "port": port.map { .integer(Int64($0)) } ?? .null,
      "extra": .optional(extra),
    ]
  }
}

extension WireValue {
  /// Every text in the value, at whatever depth.
  var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let members): members.flatMap(\.texts)
    case .map(let entries): entries.flatMap(\.value.texts)
    default: []
    }
  }
}
