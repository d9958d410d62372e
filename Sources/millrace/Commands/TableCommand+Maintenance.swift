import ArgumentParser
import Foundation
import Server

/// `millrace table optimize`.
struct OptimizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimize", abstract: "Make small files large, and put like rows together.")

  @OptionGroup var options: TableOptions
  @Argument(help: "The table.") var table: TableName
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp("Take only files that may hold such rows.", valueName: "condition"))
  var condition: String?

  @Option(
    name: .customLong("zorder"),
    help: ArgumentHelp("Put rows into the Z-order of columns, with commas.", valueName: "columns"))
  var zOrder: String?

  @Flag(help: "Write files anew that are clustered already.") var full = false
  @Flag(help: "Only drop rows from files that deletion vectors delete.") var purge = false

  mutating func run() async throws {
    let filter = condition.map { " WHERE \($0)" } ?? ""
    if purge {
      try await options.run("REORG TABLE \(table.sql)\(filter) APPLY (PURGE)")
    } else {
      let order = zOrder.map { " ZORDER BY (\($0))" } ?? ""
      try await options.run("OPTIMIZE \(table.sql)\(full ? " FULL" : "")\(filter)\(order)")
    }
  }
}

/// `millrace table vacuum`.
struct VacuumCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vacuum", abstract: "Delete files that no version needs any more.")

  @OptionGroup var options: TableOptions
  @Argument(help: "The table.") var table: TableName
  @Option(
    help: ArgumentHelp(
      "Keep files removed less than so many hours ago; by default as the table says, or a week.",
      valueName: "hours"))
  var retain: Double?
  @Flag(help: "Only show the files.") var dryRun = false

  mutating func run() async throws {
    let hours = retain.map { " RETAIN \($0) HOURS" } ?? ""
    try await options.run("VACUUM \(table.sql)\(hours)\(dryRun ? " DRY RUN" : "")")
  }
}

/// Which version of a table is meant.
struct VersionOptions: ParsableArguments {
  @Option(name: .customLong("version-as-of"), help: "A version.") var version: Int?
  @Option(name: .customLong("timestamp-as-of"), help: "The version at a time.") var time: String?

  func validate() throws {
    if version != nil, time != nil { throw ValidationError("give a version or a time, not both") }
  }

  var clause: String? { SQLText.version(version, time) }
}

/// `millrace table restore`.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Make a table what it was.",
    usage: "millrace table restore orders --version-as-of 3")

  @OptionGroup var options: TableOptions
  @OptionGroup var target: VersionOptions
  @Argument(help: "The table.") var table: TableName

  mutating func run() async throws {
    guard let clause = target.clause else {
      throw ValidationError("give --version-as-of or --timestamp-as-of")
    }
    try await options.run("RESTORE TABLE \(table.sql) TO \(clause)")
  }
}

/// `millrace table clone`.
struct CloneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clone", abstract: "Make a table of another's files without copying them.")

  @OptionGroup var options: TableOptions
  @OptionGroup var target: VersionOptions
  @Argument(help: "The table whose files are used.") var source: TableName
  @Argument(help: "The new table.") var table: TableName

  mutating func run() async throws {
    let clause = target.clause.map { " \($0)" } ?? ""
    try await options.run("CREATE TABLE \(table.sql) SHALLOW CLONE \(source.sql)\(clause)")
  }
}

/// `millrace table checkpoint`.
struct CheckpointCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint", abstract: "Sum up the log, so that the table opens fast.")

  @OptionGroup var options: TableOptions
  @Argument(help: "The table.") var table: TableName

  mutating func run() async throws { try await options.run("CHECKPOINT TABLE \(table.sql)") }
}

/// `millrace table compact-log`.
struct CompactLogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact-log",
    abstract: "Put versions of the log into one file, so that fewer are read.",
    discussion: "Without versions it takes all since the last checkpoint.")

  @OptionGroup var options: TableOptions
  @Argument(help: "The table.") var table: TableName
  @Option(help: ArgumentHelp("The first version.", valueName: "version")) var from: Int?
  @Option(help: ArgumentHelp("The last version.", valueName: "version")) var to: Int?

  func validate() throws {
    guard (from == nil) == (to == nil) else {
      throw ValidationError("--from and --to go together")
    }
  }

  mutating func run() async throws {
    var versions = ""
    if let from, let to { versions = " FROM \(from) TO \(to)" }
    try await options.run("COMPACT LOG OF \(table.sql)\(versions)")
  }
}

/// `millrace table convert`.
struct ConvertCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Make a folder of Parquet files a table, in place.")

  @OptionGroup var options: TableOptions
  @Argument(help: "The folder.") var folder: String
  @Option(
    help: ArgumentHelp(
      "The partition columns with their types, as in 'day DATE, shop INTEGER'.",
      valueName: "columns"))
  var partitionBy: String?

  mutating func run() async throws {
    let path = TableName.absolute(folder).replacing("`", with: "``")
    let partitions = partitionBy.map { " PARTITIONED BY (\($0))" } ?? ""
    try await options.run("CONVERT TO DELTA parquet.`\(path)`\(partitions)")
  }
}

/// `millrace table fsck`.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fsck", abstract: "Hold a table's log against its files.")

  @OptionGroup var options: TableOptions
  @Argument(help: "The table.") var table: TableName
  @Flag(help: "Take files out of the table that are not there.") var repair = false

  mutating func run() async throws {
    try await options.run("FSCK REPAIR TABLE \(table.sql)\(repair ? "" : " DRY RUN")")
  }
}

/// `millrace table maintain`.
struct MaintainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "maintain", abstract: "Do what a table needs: compact, vacuum, checkpoint, clean.")

  @OptionGroup var options: TableOptions
  @Argument(help: "The table.") var table: TableName
  @Flag(help: "Only say what it needs.") var dryRun = false

  mutating func run() async throws {
    try await options.run("MAINTAIN TABLE \(table.sql)\(dryRun ? " DRY RUN" : "")")
  }
}
