extension HTML {
  /// A form to log in.
  static func login(
    _ call: Call, _ operations: Operations, next: String, error: WebError? = nil
  ) -> HTML {
    Frame("Log in", nil, call, operations).page {
      if let error {
        div("notice bad", [Attribute(.role, "alert")]) { p { error.description } }
      }
      form(Link("login"), call, "sheet login") {
        hidden("next", next)
        labelled("Name") {
          field(
            "name", "", "Name", type: "text",
            [Attribute(.autocomplete, "username"), Attribute(.required), Attribute(.autofocus)])
        }
        labelled("Password") {
          field(
            "password", "", "Password", type: "password",
            [Attribute(.autocomplete, "current-password"), Attribute(.required)])
        }
        button("Log in", .primary)
      }
    }
  }
}
