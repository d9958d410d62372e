/// What stands around the content of every page.
struct Frame: Sendable {
  /// The parts of the site that the bar at the top leads to.
  enum Section: String, Sendable, CaseIterable {
    case overview = "Overview"
    case dags = "DAGs"
    case runs = "Runs"
    case assets = "Assets"
    case admin = "Admin"

    var link: Link {
      switch self {
      case .overview: Link()
      case .dags: Link("dags")
      case .runs: Link("runs")
      case .assets: Link("assets")
      case .admin: Link("admin")
      }
    }
  }

  let title: String
  let section: Section?
  let call: Call
  let operations: Operations
  /// What the page is about, so that it is refreshed when that changes; `nil` for a page that
  /// stays as it is.
  var topic: LiveFeed.Topic?
  /// Where the page lies: the pages above it.
  var trail: [(name: String, link: Link)] = []

  init(
    _ title: String, _ section: Section?, _ call: Call, _ operations: Operations,
    topic: LiveFeed.Topic? = nil, trail: [(name: String, link: Link)] = []
  ) {
    self.title = title
    self.section = section
    self.call = call
    self.operations = operations
    self.topic = topic
    self.trail = trail
  }

  /// The whole page.
  func page(@HTMLBuilder _ content: () -> HTML) -> HTML {
    HTML.element(
      "html", [HTML.Attribute(.lang, "en")],
      HTML {
        head
        HTML.element(
          "body", [],
          HTML {
            HTML.a(.content, "skip") { "Skip to content" }
            bar
            HTML.element(
              "main", [HTML.Attribute(.id, "main")] + live,
              HTML {
                heading
                content()
              })
            keys
          })
      })
  }

  private var live: Attributes {
    guard let topic, call.identity.role != nil else { return [] }
    let link = Link("events").with("dag", topic.dag).with("run", topic.run)
    return [HTML.Attribute(data: "live", link.address)]
  }

  private var head: HTML {
    HTML.element(
      "head", [],
      HTML {
        HTML.void("meta", [HTML.Attribute(.charset, "utf-8")])
        HTML.void(
          "meta",
          [
            HTML.Attribute(.name, "viewport"),
            HTML.Attribute(.content, "width=device-width, initial-scale=1"),
          ])
        HTML.void(
          "meta",
          [HTML.Attribute(.name, "color-scheme"), HTML.Attribute(.content, "light dark")])
        HTML.element("title", [], HTML("\(title) · \(operations.project) · Millrace"))
        HTML.void(
          "link",
          [
            HTML.Attribute(.rel, "icon"), HTML.Attribute(.type, "image/svg+xml"),
            HTML.Attribute(.href, StaticFile.icon.link),
          ])
        HTML.void(
          "link",
          [HTML.Attribute(.rel, "stylesheet"), HTML.Attribute(.href, StaticFile.style.link)])
        HTML.element(
          "script",
          [HTML.Attribute(.src, StaticFile.script.link), HTML.Attribute(.defer_)], .empty)
      })
  }

  private var bar: HTML {
    HTML.element(
      "header", HTML.named("bar"),
      HTML {
        HTML.a(Link(), "brand") {
          HTML.mark
          HTML.span { operations.project }
        }
        if call.identity.role != nil {
          HTML.element(
            "nav", [HTML.Attribute(.ariaLabel, "Main")],
            HTML {
              Section.allCases.map { item in
                HTML.a(
                  item.link, nil,
                  item == section ? [HTML.Attribute(.ariaCurrent, "page")] : []
                ) { item.rawValue }
              }
            })
          user
        }
      })
  }

  private var user: HTML {
    HTML.div("user") {
      switch call.identity.means {
      case .local, .none:
        HTML.span("muted", [HTML.Attribute(.title, "There are no users yet: millrace users add")]) {
          "local"
        }
      case .session, .token:
        HTML.span("muted") { "\(call.identity.name) · \(call.identity.role?.rawValue ?? "")" }
        HTML.form(Link("logout"), call) { HTML.button("Log out", .quiet) }
      }
    }
  }

