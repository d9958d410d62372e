import Orchestration

/// Reads the schedule of a serialized DAG.
struct SerializedTimetable {
  /// What the scheduler goes by.
  private(set) var timetable = Timetable.never
  /// The schedule in a few words, as lists show it.
  private(set) var summary = "None"
  /// What of it is not done.
  private(set) var limitations: [String] = []
  /// Whether only its Python class knows when the next run comes.
  private(set) var needsPython = false

  private let dag: String
  private let known: [AirflowAsset]

  /// Reads a schedule.
  ///
  /// - Parameters:
  ///   - value: the encoded timetable.
  ///   - dag: the DAG's name, for messages.
  ///   - known: the assets that references by name may mean.
  /// - Throws: ``AirflowError`` for what cannot mean anything here.
  init(
    _ value: WireValue, dag: String, assets known: [AirflowAsset] = []
  ) throws(AirflowError) {
    self.dag = dag
    self.known = known
    let fields = value["__var"] ?? .map([])
    let type = value["__type"]?.text ?? "NullTimetable"
    let name = type.split(separator: ".").last.map(String.init) ?? type
    guard type.hasPrefix("airflow.timetables.") || !type.contains(".") else {
      summary = name
      needsPython = true
      return
    }
    switch name {
    case "NullTimetable", "PartitionedAtRuntime": break
    case "OnceTimetable": set(.once, "@once")
    case "ContinuousTimetable": set(.continuous, "@continuous")
    case "CronTriggerTimetable", "CronPartitionTimetable", "MultipleCronTriggerTimetable":
      try readCronTrigger(fields)
    case "CronDataIntervalTimetable":
      let crons = try crons(fields)
      set(.cronInterval(crons[0]), fields["expression"]?.text ?? "")
    case "DeltaTriggerTimetable": readDelta(fields) { .deltaTrigger($0, interval: $1) }
    case "DeltaDataIntervalTimetable": readDelta(fields) { delta, _ in .deltaInterval(delta) }
    case "EventsTimetable":
      let moments = (fields["event_dates"]?.plain.list ?? []).compactMap(\.moment)
      set(.events(moments), "\(moments.count) events")
    case "AssetTriggeredTimetable", "PartitionedAssetTimetable":
      set(.assets(try condition(fields["asset_condition"] ?? .null)), "Asset")
      if name == "PartitionedAssetTimetable" {
        limitations.append("partitions are not told apart")
      }
    case "AssetOrTimeSchedule":
      let time = try SerializedTimetable(
        fields["timetable"] ?? .null, dag: dag, assets: known)
      let condition = try condition(fields["asset_condition"] ?? .null)
      set(.assetsOr(condition, time.timetable), "Asset or " + time.summary)
      needsPython = time.needsPython
    default:
      summary = name
      needsPython = true
    }
  }

  /// Goes by the runs that the Python class said will come, where only it knows.
  mutating func plan(_ runs: [ScheduledRun]?) {
    guard needsPython else { return }
    guard let runs else {
      limitations.append("its timetable \(summary) is not asked for")
      return
    }
    if case .assetsOr(let condition, _) = timetable {
      timetable = .assetsOr(condition, .planned(runs))
    } else {
      timetable = .planned(runs)
    }
  }

  private mutating func set(_ timetable: Timetable, _ summary: String) {
    self.timetable = timetable
    self.summary = summary
  }

  private mutating func readCronTrigger(_ fields: WireValue) throws(AirflowError) {
    let crons = try crons(fields)
    var first = Timetable.FirstRun.next
    if let value = fields["run_immediately"]?.plain {
      if value.boolean == true {
        first = .past
      } else if let limit = value.duration {
        first = .pastWithin(limit)
      }
    }
    let interval = fields["interval"]?.plain.duration ?? .zero
    set(
      .cronTrigger(crons, interval: interval, first: first),
      expressions(fields).joined(separator: ", "))
  }

  /// Regularly, unless the distance is one of the calendar, which only Python can add.
  private mutating func readDelta(
    _ fields: WireValue, _ make: (Duration, Duration) -> Timetable
  ) {
    guard let delta = fields["delta"]?.plain.duration, delta > .zero else {
      summary = "delta of the calendar"
      needsPython = true
      return
    }
    set(
      make(delta, fields["interval"]?.plain.duration ?? .zero), "every \(delta)")
  }

  private func expressions(_ fields: WireValue) -> [String] {
    fields["expressions"]?.plain.list?.compactMap(\.text)
      ?? fields["expression"]?.text.map { [$0] } ?? []
  }

  private func crons(_ fields: WireValue) throws(AirflowError) -> [ZonedCron] {
    var crons: [ZonedCron] = []
    do throws(ScheduleError) {
      let zone = try TimeZoneRules.named(fields["timezone"]?.plain.text ?? "UTC")
      for expression in expressions(fields) {
        crons.append(ZonedCron(try CronExpression(expression), in: zone))
      }
    } catch {
      throw AirflowError(
        .unsupported, "the schedule of the DAG \"\(dag)\" is not known here: \(error.message)",
        hint: error.hint)
    }
    guard !crons.isEmpty else {
      throw AirflowError(.wire, "the schedule of the DAG \"\(dag)\" has no cron expression")
    }
    return crons
  }

  private func condition(_ value: WireValue) throws(AirflowError) -> AssetCondition {
    let objects = value["objects"]?.list ?? value["__var"]?["objects"]?.list
    switch value["__type"]?.text {
    case "asset_all", "asset_any":
      var conditions: [AssetCondition] = []
      for object in objects ?? [] { conditions.append(try condition(object)) }
      return value["__type"]?.text == "asset_all" ? .all(conditions) : .any(conditions)
    default:
      guard let reference = AirflowAsset.Reference(value) else {
        throw AirflowError(
          .unsupported, "the DAG \"\(dag)\" is scheduled on something that is no asset")
      }
      return .asset(reference.resolved(among: known).id)
    }
  }
}
