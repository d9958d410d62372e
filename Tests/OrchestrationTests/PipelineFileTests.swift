import Settings
import Orchestration
import Testing

@Suite struct PipelineFileTests {
  private func dag(_ text: String) throws -> DAG {
    try PipelineFile(ConfigurationSource(file: "pipelines/p.yml", text: text)).dag
  }

  @Test func readsAPipeline() throws {
    let dag = try dag(
      """
      schedule: "0 2 * * *"
      timezone: Europe/Berlin
      start: 2026-01-01
      timeout: 2h
      tasks:
        load: {ingest: raw.orders, updates: raw.orders}
        build:
          dbt: "tag:nightly"
          depends_on: load
          retries: 3
          retry_delay: 1m
          backoff: 2
          longest_delay: 10m
        each: {shell: "echo $ITEM", for_each: [a, b, c], depends_on: [build], env: {X: "1"}}
        call:
          http: "https://a.test/x?r=$MILLRACE_RUN"
          method: POST
          body: "{}"
          headers: {Accept: text/plain}
          expect: [200, 202]
        tell: {shell: ./tell.sh, depends_on: [build, each], when: all_done, timeout: 90s}
      """)
    #expect(dag.id == "p")
    #expect(dag.rules.runTimeout == .seconds(7200))
    #expect(dag.rules.maxActiveRuns == 1)
    let first = dag.rules.timetable.next(
      after: nil, within: TimeRestriction(earliest: dag.rules.startDate, catchup: true),
      now: Timestamp(seconds: 0))
    #expect(first?.runAfter == Timestamp("2026-01-01T01:00:00Z"))
    #expect(dag["load"]?.outlets == ["raw.orders"])
    #expect(
      dag["build"]?.retry
        == RetryPolicy(
          retries: 3, delay: .seconds(60), factor: 2, longestDelay: .seconds(600)))
    #expect(dag["each"]?.expansion == Expansion(over: [.literal(3)]))
    #expect(
      dag["each"]?.work?.settings == ["command": "echo $ITEM", "items": "a\nb\nc", "env.X": "1"])
    #expect(
      dag["call"]?.work?.settings == [
        "url": "https://a.test/x?r=$MILLRACE_RUN", "method": "POST", "body": "{}",
        "header.Accept": "text/plain", "expect": "200 202",
      ])
    #expect(dag["tell"]?.triggerRule == .allDone)
    #expect(dag["tell"]?.timeout == .seconds(90))
  }

  @Test(arguments: [
    ("every 15m", Timetable.deltaTrigger(.seconds(900))), ("\"@once\"", .once),
    ("\"@continuous\"", .continuous),
    ("{assets: [a, b]}", .assets(.all([.asset("a"), .asset("b")]))),
    ("{any: [a, b]}", .assets(.any([.asset("a"), .asset("b")]))),
  ])
  func readsSchedules(_ text: String, _ expected: Timetable) throws {
    let dag = try dag("schedule: \(text)\ntasks: {t: {shell: x}}")
    #expect(dag.rules.timetable == expected)
  }

  @Test func readsDeadlines() throws {
    func read(_ text: String) throws -> [Deadline] {
      try dag("deadline: \(text)\ntasks: {t: {shell: x}}").rules.deadlines
    }
    #expect(try read("1h") == [Deadline(.queuedAt, .seconds(3600))])
    let fixed = try #require(Timestamp("2026-01-01T06:00:00Z"))
    #expect(
      try read(
        """
        [
          {from: logical_date, within: 6h, name: morning},
          {from: average_runtime, within: 5m},
          {from: "2026-01-01T06:00:00Z", within: 0s}
        ]
        """)
        == [
          Deadline(.logicalDate, .seconds(21_600), name: "morning"),
          Deadline(.averageRuntime(of: 10, atLeast: 10), .seconds(300)),
          Deadline(.fixed(fixed), .zero),
        ])
  }

  @Test(arguments: [
    (
      "deadline: soon\ntasks: {t: {shell: x}}", "1:11", "\"soon\" is no length of time",
      "write it like 90s, 15m, 2h or 1d"
    ),
    (
      "deadline: {from: queued}\ntasks: {t: {shell: x}}", "1:11",
      "a deadline needs the time that a run has", "write within: 1h"
    ),
    (
      "deadline: {from: queuedat, within: 1h}\ntasks: {t: {shell: x}}", "1:18",
      "\"deadline.from\" cannot be \"queuedat\"", "did you mean \"queued_at\"?"
    ),
    ("tasks: {t: {shel: x}}", "1:13", "unknown key \"shel\" in tasks.t", "did you mean \"shell\"?"),
    (
      "tasks: {t: {}}", "1:12", "the task \"t\" says nothing to do",
      "one of: dbt, http, ingest, shell, sql"
    ),
    (
      "tasks: {t: {shell: x, method: GET}}", "1:31", "only a task of kind http has \"method\"", nil
    ),
    (
      "tasks: {t: {http: example.org}}", "1:19",
      "the address of a request begins with http:// or https://", nil
    ),
    (
      "tasks: {t: {http: \"http://a\", expect: ok}}", "1:39", "\"ok\" is no status of HTTP",
      "write it like 200"
    ),
    (
      "tasks: {load: {sql: x}, b: {sql: y, depends_on: laod}}", "1:49",
      "there is no task \"laod\" to depend on", "did you mean \"load\"?"
    ),
    (
      "schedule: 61 * * * *\ntasks: {t: {sql: x}}", "1:11",
      "the minute \"61\" of the cron expression is outside 0 to 59", nil
    ),
    (
      "schedule: \"@daily\"\ntimezone: Europe/Berlim\ntasks: {t: {sql: x}}", "1:11",
      "there is no time zone \"Europe/Berlim\"",
      "use a name of the IANA database such as Europe/Berlin; the system package tzdata has them"
    ),
    (
      "tasks: {t: {sql: x, timeout: 5}}", "1:30", "\"5\" is no length of time",
      "write it like 90s, 15m, 2h or 1d"
    ),
    (
      "tasks: {a: {sql: x, depends_on: b}, b: {sql: y, depends_on: a}}", "1:8",
      "tasks depend on each other in a circle: a → b → a", nil
    ),
    (
      "tasks: {t: {sql: x, when: all_dun}}", "1:27", "\"tasks.t.when\" cannot be \"all_dun\"",
      "did you mean \"all_done\"?"
    ),
    ("name: x", "1:1", "a pipeline needs tasks", nil),
  ])
  func saysWhatIsWrong(
    _ text: String, _ place: String, _ message: String, _ hint: String?
  ) throws {
    let error = #expect(throws: ConfigurationError.self) { try dag(text) }
    #expect(error?.message == message)
    #expect(error?.hint == hint)
    #expect(error?.location.map { "\($0.line):\($0.column)" } == place)
  }
}

