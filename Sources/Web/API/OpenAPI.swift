import Airflow

/// The description of the API, made from its routes: OpenAPI 3.1.
enum OpenAPI {
  /// What a list takes beside its own filters.
  private static let paging = ["limit", "offset", "order_by"]

  /// The document.
  static func document(of routes: [Route], version: String) -> WireValue {
    var paths: [WireEntry] = []
    for route in routes where route.path.hasPrefix("/api/v2/") {
      let operation = WireEntry(route.method.rawValue.lowercased(), self.operation(of: route))
      if let place = paths.firstIndex(where: { $0.name == route.path }) {
        paths[place].value = paths[place].value.with(.map([operation]))
      } else {
        paths.append(WireEntry(route.path, .map([operation])))
      }
    }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "Millrace", "version": .text(version),
        "description": "The part of Airflow's REST API, version 2, that this server has.",
      ],
      "paths": .map(paths),
      "components": ["securitySchemes": ["token": ["type": "http", "scheme": "bearer"]]],
      "security": [["token": []]],
    ]
  }

  private static func operation(of route: Route) -> WireValue {
    let names = route.path.split(separator: "/").filter { $0.hasPrefix("{") }
      .map { String($0.dropFirst().dropLast()) }
    var parameters = names.map { name -> WireValue in
      ["name": .text(name), "in": "path", "required": true, "schema": ["type": "string"]]
    }
    // A list ends in its own name.
    if route.method == .get, !route.path.hasSuffix("}") {
      parameters += paging.map { name in
        [
          "name": .text(name), "in": "query", "required": false,
          "schema": ["type": name == "order_by" ? "string" : "integer"],
        ]
      }
    }
    var operation: [WireEntry] = [
      WireEntry("operationId", .text(identifier(of: route))),
      WireEntry("parameters", .list(parameters)),
      WireEntry("responses", responses(of: route)),
    ]
    if [.post, .patch].contains(route.method) {
      operation.append(
        WireEntry(
          "requestBody",
          ["content": ["application/json": ["schema": ["type": "object"]]]]))
    }
    if route.access == .everyone { operation.append(WireEntry("security", [])) }
    return .map(operation)
  }

  /// `get_dags_dag_tasks` for `GET /api/v2/dags/{dag}/tasks`.
  private static func identifier(of route: Route) -> String {
    let words = route.path.dropFirst("/api/v2/".count).split { !$0.isLetter }
    return ([route.method.rawValue.lowercased()] + words.map(String.init)).joined(separator: "_")
  }

  private static func responses(of route: Route) -> WireValue {
    let content: WireValue = ["application/json": ["schema": ["type": "object"]]]
    let done: WireValue = ["description": "Done", "content": content]
    let error: WireValue = ["description": "Says what is wrong", "content": content]
    return [
      route.method == .delete ? "204" : "200": route.method == .delete
        ? ["description": "Done"] : done,
      "default": error,
    ]
  }
}
