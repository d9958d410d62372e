import Columnar
import Ingest
import Orchestration
import QueryEngine
import Synchronization

/// The step of a run that loads one table's files.
struct IngestStep: Sendable {
  let table: SourceTable

  /// The name of the step in the graph of a run.
  var id: String { "ingest.\(table.displayName)" }

  var node: RunNode { RunNode(id: id, kind: .ingest, name: table.displayName) }

  /// The step in the graph of a run.
  var task: TaskID { TaskID(id) }

  /// Loads what is new into `lake`, and reports to the log how it ended.
  func run(into lake: Lake, _ log: RunLog) async -> TaskOutcome {
    let start = ContinuousClock.now
    let total = Mutex(LoadProgress())
    do {
      let report = try await Ingestion(of: table, into: lake).run { progress in
        log.progressed(id, total.withLock { $0.advance(progress) })
      }
      log.ended(id, Self.result(of: report))
      return .succeeded
    } catch let error where error.kind == .cancelled {
      log.ended(
        id, RunResult(.cancelled, duration: ContinuousClock.now - start, message: "interrupted"))
      return .cancelled
    } catch {
      let done = total.withLock { $0.committed }
      log.ended(
        id,
        RunResult(
          .failed, duration: ContinuousClock.now - start, message: "failed",
          rows: done.rows > 0 ? done.rows : nil, bytes: done.bytes, files: done.files,
          diagnostic: Diagnostic(error)))
      return .failed
    }
  }

  private static func result(of report: IngestReport) -> RunResult {
    var result = RunResult(
      .succeeded, duration: report.duration, rows: report.rows, rejected: report.rejected,
      bytes: report.bytes.bytes, files: report.files)
    if report.files == 0 {
      result.message = "nothing new"
      result.rows = nil
    }
    if let changed = report.changedFiles.first {
      result.outcome = .warned
      let more = report.changedFiles.count > 1 ? " and \(report.changedFiles.count - 1) more" : ""
      result.message +=
        (result.message.isEmpty ? "" : ", ")
        + "\(changed)\(more) changed after being loaded and was not loaded again"
    }
    return result
  }
}

/// How far the loading of a table has come.
private struct LoadProgress {
  /// What is in the table.
  var committed = RunProgress()
  /// The batch that is being read.
  private var batch = ByteCount(0)

  /// Takes an event, and gives how far the loading has come, the share of the batch included.
  mutating func advance(_ progress: IngestProgress) -> RunProgress {
    switch progress {
    case .found(let files, let bytes):
      committed.totalFiles = files
      committed.totalBytes = bytes.bytes
    case .reading(_, let bytes):
      batch = bytes
    case .advanced(let share):
      var shown = committed
      shown.bytes += Int64(Double(batch.bytes) * share)
      return shown
    case .committed(let rows, _, let files, let bytes):
      committed.rows += rows
      committed.files += files
      committed.bytes += bytes.bytes
    }
    return committed
  }
}
