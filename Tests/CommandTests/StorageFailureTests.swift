import Foundation
import Testing

/// A small file system of its own, which only root can mount.
enum SmallDisk {
  static let canMount: Bool = {
    guard geteuid() == 0 else { return false }
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "millrace-mount-\(UUID().uuidString)").path
    let mounts = shell(
      "mkdir \(folder) && mount -t tmpfs -o size=1m tmpfs \(folder) && umount \(folder)")
    try? FileManager.default.removeItem(atPath: folder)
    return mounts
  }()

  static func shell(_ command: String) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}

/// Disks that are full or may not be written.
@Suite(.enabled(if: SmallDisk.canMount, "mounting a small file system needs root"))
struct StorageFailureTests {
  /// Runs `body` with a file system of `size` mounted at `disk` in the program's folder.
  private func withDisk(
    _ size: String, _ body: (Program) async throws -> Void
  ) async throws {
    try await Program.inFolder { program in
      let disk = program.folder.appending(path: "disk").path
      try #require(SmallDisk.shell("mkdir \(disk) && mount -t tmpfs -o size=\(size) tmpfs \(disk)"))
      defer { _ = SmallDisk.shell("umount -l \(disk)") }
      try await body(program)
    }
  }

  @Test func aFullDiskLeavesTheTableAsItWas() async throws {
    try await withDisk("2m") { program in
      try program.write("storage: ../disk/lake\n", to: "shop/millrace.yml")
      let first = try await program.run(
        "millrace sql --project shop 'create table t as select range as n from range(10)'")
      #expect(first.code == 0, "\(first.output)")
      let second = try await program.run(
        "millrace sql --project shop 'insert into t select (hash(range) >> 1)::bigint from range(2000000)'"
      )
      #expect(second.code == 1)
      #expect(second.output.contains("hint:"))
      #expect(second.output.lowercased().contains("space"))
      let count = try await program.run(
        "millrace sql --project shop --output csv 'select count(*) as n from t'")
      #expect(count.output == "n\n10\n")
    }
  }

  @Test func aReadOnlyLakeCanBeReadAndNotWritten() async throws {
    try await withDisk("4m") { program in
      try program.write("storage: ../disk/lake\n", to: "shop/millrace.yml")
      let first = try await program.run(
        "millrace sql --project shop 'create table t as select range as n from range(10)'")
      #expect(first.code == 0, "\(first.output)")
      let disk = program.folder.appending(path: "disk").path
      try #require(SmallDisk.shell("mount -o remount,ro \(disk)"))
      let count = try await program.run(
        "millrace sql --project shop --output csv 'select count(*) as n from t'")
      #expect(count.output == "n\n10\n")
      let second = try await program.run("millrace sql --project shop 'insert into t values (1)'")
      #expect(second.code == 1)
      #expect(second.output.contains("hint:"))
      #expect(second.output.lowercased().contains("read"))
    }
  }
}

/// Files that this user may not read.
struct PermissionTests {
  /// What a command is run with so that permissions hold for it; root passes over them otherwise.
  private static let unprivileged: String? = {
    guard geteuid() == 0 else { return "" }
    let command = "setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-all "
    return SmallDisk.shell(command + "true") ? command : nil
  }()

  @Test(.enabled(if: unprivileged != nil, "giving up root's rights needs setpriv"))
  func aFileThatMayNotBeReadStopsItsBatch() async throws {
    let prefix = try #require(Self.unprivileged)
    try await Program.inFolder { program in
      try program.write("name: shop\n", to: "shop/millrace.yml")
      try program.write(
        """
        version: 1
        sources:
          - name: bronze
            tables:
              - name: orders
                path: landing/*.csv

        """, to: "shop/sources/files.yml")
      try program.write("id\n1\n", to: "shop/landing/a.csv")
      try program.write("id\n2\n", to: "shop/landing/b.csv")
      let refused = try await program.run(
        "chmod 000 shop/landing/b.csv && \(prefix)millrace run --project shop")
      #expect(refused.code == 1)
      #expect(refused.output.contains("landing/b.csv cannot be read: Permission denied"))
      #expect(refused.output.contains("hint: give this user read permission for the file"))
      let nothing = try await program.run("millrace sql --project shop 'from bronze.orders'")
      #expect(nothing.output.contains("there is no table"))
      let allowed = try await program.run(
        "chmod 644 shop/landing/b.csv && \(prefix)millrace run --project shop")
      #expect(allowed.code == 0, "\(allowed.output)")
      let count = try await program.run(
        "millrace sql --project shop --output csv 'select count(*) as n from bronze.orders'")
      #expect(count.output == "n\n2\n")
    }
  }
}
