/// Who is told of what.
public struct AlertRule: Sendable, Hashable {
  /// The names of the channels that are told.
  public var channels: [String]
  /// What they are told of.
  public var events: Set<AlertEvent.Kind> = [.failure, .missedDeadline, .quality, .recovered]
  /// Of which DAGs: patterns in which `*` stands for any letters and `?` for one; all if empty.
  public var dags: [String] = []
  /// How much later the same is told again while it lasts.
  public var interval: Duration = .seconds(4 * 3600)

  /// Makes a rule that tells these channels.
  public init(_ channels: [String]) {
    self.channels = channels
  }

  /// Whether a channel is told of an event of this kind of a DAG.
  func covers(_ kind: AlertEvent.Kind, of dag: String, for channel: String) -> Bool {
    channels.contains(channel) && events.contains(kind)
      && (dags.isEmpty || dags.contains { NamePattern($0).matches(dag) })
  }
}

/// A name in which `*` stands for any letters and `?` for one.
struct NamePattern: Sendable, Hashable {
  private let pattern: [Character]

  init(_ pattern: String) {
    self.pattern = Array(pattern)
  }

  /// Whether a name is one of those meant; the time is the product of both lengths at most.
  func matches(_ name: String) -> Bool {
    let name = Array(name)
    var (place, letter) = (0, 0)
    var star: (place: Int, letter: Int)?
    while letter < name.count {
      if place < pattern.count, pattern[place] == "*" {
        star = (place, letter)
        place += 1
      } else if place < pattern.count, pattern[place] == "?" || pattern[place] == name[letter] {
        place += 1
        letter += 1
      } else if let last = star {
        star = (last.place, last.letter + 1)
        (place, letter) = (last.place + 1, last.letter + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
  }
}
