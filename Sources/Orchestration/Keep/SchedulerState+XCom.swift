import Store

extension SchedulerState {
  /// Keeps what a task instance returned, or wants others to know, as JSON.
  ///
  /// - Parameters:
  ///   - value: the value as JSON; `nil` forgets it.
  ///   - key: its name; `return_value` is what the task returned.
  ///   - id: the task instance.
  /// - Throws: `StoreError`.
  public func put(xcom value: String?, key: String, of id: TaskInstanceID) async throws {
    try await store.write { transaction in
      let place: [StoreValue] = [
        .text(id.run.dag), .text(id.run.name), .text(id.task.name),
        .integer(Int64(id.mapIndex ?? -1)), .text(key),
      ]
      try transaction.execute(
        """
        DELETE FROM orchestration_xcoms
        WHERE dag = ? AND run = ? AND task = ? AND map_index = ? AND key = ?
        """, place)
      guard let value else { return }
      try transaction.execute(
        """
        INSERT INTO orchestration_xcoms (dag, run, task, map_index, key, value)
        VALUES (?, ?, ?, ?, ?, ?)
        """, place + [.text(value)])
    }
  }

  /// What a task kept under a key, as JSON: one value, or where it is repeated those of its
  /// instances in order.
  ///
  /// - Parameters:
  ///   - key: the name.
  ///   - task: the task.
  ///   - run: the run.
  /// - Returns: the values by map index, `nil` for a task that is not repeated.
  /// - Throws: `StoreError`.
  public func xcoms(
    key: String, of task: TaskID, in run: RunID
  ) async throws -> [(mapIndex: Int?, value: String)] {
    try await store.read { transaction in
      try transaction.rows(
        """
        SELECT map_index, value FROM orchestration_xcoms
        WHERE dag = ? AND run = ? AND task = ? AND key = ? ORDER BY map_index
        """, [.text(run.dag), .text(run.name), .text(task.name), .text(key)]
      ).map { row in
        let index = Int(try row.integer("map_index"))
        return (index < 0 ? nil : index, try row.text("value"))
      }
    }
  }
}
