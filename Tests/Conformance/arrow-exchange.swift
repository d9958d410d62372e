// The entry points that Tests/Conformance/arrow calls: each takes what Python gives, and gives back
// what Columnar makes of it.
public import CArrow
import Columnar

/// How a batch is passed on.
private enum Mode: Int32 {
  /// In the memory that came.
  case shared
  /// Built anew from the values of its rows.
  case rebuilt
  /// Cut at both ends, in the memory that came.
  case cut

  func pass(_ batch: ColumnBatch) throws(ColumnarError) -> ColumnBatch {
    switch self {
    case .shared: batch
    case .rebuilt: try ColumnBatch(schema: batch.schema, rows: batch.rows)
    case .cut: batch.slice(min(1, batch.count)..<max(min(1, batch.count), batch.count - 1))
    }
  }
}

/// Takes a batch and gives it back; returns what went wrong, to be freed, or nothing.
@c
public func exchange_batch(
  _ schema: UnsafeMutablePointer<ArrowSchema>, _ array: UnsafeMutablePointer<ArrowArray>,
  _ outSchema: UnsafeMutablePointer<ArrowSchema>, _ outArray: UnsafeMutablePointer<ArrowArray>,
  _ mode: Int32
) -> UnsafeMutablePointer<CChar>? {
  do throws(ColumnarError) {
    let batch = try ArrowLayout(consuming: schema).batch(consuming: array)
    let passed = try (Mode(rawValue: mode) ?? .shared).pass(batch)
    try passed.exportArrow(to: outArray)
    passed.schema.exportArrow(to: outSchema)
    return nil
  } catch {
    if let release = array.pointee.release { release(array) }
    return text("\(error.kind): \(error.message)")
  }
}

/// Takes a stream and gives its batches back as another; returns what went wrong, or nothing.
@c
public func exchange_stream(
  _ stream: UnsafeMutablePointer<ArrowArrayStream>, _ out: UnsafeMutablePointer<ArrowArrayStream>
) -> UnsafeMutablePointer<CChar>? {
  do throws(ColumnarError) {
    // Python hands the stream over for good, and reads it on one thread at a time; the pointer
    // does not tell the compiler.
    nonisolated(unsafe) let reader = try ArrowStreamReader(consuming: stream)
    reader.schema.exportArrowStream(to: out) { try reader.next() }
    return nil
  } catch {
    return text("\(error.kind): \(error.message)")
  }
}

/// Frees what one of the functions above returned.
@c
public func exchange_free(_ text: UnsafeMutablePointer<CChar>?) {
  text?.deallocate()
}

private func text(_ message: String) -> UnsafeMutablePointer<CChar> {
  let characters = message.utf8CString
  let memory = UnsafeMutablePointer<CChar>.allocate(capacity: characters.count)
  for (index, character) in characters.enumerated() { memory[index] = character }
  return memory
}
