// The elements that pages are made of, each a function of its attributes and its content.

typealias Attributes = [HTML.Attribute]

extension HTML {
  static func div(
    _ classes: String? = nil, _ attributes: Attributes = [], @HTMLBuilder _ content: () -> HTML
  ) -> HTML {
    element("div", named(classes) + attributes, content())
  }

  static func span(
    _ classes: String? = nil, _ attributes: Attributes = [], @HTMLBuilder _ content: () -> HTML
  ) -> HTML {
    element("span", named(classes) + attributes, content())
  }

  static func p(_ classes: String? = nil, @HTMLBuilder _ content: () -> HTML) -> HTML {
    element("p", named(classes), content())
  }

  static func section(
    _ classes: String? = nil, _ attributes: Attributes = [], @HTMLBuilder _ content: () -> HTML
  ) -> HTML {
    element("section", named(classes) + attributes, content())
  }

  static func h1(@HTMLBuilder _ content: () -> HTML) -> HTML { element("h1", [], content()) }
  static func h2(@HTMLBuilder _ content: () -> HTML) -> HTML { element("h2", [], content()) }

  static func a(
    _ link: Link, _ classes: String? = nil, _ attributes: Attributes = [],
    @HTMLBuilder _ content: () -> HTML
  ) -> HTML {
    element("a", [Attribute(.href, link)] + named(classes) + attributes, content())
  }

  static func ul(_ classes: String? = nil, @HTMLBuilder _ content: () -> HTML) -> HTML {
    element("ul", named(classes), content())
  }

  static func li(_ classes: String? = nil, @HTMLBuilder _ content: () -> HTML) -> HTML {
    element("li", named(classes), content())
  }

  static func dl(_ facts: [(name: String, value: HTML)]) -> HTML {
    element(
      "dl", named("facts"),
      HTML {
        facts.map { fact in
          div {
            element("dt", [], HTML(fact.name))
            element("dd", [], fact.value)
          }
        }
      })
  }

  static func code(_ text: String, _ classes: String? = nil) -> HTML {
    element("code", named(classes), HTML(text))
  }

  static func pre(
    _ classes: String? = nil, _ attributes: Attributes = [], @HTMLBuilder _ content: () -> HTML
  ) -> HTML {
    element("pre", named(classes) + attributes, content())
  }

  static func time(_ moment: String, @HTMLBuilder _ content: () -> HTML) -> HTML {
    element("time", [Attribute(.datetime, moment), Attribute(.title, moment)], content())
  }

  /// A table with a caption for those who do not see it, the heads of its columns, and its rows.
  static func table(
    _ label: String, _ heads: [String], _ classes: String? = nil, rows: [HTML]
  ) -> HTML {
    div(
      "scroll",
      [Attribute(.role, "region"), Attribute(.ariaLabel, label), Attribute(.tabindex, "0")]
    ) {
      element(
        "table", named(classes),
        HTML {
          element(
            "thead", [],
            element(
              "tr", [],
              HTML {
                heads.map { element("th", [Attribute(.scope, "col")], HTML($0)) }
              }))
          element("tbody", [], HTML { rows })
        })
    }
  }

  static func tr(_ attributes: Attributes = [], @HTMLBuilder _ content: () -> HTML) -> HTML {
    element("tr", attributes, content())
  }

  static func td(
    _ classes: String? = nil, _ attributes: Attributes = [], @HTMLBuilder _ content: () -> HTML
  ) -> HTML {
    element("td", named(classes) + attributes, content())
  }

  static func rowHead(_ classes: String? = nil, @HTMLBuilder _ content: () -> HTML) -> HTML {
    element("th", [Attribute(.scope, "row")] + named(classes), content())
  }

  /// The attribute of the classes, if there are any.
  static func named(_ classes: String?) -> Attributes {
    classes.map { [Attribute(.class, $0)] } ?? []
  }
}
