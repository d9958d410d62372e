import Columnar
import DuckDB
import FoundationEssentials

extension Lake {
  /// Opens the DuckDB database that all sessions share.
  static func openDatabase(_ configuration: LakeConfiguration) throws -> Database {
    var settings: [String: String] = [
      // Everything a project needs is on the machine: nothing is downloaded behind its back.
      "autoinstall_known_extensions": "false",
      "autoload_known_extensions": "false",
    ]
    if let limit = configuration.memoryLimit { settings["memory_limit"] = "\(limit.bytes)B" }
    if let threads = configuration.threads {
      guard threads > 0 else {
        throw QueryError(.invalidArgument, "the number of threads must be at least 1")
      }
      settings["threads"] = "\(threads)"
    }
    if let directory = temporaryDirectory(of: configuration) {
      settings["temp_directory"] = directory
    } else {
      settings["temp_directory"] = ""
    }
    return try Database(configuration: settings)
  }
}
