/// What a transaction has read of the table and relies on.
struct ReadSet: Sendable {
  /// Everything was read.
  var wholeTable = false
  /// These files were read, by path.
  var files: Set<String> = []
  /// The files that may hold rows for one of these were read.
  var predicates: [Predicate] = []
  /// Applications whose progress was read.
  var applications: Set<String> = []

  var isEmpty: Bool { !wholeTable && files.isEmpty && predicates.isEmpty }
}
