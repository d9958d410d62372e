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
    text.gauge(
      "millrace_pool_slots", "Slots that a pool has.",
      try await state.pools().compactMap { pool in
        pool.slots.map { ([("pool", pool.name)], Double($0)) }
      })
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
    text += "# HELP \(name) \(help)\n# TYPE \(name) gauge\n"
    for (labels, value) in values {
      let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
      let number = value.rounded() == value ? "\(Int(value))" : "\(value)"
      text += name + (pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}") + " \(number)\n"
    }
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
