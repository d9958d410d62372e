import Columnar
import DeltaLake
import Synchronization

/// An engine whose "Parquet files" are numbers of batches that it keeps: checkpoints without
/// Parquet.
final class MemoryEngine: Engine {
  private let files = Mutex<[[ColumnBatch]]>([])

  private func batches(_ file: ParquetFile) async throws -> [ColumnBatch] {
    let bytes = try await file.store.get(file.path)
    guard let number = Int(String(decoding: bytes, as: UTF8.self)),
      let batches = files.withLock({ $0.indices.contains(number) ? $0[number] : nil })
    else { throw DeltaError(.corruptLog, "this is no file of the engine") }
    return batches
  }

  func schema(of file: ParquetFile) async throws -> Schema {
    try await batches(file).first?.schema ?? Schema([])
  }

  func read(
    _ file: ParquetFile, columns: [[String]], where condition: RowCondition
  ) async throws -> [ColumnBatch] {
    try await batches(file).map { batch in
      let wanted = columns.map { Self.type($0, batch.schema) }
      let rows = (0..<batch.count).filter { row in
        switch condition {
        case .notNull(let column): !Self.value(column, batch, row).isNull
        case .allNull(let columns): columns.allSatisfy { Self.value($0, batch, row).isNull }
        }
      }
      let schema = Schema(zip(columns, wanted).map { Field($0.joined(separator: "."), $1) })
      return try ColumnBatch(
        schema: schema, rows: rows.map { row in columns.map { Self.value($0, batch, row) } })
    }
  }

  private static func type(_ path: [String], _ schema: Schema) -> LogicalType {
    var fields = schema.fields
    var type = LogicalType.null
    for name in path {
      type = fields.first { $0.name == name }?.type ?? .null
      if case .structure(let members) = type { fields = members }
    }
    return type
  }

  private static func value(_ path: [String], _ batch: ColumnBatch, _ row: Int) -> Value {
    var value = path.first.flatMap { batch[$0] }?.value(at: row) ?? .null
    for name in path.dropFirst() {
      guard case .structure(let members) = value else { return .null }
      value = members.first { $0.name == name }?.value ?? .null
    }
    return value
  }

  func encode(_ batches: [ColumnBatch]) async throws -> [UInt8] {
    files.withLock { files in
      files.append(batches)
      return Array(String(files.count - 1).utf8)
    }
  }
}
