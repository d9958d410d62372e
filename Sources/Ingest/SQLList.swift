import SQLAnalysis

/// Lists and literals as DuckDB's SQL writes them.
enum SQLList {
  /// `['a', 'b']`.
  static func strings(_ texts: some Sequence<String>) -> String {
    "[" + texts.map { SQLQuoting.string($0) }.joined(separator: ", ") + "]"
  }

  /// `{'a': 'BIGINT', 'b': 'VARCHAR'}`.
  static func structure(_ members: [(name: String, value: String)]) -> String {
    let members = members.map { "\(SQLQuoting.string($0.name)): \(SQLQuoting.string($0.value))" }
    return "{" + members.joined(separator: ", ") + "}"
  }
}
