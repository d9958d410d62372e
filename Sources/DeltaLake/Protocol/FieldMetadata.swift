public import Columnar

/// Texts among what Delta keeps of a column, in the form that ``Columnar/Field/metadata`` has.
extension Field {
  /// A text that Delta keeps of the column under a key, such as `comment`; `nil` if there is none.
  public func deltaText(_ key: String) -> String? {
    guard let raw = metadata[key] else { return nil }
    guard case .string(let text)? = try? JSONValue(parsing: raw) else { return raw }
    return text
  }

  /// Keeps a text of the column under a key; `nil` removes it.
  public mutating func setDeltaText(_ key: String, _ text: String?) {
    guard let text else {
      metadata[key] = nil
      return
    }
    // What would read as another JSON value has to be marked as a text.
    let isPlain = (try? JSONValue(parsing: text)) == nil
    metadata[key] = isPlain ? text : JSONValue.string(text).rendered
  }

  /// The SQL expression of the column's default (`CURRENT_DEFAULT`).
  public var defaultExpression: String? { deltaText("CURRENT_DEFAULT") }

  /// The SQL expression that the column's values follow from (`delta.generationExpression`).
  public var generationExpression: String? { deltaText("delta.generationExpression") }

  /// The numbers that the column gives to rows, if it does.
  public var identity: IdentityNumbers? {
    get {
      guard let start = metadata["delta.identity.start"].flatMap({ Int64($0) }),
        let step = metadata["delta.identity.step"].flatMap({ Int64($0) })
      else { return nil }
      return IdentityNumbers(
        start: start, step: step,
        allowsExplicit: metadata["delta.identity.allowExplicitInsert"] == "true",
        highWaterMark: metadata["delta.identity.highWaterMark"].flatMap { Int64($0) })
    }
    set {
      metadata["delta.identity.start"] = newValue.map { "\($0.start)" }
      metadata["delta.identity.step"] = newValue.map { "\($0.step)" }
      metadata["delta.identity.allowExplicitInsert"] = newValue.map { "\($0.allowsExplicit)" }
      metadata["delta.identity.highWaterMark"] = newValue?.highWaterMark.map { "\($0)" }
    }
  }
}

/// The numbers that an identity column gives to rows (`delta.identity.…`).
public struct IdentityNumbers: Sendable, Hashable {
  /// The first number.
  public var start: Int64
  /// From one number to the next; not 0.
  public var step: Int64
  /// Whether rows may bring numbers of their own.
  public var allowsExplicit: Bool
  /// The number given last: the highest, or the lowest where they fall; `nil` before the first.
  public var highWaterMark: Int64?

  /// Describes the numbers of a column.
  public init(start: Int64, step: Int64, allowsExplicit: Bool, highWaterMark: Int64? = nil) {
    self.start = start
    self.step = step
    self.allowsExplicit = allowsExplicit
    self.highWaterMark = highWaterMark
  }

  /// The next number; `nil` past the end of the type.
  public var next: Int64? {
    guard let highWaterMark else { return start }
    let (sum, overflow) = highWaterMark.addingReportingOverflow(step)
    return overflow ? nil : sum
  }
}
