import JSON
import ArgumentParser
import Foundation
import Server

/// `millrace init`.
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a project.",
    discussion: """
      shop   an e-commerce company: generated orders, payments, web analytics and catalogue, \
      cleaned and built into tables for sales, customers, products, marketing and finance
      blank  the folders and one small model
      """)

  @Argument(
    help: ArgumentHelp("The folder to make; it must be empty or missing.", valueName: "folder"))
  var folder: String

  @Option(name: [.short, .long], help: "What to begin with: shop or blank.")
  var template: Template = .blank

  enum Template: String, CaseIterable, ExpressibleByArgument {
    case shop, blank

    /// The files it makes.
    var project: ProjectTemplate {
      switch self {
      case .shop: .shop
      case .blank: .blank
      }
    }

    /// What to type after it is made.
    func steps(in folder: String) -> [String] {
      let project = "--project \(folder)"
      let query = self == .shop ? "select * from gold.sales_by_day limit 10" : "show tables"
      let data = self == .shop ? ["millrace generate shop --orders 20000 \(project)"] : []
      return data + ["millrace run \(project)", "millrace sql \(project) \"\(query)\""]
    }
  }

  @OptionGroup var logs: LogOptions

  @Option(help: "Tell what was made as text or as JSON.")
  var output: OutputFormat = .text

  mutating func run() async throws {
    let console = Console.standard
    let url = URL(filePath: folder)
    let files = try template.project.make(at: url)
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