@Suite struct BackfillTests {
  private func steps(
    _ reprocessing: Backfill.Reprocessing, isReversed: Bool = false
  ) throws -> [String] {
    func moment(_ day: Int) -> Timestamp { Timestamp(seconds: Int64(day) * 86_400) }
    let backfill = Backfill(
      id: 1, dag: "d", range: moment(1)...moment(5), reprocessing: reprocessing,
      isReversed: isReversed,
      existing: [moment(2): .failed, moment(3): .success, moment(4): .running])
    let cron = ZonedCron(try CronExpression("@daily"))
    return backfill.steps(of: .cronTrigger([cron]), now: moment(5)).map { step in
      "\(step.interval.start.seconds / 86_400) \(step.decision)"
    }
  }

  @Test func makesWhatThereIsNot() throws {
    #expect(try steps(.none) == ["1 create", "2 keep", "3 keep", "4 inFlight", "5 create"])
  }

  @Test func rerunsWhatFailed() throws {
    #expect(try steps(.failed) == ["1 create", "2 rerun", "3 keep", "4 inFlight", "5 create"])
  }

  @Test func rerunsWhatIsOver() throws {
    #expect(try steps(.completed) == ["1 create", "2 rerun", "3 rerun", "4 inFlight", "5 create"])
  }

  @Test func comesFromTheEnd() throws {
    #expect(try steps(.none, isReversed: true).first == "5 create")
  }

  @Test func runsWhatItMakes() throws {
    var rules = DAG.Rules()
    rules.timetable = .cronTrigger([ZonedCron(try CronExpression("@daily"))])
    rules.maxActiveRuns = 2
    let dag = try DAG(id: "d", tasks: [DAGTask("t")], rules: rules)
    var scheduler = Scheduler()
    let now = Timestamp(seconds: 10 * 86_400 + 4 * 3600)
    _ = scheduler.handle(.declare(dag), at: now)
    let backfill = Backfill(
      id: 7, dag: "d", range: Timestamp(seconds: 86_400)...Timestamp(seconds: 3 * 86_400),
      maxActiveRuns: 2)
    let actions = scheduler.handle(.backfill(backfill), at: now)
    let executed = actions.compactMap { action -> Timestamp? in
      if case .execute(let attempt) = action { attempt.interval?.start } else { nil }
    }
    #expect(executed == [Timestamp(seconds: 86_400), Timestamp(seconds: 2 * 86_400)])
    #expect(scheduler.activeRuns.map(\.backfill) == [7, 7, 7])
  }

  @Test func isRefusedWhereItCannotBeMade() throws {
    func problem(
      _ timetable: Timetable, dependsOnPast: Bool = false, _ backfill: Backfill
    ) throws -> String? {
      var rules = DAG.Rules()
      rules.timetable = timetable
      var task = DAGTask("t")
      task.past = dependsOnPast ? .itself : .none
      let dag = try DAG(id: "d", tasks: [task], rules: rules)
      do throws(BackfillError) {
        try backfill.check(dag, now: Timestamp(seconds: 10 * 86_400))
        return nil
      } catch {
        return error.message
      }
    }
    let days = Timestamp(seconds: 86_400)...Timestamp(seconds: 3 * 86_400)
    let daily = Timetable.cronTrigger([ZonedCron(try CronExpression("@daily"))])
    let future = Timestamp(seconds: 20 * 86_400)...Timestamp(seconds: 30 * 86_400)
    let minute = Timestamp(seconds: 86_460)...Timestamp(seconds: 86_520)
    #expect(try problem(daily, Backfill(dag: "d", range: days)) == nil)
    #expect(
      try problem(.once, Backfill(dag: "d", range: days))
        == "the DAG \"d\" cannot be backfilled: its schedule has no times that come again")
    #expect(
      try problem(daily, Backfill(dag: "d", range: future))
        == "a backfill is of times that are past")
    let between = try problem(daily, Backfill(dag: "d", range: minute))
    #expect(between?.hasPrefix("the schedule of the DAG \"d\" has no time") == true)
    #expect(
      try problem(daily, dependsOnPast: true, Backfill(dag: "d", range: days))
        == "tasks of the DAG \"d\" depend on earlier runs")
    #expect(
      try problem(
        daily, dependsOnPast: true,
        Backfill(dag: "d", range: days, reprocessing: .failed, isReversed: true))
        == "the DAG \"d\" cannot be backfilled backwards: its tasks depend on earlier runs")
  }
}
