/// What a transaction has read of the table and relies on.
struct ReadSet: Sendable {
  /// Everything was read.
  var wholeTable = false
  /// These files were read, by path.
  var files: Set<String> = []
  /// Applications whose progress was read.
  var applications: Set<String> = []

  var isEmpty: Bool { !wholeTable && files.isEmpty }
}
