import Settings
import FoundationEssentials
import Ingest

extension Project {
  /// The tables that the files of `sources/` declare, in the order of the files' names.
  ///
  /// - Parameter variables: the values of `${NAME}`.
  /// - Returns: the tables.
  /// - Throws: a ``Diagnostic`` at the place that cannot mean anything.
  func sourceTables(variables: [String: String]) throws(Diagnostic) -> [SourceTable] {
    guard hasSources else { return [] }
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: sources.path)
        .filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }.sorted()
      var tables: [SourceTable] = []
      for name in names {
        let text = try String(
          contentsOf: sources.appending(path: name), encoding: .utf8)
        let source = ConfigurationSource(
          file: "sources/\(name)", text: text, environment: variables)
        tables += try SourceFile(source, in: root.path).tables
      }
      return tables
    } catch let error as IngestError {
      throw Diagnostic(error)
    } catch {
      throw Diagnostic(.configuration, "the files of sources cannot be read", cause: "\(error)")
    }
  }
}
