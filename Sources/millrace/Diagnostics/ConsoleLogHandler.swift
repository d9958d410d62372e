import JSON
import Foundation
import Logging

/// How log lines are written.
enum LogFormat: String, Sendable, CaseIterable {
  case text, json
}

/// Writes log lines to standard error, through the console so that they do not tear progress.
struct ConsoleLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level
  private let label: String
  private let console: Console
  private let format: LogFormat

  init(label: String, level: Logger.Level, format: LogFormat, console: Console) {
    self.label = label
    logLevel = level
    self.format = format
    self.console = console
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let fields = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
    switch format {
    case .json:
      var line = "{\"time\":\"\(Self.now())\",\"level\":\"\(event.level.rawValue)\""
      line += ",\"logger\":\(JSONText.quote(label))"
      line += ",\"message\":\(JSONText.quote(event.message.description))"
      for (key, value) in fields {
        line += ",\(JSONText.quote(key)):\(JSONText.quote(value.description))"
      }
      console.note(line + "}")
    case .text:
      let level = console.errors.paint(event.level.rawValue, Self.style(event.level))
      let details = fields.map { " \($0.key)=\($0.value)" }.joined()
      console.note("\(level) \(label): \(event.message)\(console.errors.paint(details, .muted))")
    }
  }

  private static func style(_ level: Logger.Level) -> Style {
    switch level {
    case .critical, .error: .failure
    case .warning: .warning
    case .info, .notice: .accent
    case .debug, .trace: .muted
    }
  }

  /// The time as RFC 3339 writes it, in UTC with milliseconds.
  private static func now() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    var parts = tm()
    gmtime_r(&time.tv_sec, &parts)
    func digits(_ value: some BinaryInteger, _ count: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let day = [
      digits(parts.tm_year + 1900, 4), digits(parts.tm_mon + 1, 2), digits(parts.tm_mday, 2),
    ]
    let clock = [digits(parts.tm_hour, 2), digits(parts.tm_min, 2), digits(parts.tm_sec, 2)]
    let milliseconds = digits(time.tv_nsec / 1_000_000, 3)
    return day.joined(separator: "-") + "T" + clock.joined(separator: ":") + ".\(milliseconds)Z"
  }
}
