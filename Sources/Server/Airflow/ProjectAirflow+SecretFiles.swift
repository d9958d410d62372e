import Airflow
import Foundation
import Orchestration

/// What becomes of a connection or variable whose name is there already when a file is read.
public enum ExistingSecret: String, Sendable, CaseIterable {
  /// It is replaced.
  case overwrite
  /// Nothing of the file is kept.
  case fail
  /// It stays as it is.
  case skip
}

/// What came of reading a file of connections or variables.
public struct SecretImport: Sendable, Hashable {
  /// How many were kept.
  public var kept = 0
  /// The names of those that stayed as they were.
  public var skipped: [String] = []
}

/// Connections and variables as Airflow writes them to files and reads them: one JSON object with
/// a member for each.
extension ProjectAirflow {
  /// Keeps what a file says. Nothing is kept of a file that has a fault.
  ///
  /// A variable's value that is no text is kept as its JSON; a connection is a URI or an object
  /// with Airflow's keys.
  ///
  /// - Throws: a ``Diagnostic`` that names the file, and in it the name, but never a value.
  public func importSecrets(
    _ kind: SecretKind, from path: String, existing: ExistingSecret
  ) async throws(Diagnostic) -> SecretImport {
    let found = try Self.read(kind, path)
    do {
      let vault = try vault(in: SchedulerState(try store()))
      let known = Set(try await vault.keptNames(kind.kept))
      if existing == .fail, let name = found.first(where: { known.contains($0.name) })?.name {
        throw Diagnostic(
          .failure, "there is a \(kind.rawValue) \"\(name)\" already, and nothing was kept",
          hint: "say what becomes of it: overwrite or skip")
      }
      var outcome = SecretImport()
      for (name, text) in found {
        if existing == .skip, known.contains(name) {
          outcome.skipped.append(name)
          continue
        }
        try await vault.put(kind.kept, name, text)
        outcome.kept += 1
      }
      return outcome
    } catch {
      throw Diagnostic(error)
    }
  }

  /// Writes what is kept to a file that only its owner may read; what the environment says is not
  /// among it. Without a file the text is only given.
  ///
  /// - Returns: how many there are, and the text.
  /// - Throws: a ``Diagnostic`` if the state cannot be read or the file not be written.
  public func exportSecrets(
    _ kind: SecretKind, to path: String?
  ) async throws(Diagnostic) -> (count: Int, text: String) {
    do {
      let kept = try await vault(in: SchedulerState(try store())).kept(kind.kept)
      let lines = kept.sorted { $0.key < $1.key }.map { name, text in
        "    \(WireValue.text(name).json): \(Self.exported(kind, text).json)"
      }
      let text = lines.isEmpty ? "{}\n" : "{\n\(lines.joined(separator: ",\n"))\n}\n"
      if let path { try Self.write(text, to: path) }
      return (kept.count, text)
    } catch {
      throw Diagnostic(error)
    }
  }

  private static func read(
    _ kind: SecretKind, _ path: String
  ) throws(Diagnostic) -> [(name: String, text: String)] {
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw Diagnostic(
        .configuration, "the file \(path) cannot be read",
        hint: FileManager.default.fileExists(atPath: path) ? "it has to be UTF-8" : "there is none")
    }
    let document: WireValue
    do {
      document = try WireValue(json: text)
    } catch {
      throw Diagnostic(.configuration, "\(path): \(error.message)")
    }
    guard let entries = document.entries else {
      throw Diagnostic(
        .configuration,
        "\(path): a JSON object is expected, with a member for each \(kind.rawValue)")
    }
    var found: [(name: String, text: String)] = []
    for entry in entries {
      let text = imported(kind, entry.value)
      guard kind == .variable || Connection(text) != nil else {
        throw Diagnostic(
          .configuration,
          "\(path): the connection \"\(entry.name)\" cannot be read, and nothing was kept",
          hint: "write it like postgresql://user:password@host:5432/database, or as an object "
            + "with conn_type, host, login, password, port, schema and extra")
      }
      found.append((entry.name, text))
    }
    return found
  }

  /// The text that is kept of a member. A variable with a description is an object of both.
  private static func imported(_ kind: SecretKind, _ value: WireValue) -> String {
    var value = value
    if kind == .variable, let entries = value.entries, let inner = value["value"],
      entries.allSatisfy({ ["value", "description"].contains($0.name) })
    {
      value = inner
    }
    return value.text ?? value.json
  }

  /// The member for a text, so that it reads as in Airflow's files: the object of a connection,
  /// and the JSON of a variable if the very same text comes back from it.
  private static func exported(_ kind: SecretKind, _ text: String) -> WireValue {
    guard let value = try? WireValue(json: text) else { return .text(text) }
    let isTheSame = kind == .connection ? value.entries != nil : imported(kind, value) == text
    return isTheSame ? value : .text(text)
  }

  private static func write(_ text: String, to path: String) throws(Diagnostic) {
    let permissions: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
    let part = path + ".part"
    let isWritten =
      FileManager.default.createFile(
        atPath: part, contents: Data(text.utf8), attributes: permissions)
      && rename(part, path) == 0
    guard isWritten else {
      try? FileManager.default.removeItem(atPath: part)
      throw Diagnostic(
        .configuration, "the file \(path) cannot be written", hint: "name a folder that is there")
    }
  }
}
