// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtScd2Files: [TemplateFile] =
    dbtScd21
    + dbtScd22
    + dbtScd23
}
