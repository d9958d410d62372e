/// A file that pages load: its address changes with its content, so that it is kept for ever.
struct StaticFile: Sendable {
  let name: String
  let type: String
  let bytes: [UInt8]
  private let mark: String

  private init(_ name: String, _ type: String, _ bytes: [UInt8]) {
    self.name = name
    self.type = type
    self.bytes = bytes
    let hash = bytes.reduce(UInt64(14_695_981_039_346_656_037)) {
      ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
    mark = String(hash, radix: 16)
  }

  static let style = StaticFile(
    "millrace.css", "text/css; charset=utf-8", PackageResources.millrace_css)
  static let script = StaticFile(
    "millrace.js", "text/javascript; charset=utf-8", PackageResources.millrace_js)
  static let icon = StaticFile("icon.svg", "image/svg+xml", PackageResources.icon_svg)

  /// Where the file is.
  var link: Link { Link("static", mark, name) }

  /// The file of a name, whatever its content was when the address was made.
  static func named(_ name: String) -> StaticFile? {
    [style, script, icon].first { $0.name == name }
  }
}
