public import CArrow

/// The columns of an Arrow producer: their types here, and how its arrays lay them out.
///
/// Follows the Arrow C data interface
/// (https://arrow.apache.org/docs/format/CDataInterface.html). What is not Arrow's layout here is
/// converted: dictionaries and run ends are looked up, views and dense unions laid out anew, half
/// floats and small decimals widened. A time zone makes a timestamp an instant; its name is not
/// kept. Extension types without a logical type here become what they are stored as, with their
/// names in the metadata of the field.
public struct ArrowLayout: Sendable {
  /// Names and types of the columns.
  public let schema: Schema
  let fields: [ArrowField]

  /// Reads a schema, which must be a structure of the columns, and releases it, also on failure.
  ///
  /// - Throws: ``ColumnarError`` of kind `malformedArrow`, or `unsupportedType` for a format
  ///   without a logical type here.
  public init(consuming source: UnsafeMutablePointer<ArrowSchema>) throws(ColumnarError) {
    defer { source.pointee.release?(source) }
    let root = try ArrowField(source.pointee)
    guard root.format == .structure, root.dictionary.isEmpty else {
      throw ColumnarError(.malformedArrow, "the schema of a batch is no structure of columns")
    }
    fields = root.children
    schema = Schema(root.children.map(\.field))
  }

  /// Takes over an array of the schema. The batch lends the producer's memory where the layouts
  /// agree, and releases it with its last column.
  ///
  /// The producer is trusted with the sizes of its buffers, which the interface does not tell;
  /// counts, offsets, indices and type numbers are checked.
  ///
  /// - Throws: ``ColumnarError`` of kind `malformedArrow`, or `outOfRange` for a value that its
  ///   type here has no room for, such as an interval with single nanoseconds. The array is
  ///   released then.
  public func batch(
    consuming source: UnsafeMutablePointer<ArrowArray>
  ) throws(ColumnarError) -> ColumnBatch {
    guard source.pointee.release != nil else {
      throw ColumnarError(.malformedArrow, "the array of a batch was released already")
    }
    let owner = ArrowArrayOwner(taking: source)
    let root = ArrowField(structureOf: fields)
    let reader = try ArrowArrayReader(owner.array, root, owner: owner)
    guard case .structure(let columns) = try reader.column().storage else {
      throw ColumnarError(.malformedArrow, "the array of a batch is no structure of columns")
    }
    return ColumnBatch(agreed: schema, columns: columns, count: reader.count)
  }
}

extension ArrowField {
  /// The field that the columns of a batch are children of.
  init(structureOf fields: [ArrowField]) {
    format = .structure
    field = Field("", .structure(fields.map(\.field)), isNullable: false)
    children = fields
    dictionary = []
  }
}
