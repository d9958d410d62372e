import FoundationEssentials

/// What DuckDB, or this module in its place, refused to do.
public struct DuckDBError: Error, Sendable, CustomStringConvertible {
  /// The class of an error, after DuckDB's own classes of exceptions.
  public enum Kind: Sendable, Hashable {
    /// The text is not a statement.
    case parser
    /// The statement refers to something that cannot be used there.
    case binder
    /// A table, function, setting or other object does not exist, or exists already.
    case catalog
    /// A value has no form in another type.
    case conversion
    /// A number has no room.
    case outOfRange
    /// A constraint of a table would be broken.
    case constraint
    /// A file could not be read or written.
    case io
    /// A request to a remote server failed.
    case http
    /// The statement was interrupted.
    case interrupt
    /// The memory limit was reached.
    case outOfMemory
    /// The configuration forbids it.
    case permission
    /// A transaction cannot go on or conflicts with another.
    case transaction
    /// A function or a call was given something it does not accept.
    case invalidInput
    /// DuckDB, or this module, does not do this.
    case notImplemented
    /// The statement needs an extension that is not loaded.
    case missingExtension
    /// A setting is not valid.
    case configuration
    /// Another object depends on this one.
    case dependency
    /// DuckDB failed in itself; the database must be opened anew.
    case fatal
    /// Any other class.
    case other
  }

  /// The class of the error.
  public let kind: Kind
  /// DuckDB's message, class first: `Binder Error: Referenced column "x" not found …`.
  public let message: String
  /// Where in the statement's text the error is: the number of characters before it.
  public let position: Int?
  /// What DuckDB found that has a similar name.
  public let candidates: [String]
  /// What to do about it.
  public let hint: String?

  /// Makes an error of this module, or of a function written in Swift.
  public init(
    _ kind: Kind, _ message: String, position: Int? = nil, candidates: [String] = [],
    hint: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.position = position
    self.candidates = candidates
    self.hint = hint
  }

  /// The message, and the hint below it.
  public var description: String { hint.map { "\(message)\n\($0)" } ?? message }
}

extension DuckDBError {
  /// Reads what DuckDB reports of an error in `statement`.
  ///
  /// Connections ask for errors as JSON, which alone carries the exact position; text in the
  /// form for people comes from the few places that know no settings.
  init(report: String, statement: String?) {
    guard let json = Self.jsonObject(in: report), let name = json["exception_type"] else {
      let prefix = report.firstRange(of: " Error: ").map { report[..<$0.lowerBound] } ?? ""
      self.init(Self.kind(named: String(prefix)), report)
      return
    }
    let text = json["exception_message"] ?? report
    let position = json["position"].flatMap { Int($0) }.flatMap { bytes in
      statement.flatMap { Self.characters(before: bytes, in: $0) }
    }
    let kind = Self.kind(named: name)
    // A missing setting lists every setting; the message names the near ones.
    let candidates = json["candidates"].map { $0.split(separator: ", ").map(String.init) } ?? []
    self.init(
      kind, "\(name) Error: \(text)", position: position,
      candidates: candidates.count <= 20 ? candidates : [])
  }

  private static func jsonObject(in report: String) -> [String: String]? {
    guard let start = report.firstIndex(of: "{"), report.hasSuffix("}") else { return nil }
    // A message before the brace is the class, as in `Binder Error: {…}`.
    guard start == report.startIndex || report[..<start].hasSuffix(" Error: ") else { return nil }
    return try? JSONDecoder().decode([String: String].self, from: Data(report[start...].utf8))
  }

  private static func characters(before bytes: Int, in statement: String) -> Int? {
    let utf8 = statement.utf8
    guard let index = utf8.index(utf8.startIndex, offsetBy: bytes, limitedBy: utf8.endIndex)
    else { return nil }
    return statement[..<index].count
  }

  private static func kind(named name: String) -> Kind {
    switch name.lowercased() {
    case "parser", "syntax": .parser
    case "binder", "parameter not resolved", "parameter not allowed": .binder
    case "catalog": .catalog
    case "conversion", "mismatch type", "invalid type", "unknown type", "decimal": .conversion
    case "out of range", "divide by zero": .outOfRange
    case "constraint": .constraint
    case "io": .io
    case "http", "network": .http
    case "interrupt": .interrupt
    case "out of memory": .outOfMemory
    case "permission": .permission
    case "transactioncontext", "transaction": .transaction
    case "invalid input": .invalidInput
    case "not implemented": .notImplemented
    case "missing extension", "extension autoloading": .missingExtension
    case "invalid configuration", "settings": .configuration
    case "dependency": .dependency
    case "fatal", "internal": .fatal
    default: .other
    }
  }
}
