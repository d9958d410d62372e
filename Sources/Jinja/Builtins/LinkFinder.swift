/// Makes links of the addresses in text that is already escaped: the filter `urlize`.
struct LinkFinder {
  /// The length from which a shown address is cut.
  let limit: Int?
  /// The value of the attribute `rel`.
  let relations: String
  /// The value of the attribute `target`; empty for none.
  let target: String
  /// Schemes that are linked besides those of the web and of mail.
  let schemes: [String]

  func link(_ text: String) -> String {
    var result: String = ""
    var word: String = ""
    for scalar in text.unicodeScalars {
      if isPythonSpace(scalar) {
        result += linked(word)
        word = ""
        result.unicodeScalars.append(scalar)
      } else {
        word.unicodeScalars.append(scalar)
      }
    }
    return result + linked(word)
  }

  /// Whether text is `scheme:`, with at most two slashes behind.
  static func isScheme(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":") else { return false }
    let name = text[..<colon]
    let slashes = text[text.index(after: colon)...]
    return name.unicodeScalars.count >= 2 && ["", "/", "//"].contains(slashes)
      && name.unicodeScalars.allSatisfy { $0.isWordCharacter || ".+-".unicodeScalars.contains($0) }
  }

  private func linked(_ word: String) -> String {
    guard word.utf8.contains(where: { ".:@".utf8.contains($0) }) else { return word }
    var (head, middle, tail) = ("", word, "")
    while let mark = ["(", "<", "&lt;"].first(where: { middle.hasPrefix($0) }) {
      head += mark
      middle = String(middle.dropFirst(mark.count))
    }
    while let mark = [")", ">", ".", ",", "&gt;"].first(where: { middle.hasSuffix($0) }) {
      tail = mark + tail
      middle = String(middle.dropLast(mark.count))
    }
    for (open, close) in [("(", ")"), ("<", ">"), ("&lt;", "&gt;")] {
      let opened = pieces(middle, open, nil).count
      guard opened > pieces(middle, close, nil).count else { continue }
      for _ in 0..<min(opened - 1, pieces(tail, close, nil).count - 1) {
        let parts = pieces(tail, close, 1)
        middle += parts[0] + close
        tail = parts[1]
      }
    }
    return head + anchor(middle) + tail
  }

  private func anchor(_ text: String) -> String {
    let rel = relations.isEmpty ? "" : " rel=\"\(escapeMarkup(relations))\""
    let attributes = rel + (target.isEmpty ? "" : " target=\"\(escapeMarkup(target))\"")
    if isWebAddress(text) {
      let hasScheme = text.hasPrefix("https://") || text.hasPrefix("http://")
      return "<a href=\"\(hasScheme ? "" : "https://")\(text)\"\(attributes)>\(shown(text))</a>"
    }
    if text.hasPrefix("mailto:"), isMailAddress(String(text.dropFirst(7))) {
      return "<a href=\"\(text)\">\(text.dropFirst(7))</a>"
    }
    if text.contains("@"), !text.hasPrefix("www."), !text.hasPrefix("@"), !text.contains(":"),
      isMailAddress(text)
    {
      return "<a href=\"mailto:\(text)\">\(text)</a>"
    }
    var result = text
    for scheme in schemes where result != scheme && result.hasPrefix(scheme) {
      result = "<a href=\"\(result)\"\(attributes)>\(result)</a>"
    }
    return result
  }

  private func shown(_ address: String) -> String {
    guard let limit, address.unicodeScalars.count > limit else { return address }
    if limit >= 0 { return String(address.unicodeScalars.prefix(limit)) + "..." }
    return String(address.unicodeScalars.dropLast(-limit)) + "..."
  }

  // MARK: Addresses

  /// `https://host`, `www.host` or `name.com`, with port and path.
  private func isWebAddress(_ text: String) -> Bool {
    let lower = text.lowercased()
    var rest = lower[...]
    var hasScheme = false
    for prefix in ["https://", "http://"] where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(prefix.count)
      hasScheme = true
      break
    }
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    var host = rest[..<end]
    if hasScheme, isNumericHost(String(host)) { return true }
    if let colon = host.lastIndex(of: ":") {
      let port = host[host.index(after: colon)...]
      guard (1...5).contains(port.count), port.allSatisfy(\.isNumber) else { return false }
      host = host[..<colon]
    }
    if hasScheme { return isHost(host, minimalLabels: 1) }
    if host.hasPrefix("www.") { return isHost(host.dropFirst(4), minimalLabels: 1) }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    let known = ["com", "net", "int", "edu", "gov", "org", "info", "mil"]
    guard labels.count >= 2, let last = labels.last, known.contains(String(last)) else {
      return false
    }
    return labels.dropLast().allSatisfy { (2...63).contains($0.count) && isLabel($0) }
  }

  private func isLabel(_ label: Substring) -> Bool {
    !label.isEmpty
      && label.unicodeScalars.allSatisfy { $0.isWordCharacter || $0 == "%" || $0 == "-" }
  }

  private func isHost(_ host: Substring, minimalLabels: Int) -> Bool {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= minimalLabels, let last = labels.last else { return false }
    let isPlain =
      (2...63).contains(last.count) && last.utf8.allSatisfy { (0x61...0x7A).contains($0) }
    let isEncoded =
      last.hasPrefix("xn--") && (2...59).contains(last.count - 4)
      && last.dropFirst(4).unicodeScalars.allSatisfy { $0.isWordCharacter || $0 == "%" }
    return (isPlain || isEncoded) && labels.dropLast().allSatisfy(isLabel)
  }

  /// An address of IP version 4 or, in brackets, 6, with or without a port.
  private func isNumericHost(_ host: String) -> Bool {
    var address = host[...]
    if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") {
      let port = host[host.index(after: colon)...]
      guard (1...5).contains(port.count), port.allSatisfy(\.isNumber) else { return false }
      address = host[..<colon]
    }
    if address.hasPrefix("["), address.hasSuffix("]") {
      let groups = address.dropFirst().dropLast().split(
        separator: ":", omittingEmptySubsequences: false)
      return (3...9).contains(groups.count)
        && groups.allSatisfy { $0.count <= 4 && $0.allSatisfy(\.isHexDigit) }
    }
    let numbers = address.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4
      && numbers.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(\.isNumber) }
  }

  /// `name@host.domain`
  private func isMailAddress(_ text: String) -> Bool {
    guard let at = text.lastIndex(of: "@"), at > text.startIndex else { return false }
    let host = text[text.index(after: at)...]
    guard let first = host.unicodeScalars.first, first.isWordCharacter,
      let dot = host.lastIndex(of: "."), dot > host.startIndex
    else { return false }
    let domain = host[host.index(after: dot)...]
    return !domain.isEmpty && domain.unicodeScalars.allSatisfy(\.isWordCharacter)
      && host.unicodeScalars.allSatisfy { $0.isWordCharacter || $0 == "." || $0 == "-" }
  }
}
