/// Reads checkpoints of every form into a replay.
struct CheckpointReader: Sendable {
  let store: any ObjectStore
  let engine: (any Engine)?

  /// Takes the actions of a checkpoint, which is older than all that the replay has taken.
  func read(_ checkpoint: LogListing.Checkpoint, into replay: inout LogReplay) async throws {
    throw DeltaError(
      .engineRequired, "the log has a Parquet checkpoint, and there is no engine to read it",
      hint: "open the table with an Engine", path: checkpoint.paths.first,
      version: checkpoint.version)
  }
}
