/// What has to have become of the tasks before a task, for it to run: Airflow's trigger rules.
public enum TriggerRule: String, Sendable, Hashable, CaseIterable {
  case allSuccess = "all_success"
  case allFailed = "all_failed"
  case allDone = "all_done"
  case allDoneMinOneSuccess = "all_done_min_one_success"
  case allDoneSetupSuccess = "all_done_setup_success"
  case oneSuccess = "one_success"
  case oneFailed = "one_failed"
  case oneDone = "one_done"
  case noneFailed = "none_failed"
  case noneFailedMinOneSuccess = "none_failed_min_one_success"
  case noneSkipped = "none_skipped"
  case allSkipped = "all_skipped"
  case always

  /// Whether a part of the tasks before can be enough to run.
  var needsOnlySome: Bool {
    switch self {
    case .oneSuccess, .oneFailed, .oneDone, .noneFailedMinOneSuccess: true
    default: false
    }
  }
}
