import Orchestration
import Synchronization
import Testing

@Suite struct GraphRunnerTests {
  @Test func runsEveryTaskAfterItsUpstream() async throws {
    let graph = try TaskGraph([.init("b", after: ["a"]), .init("a"), .init("c", after: ["b"])])
    let performed = Mutex<[TaskID]>([])
    let state = await GraphRunner(graph, concurrency: 3).run { task in
      performed.withLock { $0.append(task) }
      return .succeeded
    }
    #expect(performed.withLock { $0 } == ["a", "b", "c"])
    #expect(state.tasks.allSatisfy { $0.state == .ended(.succeeded) })
  }

  @Test func neverExceedsTheConcurrency() async throws {
    let graph = try TaskGraph((0..<50).map { .init(TaskID("t\($0)")) })
    let running = Atomic(0)
    let most = Atomic(0)
    _ = await GraphRunner(graph, concurrency: 3).run { _ in
      let now = running.wrappingAdd(1, ordering: .relaxed).newValue
      most.max(now, ordering: .relaxed)
      await Task.yield()
      running.subtract(1, ordering: .relaxed)
      return .succeeded
    }
    let reached = most.load(ordering: .relaxed)
    #expect((1...3).contains(reached))
  }

  @Test func reportsSkippedTasks() async throws {
    let graph = try TaskGraph([.init("a"), .init("b", after: ["a"])])
    var events: [GraphRunner.Event] = []
    _ = await GraphRunner(graph, concurrency: 1).run(
      report: { events.append($0) },
      perform: { _ in .failed })
    #expect(events == [.started("a"), .ended("a", .failed), .skipped("b", because: "a")])
  }

  @Test func cancellingTheCallerEndsTheRun() async throws {
    let graph = try TaskGraph([.init("long"), .init("after", after: ["long"])])
    let (starts, started) = AsyncStream<Void>.makeStream()
    let run = Task {
      await GraphRunner(graph, concurrency: 1).run { _ in
        started.yield()
        try? await Task.sleep(for: .seconds(600))
        return Task.isCancelled ? .cancelled : .succeeded
      }
    }
    for await _ in starts { break }
    run.cancel()
    let state = await run.value
    #expect(state["long"] == .ended(.cancelled))
    #expect(state["after"] == .cancelled)
  }
}
