/// Where the deletion vector of a file is: the set of its rows that are deleted.
public struct DeletionVectorDescriptor: Sendable, Hashable {
  /// How ``pathOrInlineData`` is to be understood.
  public enum Storage: String, Sendable {
    /// A file in the table, named by a prefix and a UUID in Base85.
    case relative = "u"
    /// The vector itself, in Base85.
    case inline = "i"
    /// A file by its absolute path.
    case absolute = "p"
  }

  /// How ``pathOrInlineData`` is to be understood.
  public var storage: Storage
  /// A name, a path or the data, by ``storage``.
  public var pathOrInlineData: String
  /// Where the vector begins in its file; `nil` for inline vectors.
  public var offset: Int?
  /// The bytes of the serialized vector.
  public var sizeInBytes: Int
  /// How many rows are deleted.
  public var cardinality: Int

  /// Describes a deletion vector.
  public init(
    storage: Storage, pathOrInlineData: String, offset: Int?, sizeInBytes: Int, cardinality: Int
  ) {
    self.storage = storage
    self.pathOrInlineData = pathOrInlineData
    self.offset = offset
    self.sizeInBytes = sizeInBytes
    self.cardinality = cardinality
  }

  /// What tells the states of one file apart: a file is identified by its path and this.
  public var uniqueId: String {
    let base = storage.rawValue + pathOrInlineData
    return offset.map { "\(base)@\($0)" } ?? base
  }
}
