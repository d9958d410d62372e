import Orchestration
import Testing

@testable import Web

@Suite struct TaskMeterTests {
  private let task = TaskInstanceID(run: RunID(dag: "shop", name: "r1"), task: "load")

  @Test func aWaitIsTimedFromWhenATaskMayRun() {
    let meter = TaskMeter()
    let start = ContinuousClock.now
    meter.note(task, .scheduled, now: start)
    meter.note(task, .queued, now: start + .milliseconds(300))
    meter.note(task, .running, now: start + .milliseconds(400))
    meter.note(task, .upForRetry, now: start + .seconds(2))
    // What was cleared before it ran has not waited for a slot.
    meter.note(task, .scheduled, now: start + .seconds(3))
    meter.note(task, .unscheduled, now: start + .seconds(4))
    meter.note(task, .running, now: start + .seconds(5))
    meter.note(task, .success, now: start + .seconds(6))
    let reading = meter.reading
    #expect(reading.ended == [.upForRetry: 1, .success: 1])
    #expect(reading.waits.reduce(0, +) == 1 && reading.waits[3] == 1)
    #expect(reading.waited == .milliseconds(400))
  }

  @Test func classesOfAHistogramAddUp() {
    var text = MetricsText()
    text.histogram(
      "wait", "Waits.", bounds: [.milliseconds(100), .seconds(5)], counts: [2, 1, 1],
      sum: .milliseconds(9500))
    text.counter("ended", "Ends.", [([("state", "success")], 4)])
    #expect(
      text.text == """
        # HELP wait Waits.
        # TYPE wait histogram
        wait_bucket{le="0.1"} 2
        wait_bucket{le="5"} 3
        wait_bucket{le="+Inf"} 4
        wait_sum 9.5
        wait_count 4
        # HELP ended Ends.
        # TYPE ended counter
        ended{state="success"} 4

        """)
  }
}
