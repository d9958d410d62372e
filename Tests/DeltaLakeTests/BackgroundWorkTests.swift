import DeltaLake
import Synchronization
import Testing

struct BackgroundWorkTests {
  /// Work that begins, and ends when it is let go.
  private struct Gate: Sendable {
    private let begun = AsyncStream<Void>.makeStream()
    private let opened = AsyncStream<Void>.makeStream()

    func pass() async {
      begun.continuation.finish()
      for await _ in opened.stream {}
    }

    func hasBegun() async { for await _ in begun.stream {} }

    func open() { opened.continuation.finish() }
  }

  @Test func newestUnderANameIsDoneAlone() async {
    let background = BackgroundWork()
    let gate = Gate()
    let done = Mutex<[String]>([])
    await background.add("gate") { await gate.pass() }
    await gate.hasBegun()
    for number in 1...3 {
      await background.add("one") { done.withLock { $0.append("one \(number)") } }
      await background.add("other") { done.withLock { $0.append("other \(number)") } }
    }
    #expect(done.withLock { $0 } == [])
    gate.open()
    await background.finish()
    #expect(done.withLock { $0 } == ["one 3", "other 3"])
  }

  @Test func whatFindsNoRoomIsDoneByWhoBringsIt() async {
    let background = BackgroundWork(capacity: 1)
    let gate = Gate()
    let done = Mutex<[String]>([])
    await background.add("gate") { await gate.pass() }
    await gate.hasBegun()
    for name in ["first", "second"] {
      await background.add(name) { done.withLock { $0.append(name) } }
    }
    #expect(done.withLock { $0 } == ["second"])
    gate.open()
    await background.finish()
    #expect(done.withLock { $0 } == ["second", "first"])
  }

  @Test func takesWorkAgainAfterTheEnd() async {
    let background = BackgroundWork()
    await background.finish()
    let count = Mutex(0)
    for _ in 0..<2 {
      await background.add("work") { count.withLock { $0 += 1 } }
      await background.finish()
    }
    #expect(count.withLock { $0 } == 2)
  }
}
