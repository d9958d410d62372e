import DeltaLake
import Foundation

// delta-bench refresh FOLDER: the seconds that a snapshot of the version before the newest takes to
// become the newest, the median of many.
// delta-bench open FOLDER: the seconds that opening the newest version takes, the first time.
// delta-bench memory FOLDER: the bytes of memory that a snapshot has allocated for each file.

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
  print("usage: delta-bench open|refresh|memory FOLDER")
  exit(2)
}
let start = ContinuousClock.now
let newest = try await Table(store: LocalStore(arguments[2])).snapshot()
let opening = seconds(since: start)
switch arguments[1] {
case "open": print(opening)
case "memory": print(newest.bytesPerFile)
default:
  let before = try await newest.table.snapshot(version: newest.version - 1)
  var times: [Double] = []
  for _ in 0..<20 {
    let start = ContinuousClock.now
    let refreshed = try await before.update()
    let time = seconds(since: start)
    precondition(refreshed.version == newest.version && refreshed.fileCount == newest.fileCount)
    times.append(time)
  }
  print(times.sorted()[times.count / 2])
}

func seconds(since start: ContinuousClock.Instant) -> Double {
  (ContinuousClock.now - start) / .seconds(1)
}
