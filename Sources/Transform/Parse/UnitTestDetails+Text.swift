import OrderedCollections

extension UnitTestDetails {
  /// The test as dbt's own classes print in Python: the checksum that tells changes is of this.
  var pythonRepresentation: String {
    let inputs = given.map { input in
      "UnitTestInputFixture(input=\(DataValue.pythonQuoted(input.input)), \(input.fields))"
    }
    var text =
      "\(model)-\(Self.versions(versions))-[\(inputs.joined(separator: ", "))]"
      + "-UnitTestOutputFixture(\(expected.fields))-\(overridesText)"
    for input in given where input.fixture != nil { text += "-\(input.rows.pythonString)" }
    return text
  }

  private var overridesText: String {
    guard !overrides.isEmpty else { return "None" }
    let parts = ["macros", "vars", "env_vars"].map { key in
      "\(key)=\((overrides[key] ?? [:]).pythonRepresentation)"
    }
    return "UnitTestOverrides(\(parts.joined(separator: ", ")))"
  }

  private static func versions(_ versions: DataValue) -> String {
    guard !versions.isNull else { return "None" }
    let parts = ["include", "exclude"].map { key in
      "\(key)=\((versions[key] ?? .null).pythonRepresentation)"
    }
    return "UnitTestNodeVersions(\(parts.joined(separator: ", ")))"
  }
}

extension UnitTestDetails.Rows {
  fileprivate var fields: String {
    let formats = ["dict": "Dict", "csv": "CSV", "sql": "SQL"]
    return "rows=\(rows.pythonRepresentation), "
      + "format=<UnitTestFormat.\(formats[format] ?? format): '\(format)'>, "
      + "fixture=\(DataValue(fixture).pythonRepresentation)"
  }
}
