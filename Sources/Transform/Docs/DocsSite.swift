import FoundationEssentials
import OrderedCollections

/// The documentation of a project as one page that needs nothing but itself.
struct DocsSite {
  let document: DocsDocument

  /// The page: the frame with its style, its scripts and the project in it.
  func page() -> [UInt8] {
    let scripts: [[UInt8]] = [
      PackageResources.data_js, PackageResources.markdown_js, PackageResources.sql_js,
      PackageResources.tree_js, PackageResources.graph_js, PackageResources.pages_js,
      PackageResources.app_js,
    ]
    let parts: [String: [UInt8]] = [
      "STYLE": PackageResources.site_css, "SCRIPT": Array(scripts.joined(separator: [0x0a])),
      "DATA": Self.escaped(document.json()),
    ]
    var page: [UInt8] = []
    let frame = String(decoding: PackageResources.index_html, as: UTF8.self)
    // Every second piece is the name of a part.
    for (index, piece) in frame.split(separator: "@@", omittingEmptySubsequences: false)
      .enumerated()
    {
      page += index.isMultiple(of: 2) ? Array(piece.utf8) : parts[String(piece)] ?? []
    }
    return page
  }

  /// JSON that can stand in a page: no text in it can end the element it stands in.
  static func escaped(_ json: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(json.count + json.count / 64)
    for byte in json {
      if byte == UInt8(ascii: "<") {
        result += Array("\\u003c".utf8)
      } else {
        result.append(byte)
      }
    }
    return result
  }
}
