/// A value of JSON, whose members are values of another type already.
public enum JSONPart<Value> {
  case null
  case boolean(Bool)
  /// A number as it is written: some exceed every type of fixed width.
  case number(String)
  /// `NaN`, `Infinity` or `-Infinity`, which Python writes and JSON does not know.
  case notFinite(Double)
  case string(String)
  case array([Value])
  /// The members in the order they are written; a name may come twice.
  case object([(name: String, value: Value)])
}

/// A type that JSON (RFC 8259) is read as.
public protocol JSONReadable {
  /// Makes a value; `nil` refuses what the type has no form for.
  init?(jsonPart: JSONPart<Self>)
}

extension JSONReadable {
  /// Reads a document: one value, and nothing after it.
  ///
  /// A surrogate without its other half, which Python writes, becomes U+FFFD.
  ///
  /// - Parameters:
  ///   - document: The text in UTF-8.
  ///   - levels: How many values may lie in each other.
  /// - Throws: ``JSONFault``.
  @inlinable
  public init(parsing document: some Sequence<UInt8>, levels: Int) throws(JSONFault) {
    var parser = JSONParser(bytes: Array(document), levels: levels)
    self = try parser.document()
  }
}

/// Why a text is not read as JSON.
public struct JSONFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public let reason: String
  /// Where, in bytes from the beginning.
  public let position: Int

  @usableFromInline
  init(_ reason: String, at position: Int) {
    self.reason = reason
    self.position = position
  }

  /// The reason and the place.
  public var description: String { "\(reason) at byte \(position)" }
}
