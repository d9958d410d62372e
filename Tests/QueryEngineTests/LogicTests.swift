import Testing

@Suite struct LogicTests {
  @Test(arguments: LogicTest.all) func givesWhatTheFileSays(_ test: LogicTest) async throws {
    let failures = try await test.run(on: try await TestLake())
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n\n"))")
  }

  @Test func thereAreFiles() {
    #expect(LogicTest.all.count >= 9)
  }
}
