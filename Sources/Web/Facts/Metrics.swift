import Foundation
import Orchestration

extension Operations {
  /// How things stand, in the text format of Prometheus, version 0.0.4.
  ///
  /// - Throws: `StoreError`.
  func metrics(now: Timestamp) async throws -> String {
    var text = MetricsText()
    let active = try await state.activeRunCounts()
    let tasks = try await state.activeInstanceCounts()
    let today = try await state.runCounts(since: now - .seconds(86_400))
    let paused = try await state.pausedDAGs()
    let listed = dags()
    text.gauge("millrace_dags", "DAGs there are.", [([], Double(listed.count))])
    text.gauge(
      "millrace_dags_paused", "DAGs that start no runs by themselves.",
      [([], Double(listed.count { paused.contains($0.id) }))])
    text.gauge(
      "millrace_import_errors", "Files of DAGs that cannot be read.",
      [([], Double(importErrors().count))])
    text.gauge(
      "millrace_runs_active", "Runs that are not over.",
      [DAGRunState.queued, .running].map { ([("state", $0.rawValue)], Double(active[$0] ?? 0)) })
    text.gauge(
      "millrace_runs_due_24h", "Runs that were due within 24 hours, by where they stand.",
      DAGRunState.allCases.map { ([("state", $0.rawValue)], Double(today[$0] ?? 0)) })
    text.gauge(
      "millrace_task_instances_active", "Task instances of runs that are not over.",
      TaskInstanceState.allCases.map { ([("state", $0.rawValue)], Double(tasks[$0] ?? 0)) })
    let pools = try await pools()
    text.gauge(
      "millrace_pool_slots", "Slots that a pool has.",
      pools.compactMap { facts in
        facts.pool.slots.map { ([("pool", facts.pool.name)], Double($0)) }
      })
    text.gauge(
      "millrace_pool_slots_used", "Slots of a pool that tasks have, or wait for.",
      pools.flatMap { facts in
        [("running", facts.running), ("queued", facts.queued), ("scheduled", facts.scheduled)]
          .map { ([("pool", facts.pool.name), ("state", $0.0)], Double($0.1)) }
      })
    text.gauge(
      "millrace_parallelism", "Tasks that may be executing at once.", [([], Double(parallelism))])
    let reading = meter.reading
    text.counter(
      "millrace_task_tries_ended_total", "Tries that ended since the process began.",
      [TaskInstanceState.success, .failed, .upForRetry, .skipped, .upstreamFailed].map {
        ([("state", $0.rawValue)], Double(reading.ended[$0] ?? 0))
      })
    text.histogram(
      "millrace_task_wait_seconds", "From when a task may run until it does.",
      bounds: TaskMeter.bounds, counts: reading.waits, sum: reading.waited)
    text.histogram(
      "millrace_task_end_to_start_seconds", "From a task's end to the start of one behind it.",
      timings.betweenTasks.counts)
    text.histogram(
      "millrace_scheduler_loop_seconds", "To decide on what happened and to keep that.",
      timings.decisions.counts)
    if let memory = Self.residentBytes {
      text.gauge(
        "process_resident_memory_bytes", "Memory that the process takes.", [([], memory)])
    }
    return text.text
  }

  /// The memory of the process as Linux tells it; `nil` elsewhere.
  private static var residentBytes: Double? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return nil
    }
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) }
    return pages.map { $0 * Double(sysconf(Int32(_SC_PAGESIZE))) }
  }
}

/// Metrics in the text format of Prometheus.
struct MetricsText {
  private(set) var text = ""

  /// Adds the values of a gauge.
  mutating func gauge(
    _ name: String, _ help: String, _ values: [(labels: [(name: String, value: String)], Double)]
  ) {
    add(name, "gauge", help, values.map { (name, $0.labels, $0.1) })
  }

  /// Adds the values of a counter.
  mutating func counter(
    _ name: String, _ help: String, _ values: [(labels: [(name: String, value: String)], Double)]
  ) {
    add(name, "counter", help, values.map { (name, $0.labels, $0.1) })
  }

  /// Adds a histogram of durations, in seconds.
  ///
  /// - Parameters:
  ///   - name: its name.
  ///   - help: what it is of.
  ///   - bounds: the upper bounds of its classes.
  ///   - counts: how many fell into each class, and into the one beyond the last bound.
  ///   - sum: the sum of all.
  mutating func histogram(
    _ name: String, _ help: String, bounds: [Duration], counts: [Int], sum: Duration
  ) {
    var total = 0
    var samples: [(String, [(name: String, value: String)], Double)] = []
    for (bound, count) in zip(bounds.map { Self.text($0 / .seconds(1)) } + ["+Inf"], counts) {
      total += count
      samples.append((name + "_bucket", [("le", bound)], Double(total)))
    }
    samples.append((name + "_sum", [], sum / .seconds(1)))
    samples.append((name + "_count", [], Double(total)))
    add(name, "histogram", help, samples)
  }

  private mutating func add(
    _ family: String, _ kind: String, _ help: String,
    _ samples: [(name: String, labels: [(name: String, value: String)], value: Double)]
  ) {
    text += "# HELP \(family) \(help)\n# TYPE \(family) \(kind)\n"
    for (name, labels, value) in samples {
      let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
      text +=
        name + (pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}")
        + " \(Self.text(value))\n"
    }
  }

  private static func text(_ value: Double) -> String {
    value.rounded() == value ? "\(Int(value))" : "\(value)"
  }

  /// Adds a histogram, in seconds.
  mutating func histogram(_ name: String, _ help: String, _ counts: Histogram.Counts) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) histogram\n"
    for (bound, count) in zip(Histogram.bounds, counts.upTo) {
      text += "\(name)_bucket{le=\"\(bound / .seconds(1))\"} \(count)\n"
    }
    text += "\(name)_bucket{le=\"+Inf\"} \(counts.count)\n"
    text += "\(name)_sum \(counts.sum / .seconds(1))\n\(name)_count \(counts.count)\n"
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
