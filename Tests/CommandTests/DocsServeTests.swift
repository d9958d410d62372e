import Foundation
import Testing

/// `dbt docs serve`, asked over HTTP while it runs.
@Suite struct DocsServeTests {
  /// Starts the server on a free port, runs a script with its address in `$at`, and ends it.
  private static func serving(_ script: String, _ flags: String = "--port 0") -> String {
    """
    millrace dbt docs serve --no-browser --project-dir shop \(flags) >served 2>&1 &
    server=$!
    for _ in $(seq 200); do grep -q Ctrl served && break; sleep 0.1; done
    at=$(sed -n 's/.*navigate to: //p' served)
    \(script)
    kill -INT $server; wait $server; echo "ended $?"
    """
  }

  private static func prepare(_ program: Program) throws {
    try program.write("{name: shop, version: '1', profile: shop}", to: "shop/dbt_project.yml")
    try program.write(
      "shop: {target: dev, outputs: {dev: {type: duckdb, schema: main}}}", to: "shop/profiles.yml")
    try program.write("select 1 as id", to: "shop/models/one.sql")
    try program.write("secret", to: "shop/secret.txt")
  }

  @Test(.timeLimit(.minutes(1))) func theDocumentationIsServedUntilItIsStopped() async throws {
    try await Program.inFolder { program in
      try Self.prepare(program)
      let made = try await program.run("millrace dbt docs generate --project-dir shop")
      #expect(made.code == 0, "\(made.output)")
      try program.write("hidden", to: "shop/target/.hidden")
      let show = "-s -o body -w '%{http_code} %{content_type}\\n'"
      let served = try await program.run(
        Self.serving(
          """
          for path in / /index.html /manifest.json /catalog.json /compiled/shop/models/one.sql \\
            /../secret.txt /%2e%2e/secret.txt /..%2fsecret.txt /.hidden /compiled/ /none; do
            echo "$path $(curl --path-as-is \(show) "$at$path")"
          done
          cat body
          curl \(show) -H 'Host: elsewhere.example' $at/manifest.json
          curl \(show) -X POST $at/manifest.json
          millrace dbt docs serve --project-dir shop --port ${at##*:} 2>&1 | grep -o 'is taken'
          curl -s $at/ | cmp - shop/target/index.html
          sed 's/[0-9][0-9]*/N/' served
          """))
      #expect(
        served.output == """
          / 200 text/html; charset=utf-8
          /index.html 200 text/html; charset=utf-8
          /manifest.json 200 application/json
          /catalog.json 200 application/json
          /compiled/shop/models/one.sql 200 text/plain; charset=utf-8
          /../secret.txt 404 text/plain; charset=utf-8
          /%2e%2e/secret.txt 404 text/plain; charset=utf-8
          /..%2fsecret.txt 404 text/plain; charset=utf-8
          /.hidden 404 text/plain; charset=utf-8
          /compiled/ 404 text/plain; charset=utf-8
          /none 404 text/plain; charset=utf-8
          there is no /none here; the documentation is at /
          403 text/plain; charset=utf-8
          405 text/plain; charset=utf-8
          is taken
          Serving docs at N
          To access from your browser, navigate to: http://localhost:N
          Press Ctrl+C to exit.
          ended 0

          """)
    }
  }

  @Test func thereHasToBeSomethingToServe() async throws {
    try await Program.inFolder { program in
      try Self.prepare(program)
      let none = try await program.run("millrace dbt docs serve --project-dir shop")
      #expect(none.code == 2)
      #expect(none.output.contains("run dbt docs generate first"))
      try program.write("<p>", to: "shop/target/index.html")
      let wrong = try await program.run("millrace dbt docs serve --project-dir shop --port many")
      #expect(wrong.code == 2)
      #expect(wrong.output.contains("--port takes a number"))
    }
  }
}
