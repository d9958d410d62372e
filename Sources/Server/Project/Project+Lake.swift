import Columnar
import FoundationEssentials
public import QueryEngine

extension Project {
  /// Where the project's tables and catalogue are, and what queries may use.
  public var lakeConfiguration: LakeConfiguration {
    var configuration = LakeConfiguration(
      root: storage, state: state.appending(path: "catalog.sqlite").path,
      memoryLimit: file.memory, threads: file.threads,
      extensionDirectories: InstalledFiles.extensionDirectories, s3: file.s3)
    configuration.catalog = stateLocation("catalog.sqlite")
    return configuration
  }
}

/// What lies beside the program.
enum InstalledFiles {
  /// The folders DuckDB's extensions may be in: beside the libraries of an installation or a
  /// tarball, and in the repository when the program was built there.
  static var extensionDirectories: [String] {
    let program =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments.first ?? ""
    let folder = URL(filePath: program).deletingLastPathComponent()
    var candidates = [folder.appending(path: "../lib/millrace/extensions")]
    var current = folder
    for _ in 0..<4 {
      current = current.deletingLastPathComponent()
      candidates.append(current.appending(path: ".deps/extensions"))
    }
    return candidates.map(\.standardizedFileURL.path).filter {
      FileManager.default.fileExists(atPath: $0)
    }
  }
}
