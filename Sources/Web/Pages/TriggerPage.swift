import Airflow
import Orchestration

extension HTML {
  /// A form that starts a run of a DAG with values for its parameters.
  static func trigger(_ listed: ListedDAG, _ call: Call, _ operations: Operations) -> HTML {
    Frame(
      "Trigger \(listed.id)", .dags, call, operations,
      trail: [("DAGs", Link("dags")), (listed.id, .dag(listed.id))]
    ).page {
      form(.dag(listed.id, "trigger"), call, "sheet") {
        listed.params.map { param in
          labelled(param.name) { value(of: param) }
        }
        labelled("Logical date") {
          field("logical_date", "", "now, or like 2026-01-01T06:00:00Z", type: "text")
        }
        labelled("Run") { field("run", "", "a name after the present moment", type: "text") }
        labelled("Further parameters, as a JSON object") {
          element(
            "textarea",
            [
              Attribute(.name, "conf"), Attribute(.rows, "4"),
              Attribute(.spellcheck, "false"), Attribute(.placeholder, "{}"),
            ], .empty)
        }
        div("row") {
          button("Trigger", .primary)
          a(.dag(listed.id)) { "Cancel" }
        }
      }
    }
  }

  private static func value(of param: WireEntry) -> HTML {
    let name = "param." + param.name
    switch param.value {
    case .boolean(let flag):
      return choice(
        name, [("true", "true"), ("false", "false")], flag ? "true" : "false", param.name)
    case .integer, .unsigned, .double:
      return field(name, param.value.json, param.name, type: "text")
    case .text(let text): return field(name, text, param.name, type: "text")
    case .null: return field(name, "", "none", type: "text")
    default:
      return element(
        "textarea",
        [Attribute(.name, name), Attribute(.rows, "3"), Attribute(.spellcheck, "false")],
        HTML(param.value.json))
    }
  }

  /// A field with its name above it.
  static func labelled(_ name: String, @HTMLBuilder _ content: () -> HTML) -> HTML {
    element(
      "label", [],
      HTML {
        span { name }
        content()
      })
  }
}

extension ListedDAG {
  /// The values of parameters as a form sent them: each as the type that its default has.
  ///
  /// - Throws: ``WebError`` for what that type does not have.
  func conf(from form: Fields) throws(WebError) -> WireValue? {
    var entries: [WireEntry] = []
    if let text = form.text("conf") {
      guard let value = try? WireValue(json: text), let given = value.entries else {
        throw WebError(
          .invalid, "the further parameters must be a JSON object",
          hint: "write them like {\"name\": \"value\"}")
      }
      entries = given
    }
    for param in params {
      guard let text = form["param." + param.name] else { continue }
      let value = try param.value(of: text)
      // What stays as it is by default need not be said.
      if value == param.value { continue }
      entries.removeAll { $0.name == param.name }
      entries.append(WireEntry(param.name, value))
    }
    return entries.isEmpty ? nil : .map(entries)
  }
}

extension WireEntry {
  fileprivate func value(of text: String) throws(WebError) -> WireValue {
    switch value {
    case .text: return .text(text)
    case .null where text.isEmpty: return .null
    case .null: return (try? WireValue(json: text)) ?? .text(text)
    default:
      guard let parsed = try? WireValue(json: text) else {
        throw WebError(.invalid, "\"\(text)\" is no value for the parameter \"\(name)\"")
      }
      return parsed
    }
  }
}
