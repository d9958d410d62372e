/// The macros that come with the program, in the package `dbt`: materializations, generic tests,
/// and what projects and packages call or override by dbt's names.
///
/// They are templates like a user's own, looked up the same way, so that a macro of a project
/// stands before them.
enum GlobalProject {
  /// The files, by path.
  static let files: [(path: String, source: String)] = [
    ("macros/adapters.sql", adapters),
    ("macros/columns.sql", columns),
    ("macros/names.sql", names),
    ("macros/statements.sql", statements),
    ("macros/relations.sql", relations),
    ("macros/contracts.sql", contracts),
    ("macros/materializations/table.sql", tableMaterialization),
    ("macros/materializations/view.sql", viewMaterialization),
    ("macros/materializations/incremental.sql", incrementalMaterialization),
    ("macros/materializations/incremental_strategies.sql", incrementalStrategies),
    ("macros/materializations/schema_changes.sql", schemaChanges),
    ("macros/materializations/seed.sql", seedMaterialization),
    ("macros/materializations/snapshot.sql", snapshotMaterialization),
    ("macros/materializations/snapshot_strategies.sql", snapshotStrategies),
    ("macros/materializations/test.sql", testMaterialization),
    ("macros/tests.sql", genericTests),
    ("macros/anomalies.sql", anomalies),
    ("macros/dates.sql", dates),
    ("macros/series.sql", series),
    ("macros/expressions.sql", expressions),
    ("macros/types.sql", types),
  ]
}
