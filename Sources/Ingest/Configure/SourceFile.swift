public import Settings
import Columnar

/// A file of `sources/`: the tables that are filled from files, in the order they stand there.
public struct SourceFile: Sendable, Hashable {
  /// The tables.
  public var tables: [SourceTable]

  private static let tableKeys = [
    "name", "description", "path", "format", "options", "columns", "evolution", "on_change",
    "partition_by", "batch",
  ]
  private static let optionKeys = [
    "delimiter", "quote", "escape", "header", "null_values", "encoding", "date_format",
    "timestamp_format",
  ]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - source: the file's text, with the name it has for the user.
  ///   - folder: the project's folder, which relative paths start at.
  /// - Throws: an ``IngestError`` at the place that cannot mean anything, with the nearest key.
  public init(_ source: ConfigurationSource, in folder: String) throws(IngestError) {
    do {
      tables = try Self.tables(source, in: folder)
    } catch {
      throw IngestError(error)
    }
  }

  private static func tables(
    _ source: ConfigurationSource, in folder: String
  ) throws(ConfigurationError) -> [SourceTable] {
    guard let root = try source.root() else { return [] }
    let entries = try root.entries(["version", "sources"])
    if let version = entries["version"], try version.integer(atLeast: 1) != 1 {
      throw version.error("version \(try version.text()) is not known", hint: "write version: 1")
    }
    var tables: [SourceTable] = []
    var places: Set<String> = []
    for node in try entries["sources"]?.members() ?? [] {
      let entries = try node.entries(["name", "description", "kind", "tables"])
      guard let schema = try entries["name"]?.text() else {
        throw node.error("a source needs a name: the schema its tables are made in")
      }
      if let kind = entries["kind"] { _ = try kind.choice(of: ["files"]) }
      for node in try entries["tables"]?.members() ?? [] {
        let table = try table(node, schema: schema, in: folder)
        guard places.insert(table.displayName.lowercased()).inserted else {
          throw node.error("the table \(table.displayName) is declared twice")
        }
        tables.append(table)
      }
    }
    return tables
  }

  private static func table(
    _ node: ConfigurationNode, schema: String, in folder: String
  ) throws(ConfigurationError) -> SourceTable {
    let entries = try node.entries(tableKeys)
    guard let name = entries["name"], let path = entries["path"] else {
      let missing = entries["name"] == nil ? "name" : "path"
      throw node.error("a table needs a \(missing)")
    }
    guard try !name.text().contains("__") else {
      throw name.error(
        "a table's name cannot contain \"__\"",
        hint: "tables such as <table>__rejected belong to the table they name")
    }
    let batch = try entries["batch"]?.entries(["files", "megabytes"]) ?? [:]
    var table = SourceTable(
      schema: schema, name: try name.text(),
      paths: try path.texts().map { resolve($0, in: folder) },
      format: try entries["format"]?.choice(of: SourceTable.Format.allCases.map(\.rawValue))
        .asFormat,
      csv: try options(entries["options"]), columns: try columns(entries["columns"]),
      evolution: .addColumns, onChange: .warn,
      partitionColumns: try entries["partition_by"]?.texts() ?? [],
      filesPerBatch: try batch["files"]?.integer(atLeast: 1) ?? 10_000,
      bytesPerBatch: .mebibytes(Int64(try batch["megabytes"]?.integer(atLeast: 1) ?? 1024)),
      folder: folder)
    if let node = entries["evolution"] {
      let word = try node.choice(of: SourceTable.Evolution.allCases.map(\.rawValue))
      table.evolution = SourceTable.Evolution(rawValue: word) ?? .addColumns
    }
    if let node = entries["on_change"] {
      let word = try node.choice(of: SourceTable.ChangePolicy.allCases.map(\.rawValue))
      table.onChange = SourceTable.ChangePolicy(rawValue: word) ?? .warn
    }
    return table
  }

  private static func options(
    _ node: ConfigurationNode?
  ) throws(ConfigurationError) -> CSVOptions {
    var options = CSVOptions()
    guard let entries = try node?.entries(optionKeys) else { return options }
    if let node = entries["delimiter"] { options.delimiter = try node.text() }
    if let node = entries["quote"] { options.quote = try node.text() }
    if let node = entries["escape"] { options.escape = try node.text() }
    if let node = entries["header"] { options.hasHeader = try node.boolean() }
    if let node = entries["null_values"] { options.nullValues = try node.texts() }
    if let node = entries["encoding"] {
      options.encoding = try node.choice(of: ["utf-8", "latin-1", "utf-16"])
    }
    options.dateFormat = try entries["date_format"]?.text()
    options.timestampFormat = try entries["timestamp_format"]?.text()
    return options
  }

  private static func columns(
    _ node: ConfigurationNode?
  ) throws(ConfigurationError) -> [SourceTable.Column] {
    guard let node else { return [] }
    _ = try node.entries(nil)
    var columns: [SourceTable.Column] = []
    for (key, value) in node.pairs {
      guard !key.hasPrefix("_") else {
        throw value.error("the column \"\(key)\" cannot be declared: names with _ are Millrace's")
      }
      if value.isMapping {
        let entries = try value.entries(["type", "optional"])
        guard let type = try entries["type"]?.text() else {
          throw value.error("the column \"\(key)\" needs a type")
        }
        let isOptional = try entries["optional"]?.boolean() ?? false
        columns.append(.init(name: key, type: type, isOptional: isOptional))
      } else {
        columns.append(.init(name: key, type: try value.text(), isOptional: false))
      }
    }
    return columns
  }

  private static func resolve(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") || path.contains("://") ? path : "\(folder)/\(path)"
  }
}

extension String {
  fileprivate var asFormat: SourceTable.Format? { SourceTable.Format(rawValue: self) }
}
