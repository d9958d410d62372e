import DeltaLake
import Foundation

// delta-bench refresh FOLDER: the seconds that a snapshot of the version before the newest takes to
// become the newest, the median of many.
// delta-bench memory FOLDER: the bytes of memory that a snapshot has allocated for each file.

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
  print("usage: delta-bench refresh|memory FOLDER")
  exit(2)
}
let newest = try await Table(store: LocalStore(arguments[2])).snapshot()
if arguments[1] == "memory" {
  print(newest.bytesPerFile)
} else {
  let before = try await newest.table.snapshot(version: newest.version - 1)
  var times: [Double] = []
  for _ in 0..<20 {
    let start = ContinuousClock.now
    let refreshed = try await before.update()
    let time = ContinuousClock.now - start
    precondition(refreshed.version == newest.version && refreshed.fileCount == newest.fileCount)
    times.append(Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds))
  }
  print(times.sorted()[times.count / 2])
}
