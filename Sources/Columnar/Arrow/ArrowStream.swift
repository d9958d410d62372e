public import CArrow

/// Reads batches from a producer through the Arrow C stream interface
/// (https://arrow.apache.org/docs/format/CStreamInterface.html).
///
/// Releases the stream when it goes away. Used by one task at a time, as the interface demands.
public final class ArrowStreamReader {
  /// Names and types of the columns.
  public var schema: Schema { layout.schema }
  private let layout: ArrowLayout
  private let stream: UnsafeMutablePointer<ArrowArrayStream>

  /// Takes a stream over, also on failure, and reads its schema.
  ///
  /// - Throws: ``ColumnarError``: `producerFailed` with the producer's message, or what
  ///   ``ArrowLayout/init(consuming:)`` throws.
  public init(consuming source: UnsafeMutablePointer<ArrowArrayStream>) throws(ColumnarError) {
    guard source.pointee.release != nil else {
      throw ColumnarError(.malformedArrow, "the stream was released already")
    }
    let stream = UnsafeMutablePointer<ArrowArrayStream>.allocate(capacity: 1)
    stream.initialize(to: source.pointee)
    source.pointee.release = nil
    do throws(ColumnarError) {
      var schema = ArrowSchema()
      guard let getSchema = stream.pointee.get_schema else {
        throw ColumnarError(.malformedArrow, "the stream has no schema")
      }
      try Self.check(getSchema(stream, &schema), stream)
      guard schema.release != nil else {
        throw ColumnarError(.malformedArrow, "the stream has no schema")
      }
      layout = try ArrowLayout(consuming: &schema)
    } catch {
      Self.release(stream)
      throw error
    }
    self.stream = stream
  }

  deinit { Self.release(stream) }

  /// The next rows; `nil` after the last.
  ///
  /// - Throws: ``ColumnarError``: `producerFailed` with the producer's message, or what
  ///   ``ArrowLayout/batch(consuming:)`` throws.
  public func next() throws(ColumnarError) -> ColumnBatch? {
    guard let getNext = stream.pointee.get_next else {
      throw ColumnarError(.malformedArrow, "the stream has no rows to ask for")
    }
    var array = ArrowArray()
    try Self.check(getNext(stream, &array), stream)
    return array.release == nil ? nil : try layout.batch(consuming: &array)
  }

  private static func check(
    _ status: Int32, _ stream: UnsafeMutablePointer<ArrowArrayStream>
  ) throws(ColumnarError) {
    guard status != 0 else { return }
    let report = stream.pointee.get_last_error?(stream).map { String(cString: $0) }
    throw ColumnarError(.producerFailed, report ?? "the producer failed with status \(status)")
  }

  private static func release(_ stream: UnsafeMutablePointer<ArrowArrayStream>) {
    stream.pointee.release?(stream)
    stream.deallocate()
  }
}

extension Schema {
  /// Lends a sequence of batches of these columns through the Arrow C stream interface.
  ///
  /// - Parameters:
  ///   - target: a structure to overwrite, which the receiver releases.
  ///   - next: the next batch, of exactly these columns; `nil` after the last. Called by the
  ///     receiver, on whatever thread it reads on, one call at a time. What it throws reaches the
  ///     receiver as the stream's error.
  public func exportArrowStream(
    to target: UnsafeMutablePointer<ArrowArrayStream>,
    next: sending @escaping () throws -> ColumnBatch?
  ) {
    target.initialize(to: ExportedStream(self, next: next).handedOver())
  }
}

/// What an exported stream refers to, until the receiver releases it.
private final class ExportedStream {
  private let schema: Schema
  private let next: () throws -> ColumnBatch?
  private var lastError: UnsafeMutablePointer<CChar>?

  init(_ schema: Schema, next: @escaping () throws -> ColumnBatch?) {
    self.schema = schema
    self.next = next
  }

  deinit { lastError?.deallocate() }

  func handedOver() -> ArrowArrayStream {
    ArrowArrayStream(
      get_schema: { stream, target in
        guard let held = ExportedStream.of(stream), let target else { return Status.invalid }
        held.schema.exportArrow(to: target)
        return 0
      },
      get_next: { stream, target in
        guard let held = ExportedStream.of(stream), let target else { return Status.invalid }
        return held.exportNext(to: target)
      },
      get_last_error: { stream in ExportedStream.of(stream)?.lastError.map { UnsafePointer($0) } },
      release: { stream in
        guard let stream, let held = stream.pointee.private_data else { return }
        stream.pointee.release = nil
        stream.pointee.private_data = nil
        Unmanaged<ExportedStream>.fromOpaque(held).release()
      },
      private_data: Unmanaged.passRetained(self).toOpaque())
  }

  private static func of(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> ExportedStream? {
    guard let held = stream?.pointee.private_data else { return nil }
    return Unmanaged<ExportedStream>.fromOpaque(held).takeUnretainedValue()
  }

  private func exportNext(to target: UnsafeMutablePointer<ArrowArray>) -> Int32 {
    do {
      guard let batch = try next() else {
        target.initialize(to: ArrowArray())
        return 0
      }
      guard batch.schema.fields.map(\.type) == schema.fields.map(\.type) else {
        throw ColumnarError(.typeMismatch, "a batch of the stream has other columns than it")
      }
      try batch.exportArrow(to: target)
      return 0
    } catch {
      report("\(error)")
      return Status.failed
    }
  }

  private func report(_ message: String) {
    lastError?.deallocate()
    let text = message.utf8CString
    let memory = UnsafeMutablePointer<CChar>.allocate(capacity: text.count)
    for (index, character) in text.enumerated() { memory[index] = character }
    lastError = memory
  }
}

/// What the callbacks of a stream return: numbers of `errno.h`, the same on every system.
private enum Status {
  /// EIO.
  static let failed: Int32 = 5
  /// EINVAL.
  static let invalid: Int32 = 22
}
