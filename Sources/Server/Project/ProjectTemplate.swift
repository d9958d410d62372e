public import FoundationEssentials
import Samples

/// What a new project begins with.
public enum ProjectTemplate: String, Sendable, CaseIterable {
  /// An e-commerce company, with data that can be generated.
  case shop
  /// A dbt project over four systems, with its data.
  case dbtEcommerce = "dbt-ecommerce"
  /// A dbt project that keeps history of type 2, and makes its data itself.
  case dbtScd2 = "dbt-scd2"
  /// A dbt project that is about its tests, with its data.
  case dbtTesting = "dbt-testing"
  /// The folders and one small model.
  case blank

  private var template: Template {
    switch self {
    case .shop: .shop
    case .dbtEcommerce: .dbtEcommerce
    case .dbtScd2: .dbtScd2
    case .dbtTesting: .dbtTesting
    case .blank: .blank
    }
  }

  /// Writes the project into a folder that is empty or does not exist, and is named after it.
  ///
  /// - Returns: the paths of the files within the folder.
  /// - Throws: a ``Diagnostic`` if the folder holds something or a file cannot be written.
  public func make(at folder: URL) throws(Diagnostic) -> [String] {
    let name = folder.standardizedFileURL.lastPathComponent
    do {
      return try template.write(to: folder.path, name: name)
    } catch {
      throw Diagnostic(error)
    }
  }
}
