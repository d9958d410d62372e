// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let blankFiles: [TemplateFile] =
    blank1
}
