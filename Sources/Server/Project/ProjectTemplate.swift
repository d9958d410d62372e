public import FoundationEssentials
import Samples

/// What a new project begins with.
public enum ProjectTemplate: String, Sendable, CaseIterable {
  /// An e-commerce company, with data that can be generated.
  case shop
  /// The folders and one small model.
  case blank

  /// Writes the project into a folder that is empty or does not exist, and is named after it.
  ///
  /// - Returns: the paths of the files within the folder.
  /// - Throws: a ``Diagnostic`` if the folder holds something or a file cannot be written.
  public func make(at folder: URL) throws(Diagnostic) -> [String] {
    let name = folder.standardizedFileURL.lastPathComponent
    do {
      switch self {
      case .shop: return try Template.shop.write(to: folder.path, name: name)
      case .blank: return try Template.blank.write(to: folder.path, name: name)
      }
    } catch {
      throw Diagnostic(error)
    }
  }
}
