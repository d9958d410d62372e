import Foundation
import Orchestration
import Spelling

/// What the vault of a project keeps.
public enum SecretKind: String, Sendable, Hashable {
  /// How to reach a system.
  case connection
  /// A text.
  case variable

  var kept: Vault.Kind { self == .connection ? .connection : .variable }
}

extension ProjectAirflow {
  /// The names of the connections or variables there are, those of the environment among them.
  ///
  /// - Throws: a ``Diagnostic`` if the state cannot be read.
  public func names(_ kind: SecretKind) async throws(Diagnostic) -> [String] {
    do {
      return try await vault(in: SchedulerState(try store())).names(kind.kept)
    } catch {
      throw Diagnostic(error)
    }
  }

  /// The text of a connection or variable.
  ///
  /// - Throws: a ``Diagnostic`` with the nearest name if there is none of this name.
  public func text(_ kind: SecretKind, _ name: String) async throws(Diagnostic) -> String {
    do {
      let vault = try vault(in: SchedulerState(try store()))
      if let text = try await vault.text(kind.kept, name) { return text }
      throw Diagnostic(
        .configuration, "there is no \(kind.rawValue) \"\(name)\"",
        hint: NearestName.hint(for: name, among: try await vault.names(kind.kept)))
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Keeps a connection or variable.
  ///
  /// - Throws: a ``Diagnostic`` if it is a connection that cannot be read.
  public func put(
    _ kind: SecretKind, _ name: String, _ text: String
  ) async throws(Diagnostic) {
    guard kind == .variable || Connection(text) != nil else {
      throw Diagnostic(
        .configuration, "the connection \"\(name)\" cannot be read",
        hint: "write it like postgresql://user:password@host:5432/database")
    }
    do {
      try await vault(in: SchedulerState(try store())).put(kind.kept, name, text)
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Forgets a connection or variable.
  ///
  /// - Throws: a ``Diagnostic`` if there is none of this name.
  public func remove(_ kind: SecretKind, _ name: String) async throws(Diagnostic) {
    _ = try await text(kind, name)
    do {
      try await vault(in: SchedulerState(try store())).remove(kind.kept, name)
    } catch {
      throw Diagnostic(error)
    }
  }

  /// The pools: the name, and how many slots there are.
  ///
  /// - Throws: a ``Diagnostic`` if the state cannot be read.
  public func pools() async throws(Diagnostic) -> [[String]] {
    do {
      var pools = try await SchedulerState(try store()).pools()
      if !pools.contains(where: { $0.name == Pool.defaultName }) {
        pools.insert(Pool(Pool.defaultName, slots: Pool.defaultSlots), at: 0)
      }
      return pools.map { [$0.name, $0.slots.map { "\($0)" } ?? "unlimited"] }
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Adds or changes a pool; a process that runs already takes it when it starts next.
  ///
  /// - Throws: a ``Diagnostic`` if the state cannot be kept.
  public func setPool(_ name: String, slots: Int) async throws(Diagnostic) {
    do {
      try await SchedulerState(try store()).keep(Pool(name, slots: slots))
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Forgets a pool.
  ///
  /// - Throws: a ``Diagnostic`` if there is none of this name.
  public func removePool(_ name: String) async throws(Diagnostic) {
    do {
      guard try await SchedulerState(try store()).removePool(name) else {
        throw Diagnostic(.configuration, "there is no pool \"\(name)\"")
      }
    } catch {
      throw Diagnostic(error)
    }
  }
}
