import FoundationEssentials
import OrderedCollections
import QueryEngine

/// `debug`: says what configuration is found and whether the warehouse answers.
struct DebugCommand {
  let invocation: Invocation

  func run(
    on warehouse: (any Warehouse)?, _ report: @Sendable (LogLine) -> Void
  ) async throws -> Invocation.Outcome {
    func say(_ text: String) { report(LogLine(.info, text)) }
    say("dbt version: \(ManifestDocument.dbtVersion)")
    say("Using dbt_project.yml file at \(invocation.options.projectFolder)/dbt_project.yml")
    let reading: (project: ProjectConfiguration, profile: Profile)
    do {
      reading = try ProjectParser.configuration(invocation.options)
    } catch {
      say("Configuration:")
      say("  profiles.yml and dbt_project.yml [ERROR]")
      say("  \(error)")
      say("1 check failed:")
      throw error
    }
    let profile = reading.profile
    say("adapter type: \(profile.type)")
    say("Configuration:")
    say("  profiles.yml file [OK found and valid]")
    say("  dbt_project.yml file [OK found and valid]")
    say("Connection:")
    say("  database: \(profile.database)")
    say("  schema: \(profile.schema)")
    say("  threads: \(profile.threads)")
    var outcome = Invocation.Outcome(
      manifest: Manifest(project: reading.project, profile: profile), selected: [], results: [],
      compiled: [:], warnings: [])
    do {
      if let connection = try await warehouse?.connect() {
        _ = try await connection.execute("select 1 as id")
        await connection.close()
      }
      say("  Connection test: [OK connection ok]")
      say("All checks passed!")
    } catch {
      say("  Connection test: [ERROR]")
      say("1 check failed:")
      say("  \(error)")
      outcome.hasFailed = true
    }
    return outcome
  }
}
