// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let shopFiles: [TemplateFile] =
    shop1
    + shop2
    + shop3
}
