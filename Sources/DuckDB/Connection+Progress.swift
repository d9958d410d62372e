extension Connection {
  /// Switches DuckDB's estimate of how far a statement has come on, for
  /// ``InterruptHandle/progress``.
  ///
  /// - Throws: ``DuckDBError`` if the connection cannot run statements.
  public func countProgress() throws {
    // The first setting alone would have DuckDB print a bar, and only after two seconds.
    try execute(
      """
      SET enable_progress_bar = true; SET enable_progress_bar_print = false;
      SET progress_bar_time = 0
      """)
  }

  /// Runs `body` and tells meanwhile how far the statement that runs in it has come.
  ///
  /// Switches DuckDB's own estimate on for the connection. DuckDB has none for many statements,
  /// short ones above all: `report` is then not called.
  ///
  /// - Parameters:
  ///   - interval: how often to look.
  ///   - report: is given the estimate where there is one, on a thread of Swift's own pool; not
  ///     called any more once this returns.
  ///   - isolation: the actor that uses the connection; `body` runs on its executor.
  ///   - body: what to run, at once and without suspending.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  public func reportingProgress<R>(
    every interval: Duration = .milliseconds(200),
    to report: @escaping @Sendable (QueryProgress) -> Void,
    isolation: isolated (any Actor)? = #isolation, _ body: (Connection) throws -> R
  ) async throws -> R {
    try countProgress()
    let handle = interruptHandle
    async let _: Void = handle.poll(every: interval, to: report)
    return try body(self)
  }
}

extension InterruptHandle {
  /// Reports until the task is cancelled.
  @concurrent
  fileprivate func poll(
    every interval: Duration, to report: @escaping @Sendable (QueryProgress) -> Void
  ) async {
    while !Task.isCancelled {
      if let progress { report(progress) }
      try? await Task.sleep(for: interval)
    }
  }
}
