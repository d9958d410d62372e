import Foundation
import Testing

@testable import Ingest

@Suite struct CompressionTests {
  /// `id\n1\n2\n` by `gzip -n` and by `zstd --check`.
  static let gzip: [UInt8] = [
    0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0x03, 0xCB, 0x4C, 0xE1, 0x32, 0xE4, 0x32, 0xE2, 0x02, 0,
  ]

  private func compressed(_ tool: String, _ text: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [tool, "-c"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data(text.utf8))
    try input.fileHandleForWriting.close()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Array(bytes)
  }

  @Test func everyShorterGzipFileIsFoundOut() throws {
    let bytes = try compressed("gzip", "id\n" + (1...2000).map { "\($0)\n" }.joined())
    #expect(CompressedFile.isWhole(bytes, .gzip))
    #expect(CompressedFile.isWhole(bytes + bytes, .gzip), "members may follow each other")
    for end in stride(from: 0, to: bytes.count, by: 7) {
      #expect(!CompressedFile.isWhole(bytes[..<end], .gzip), "cut at \(end)")
    }
    var damaged = bytes
    damaged[bytes.count / 2] ^= 0x10
    #expect(!CompressedFile.isWhole(damaged, .gzip))
  }

  @Test func zstandardFramesAreWalked() {
    // One raw block of three bytes in a single segment, without a checksum.
    let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x20, 0x03, 0x19, 0, 0, 0x61, 0x62, 0x63]
    // A skippable frame of two bytes.
    let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 1, 2]
    #expect(CompressedFile.isWhole(frame, .zstandard))
    #expect(CompressedFile.isWhole(skippable + frame + frame, .zstandard))
    for end in 0..<frame.count {
      #expect(!CompressedFile.isWhole(frame[..<end], .zstandard), "cut at \(end)")
    }
    #expect(!CompressedFile.isWhole(Self.gzip, .zstandard))
  }

  @Test func aTruncatedFileRefusesItsTableAndLeavesNothing() async throws {
    try await withProject { project in
      let landing = project.folder.appending(path: "landing")
      try FileManager.default.createDirectory(at: landing, withIntermediateDirectories: true)
      let source = """
        version: 1
        sources: [{name: bronze, tables: [{name: t, path: "landing/*.csv.gz"}]}]
        """
      try Data(source.utf8).write(to: project.folder.appending(path: "source.yml"))
      let bytes = try compressed("gzip", "id\n" + (1...2000).map { "\($0)\n" }.joined())
      let file = landing.appending(path: "a.csv.gz")
      try Data(bytes.prefix(bytes.count / 2)).write(to: file)
      let failure = await project.load()
      #expect(failure.hasPrefix("error (unreadableFile): landing/a.csv.gz is damaged"))
      #expect(try await project.dump("t") == "t: none\n")
      try Data(bytes).write(to: file)
      #expect(await project.load() == "rows 2000, rejected 0, files 1\n")
    }
  }
}