  private var heading: HTML {
    HTML.div("heading") {
      if !trail.isEmpty {
        HTML.element(
          "nav", [HTML.Attribute(.ariaLabel, "Trail"), HTML.Attribute(.class, "trail")],
          HTML {
            trail.map { step in
              HTML {
                HTML.a(step.link) { step.name }
                HTML.span("sep", [HTML.Attribute(.ariaHidden, "true")]) { "/" }
              }
            }
          })
      }
      HTML.h1 { title }
    }
  }

  /// What the keys do, shown when `?` is pressed.
  private var keys: HTML {
    let keys = [
      ("/", "Filter"), ("g o", "Overview"), ("g d", "DAGs"), ("g r", "Runs"), ("g a", "Assets"),
      ("j k", "Next and previous line"), ("Enter", "Open the line"), ("?", "These keys"),
    ]
    return HTML.element(
      "dialog", [HTML.Attribute(.id, "keys"), HTML.Attribute(.ariaLabel, "Keys")],
      HTML {
        HTML.h2 { "Keys" }
        HTML.dl(keys.map { ($0.0, HTML($0.1)) })
      })
  }
}

extension HTML {
  /// A form that sends to an address of this server, with what shows that it is this server's.
  static func form(
    _ link: Link, _ call: Call, _ classes: String? = nil, confirm: String? = nil,
    @HTMLBuilder _ content: () -> HTML
  ) -> HTML {
    let question = confirm.map { [Attribute(data: "confirm", $0)] } ?? []
    return element(
      "form",
      [Attribute(.method, "post"), Attribute(.action, link)] + named(classes) + question,
      HTML {
        hidden("_token", call.formToken)
        content()
      })
  }

  /// A form that asks for a page.
  static func search(_ link: Link, _ label: String, @HTMLBuilder _ content: () -> HTML) -> HTML {
    element(
      "form",
      [
        Attribute(.method, "get"), Attribute(.action, link), Attribute(.role, "search"),
        Attribute(.ariaLabel, label), Attribute(.class, "search"),
      ], content())
  }

  /// A value that a form sends and does not show.
  static func hidden(_ name: String, _ value: String) -> HTML {
    void("input", [Attribute(.type, "hidden"), Attribute(.name, name), Attribute(.value, value)])
  }

  /// How much a button calls for being pressed.
  enum Weight: String, Sendable {
    case primary, plain, quiet, danger
  }

  static func button(
    _ text: String, _ weight: Weight = .plain, name: String? = nil, value: String? = nil,
    label: String? = nil
  ) -> HTML {
    var attributes = [Attribute(.type, "submit"), Attribute(.class, weight.rawValue)]
    if let name { attributes.append(Attribute(.name, name)) }
    if let value { attributes.append(Attribute(.value, value)) }
    if let label { attributes += [Attribute(.ariaLabel, label), Attribute(.title, label)] }
    return element("button", attributes, HTML(text))
  }

  /// The sign of the program: three waves.
  static var mark: HTML {
    element(
      "svg",
      [
        Attribute(.viewBox, "0 0 16 16"), Attribute(.width, "16"), Attribute(.height, "16"),
        Attribute(.ariaHidden, "true"),
      ],
      HTML {
        ["M1 4q3.5-3 7 0t7 0", "M1 8q3.5-3 7 0t7 0", "M1 12q3.5-3 7 0t7 0"].map { path in
          element("path", [Attribute(.d, path), Attribute(.class, "wave")], .empty)
        }
      })
  }

  /// A page that says what went wrong.
  static func failure(_ error: WebError, _ call: Call, _ operations: Operations) -> HTML {
    let title =
      switch error.kind {
      case .missing: "Not found"
      case .forbidden, .unauthenticated: "Not allowed"
      case .busy, .tooMany: "Not now"
      default: "This did not work"
      }
    return Frame(title, nil, call, operations).page {
      div("notice bad", [Attribute(.role, "alert")]) {
        p { error.message }
        if let hint = error.hint { p("muted") { hint } }
      }
    }
  }
}
