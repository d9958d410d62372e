import Columnar
import DeltaLake
import SQLAnalysis

/// What is known of each row beside its columns: its file, its place there, and by what it is
/// known where the table tracks rows. In queries it is the column `_metadata`, with Spark's names.
struct FileMetadata {
  /// The column's name.
  static let name = "_metadata"

  let metadata: Metadata
  /// The files of the scan; none for one without rows.
  let files: [DataFile]
  /// How a column of the files is written in the scan.
  var kept: (String) -> String = { "f." + SQLQuoting.name($0) }

  /// The column, as an expression over a scan `f`.
  var column: String {
    var members: [(String, String)] = [
      ("file_path", files.isEmpty ? "NULL::VARCHAR" : "f.filename"),
      ("file_name", files.isEmpty ? "NULL::VARCHAR" : "parse_filename(f.filename)"),
      ("file_size", value(of: { Int64($0.size) })),
      ("file_modification_time", "epoch_ms(\(value(of: \.modificationTime)))"),
      ("row_index", rowNumber),
    ]
    if metadata.rowTrackingColumns != nil {
      members += [
        ("base_row_id", baseRowId), ("default_row_commit_version", commitVersion),
        ("row_id", rowId), ("row_commit_version", rowCommitVersion),
      ]
    }
    let list = members.map { "\($0.0) := \($0.1)" }.joined(separator: ", ")
    return "struct_pack(\(list)) AS \(Self.name)"
  }

  /// The columns that files keep of rows that have moved, with values for every row.
  var rowIdColumns: [String] {
    guard let tracking = metadata.rowTrackingColumns else { return [] }
    return [
      "\(rowId) AS \(SQLQuoting.name(tracking.rowId))",
      "\(rowCommitVersion) AS \(SQLQuoting.name(tracking.commitVersion))",
    ]
  }

  private var rowNumber: String {
    files.isEmpty ? "NULL::BIGINT" : "f.file_row_number::BIGINT"
  }

  private var baseRowId: String { value(of: \.baseRowId) }

  private var commitVersion: String { value(of: \.defaultRowCommitVersion) }

  private var rowId: String {
    keptNumber(metadata.rowTrackingColumns?.rowId, or: "\(baseRowId) + \(rowNumber)")
  }

  private var rowCommitVersion: String {
    keptNumber(metadata.rowTrackingColumns?.commitVersion, or: commitVersion)
  }

  private func keptNumber(_ column: String?, or value: String) -> String {
    guard let column, !files.isEmpty else { return value }
    return "coalesce(\(kept(column)), \(value))"
  }

  /// A number of each row's file.
  private func value(of number: (DataFile) -> Int64?) -> String {
    let texts = files.map { number($0).map { "\($0)" } ?? "NULL" }
    guard Set(texts).count > 1 else { return "\(texts.first ?? "NULL")::BIGINT" }
    return "CAST(\(FileRelation.list(texts)) AS BIGINT[])[\(FileRelation.fileNumber)]"
  }
}

extension FileMetadata {
  /// Whether a statement may ask for the column.
  static func isNamed(in chains: [QualifiedChain]) -> Bool {
    chains.contains { chain in chain.parts.contains { $0.lowercased() == name } }
  }

  /// What keeps the column out of `*`, which means the table's own columns.
  static func starEdits(in source: SQLText, outside blanks: [Range<Int>]) -> [TextEdit] {
    let tokens = source.tokens
    let words: Set<String> = ["EXCLUDE", "REPLACE", "RENAME", "LIKE", "ILIKE", "GLOB", "NOT"]
    return tokens.indices.dropFirst().compactMap { index in
      let (before, star) = (tokens[index - 1], tokens[index])
      let follower = index + 1 < tokens.count ? tokens[index + 1] : nil
      let standsAlone =
        before.isKeyword("SELECT") || before.isKeyword("DISTINCT") || before.isKeyword("ALL")
        || before.isSymbol(",") || before.isSymbol(".")
      guard star.isSymbol("*"), standsAlone,
        follower.map({ words.contains($0.value.uppercased()) }) != true,
        !blanks.contains(where: { $0.overlaps(star.range) })
      else { return nil }
      return TextEdit(
        star.range.upperBound..<star.range.upperBound, " NOT SIMILAR TO '\(name)'")
    }
  }
}
