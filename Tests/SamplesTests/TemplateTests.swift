import Foundation
import Samples
import Testing

@Suite("Templates")
struct TemplateTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  @Test("A template is the example of its name", arguments: Template.allCases)
  func equalsExample(_ template: Template) throws {
    let folder = "\(Self.root)/examples/\(template.rawValue)"
    for file in template.files {
      let text = try String(contentsOfFile: "\(folder)/\(file.path)", encoding: .utf8)
      #expect(text == file.text, "run Scripts/embed-templates: \(file.path) differs")
    }
    var made: Set = ["lake", "landing", ".millrace", "target", "logs", "dbt_packages"]
    if template.files.contains(where: { $0.path.hasPrefix("landing/") }) { made.remove("landing") }
    let present = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { path in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder)
      let top = path.split(separator: "/").first.map(String.init) ?? path
      return !isFolder.boolValue && !made.contains(top)
    }
    #expect(Set(present) == Set(template.files.map(\.path)), "run Scripts/embed-templates")
  }

  @Test("A project is written whole, under its own name")
  func writes() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/template-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let paths = try Template.shop.write(to: folder, name: "my-shop")
    #expect(paths.contains("models/marts/sales/fct_orders.sql"))
    for path in paths { #expect(FileManager.default.fileExists(atPath: "\(folder)/\(path)")) }
    let configuration = try String(contentsOfFile: "\(folder)/millrace.yml", encoding: .utf8)
    #expect(configuration.contains("name: my-shop\n"))

    let error = try #require(throws: SampleError.self) {
      try Template.blank.write(to: folder, name: "other")
    }
    #expect(error.kind == .file)
    #expect(error.message.contains("not empty"))
  }

  @Test("An unknown template names those there are")
  func namesTemplates() throws {
    let error = try #require(throws: SampleError.self) { try Template(named: "shp") }
    #expect(error.kind == .unknownTemplate)
    #expect(error.hint?.contains("shop") == true)
  }
}
