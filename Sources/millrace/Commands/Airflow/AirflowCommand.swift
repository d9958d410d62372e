import ArgumentParser
import Foundation
import JSON
import Server

/// `millrace airflow`.
struct AirflowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "airflow",
    abstract: "Run Airflow's DAG files, with Airflow's commands.",
    discussion: """
      DAG files live in dags/ and run as they are, by millrace's scheduler: millrace up. They need \
      a Python environment with Airflow in it, which is made by: millrace airflow install.
      """,
    subcommands: [
      AirflowInstallCommand.self, AirflowDAGsCommand.self, AirflowTasksCommand.self,
      AirflowBackfillCommand.self,
      AirflowConnectionsCommand.self, AirflowVariablesCommand.self, AirflowPoolsCommand.self,
    ])
}

extension ProjectOptions {
  /// The Airflow side of the project.
  func airflow() throws -> ProjectAirflow {
    ProjectAirflow(of: try require(), variables: ProcessInfo.processInfo.environment)
  }
}

/// How Airflow's commands print lists.
enum ListFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
  case table, json, yaml, plain
}

/// What commands that print a list take.
struct AirflowListOptions: ParsableArguments {
  @OptionGroup var project: ProjectOptions
  @Option(name: .shortAndLong, help: "How to print the list.")
  var output: ListFormat = .table

  /// Prints rows in the format asked for.
  func print(_ columns: [String], _ rows: [[String]]) {
    AirflowList(columns: columns, rows: rows).print(output, to: Console.standard)
  }
}

/// A list as Airflow's commands print it.
struct AirflowList {
  let columns: [String]
  let rows: [[String]]

  /// Prints the list in the format asked for.
  func print(_ format: ListFormat, to console: Console) {
    switch format {
    case .table:
      guard !rows.isEmpty else { return console.print("No data found") }
      printAligned(separator: " | ", underline: true, console)
    case .plain: printAligned(separator: " ", underline: false, console)
    case .json:
      let objects = rows.map { row in
        "{"
          + zip(columns, row).map { "\(JSONText.quote($0)): \(JSONText.quote($1))" }
          .joined(separator: ", ") + "}"
      }
      console.print("[" + objects.joined(separator: ",\n ") + "]")
    case .yaml:
      for row in rows {
        for (position, pair) in zip(columns, row).enumerated() {
          console.print("\(position == 0 ? "- " : "  ")\(pair.0): \(JSONText.quote(pair.1))")
        }
      }
    }
  }

  private func printAligned(separator: String, underline: Bool, _ console: Console) {
    let lines = [columns] + rows
    let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
      var text = padded.joined(separator: separator)
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }
    console.print(line(columns))
    if underline {
      console.print(widths.map { String(repeating: "=", count: $0) }.joined(separator: "=+="))
    }
    for row in rows { console.print(line(row)) }
  }
}
