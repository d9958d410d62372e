import Foundation
import Ingest
import QueryEngine
import Testing

@Suite struct ExactlyOnceTests {
  private let source = """
    version: 1
    sources:
      - name: bronze
        tables:
          - name: t
            path: landing/*
            batch: {files: 2}
            ON_CHANGE
    """

  private func write(_ text: String, to name: String, in project: TestProject) throws {
    let folder = project.folder.appending(path: "landing")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  private func prepare(_ project: TestProject, onChange: String = "warn") throws {
    let text = source.replacing("ON_CHANGE", with: "on_change: \(onChange)")
    try Data(text.utf8).write(to: project.folder.appending(path: "source.yml"))
    for number in 1...5 { try write("id\n\(number)\n", to: "\(number).csv", in: project) }
  }

  @Test func loadsEachFileOnceInBatches() async throws {
    try await withProject { project in
      try prepare(project)
      #expect(await project.load() == "rows 5, rejected 0, files 5\n")
      #expect(await project.load() == "rows 0, rejected 0, files 0\n")
      try write("id\n6\n", to: "6.csv", in: project)
      #expect(await project.load() == "rows 1, rejected 0, files 1\n")
      #expect(try await project.count("SELECT sum(id)::BIGINT FROM bronze.t") == 21)
      #expect(try await project.count("SELECT count(DISTINCT batch) FROM bronze.t__files") == 4)
    }
  }

  @Test func aPlanThatWasNeverCommittedDoesNotCount() async throws {
    try await withProject { project in
      try prepare(project)
      _ = await project.load()
      let session = try await project.lake.session()
      // What a run leaves that was killed after it planned: a batch that names a file.
      try await session.execute(
        """
        INSERT INTO bronze.t__files
        SELECT max(batch) + 1, max(batch), 'landing/6.csv', 5, now(), now() FROM bronze.t__files
        """)
      await session.close()
      try write("id\n6\n", to: "6.csv", in: project)
      #expect(await project.load() == "rows 1, rejected 0, files 1\n")
      #expect(await project.load() == "rows 0, rejected 0, files 0\n")
      #expect(try await project.count("SELECT count(*) FROM bronze.t") == 6)
    }
  }

  @Test func aChangedFileIsReportedAndNotLoadedAgain() async throws {
    try await withProject { project in
      try prepare(project)
      _ = await project.load()
      try write("id\n1\n11\n", to: "1.csv", in: project)
      #expect(
        await project.load() == "rows 0, rejected 0, files 0\nchanged: landing/1.csv\n")
      #expect(try await project.count("SELECT count(*) FROM bronze.t") == 5)
    }
  }

  @Test func aChangedFileCanRefuseTheRun() async throws {
    try await withProject { project in
      try prepare(project, onChange: "fail")
      _ = await project.load()
      try write("id\n1\n11\n", to: "1.csv", in: project)
      #expect(await project.load().hasPrefix("error (changedFile): landing/1.csv has changed"))
    }
  }

  @Test func runsAtTheSameTimeLoadEachFileOnce() async throws {
    try await withProject { project in
      try prepare(project)
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { _ = await project.load() } }
      }
      _ = await project.load()
      #expect(try await project.count("SELECT count(*) FROM bronze.t") == 5)
      #expect(try await project.count("SELECT count(DISTINCT id) FROM bronze.t") == 5)
    }
  }
}
