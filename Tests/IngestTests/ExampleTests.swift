import Settings
import Foundation
import Ingest
import QueryEngine
import Samples
import Testing

/// The sources of the example projects on whole sets of files.
@Suite struct ExampleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let archive =
    ProcessInfo.processInfo.environment["RETAIL_DATA"].map { URL(filePath: $0) }
    ?? root.deletingLastPathComponent().appending(path: "shared/data/online-retail.tar.xz")

  private func tables(_ folder: URL) throws -> [SourceTable] {
    let sources = folder.appending(path: "sources")
    let names = try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted()
    return try names.flatMap { name in
      let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
      return try SourceFile(ConfigurationSource(file: name, text: text), in: folder.path).tables
    }
  }

  @Test func shopLoadsWhatItsManifestCounts() async throws {
    try await withProject { project in
      let folder = project.folder.appending(path: "shop")
      try Template.shop.write(to: folder.path, name: "shop")
      let expected = try ShopGenerator(orders: 3_000, seed: 1).write(to: folder.path)
      let sources = try tables(folder)
      #expect(Set(sources.map(\.name)) == Set(expected.lines.keys))
      for table in sources {
        let report = try await Ingestion(of: table, into: project.lake).run()
        let lines = try #require(expected.lines[table.name])
        #expect(report.rows == lines.loadable, "\(table.name)")
        #expect(report.rejected == lines.rejected, "\(table.name)")
        #expect(report.files == expected.files[table.name], "\(table.name)")
        let again = try await Ingestion(of: table, into: project.lake).run()
        #expect(again.rows == 0 && again.files == 0, "\(table.name)")
      }
    }
  }

  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: archive.path),
      "online-retail.tar.xz is neither in ../shared/data nor named in RETAIL_DATA"))
  func retailLoadsEveryRow() async throws {
    try await withProject(copying: Self.root.appending(path: "examples/online-retail")) { project in
      let unpack = Process()
      unpack.executableURL = project.folder.appending(path: "unpack")
      unpack.arguments = [Self.archive.path]
      unpack.standardOutput = FileHandle.nullDevice
      try unpack.run()
      unpack.waitUntilExit()
      try #require(unpack.terminationStatus == 0)

      let table = try #require(try tables(project.folder).first)
      let report = try await Ingestion(of: table, into: project.lake).run()
      #expect(report.rows == 541_909)
      #expect(report.files == 305)
      #expect(report.rejected == 0)
      // The difference of both sides as multisets is empty either way.
      let columns = """
        InvoiceNo, StockCode, Description, Quantity::VARCHAR, InvoiceDate::TIMESTAMP,
        UnitPrice::DOUBLE, CustomerID, Country
        """
      let files = "read_csv('\(project.folder.path)/landing/**/*.csv', all_varchar = true)"
      let missing = try await project.count(
        """
        SELECT count(*) FROM (SELECT \(columns) FROM \(files)
        EXCEPT ALL SELECT \(columns) FROM bronze.invoice_lines)
        """)
      #expect(missing == 0)
      #expect(
        try await project.count(
          "SELECT count(DISTINCT _source_file) FROM bronze.invoice_lines") == 305)
    }
  }
}
