import Airflow
import Alerts
import Orchestration

extension HTML {
  /// The parts of the administration.
  enum AdminView: String, Sendable, CaseIterable {
    case pools, connections, variables
    case importErrors = "import-errors"
    case alerts, audit, users

    var link: Link { Link("admin", rawValue) }

    fileprivate var title: String {
      let words = rawValue.replacing("-", with: " ")
      return words.prefix(1).uppercased() + words.dropFirst()
    }
  }

  /// A page of the administration.
  static func admin(
    _ view: AdminView, _ call: Call, _ operations: Operations, @HTMLBuilder _ content: () -> HTML
  ) -> HTML {
    let views = AdminView.allCases.filter { $0 != .users || call.identity.may(.admin) }
    return Frame("Admin", .admin, call, operations, topic: view == .pools ? .init() : nil).page {
      tabs(views.map { ($0.title, $0.link, $0 == view) }, "Administration")
      content()
    }
  }

  /// Pools, how full they are, and a form to change them.
  static func pools(_ pools: [PoolFacts], _ call: Call) -> HTML {
    let mayChange = call.identity.may(.admin)
    return HTML {
      table(
        "Pools", ["Pool", "Slots", "Running", "Queued", "Waiting", "Open", ""],
        rows: pools.map { facts in
          tr {
            rowHead { code(facts.pool.name) }
            td("number") { facts.pool.slots.map { "\($0)" } ?? "unlimited" }
            td("number") { "\(facts.running)" }
            td("number") { "\(facts.queued)" }
            td("number") { "\(facts.scheduled)" }
            td("number") { facts.open.map { "\($0)" } ?? "unlimited" }
            td("actions") {
              if mayChange, facts.pool.name != Pool.defaultName {
                remove(.pools, facts.pool.name, call)
              }
            }
          }
        })
      if mayChange {
        put(.pools, call) {
          field("name", "", "Pool", type: "text", [Attribute(.required)])
          field(
            "slots", "", "Slots", type: "number",
            [Attribute(.min, "0"), Attribute(.required)])
        }
      }
    }
  }

  /// Connections without their secrets, and a form to change them.
  static func connections(_ connections: [ConnectionFacts], _ call: Call) -> HTML {
    let mayChange = call.identity.may(.admin)
    return HTML {
      if connections.isEmpty {
        nothing("No connection.")
      } else {
        table(
          "Connections", ["Connection", "Kind", "Host", "Port", "Schema", "Login", ""],
          rows: connections.map { facts in
            tr {
              rowHead { code(facts.name) }
              td { facts.connection?.kind ?? "unreadable" }
              td { facts.connection?.host ?? "" }
              td { facts.connection?.port.map { "\($0)" } ?? "" }
              td { facts.connection?.schema ?? "" }
              td { facts.connection?.login ?? "" }
              td("actions") { if mayChange { remove(.connections, facts.name, call) } }
            }
          })
      }
      if mayChange {
        put(.connections, call) {
          field("name", "", "Connection", type: "text", [Attribute(.required)])
          field(
            "text", "", "postgresql://user:password@host:5432/database", type: "text",
            [Attribute(.required), Attribute(.size, "44"), Attribute(.autocomplete, "off")])
        }
      }
    }
  }

  /// Variables, and a form to change them.
  static func variables(_ variables: [VariableFacts], _ call: Call) -> HTML {
    let mayChange = call.identity.may(.admin)
    return HTML {
      if variables.isEmpty {
        nothing("No variable.")
      } else {
        table(
          "Variables", ["Variable", "Value", ""],
          rows: variables.map { facts in
            tr {
              rowHead { code(facts.name) }
              td { code(facts.text, "value") }
              td("actions") { if mayChange { remove(.variables, facts.name, call) } }
            }
          })
      }
      if mayChange {
        put(.variables, call) {
          field("name", "", "Variable", type: "text", [Attribute(.required)])
          field(
            "text", "", "Value", type: "text",
            [Attribute(.size, "44"), Attribute(.autocomplete, "off")])
        }
      }
    }
  }

  private static func remove(_ view: AdminView, _ name: String, _ call: Call) -> HTML {
    form(view.link, call, confirm: "Remove \(name)?") {
      hidden("name", name)
      hidden("remove", "true")
      button("Remove", .quiet, label: "Remove \(name)")
    }
  }

  private static func put(
    _ view: AdminView, _ call: Call, @HTMLBuilder _ fields: () -> HTML
  ) -> HTML {
    card("Add or change") {
      form(view.link, call, "inline") {
        fields()
        button("Save", .primary)
      }
    }
  }

  /// The files of DAGs that cannot be read.
  static func importErrors(_ errors: [ImportError]) -> HTML {
    guard !errors.isEmpty else { return nothing("Every file was read.") }
    return HTML {
      errors.prefix(Paging.length).map { error in
        card(error.file) { pre("trace", [Attribute(.tabindex, "0")]) { error.text } }
      }
    }
  }

  /// What channels were told, or are to be told.
  static func alerts(_ messages: ListPage<RecordedAlert>, _ call: Call) -> HTML {
    guard !messages.elements.isEmpty else {
      return nothing("Nobody was told of anything: alerts in millrace.yml says who is.")
    }
    return HTML {
      table(
        "Alerts", ["When", "Channel", "What", "Run", "State", "Tries", "Detail"],
        rows: messages.elements.map { message in
          tr {
            td { moment(message.madeAt, now: call.now) }
            td { message.channel }
            td { message.title }
            td("names") {
              if message.run != "test" {
                a(.run(RunID(dag: message.dag, name: message.run))) { message.run }
              }
            }
            td { message.state.rawValue }
            td("number") { "\(message.attempts)" }
            td { message.error ?? "" }
          }
        })
      pages(Paging(page: call.page, total: messages.total), call)
    }
  }

  /// Who did what.
  static func audit(_ entries: ListPage<AuditEntry>, _ call: Call) -> HTML {
    guard !entries.elements.isEmpty else { return nothing("Nobody has done anything yet.") }
    return HTML {
      table(
        "Audit", ["When", "Who", "What", "DAG", "Run", "Task", "Detail"],
        rows: entries.elements.map { entry in
          tr {
            td { moment(entry.at, now: call.now) }
            td { entry.actor }
            td { entry.action }
            td { entry.dag.map { dag in a(.dag(dag)) { dag } } ?? .empty }
            td("names") {
              if let dag = entry.dag, let run = entry.run {
                a(.run(RunID(dag: dag, name: run))) { run }
              }
            }
            td("names") { entry.task ?? "" }
            td { entry.detail ?? "" }
          }
        })
      pages(Paging(page: call.page, total: entries.total), call)
    }
  }

  /// Who may use the server.
  static func users(_ users: [Accounts.User], _ call: Call) -> HTML {
    HTML {
      if users.isEmpty {
        div("notice") {
          p { "There are no users: whoever is on this machine may do everything." }
          p { code("millrace users add NAME --role admin") }
        }
      } else {
        table(
          "Users", ["User", "Role", "Since"],
          rows: users.map { user in
            tr {
              rowHead { user.name }
              td { user.role.rawValue }
              td { moment(user.addedAt, now: call.now) }
            }
          })
      }
    }
  }
}
