public import ArgumentParser
import Foundation
import JSON
public import Server

/// `millrace init`.
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a project.",
    discussion: """
      shop           an e-commerce company: generated orders, payments, web analytics and \
      catalogue, cleaned and built into tables for sales, customers, products, marketing and finance
      dbt-ecommerce  a dbt project over PostgreSQL, Stripe, Google Analytics and Shopify: staging, \
      intermediate, marts with contracts, and its data
      dbt-scd2       a dbt project that keeps history of type 2, with late changes
      dbt-testing    a dbt project that is about what to test where
      blank          the folders and one small model
      """)

  @Argument(
    help: ArgumentHelp("The folder to make; it must be empty or missing.", valueName: "folder"))
  var folder: String

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("What to begin with, of the list above.", valueName: "template"))
  var template: ProjectTemplate = .blank

  @OptionGroup var logs: LogOptions

  @Option(help: "Tell what was made as text or as JSON.")
  var output: OutputFormat = .text

  mutating func run() async throws {
    let console = Console.standard
    let url = URL(filePath: folder)
    let files = try template.make(at: url)
    if output == .json {
      let list = files.map(JSONText.quote).joined(separator: ",")
      console.print("{\"project\":\(JSONText.quote(url.path)),\"files\":[\(list)]}")
      return
    }
    guard !logs.quiet else { return }
    let terminal = console.output
    console.print(
      "\(terminal.mark(.success)) made \(folder): \(Quantity.count(files.count, "file"))")
    console.print("")
    console.print("next:")
    for step in template.steps(in: folder) { console.print("  " + terminal.paint(step, .accent)) }
  }
}

extension ProjectTemplate: ExpressibleByArgument {
  /// What to type after it is made.
  func steps(in folder: String) -> [String] {
    let project = "--project \(folder)"
    let run = "millrace run \(project)"
    let dbt = "--project-dir \(folder)"
    func sql(_ statement: String) -> String { "millrace sql \(project) \"\(statement)\"" }
    return switch self {
    case .shop:
      [
        "millrace generate shop --orders 20000 \(project)", run,
        sql("select * from gold.sales_by_day limit 10"),
      ]
    case .dbtEcommerce:
      ["millrace dbt deps \(dbt)", run, sql("select * from marts.fct_revenue_monthly")]
    case .dbtScd2:
      [
        "millrace dbt run-operation day_zero \(dbt)", run,
        "millrace dbt run-operation next_day \(dbt)", run,
        sql("select * from gold.dim_customer where not is_current limit 10"),
      ]
    case .dbtTesting:
      [
        "millrace dbt seed \(dbt)",
        "millrace dbt build --exclude resource_type:seed \(dbt)",
      ]
    case .blank: [run, sql("show tables")]
    }
  }
}
