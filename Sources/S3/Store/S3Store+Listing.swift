public import DeltaLake
import FoundationEssentials

extension S3Store {
  /// The objects under `prefix` in the folder that it names, in byte order.
  public func list(_ prefix: String, startingAfter: String?) async throws -> [ObjectInfo] {
    try await pages(prefix, startingAfter: startingAfter, delimiter: "/").objects
  }

  /// The first of those objects, without asking for the others.
  public func first(_ prefix: String, startingAfter: String?) async throws -> ObjectInfo? {
    try await pages(prefix, startingAfter: startingAfter, delimiter: "/", isFirstEnough: true)
      .objects.first
  }

  /// The objects under `prefix`, those in folders below it too.
  public func listAll(_ prefix: String) async throws -> [ObjectInfo] {
    try await pages(prefix, startingAfter: nil, delimiter: nil).objects
  }

  /// The names of the folders in the folder at `path`, in byte order: what keys have between its
  /// own slash and the next.
  public func folders(in path: String) async throws -> [String] {
    let prefix = path.isEmpty ? "" : path + "/"
    return try await pages(prefix, startingAfter: nil, delimiter: "/").folders
  }

  /// All pages of a listing, or those up to the first object.
  private func pages(
    _ prefix: String, startingAfter: String?, delimiter: String?, isFirstEnough: Bool = false
  ) async throws -> (objects: [ObjectInfo], folders: [String]) {
    let base = location.key("")
    var objects: [ObjectInfo] = []
    var folders: [String] = []
    var token: String?
    repeat {
      var query: [HTTPCall.QueryItem] = [
        .init("list-type", "2"), .init("prefix", location.key(prefix)),
        .init("encoding-type", "url"),
      ]
      if let delimiter { query.append(.init("delimiter", delimiter)) }
      if isFirstEnough { query.append(.init("max-keys", "1")) }
      if let token {
        query.append(.init("continuation-token", token))
      } else if let startingAfter {
        query.append(.init("start-after", location.key(startingAfter)))
      }
      let page = try await page(query)
      // Not every service knows how to encode keys, and those that do say so.
      let isEncoded = page["EncodingType"]?.text == "url"
      objects += page.all("Contents").compactMap {
        Self.object($0, below: base, isEncoded: isEncoded)
      }
      for entry in page.all("CommonPrefixes") {
        let key = Self.text(entry["Prefix"], isEncoded: isEncoded)
        if let name = key.dropLast().split(separator: "/").last { folders.append(String(name)) }
      }
      let next = page["NextContinuationToken"]?.text
      guard next == nil || next != token, !isFirstEnough || objects.isEmpty else { break }
      token = page["IsTruncated"]?.text == "true" ? next : nil
    } while token != nil
    return (objects, folders)
  }

  private func page(_ query: [HTTPCall.QueryItem]) async throws -> XMLElement {
    let answer = try await send("GET", query: query).http
    guard let page = XMLElement(answer.body), page.name == "ListBucketResult" else {
      throw DeltaError(
        .storage, "the listing cannot be understood",
        hint: "check that S3 is what listens at the endpoint", path: root)
    }
    return page
  }

  /// An object of a listing; `nil` for what stands for the folder itself.
  private static func object(
    _ entry: XMLElement, below base: String, isEncoded: Bool
  ) -> ObjectInfo? {
    let key = text(entry["Key"], isEncoded: isEncoded)
    // By bytes: a mark that combines with a slash is part of a name all the same.
    guard key.utf8.starts(with: base.utf8), key.utf8.count > base.utf8.count,
      key.utf8.last != UInt8(ascii: "/"),
      let size = Int(entry["Size"]?.text ?? "")
    else { return nil }
    return ObjectInfo(
      path: String(decoding: key.utf8.dropFirst(base.utf8.count), as: UTF8.self), size: size,
      modified: entry["LastModified"].flatMap { Timestamps.instant($0.text) } ?? Date())
  }

  private static func text(_ element: XMLElement?, isEncoded: Bool) -> String {
    let text = element?.text ?? ""
    return isEncoded ? URIText.decodeListed(text) : text
  }
}
