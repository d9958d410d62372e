import ArgumentParser
import Foundation
import Server

/// `millrace generate`.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Write example data into a project.",
    subcommands: [Shop.self])

  /// `millrace generate shop`.
  struct Shop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "shop", abstract: "Write the raw data of an e-commerce company.",
      discussion: """
        Orders, payments, web analytics and a catalogue, as dirty as such data is: duplicates, \
        missing keys, late files and lines that cannot be read. The same numbers give the same \
        files on every machine; landing/_expected.json says what a clean-up has to find.
        """)

    @OptionGroup var project: ProjectOptions
    @OptionGroup var logs: LogOptions

    @Option(help: ArgumentHelp("How many orders are placed.", valueName: "count"))
    var orders = 20_000

    @Option(help: ArgumentHelp("Which shop.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: "Tell what was written as text or as JSON.")
    var output: OutputFormat = .text

    mutating func run() async throws {
      let console = Console.standard
      let folder = try project.require().root
      let (orders, seed, isQuiet) = (orders, seed, logs.quiet)
      let meter = GenerationMeter(console, isQuiet: isQuiet)
      let written = try await Interruption.cancelling(console, isQuiet: isQuiet) {
        try SampleData.shop(orders: orders, seed: seed, in: folder) { meter.show($0) }
      }
      console.show([])
      tell(written, console)
    }

    private func tell(_ written: SampleData.Written, _ console: Console) {
      if output == .json {
        console.print(
          "{\"files\":\(written.files),\"lines\":\(written.lines)}")
        return
      }
      guard !logs.quiet else { return }
      console.print(
        "\(console.output.mark(.success)) wrote \(Quantity.count(written.files, "file")), "
          + "\(Quantity.count(written.lines, "line")) into \(written.folder)")
    }
  }
}

/// Shows on a terminal how far data has been written.
private struct GenerationMeter: Sendable {
  let console: Console
  let isQuiet: Bool

  init(_ console: Console, isQuiet: Bool) {
    self.console = console
    self.isQuiet = isQuiet
  }

  func show(_ progress: SampleData.Progress) {
    guard !isQuiet, console.errors.isInteractive else { return }
    let bar = ProgressBar.render(
      progress.fraction, width: 30, hasUnicode: console.errors.hasUnicode)
    console.show([console.errors.paint(bar, .accent) + " " + Quantity.bytes(progress.bytes)])
  }
}
