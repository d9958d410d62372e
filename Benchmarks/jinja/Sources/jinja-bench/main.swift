import Foundation
import Jinja

// jinja-bench FILE COUNT (render|compile): renders a template with what a dbt model sees, or
// compiles it, and prints the seconds that one pass took.

let arguments = CommandLine.arguments
guard arguments.count == 4, let count = Int(arguments[2]), count > 0 else {
  print("usage: jinja-bench FILE COUNT render|compile")
  exit(2)
}
let source = try String(contentsOfFile: arguments[1], encoding: .utf8)
var environment = Environment()
environment.isSandboxed = true
let template = try environment.compile(source, name: "model.sql")
let variables = Variables([
  "config": .function("config") { _, _ in "" },
  "ref": .function("ref") { arguments, _ in
    .string("\"db\".\"schema\".\"\(try arguments.positional[0].text())\"")
  },
  "var": .function("var") { arguments, _ in arguments.positional.last ?? .none },
  "is_incremental": .function("is_incremental") { _, _ in true },
  "payment_methods": ["credit_card", "coupon", "bank_transfer", "gift_card"],
  "target": ["name": "prod", "schema": "analytics"],
  "this": "\"db\".\"schema\".\"orders\"",
])

var size = 0
let time = try ContinuousClock().measure {
  for _ in 0..<count {
    if arguments[3] == "render" {
      size += try template.render(variables).utf8.count
    } else {
      size += try environment.compile(source, name: "model.sql").statements.count
    }
  }
}
let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
print(seconds / Double(count), size / count)
