import FoundationEssentials

/// The profiles of AWS's two files, `~/.aws/config` and `~/.aws/credentials`.
///
/// A profile is one bag of settings whichever file they stand in; the credentials file wins. Keys
/// of an indented block (`s3 =` and below it `addressing_style = path`) are named with a dot,
/// `s3.addressing_style`.
struct ProfileFiles: Sendable, Hashable {
  /// The name of the profile in force.
  let name: String
  /// Its settings; empty if no file has it.
  let settings: [String: String]
  /// All profiles, for those that refer to another.
  let profiles: [String: [String: String]]
  /// The named blocks `[services NAME]`.
  let services: [String: [String: String]]

  /// Reads the files that the variables name, or those in their usual place.
  ///
  /// - Throws: ``S3Error`` if a profile is asked for that no file has.
  init(variables: [String: String], profile: String? = nil) throws(S3Error) {
    let home = variables["HOME"] ?? ""
    let config = variables["AWS_CONFIG_FILE"] ?? home + "/.aws/config"
    let credentials = variables["AWS_SHARED_CREDENTIALS_FILE"] ?? home + "/.aws/credentials"
    let asked = profile ?? variables["AWS_PROFILE"] ?? variables["AWS_DEFAULT_PROFILE"]
    try self.init(
      config: Self.text(config), credentials: Self.text(credentials), profile: asked)
  }

  init(config: String, credentials: String, profile: String?) throws(S3Error) {
    var profiles: [String: [String: String]] = [:]
    var services: [String: [String: String]] = [:]
    for (header, values) in Self.sections(config) {
      let words = header.split(whereSeparator: \.isWhitespace).map(String.init)
      switch (words.first, words.count) {
      case ("profile", 2): profiles[words[1], default: [:]].merge(values) { $1 }
      case ("services", 2): services[words[1], default: [:]].merge(values) { $1 }
      case ("default", 1): profiles["default", default: [:]].merge(values) { $1 }
      default: continue
      }
    }
    for (header, values) in Self.sections(credentials) {
      profiles[header, default: [:]].merge(values) { $1 }
    }
    if let profile, profiles[profile] == nil {
      let known = profiles.keys.sorted().joined(separator: ", ")
      throw S3Error(
        .credentials, "there is no profile \"\(profile)\" in the files of ~/.aws",
        hint: known.isEmpty
          ? "make it with: aws configure --profile \(profile)"
          : "there is \(known)")
    }
    name = profile ?? "default"
    settings = profiles[name] ?? [:]
    self.profiles = profiles
    self.services = services
  }

  /// The address of a service that the profile gives, if it gives one.
  func endpoint(of service: String) -> String? {
    let named = settings["services"].flatMap { services[$0] }
    return named?["\(service).endpoint_url"] ?? settings["\(service).endpoint_url"]
      ?? settings["endpoint_url"]
  }

  private static func text(_ path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }

  /// The sections of a file in order, each with its keys and values.
  static func sections(_ text: String) -> [(header: String, values: [String: String])] {
    var sections: [(header: String, values: [String: String])] = []
    var block: String?
    for line in text.split(whereSeparator: \.isNewline) {
      let content = trimmed(line)
      guard let first = content.first, first != "#", first != ";" else { continue }
      if first == "[", let end = content.firstIndex(of: "]") {
        let header = content[content.index(after: content.startIndex)..<end]
        sections.append((String(trimmed(header)), [:]))
        block = nil
        continue
      }
      guard let equals = content.firstIndex(of: "="), !sections.isEmpty else { continue }
      let key = String(trimmed(content[..<equals]))
      let value = String(trimmed(content[content.index(after: equals)...]))
      let isIndented = line.first == " " || line.first == "\t"
      if isIndented, let block {
        sections[sections.count - 1].values["\(block).\(key)"] = value
      } else {
        block = value.isEmpty ? key : nil
        sections[sections.count - 1].values[key] = value
      }
    }
    return sections
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
