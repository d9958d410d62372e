import Orchestration

extension Site {
  /// Adds, changes or removes what a form of the administration names.
  func change(_ view: HTML.AdminView, _ call: Call) async throws -> Answer {
    guard let name = call.form.text("name") else {
      throw WebError(.invalid, "it needs a name")
    }
    let isRemoved = call.form.flag("remove") == true
    switch view {
    case .pools:
      if isRemoved {
        try await removePool(name, by: call)
      } else {
        guard let slots = call.form.integer("slots"), slots >= 0 else {
          throw WebError(.invalid, "the slots of a pool are a number of at least 0")
        }
        try await put(Pool(name, slots: slots), by: call)
      }
    case .connections, .variables:
      let kind: Vault.Kind = view == .connections ? .connection : .variable
      if isRemoved {
        try await remove(kind, name, by: call)
      } else {
        try await put(kind, name, call.form["text"] ?? "", by: call)
      }
    case .importErrors, .alerts, .audit, .users:
      throw WebError(.invalid, "there is nothing to change")
    }
    return .see(view.link)
  }

  /// Adds or changes a pool.
  func put(_ pool: Pool, by call: Call) async throws {
    try await operations.ask(.pool(pool))
    try await note(
      "put pool", by: call, detail: "\(pool.name): \(pool.slots.map { "\($0)" } ?? "unlimited")")
  }

  /// Forgets a pool.
  ///
  /// - Throws: ``WebError`` if there is none of this name, or it is the one that always is.
  func removePool(_ name: String, by call: Call) async throws {
    guard name != Pool.defaultName else {
      throw WebError(.invalid, "\(name) cannot be removed")
    }
    guard try await operations.state.removePool(name) else {
      throw WebError.missing("pool", name)
    }
    try await note("remove pool", by: call, detail: name)
  }

  /// Keeps a connection or a variable. What it is does not go into the log.
  ///
  /// - Throws: ``WebError`` for a connection that cannot be read.
  func put(_ kind: Vault.Kind, _ name: String, _ text: String, by call: Call) async throws {
    guard kind == .variable || Connection(text) != nil else {
      throw WebError(
        .invalid, "the connection \"\(name)\" cannot be read",
        hint: "write it like postgresql://user:password@host:5432/database")
    }
    try await operations.vault.put(kind, name, text)
    try await note("put \(kind.rawValue)", by: call, detail: name)
  }

  /// Forgets a connection or a variable.
  ///
  /// - Throws: ``WebError`` if there is none of this name.
  func remove(_ kind: Vault.Kind, _ name: String, by call: Call) async throws {
    guard try await operations.vault.names(kind).contains(name) else {
      throw WebError.missing(kind.rawValue, name)
    }
    try await operations.vault.remove(kind, name)
    try await note("remove \(kind.rawValue)", by: call, detail: name)
  }
}
