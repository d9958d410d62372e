import Columnar
import DeltaLake
import TestSupport

/// A table with a file of an odd path: one that is written and must come back, or one that stands
/// in the log as others might have written it.
struct PathInput {
  private static let letters = Array("aZ9 %/=.:ü日?#&+*'\"\\\u{7F}\u{1}-_~[]{}")
  private static let beginnings = [
    "", "/", "//", "file:", "file:///", "s3://b/", "%2F", "../", "./", "p=1/", "C:\\", "%", "abfs:",
  ]

  private let path: String
  private let value: String
  private let isWritten: Bool

  init(_ random: inout SeededGenerator) {
    func text(_ length: Int) -> String {
      String((0..<length).map { _ in Self.letters.randomElement(using: &random) ?? "a" })
    }
    isWritten = Bool.random(using: &random)
    let beginning = isWritten ? "f" : Self.beginnings.randomElement(using: &random) ?? ""
    path = beginning + text(Int.random(in: 0...14, using: &random))
    value = text(6)
  }

  func run(_ store: MemoryStore) async throws {
    if isWritten { return try await write(store) }
    let quoted = path.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "\"", "\\": text += "\\" + String(scalar)
      case "\u{0}"..<" ": text += "\\u00" + String(scalar.value + 0x100, radix: 16).dropFirst()
      default: text.unicodeScalars.append(scalar)
      }
    }
    let add = """
      {"add":{"path":"\(quoted)","partitionValues":{"p":null},"size":1,"modificationTime":1,"dataChange":true}}
      """
    let lines = [DeltaFuzz.protocolLine, DeltaFuzz.metadataLine, add].joined(separator: "\n")
    try await store.put(DeltaFuzz.log + ".json", Array(lines.utf8))
    try await DeltaFuzz.use(try await Table(store: store).snapshot())
  }

  private func write(_ store: MemoryStore) async throws {
    let definition = TableDefinition(
      schema: Schema([Field("id", .int64), Field("p", .string)]), partitionColumns: ["p"])
    var transaction = try Transaction(creating: Table(store: store), definition)
    transaction.add(
      AddFile(path: path, partitionValues: ["p": value], size: 1, modificationTime: 0))
    _ = try await transaction.commit()
    let files = try await Table(store: store).snapshot().files
    guard files.count == 1, let file = files.first, file.path == path,
      file.partitionValues["p"] == value
    else { throw DeltaFuzz.Finding(description: "a path or a partition value came back changed") }
  }
}
