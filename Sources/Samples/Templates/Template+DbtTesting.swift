// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtTestingFiles: [TemplateFile] =
    dbtTesting1
    + dbtTesting2
    + dbtTesting3
    + dbtTesting4
    + dbtTesting5
}
