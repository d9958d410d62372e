import Orchestration

/// A deadline as Airflow's `DagSerialization` writes it: from which moment the time counts, how
/// long it is, and what is called when it is over.
struct SerializedDeadline {
  /// The deadline; `nil` where only Python knows when it is.
  let deadline: Deadline?
  /// What is called, as the SDK serializes it.
  let callback: WireValue?
  /// What is not watched, in a few words.
  let kind: String

  /// The deadlines of a DAG, in the order of declaration.
  static func all(_ fields: WireValue) -> [SerializedDeadline] {
    (fields["deadline"]?.list ?? []).map { SerializedDeadline($0) }
  }

  private init(_ encoded: WireValue) {
    let fields = encoded["__var"] ?? encoded
    callback = fields["callback"]
    let reference = fields["reference"] ?? .null
    let name = reference["reference_type"]?.text ?? "?"
    guard reference["__class_path"] == nil, let start = Self.reference(name, reference) else {
      kind = "of the class \(reference["__class_path"]?.text ?? name)"
      deadline = nil
      return
    }
    guard let interval = fields["interval"]?.plain.duration else {
      kind = "whose time is a variable"
      deadline = nil
      return
    }
    kind = ""
    deadline = Deadline(start, interval, name: fields["name"]?.text)
  }

  private static func reference(
    _ name: String, _ fields: WireValue
  ) -> Deadline.Reference? {
    switch name {
    case "DagRunQueuedAtDeadline": return .queuedAt
    case "DagRunLogicalDateDeadline": return .logicalDate
    case "FixedDatetimeDeadline": return (fields["datetime"]?.plain.moment).map { .fixed($0) }
    case "AverageRuntimeDeadline":
      let most = fields["max_runs"]?.integer ?? 10
      return .averageRuntime(of: most, atLeast: fields["min_runs"]?.integer ?? most)
    default: return nil
    }
  }
}
