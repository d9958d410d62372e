import Synchronization

/// The last lines that a Python process wrote.
final class LastLines: Sendable {
  private let state = Mutex<[String]>([])
  private let most: Int

  init(most: Int) {
    self.most = most
  }

  /// The lines, the earliest first.
  var texts: [String] { state.withLock { $0 } }

  func add(_ line: PythonLine) {
    state.withLock { lines in
      lines.append(line.text)
      if lines.count > most { lines.removeFirst() }
    }
  }
}

/// Something that may happen once.
final class Flag: Sendable {
  private let state = Mutex(false)

  var isSet: Bool { state.withLock { $0 } }

  func set() {
    state.withLock { $0 = true }
  }
}

extension PythonLine {
  /// The line as a log shows it: what was printed as it is, and of a JSON log line the moment, the
  /// level, the message, and the traceback if there is one.
  var text: String {
    switch self {
    case .printed(let text): text
    case .logged(let json): (try? WireValue(json: json)).map { Self.render(line: $0) } ?? json
    }
  }

  private static func render(line: WireValue) -> String {
    let level = (line["level"]?.text ?? "info").uppercased()
    let moment = line["timestamp"]?.text.map { "[\($0)] " } ?? ""
    var text = "\(moment)\(level) - \(line["event"]?.text ?? "")"
    // A supervisor would have given the traceback the first of these names.
    let errors = line["error_detail"]?.list ?? line["exception"]?.list ?? []
    for error in errors { text += "\n" + render(error: error) }
    if let exception = line["exception"]?.text { text += "\n" + exception }
    return text
  }

  private static func render(error: WireValue) -> String {
    var lines = ["Traceback (most recent call last):"]
    for frame in error["frames"]?.list ?? [] {
      lines.append(
        "  File \"\(frame["filename"]?.text ?? "")\", line \(frame["lineno"]?.integer ?? 0), in "
          + (frame["name"]?.text ?? ""))
    }
    let type = error["exc_type"]?.text ?? "Exception"
    let value = error["exc_value"]?.text ?? ""
    lines.append(value.isEmpty ? type : "\(type): \(value)")
    return lines.joined(separator: "\n")
  }
}
