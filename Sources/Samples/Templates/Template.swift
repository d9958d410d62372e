import Foundation

/// A file of a ``Template``.
public struct TemplateFile: Sendable, Hashable {
  /// Where the file goes in the project.
  public var path: String
  /// What it holds.
  public var text: String
}

/// A project to begin with.
public enum Template: String, Sendable, Hashable, CaseIterable {
  /// The folders and one small model.
  case blank
  /// An e-commerce company: orders, payments, web analytics and a catalogue become tables for
  /// sales, customers, products, marketing and finance.
  case shop
  /// A dbt project over four systems: staging, intermediate and marts, with contracts.
  case dbtEcommerce = "dbt-ecommerce"
  /// A dbt project that keeps history of type 2.
  case dbtScd2 = "dbt-scd2"
  /// A dbt project that is about its tests.
  case dbtTesting = "dbt-testing"
  /// What `dbt init` makes: a dbt project with two models.
  case starter

  /// The files of the project.
  public var files: [TemplateFile] {
    // A long file comes in pieces, one after the other.
    parts.reduce(into: []) { files, part in
      if let last = files.indices.last, files[last].path == part.path {
        files[last].text += part.text
      } else {
        files.append(part)
      }
    }
  }

  private var parts: [TemplateFile] {
    switch self {
    case .blank: Self.blankFiles
    case .shop: Self.shopFiles
    case .dbtEcommerce: Self.dbtEcommerceFiles
    case .dbtScd2: Self.dbtScd2Files
    case .dbtTesting: Self.dbtTestingFiles
    case .starter: Self.starterFiles
    }
  }

  /// The template of a name.
  ///
  /// - Throws: ``SampleError``, which names those there are.
  public init(named name: String) throws(SampleError) {
    guard let template = Template(rawValue: name) else {
      let names = Template.allCases.map(\.rawValue).joined(separator: ", ")
      throw SampleError(
        kind: .unknownTemplate, message: "there is no template \"\(name)\"",
        hint: "the templates are: \(names)")
    }
    self = template
  }

  /// Writes the project into a folder, which is made when it is not there.
  ///
  /// - Parameters:
  ///   - folder: The project's folder; it must be empty or missing.
  ///   - name: What the project is called in its `millrace.yml`, or in the `dbt_project.yml` of
  ///     the starter.
  ///   - profile: What the profile of the starter is called; as the project when nil.
  /// - Returns: The paths of the files, in the folder.
  /// - Throws: ``SampleError`` if there is something in the folder, or a file cannot be written.
  @discardableResult
  public func write(
    to folder: String, name: String, profile: String? = nil
  ) throws(SampleError) -> [String] {
    let manager = FileManager.default
    let present = (try? manager.contentsOfDirectory(atPath: folder)) ?? []
    guard present.isEmpty else {
      throw SampleError(
        kind: .file, message: "the folder \(folder) is not empty",
        hint: "choose a folder that is not there yet")
    }
    for file in files {
      let path = URL(fileURLWithPath: "\(folder)/\(file.path)")
      let text = named(file, name: name, profile: profile ?? name)
      do {
        try manager.createDirectory(
          at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: path)
      } catch {
        throw SampleError(
          kind: .file, message: "could not write \(path.path): \(error.localizedDescription)",
          hint: "check that the folder is writable and the disk has room")
      }
    }
    return files.map(\.path)
  }

  private func named(_ file: TemplateFile, name: String, profile: String) -> String {
    switch (self, file.path) {
    case (_, "millrace.yml"):
      file.text.replacing("name: \(rawValue)\n", with: "name: \(name)\n")
    case (.starter, "dbt_project.yml"):
      file.text.replacing("name: \(rawValue)\n", with: "name: \(name)\n")
        .replacing("profile: \(rawValue)\n", with: "profile: \(profile)\n")
        .replacing("\n  \(rawValue):\n", with: "\n  \(name):\n")
    default: file.text
    }
  }
}
