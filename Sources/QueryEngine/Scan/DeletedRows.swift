import Columnar
import DuckDB
import Synchronization

/// The rows that deletion vectors delete in some files, as DuckDB asks for them while it scans:
/// by a function of SQL, a bit for each row.
///
/// Text of SQL that names one keeps it alive no longer than its owner does.
final class DeletedRows: Sendable {
  /// A bit for each row of a file, set where the row is deleted.
  private struct Bitmap: Sendable {
    private var words: [UInt64]

    init(_ rows: [Int]) {
      words = [UInt64](repeating: 0, count: rows.max().map { $0 >> 6 + 1 } ?? 0)
      for row in rows { words[row >> 6] |= 1 << UInt64(row & 63) }
    }

    func contains(_ row: Int64) -> Bool {
      let word = Int(row >> 6)
      return words.indices.contains(word) && words[word] & (1 << UInt64(row & 63)) != 0
    }
  }

  /// What the function is called with first.
  let number: Int64
  private let files: [Bitmap]
  private let registry: Registry

  /// Takes the numbers of the deleted rows of each file, from 0.
  fileprivate init(_ rows: [[Int]], number: Int64, registry: Registry) {
    files = rows.map(Bitmap.init)
    self.number = number
    self.registry = registry
  }

  deinit { registry.forget(number) }

  /// The condition that a row is there: of expressions for the place of its file among those
  /// with deletion vectors, and for its place in the file.
  func condition(file: String, row: String) -> String {
    "NOT \(Registry.functionName)(\(number), \(file), \(row))"
  }

  private func flags(files: Column, rows: Column, count: Int) -> Column? {
    let bits = files.withValues(as: UInt64.self) { files in
      rows.withValues(as: Int64.self) { rows in
        Buffer(byteCount: (count + 7) / 8) { target in
          for index in 0..<count {
            let file = Int(truncatingIfNeeded: files[index])
            if self.files.indices.contains(file), self.files[file].contains(rows[index]) {
              target[index >> 3] |= 1 << UInt8(index & 7)
            }
          }
        }
      }
    }
    guard let buffer = bits.flatMap({ $0 }) else { return nil }
    return Column(type: .boolean, count: count, validity: nil, storage: .bits(buffer))
  }
}

extension DeletedRows {
  /// The deleted rows that statements of a database use now, by number.
  final class Registry: Sendable {
    fileprivate static let functionName = "millrace_is_deleted"

    private struct Reference {
      weak var rows: DeletedRows?
    }

    private struct State {
      var references: [Int64: Reference] = [:]
      var last: Int64 = 0
      var hasFunction = false
    }

    private let state = Mutex(State())

    /// Takes the numbers of the deleted rows of each file.
    ///
    /// - Parameters:
    ///   - rows: The numbers, from 0.
    ///   - connection: One of the database, which learns the function by it.
    /// - Returns: What statements read that name it, as long as someone keeps it.
    /// - Throws: `DuckDBError`.
    func add(_ rows: [[Int]], _ connection: Connection) throws(DuckDBError) -> DeletedRows {
      let number = try state.withLock { state throws(DuckDBError) in
        if !state.hasFunction { try connection.register(function) }
        state.hasFunction = true
        state.last += 1
        return state.last
      }
      let added = DeletedRows(rows, number: number, registry: self)
      state.withLock { $0.references[number] = Reference(rows: added) }
      return added
    }

    fileprivate func forget(_ number: Int64) {
      state.withLock { $0.references[number] = nil }
    }

    private var function: ScalarFunction {
      ScalarFunction(
        Self.functionName, parameters: [.int64, .uint64, .int64], result: .boolean,
        columns: { [weak self] arguments, count in
          let number = arguments[0].withValues(as: Int64.self) { $0.first ?? 0 } ?? 0
          let rows = self?.state.withLock { $0.references[number]?.rows }
          let flags = rows?.flags(files: arguments[1], rows: arguments[2], count: count)
          guard let flags else {
            throw QueryError(.internal, "the deletion vectors of the scan are not there any more")
          }
          return flags
        })
    }
  }
}
