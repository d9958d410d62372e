// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let starter1: [TemplateFile] = [
    TemplateFile(
      path: ".gitignore",
      text: ##"""
        target/
        dbt_packages/
        logs/
        lake/
        .millrace/
        *.duckdb

        """##),
    TemplateFile(
      path: "README.md",
      text: ##"""
        # A dbt project

        Two models to begin with lie in `models/example`, and `models/example/schema.yml` describes and
        tests them.

        ```
        dbt build                            # models and their tests, in order
        dbt show --select my_second_dbt_model
        dbt docs generate && dbt docs serve
        ```

        | folder | what goes there |
        |---|---|
        | `models/` | a `select` for each table or view |
        | `seeds/` | small CSV files that become tables |
        | `snapshots/` | tables whose changes are to be kept |
        | `tests/` | queries that must find no rows |
        | `macros/` | SQL to use again |
        | `analyses/` | queries that are compiled and not run |

        """##),
    TemplateFile(
      path: "analyses/.gitkeep",
      text: ##"""

        """##),
    TemplateFile(
      path: "dbt_project.yml",
      text: ##"""
        name: starter
        version: "1.0.0"

        # The connection, by its name in profiles.yml.
        profile: starter

        model-paths: [models]
        seed-paths: [seeds]
        snapshot-paths: [snapshots]
        test-paths: [tests]
        macro-paths: [macros]
        analysis-paths: [analyses]

        # What `dbt clean` deletes.
        clean-targets: [target, dbt_packages]

        # Settings begin with a plus; each folder below models/ may have its own.
        models:
          starter:
            example:
              +materialized: view

        """##),
    TemplateFile(
      path: "macros/.gitkeep",
      text: ##"""

        """##),
    TemplateFile(
      path: "models/example/my_first_dbt_model.sql",
      text: ##"""
        -- A config call in a model wins over dbt_project.yml: this one becomes a table.
        {{ config(materialized='table') }}

        select id, label
        from (values (1, 'first'), (2, 'second'), (3, 'third')) as examples (id, label)

        """##),
    TemplateFile(
      path: "models/example/my_second_dbt_model.sql",
      text: ##"""
        -- What ref names is built before this.
        select id, label
        from {{ ref('my_first_dbt_model') }}
        where id < 3

        """##),
    TemplateFile(
      path: "models/example/schema.yml",
      text: ##"""
        version: 2

        models:
          - name: my_first_dbt_model
            description: Three rows, to begin with.
            columns:
              - name: id
                description: What tells the rows apart.
                data_tests: [unique, not_null]
          - name: my_second_dbt_model
            description: The first two of them.
            columns:
              - name: id
                description: What tells the rows apart.
                data_tests: [unique, not_null]

        """##),
    TemplateFile(
      path: "seeds/.gitkeep",
      text: ##"""

        """##),
    TemplateFile(
      path: "snapshots/.gitkeep",
      text: ##"""

        """##),
    TemplateFile(
      path: "tests/.gitkeep",
      text: ##"""

        """##),
  ]
}
