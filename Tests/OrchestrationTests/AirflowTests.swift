import Foundation
import Testing

@testable import Orchestration

/// Cases that `Scripts/airflow-oracle` recorded of Airflow, one a line, fields between tabs.
enum AirflowCases {
  static func read(_ file: String) throws -> [[String]] {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Cases/Airflow/\(file)")
    return try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  static func moment(_ text: some StringProtocol) -> Timestamp? {
    text == "-" ? nil : Timestamp(String(text))
  }
}

@Suite struct AirflowTests {
  @Test(arguments: try AirflowCases.read("cron.tsv"))
  func cron(_ fields: [String]) throws {
    let zone = try TimeZoneRules.named(fields[1])
    let cron = ZonedCron(try CronExpression(fields[0]), in: zone)
    let start = try #require(Timestamp(fields[2]))
    var following: [String] = []
    var moment = start
    for _ in 0..<4 {
      moment = cron.next(after: moment)
      following.append(moment.description)
    }
    #expect(following.joined(separator: " ") == fields[3])
    #expect(cron.previous(before: start).description == fields[4])
    #expect(cron.aligned(upFrom: start).description == fields[5])
    #expect(cron.aligned(downFrom: start).description == fields[6])
  }

  @Test(arguments: try AirflowCases.read("timetables.tsv"))
  func timetable(_ fields: [String]) throws {
    let table = try timetable(fields[0], fields[1].split(separator: ";"), zone: fields[2])
    let now = try #require(Timestamp(fields[3]))
    let restriction = TimeRestriction(
      earliest: AirflowCases.moment(fields[4]), latest: AirflowCases.moment(fields[5]),
      catchup: fields[6] == "catchup")
    var last: DataInterval?
    for expected in fields[7].split(separator: " ") {
      let run = table.next(after: last, within: restriction, now: now)
      #expect(run.map { spell($0.interval) } ?? "-" == expected)
      last = run?.interval
    }
    #expect(spell(table.manualInterval(at: now)) == fields[8])
  }

  @Test(arguments: try AirflowCases.read("retries.tsv"))
  func retry(_ fields: [String]) throws {
    let microseconds = try #require(Double(fields[0])) * 1_000_000
    let factor = try #require(Double(fields[1]))
    let policy = RetryPolicy(
      retries: 99, delay: .microseconds(Int64(microseconds)), factor: factor == 0 ? 1 : factor,
      longestDelay: Int64(fields[2]).map { .seconds($0) })
    let rest = policy.rest(
      after: try #require(Int(fields[6])), dag: fields[3], task: fields[4],
      logicalDate: Timestamp(fields[5]))
    #expect(Double(rest.wholeMicroseconds) / 1_000_000 == Double(fields[7]))
  }

  private func timetable(
    _ kind: String, _ arguments: [Substring], zone: String
  ) throws -> Timetable {
    let zone = try TimeZoneRules.named(zone)
    func crons() throws -> [ZonedCron] {
      try arguments.map { ZonedCron(try CronExpression(String($0)), in: zone) }
    }
    func delta() throws -> Duration { .seconds(try #require(Int(arguments[0]))) }
    switch kind {
    case "cron_interval": return .cronInterval(try crons()[0])
    case "cron_trigger", "cron_triggers": return .cronTrigger(try crons())
    case "delta_interval": return .deltaInterval(try delta())
    case "delta_trigger": return .deltaTrigger(try delta())
    case "once": return .once
    default: return .continuous
    }
  }

  private func spell(_ interval: DataInterval) -> String { "\(interval.start)/\(interval.end)" }
}
