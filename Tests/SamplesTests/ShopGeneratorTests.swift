import Foundation
import Samples
import Testing

@Suite("The shop's generator")
struct ShopGeneratorTests {
  @Test("The same seed gives the same bytes, another seed others")
  func isDeterministic() throws {
    try withFolders(3) { folders in
      let first = try ShopGenerator(orders: 300, seed: 7).write(to: folders[0])
      let second = try ShopGenerator(orders: 300, seed: 7).write(to: folders[1])
      try ShopGenerator(orders: 300, seed: 8).write(to: folders[2])
      #expect(first == second)
      #expect(try contents(of: folders[0]) == contents(of: folders[1]))
      #expect(try contents(of: folders[0]) != contents(of: folders[2]))
    }
  }

  @Test("Files that hold the same bytes already are left alone, others are replaced")
  func leavesFilesAlone() throws {
    try withFolders(1) { folders in
      try ShopGenerator(orders: 100, seed: 7).write(to: folders[0])
      let paths = ["payments/2025-01-02.jsonl", "web/2025-01-02.jsonl"].map {
        "\(folders[0])/landing/\($0)"
      }
      let good = try Data(contentsOf: URL(fileURLWithPath: paths[1]))
      try Data("damaged".utf8).write(to: URL(fileURLWithPath: paths[1]))
      let past = Date(timeIntervalSince1970: 1_000_000_000)
      for path in paths {
        try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: path)
      }
      try ShopGenerator(orders: 100, seed: 7).write(to: folders[0])
      let times = try paths.map {
        try FileManager.default.attributesOfItem(atPath: $0)[.modificationDate] as? Date
      }
      #expect(times[0] == past)
      #expect(times[1] != past)
      #expect(try Data(contentsOf: URL(fileURLWithPath: paths[1])) == good)
    }
  }

  @Test("The manifest counts every line of every file")
  func countsLines() throws {
    try withFolders(1) { folders in
      let expected = try ShopGenerator(orders: 2_000, seed: 1).write(to: folders[0])
      var lines: [String: Int] = [:]
      for (path, data) in try contents(of: folders[0]) where !path.hasSuffix(".json") {
        let count = data.split(separator: UInt8(ascii: "\n")).count
        lines[table(of: path), default: 0] += path.hasSuffix(".csv") ? count - 1 : count
      }
      #expect(lines == expected.lines.mapValues { $0.loadable + $0.rejected })
      #expect(expected.orders == 2_000)
      #expect(expected.files.values.reduce(0, +) > 100)
      #expect(expected.lines.values.allSatisfy { $0.duplicates < $0.loadable })
      #expect(expected.lines["orders"]?.rejected ?? 0 > 0)
      #expect(expected.lines["payments"]?.rejected ?? 0 > 0)
    }
  }

  @Test("Without defects nothing is rejected, doubled or missing")
  func canBeClean() throws {
    try withFolders(1) { folders in
      let clean = try ShopGenerator(orders: 500, seed: 3, defects: .none).write(to: folders[0])
      #expect(clean.lines.values.allSatisfy { $0.rejected == 0 && $0.duplicates == 0 })
      #expect(clean.ordersWithoutCustomer == 0)
      #expect(clean.negativeItems == 0)
      #expect(clean.paymentsWithoutOrder == 0)
    }
  }

  @Test("A number of orders out of range is refused", arguments: [0, -1, 100_000_001])
  func refusesCount(_ orders: Int) throws {
    #expect(throws: SampleError.self) {
      try ShopGenerator(orders: orders).write(to: "/nonexistent")
    }
  }

  @Test("A folder that cannot be made is named")
  func namesFolder() throws {
    let error = try #require(throws: SampleError.self) {
      try ShopGenerator(orders: 1).write(to: "/dev/null/shop")
    }
    #expect(error.message.contains("/dev/null/shop/landing"))
  }

  private func table(of path: String) -> String {
    if path.contains("payments/") { return "payments" }
    if path.contains("web/") { return "events" }
    if path.contains("catalogue/") { return "products" }
    for name in ["order_items", "customers"] where path.hasSuffix("\(name).csv") { return name }
    return "orders"
  }

  private func contents(of folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      let url = URL(fileURLWithPath: "\(folder)/\(path)")
      if let data = try? Data(contentsOf: url) { files[path] = data }
    }
    return files
  }

  private func withFolders(_ count: Int, _ body: ([String]) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory.path + "/shop-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    try body((0..<count).map { "\(root)/\($0)" })
  }
}
