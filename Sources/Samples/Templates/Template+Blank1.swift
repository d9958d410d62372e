// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let blank1: [TemplateFile] = [
    TemplateFile(
      path: ".gitignore",
      text: ##"""
        lake/
        landing/
        .millrace/
        target/
        logs/

        """##),
    TemplateFile(
      path: "README.md",
      text: ##"""
        # A project

        `sources/` says which files become tables, `models/` is a dbt project over them.

        ```
        millrace run
        millrace sql "select * from days limit 5"
        ```

        """##),
    TemplateFile(
      path: "dbt_project.yml",
      text: ##"""
        name: blank
        version: "1.0"
        config-version: 2
        profile: blank

        model-paths: [models]

        models:
          blank:
            +materialized: table

        """##),
    TemplateFile(
      path: "millrace.yml",
      text: ##"""
        name: blank

        """##),
    TemplateFile(
      path: "models/days.sql",
      text: ##"""
        -- A calendar of 2025, to begin with.
        select
          cast(day as date) as day,
          year(day) as year,
          month(day) as month,
          dayname(day) as weekday
        from generate_series(timestamp '2025-01-01', timestamp '2025-12-31', interval 1 day) as days(day)

        """##),
    TemplateFile(
      path: "models/schema.yml",
      text: ##"""
        version: 2
        models:
          - name: days
            description: A calendar of 2025.
            columns:
              - name: day
                description: The day.
                data_tests: [unique, not_null]

        """##),
    TemplateFile(
      path: "sources/files.yml",
      text: ##"""
        # What to load, for example:
        #
        #   version: 1
        #   sources:
        #     - name: bronze
        #       kind: files
        #       tables:
        #         - name: orders
        #           path: landing/orders/*.csv
        version: 1
        sources: []

        """##),
  ]
}
