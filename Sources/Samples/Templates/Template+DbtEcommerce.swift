// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtEcommerceFiles: [TemplateFile] =
    dbtEcommerce1
    + dbtEcommerce2
    + dbtEcommerce3
    + dbtEcommerce4
    + dbtEcommerce5
    + dbtEcommerce6
    + dbtEcommerce7
    + dbtEcommerce8
    + dbtEcommerce9
    + dbtEcommerce10
    + dbtEcommerce11
    + dbtEcommerce12
}
