// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtTesting1: [TemplateFile] = [
    TemplateFile(
      path: ".gitignore",
      text: ##"""
        lake/
        .millrace/
        target/
        state/
        logs/
        *.duckdb
        *.bak
        coverage.json

        """##),
    TemplateFile(
      path: "README.md",
      text: ##"""
        # Testing a dbt project

        Bikes for rent in a small town: stations, riders, rides, payments, all as seeds of some hundred rows. The models are few; the tests are what this is about: which ones, where, how strict, and what each of them catches.

        ```
        millrace dbt seed
        millrace dbt build --exclude resource_type:seed
        ```

        84 nodes: 11 models, 68 data tests, 5 unit tests. 83 pass and one warns: two rides name a rider who was deleted, which is normal here and would not be if they were six. Run the second command again: the same 83 and 1, and `monitoring.metric_history` has grown.

        ## What to test where

        | layer | what to test | with what | severity |
        |---|---|---|---|
        | sources | it came, in time, in about the usual number | `recent`, `row_count_between`, `source freshness` | error; freshness warns |
        | | keys are there | `unique`, `not_null` | error: nothing is built on them |
        | staging | keys, once what is sent twice is gone | `unique`, `not_null`, `matches_regex` | error |
        | | each column's values | `accepted_values`, `values_between`, `matches_regex` | error; a new kind of bike warns |
        | | what points elsewhere | `relationships` with `warn_if` and `error_if` | warns from 1, error from 6 |
        | | what may be missing, but rarely | `null_share_below`, `not_null` with `where` | error |
        | | two columns that depend on each other | singular: `rides_end_after_they_start` | error |
        | intermediate | rules of the business, without data | unit tests: rows as dictionaries, CSV, SQL; other variables, other macros | error |
        | | joins that multiply or lose rows | `unique`, `not_null` of the key | error |
        | marts | both modes of an incremental model | unit tests that set `is_incremental` | error |
        | | the money is the money that came in | `sum_equals`, singular: `every_priced_ride_is_paid_for` | error |
        | | sums of sums | `sum_equals` of `revenue_by_day` and `fct_rides` | error |
        | | a rewritten model says what the old one did | singular, on the macro `compare_rows` | error |
        | monitoring | volume, freshness, share of nulls, distribution | `within_history` | error; kinds of bikes warn |

        | what | command |
        |---|---|
        | unit tests alone | `millrace dbt test --select test_type:unit` |
        | the same before anything is built: tables without rows will do | `millrace dbt run --empty --target ci`, `millrace dbt test --select test_type:unit --target ci` |
        | what came in | `millrace dbt test --select source:raw` |
        | one layer | `millrace dbt test --select staging` |
        | singular tests | `millrace dbt test --select test_type:singular` |
        | age of the sources | `millrace dbt source freshness`: warns, for the seeds end in February 2025 |

        `tests/generic` has the tests that dbt does not bring along, `tests/singular` the single queries, `tests/fixtures` the rows of unit tests. Failing rows are kept where `store_failures` says so:

        ```
        millrace sql "select * from test_failures.relationships_stg_rides_rider_id__rider_id__ref_stg_riders_"
        ```

        prints the two riders, `U905` and `U918`.

        ## Rewriting a model

        `marts/rides_by_station.sql` replaces `refactoring/rides_by_station_old.sql`. `macros/compare.sql` holds one against the other, by key and by column, and fails where they differ:

        ```
        millrace dbt run-operation compare --args '{old: rides_by_station_old, new: rides_by_station, key: station_id}'
        ```

        ```
        rides_by_station_old and rides_by_station, by station_id
          rows same: 6
          column station_name: 6 same, 0 different
          column departures: 6 same, 0 different
          column arrivals: 6 same, 0 different
        ```

        A condition that is wrong in the new one, `'left'` for `'arrived'`, gives `rows different: 6`, `column arrivals: 0 same, 6 different` and an exit code of 1; `the_new_rides_by_station_says_what_the_old_did` fails with the same six rows.

        `millrace dbt show --select compare_rides_by_station` shows the columns' half as a table, from `analyses/`.

        ## Coverage

        ```
        millrace dbt run-operation coverage --args '{threshold: 50}'
        millrace dbt run-operation coverage --args '{threshold: 50, format: json}' | sed 's/^[^{]*//' > coverage.json
        ```

        prints each model with its columns and their tests, as text or as JSON (`sed` takes the time of day off), and ends with

        ```
        models 11 of 11, 100.0 %; columns 34 of 61, 55.7 %
        ```

        With `threshold: 95` it fails. Columns are those of the table and those of the YAML. dbt's `graph` has no unit tests, so they do not count; `millrace dbt ls --select test_type:unit` lists them.

        `millrace dbt coverage` knows more, of any project: sources, seeds and snapshots, and unit tests.

        ```
        millrace dbt coverage --fail-under 50
        millrace dbt coverage --output json > coverage.json
        ```

        ## Anomalies

        `monitoring/metric_history` measures five things of each day. Its first run measures all 28 days, each later one measures today again and appends it; nothing is overwritten. `within_history` holds today's newest measure against mean and deviation of the days before.

        ```
        millrace sql "select metric, count(*) as measured, count(distinct run_id) as runs, round(avg(metric_value), 2) as mean from monitoring.metric_history group by metric order by metric"
        ```

        After two runs each metric was measured 29 times in 2 runs. Today is a variable, `today`, because seeds do not grow.

        Without a model of your own, the built-in test `anomalies` does the same for any model. dbt has no such test, so this project stays without it; below a model of `models/marts/schema.yml` it reads

        ```yaml
        models:
          - name: fct_rides
            data_tests:
              - anomalies:
                  arguments:
                    freshness: started_at         # hours since the newest one
                    nulls: [rider_id]             # their share
                    distribution: [minutes, bike_kind]
        ```

        | argument | what it is | unless said |
        |---|---|---|
        | `volume` | whether rows are counted | yes, but below a column |
        | `freshness` | a column of times | none |
        | `nulls` | columns whose share of nulls is measured | below a column, that one |
        | `distribution` | columns; of numbers mean and deviation are measured, of others the entropy | below a column, that one |
        | `deviations` | how many deviations from the median are still usual | 3 |
        | `tolerance` | what share of the median is usual in any case | 0.05 |
        | `least`, `history` | how many measures there have to be before it judges, and how many of the newest it looks at | 7, 30 |
        | `as_of` | an expression for the time that freshness counts to | when the run started |

        Each run of the test adds its measures to a table of its own beside where failures are stored, `history_of_` and the test's name; nothing is overwritten, and `compile` and `plan` add nothing. Deviations are medians too, so that one bad day does not make the next one usual.

        ## Break it

        Each row is a mistake that happens. Seeds are edited in place and put back by `mv`. A ride that is sent twice:

        ```
        cp seeds/raw_rides.csv raw_rides.bak
        sed -i '$p' seeds/raw_rides.csv
        millrace dbt seed
        millrace dbt build --exclude resource_type:seed
        mv raw_rides.bak seeds/raw_rides.csv
        millrace dbt seed
        millrace dbt build --exclude resource_type:seed
        ```

        `unique_stg_rides_ride_id` fails, with one row, and 46 nodes that stand on it are skipped; the last command is back at 83 passed and 1 warning. The two of `--vars` need no seed and are undone by building without them. All of them, with the steps above and another `sed`:

        | mistake | how | what catches it | what it stops |
        |---|---|---|---|
        | the free minutes are changed by accident | `millrace dbt build --exclude resource_type:seed --vars '{free_minutes: 20}'` | `every_priced_ride_is_paid_for` (13 rows), `sum_equals_fct_rides_price_cents…` | nothing: 2 fail |
        | the export stopped two days ago | `millrace dbt build --exclude resource_type:seed --vars '{today: 2025-03-02}'` | `source_recent_raw_raw_rides_started_at__1` | 61 skipped |
        | a ride is sent twice | `sed -i '$p' seeds/raw_rides.csv` | `unique_stg_rides_ride_id` | 46 skipped |
        | a new status | `sed -i '2s/completed/finished/' seeds/raw_rides.csv` | `accepted_values_stg_rides_status…` | 46 skipped |
        | a clock that is a day ahead | `sed -i '5s/2025-02-01/2025-02-02/' seeds/raw_rides.csv` | `rides_end_after_they_start`, `values_between_stg_rides_minutes…` | 46 skipped |
        | an address without an @ | `sed -i '2s/@/ at /' seeds/raw_riders.csv` | `matches_regex_stg_riders_email…` | 37 skipped |
        | six riders are lost | `sed -i '30,35d' seeds/raw_riders.csv` | `relationships_stg_rides_rider_id…`: 44 rows, and from a warning an error | 37 skipped |
        | one payment of a cent | `sed -i '2s/,[0-9]*,/,1,/' seeds/raw_payments.csv` | `every_priced_ride_is_paid_for` (1 row), `sum_equals_fct_rides_price_cents…` | nothing: 2 fail |
        | today's rides from ten o'clock on are missing | `sed -i '/2025-02-28 1/d' seeds/raw_rides.csv` | `volume_is_as_usual`, `freshness_is_as_usual`, `nulls_are_as_usual`, `relationships_stg_payments_ride_id…` | nothing: 4 fail |
        | today's rides lost their riders | `sed -i '/,2025-02-28/s/,U[0-9]*,/,,/' seeds/raw_rides.csv` | `nulls_are_as_usual`, where `null_share_below` sees nothing yet; and the two of the money | nothing: 3 fail |
        | a new kind of bike | `sed -i '6s/,[a-z]*,completed/,cargo,completed/' seeds/raw_rides.csv` | `accepted_values_stg_rides_bike_kind…` | nothing: a second warning |

        ## In CI

        `ci/slim-ci.yml` is a workflow for GitHub, to be copied to `.github/workflows/`. The main branch builds everything and keeps its manifest; a pull request builds what it changes and what reads that, in schemas that begin with `ci_`, and reads the rest from main's tables. By hand:

        ```
        mkdir -p state && cp target/manifest.json state/
        sed -i 's/count(\*) as rides/count(ride_id) as rides/' models/marts/revenue_by_day.sql
        millrace dbt build --select state:modified+ --defer --state state --target ci
        ```

        builds `ci_marts.revenue_by_day` alone and runs its four tests; `fct_rides` is read from `marts`.

        ## The same project elsewhere

        dbt-core with dbt-duckdb seeds, builds, compares and counts the same, with `dbt` for `millrace dbt`; its `print` writes no time of day.

        """##),
    TemplateFile(
      path: "analyses/compare_rides_by_station.sql",
      text: ##"""
        -- millrace dbt show --select compare_rides_by_station
        {{ compare_by_column(ref('rides_by_station_old'), ref('rides_by_station'), 'station_id',
          ['station_name', 'departures', 'arrivals']) }}

        """##),
    TemplateFile(
      path: "ci/slim-ci.yml",
      text: ##"""
        # Copy to .github/workflows/. What a pull request changes is built, and what reads it; all else is
        # read where the main branch has built it, so the first run is one on main. MILLRACE_TARBALL is a
        # variable of the repository: the address of the tarball that `make dist` makes.
        name: dbt
        on:
          pull_request:
          push:
            branches: [main]

        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v4

              - name: Install Millrace
                run: |
                  mkdir -p "$HOME/millrace"
                  curl -fsSL "${{ vars.MILLRACE_TARBALL }}" | tar xz -C "$HOME/millrace" --strip-components 1
                  echo "$HOME/millrace/bin" >> "$GITHUB_PATH"

              # The lake and the manifest that the main branch left behind. With the lake in S3
              # (`storage: s3://…` in millrace.yml) the manifest alone is enough.
              - name: Restore what main has built
                uses: actions/cache/restore@v4
                with:
                  path: |
                    lake
                    .millrace
                    state
                  key: main-${{ github.sha }}
                  restore-keys: main-

              - name: Everything, on main
                if: github.event_name == 'push'
                run: |
                  millrace dbt seed
                  millrace dbt build --exclude resource_type:seed
                  mkdir -p state && cp target/manifest.json state/

              - name: What changed, on a pull request
                if: github.event_name == 'pull_request'
                run: |
                  millrace dbt compile
                  millrace dbt build --select state:modified+ --defer --state state --target ci

              - name: Coverage
                run: |
                  millrace dbt run-operation coverage --args '{threshold: 50}'

              - name: Keep what main has built
                if: github.event_name == 'push'
                uses: actions/cache/save@v4
                with:
                  path: |
                    lake
                    .millrace
                    state
                  key: main-${{ github.sha }}

        """##),
    TemplateFile(
      path: "dbt_project.yml",
      text: ##"""
        name: dbt_testing
        version: "1.0"
        config-version: 2
        profile: dbt_testing

        model-paths: [models]
        seed-paths: [seeds]
        macro-paths: [macros]
        test-paths: [tests]
        analysis-paths: [analyses]

        vars:
          # The day that the data is looked at. A project in earnest has none of this, and asks current_date.
          today: "2025-02-28"
          # The minutes of a member's ride that cost nothing.
          free_minutes: 30
          # How many days back a ride may still come in or change.
          late_days: 3

        models:
          dbt_testing:
            +materialized: table
            staging:
              +schema: staging
            intermediate:
              +schema: intermediate
            marts:
              +schema: marts
            refactoring:
              +schema: refactoring
            monitoring:
              +schema: monitoring

        seeds:
          dbt_testing:
            +schema: raw

        data_tests:
          dbt_testing:
            # The failing rows of these are kept, one table for each test.
            +store_failures: false
            +schema: test_failures

        """##),
    TemplateFile(
      path: "macros/compare.sql",
      text: ##"""
        {# One row for each key, with where it is and whether its columns agree. #}
        {% macro compare_rows(old, new, key, columns) -%}
        select
          coalesce(old.{{ key }}, new.{{ key }}) as {{ key }},
          case
            when new.{{ key }} is null then 'only in old'
            when old.{{ key }} is null then 'only in new'
            {%- for column in columns %}
            when old.{{ column }} is distinct from new.{{ column }} then 'different'
            {%- endfor %}
            else 'same'
          end as verdict
        from {{ old }} as old
        full join {{ new }} as new on new.{{ key }} = old.{{ key }}
        {%- endmacro %}

        {# One row for each verdict. #}
        {% macro compare_by_key(old, new, key, columns) -%}
        select verdict, count(*) as row_count
        from ({{ compare_rows(old, new, key, columns) }}) as compared
        group by verdict
        order by verdict
        {%- endmacro %}

        {# One row for each column, over the keys that both have. #}
        {% macro compare_by_column(old, new, key, columns) -%}
        {%- for column in columns %}
        select
          '{{ column }}' as column_name,
          count(*) filter (where old.{{ column }} is not distinct from new.{{ column }}) as same,
          count(*) filter (where old.{{ column }} is distinct from new.{{ column }}) as different
        from {{ old }} as old
        join {{ new }} as new on new.{{ key }} = old.{{ key }}
        {{ 'union all' if not loop.last }}
        {%- endfor %}
        {%- endmacro %}

        {# millrace dbt run-operation compare --args '{old: …, new: …, key: …}' #}
        {% macro compare(old, new, key) %}
          {% set old_relation = ref(old) %}
          {% set new_relation = ref(new) %}
          {% set old_columns = adapter.get_columns_in_relation(old_relation) | map(attribute='name') | list %}
          {% set new_columns = adapter.get_columns_in_relation(new_relation) | map(attribute='name') | list %}
          {% set shared = [] %}
          {% for name in old_columns if name in new_columns and name != key %}
            {% do shared.append(name) %}
          {% endfor %}
          {% do print(old ~ ' and ' ~ new ~ ', by ' ~ key) %}
          {% for name in old_columns if name not in new_columns %}
            {% do print('  column only in old: ' ~ name) %}
          {% endfor %}
          {% for name in new_columns if name not in old_columns %}
            {% do print('  column only in new: ' ~ name) %}
          {% endfor %}
          {% set differences = [] %}
          {% for row in run_query(compare_by_key(old_relation, new_relation, key, shared)) %}
            {% do print('  rows ' ~ row['verdict'] ~ ': ' ~ row['row_count']) %}
            {% if row['verdict'] != 'same' %}{% do differences.append(row['verdict']) %}{% endif %}
          {% endfor %}
          {% for row in run_query(compare_by_column(old_relation, new_relation, key, shared)) %}
            {% do print('  column ' ~ row['column_name'] ~ ': ' ~ row['same'] ~ ' same, '
              ~ row['different'] ~ ' different') %}
          {% endfor %}
          {% if differences %}
            {% do exceptions.raise_compiler_error(old ~ ' and ' ~ new ~ ' differ: ' ~ differences | join(', ')) %}
          {% endif %}
        {% endmacro %}

        """##),
    TemplateFile(
      path: "macros/coverage.sql",
      text: ##"""
        {# Which tests each model and column has.
           millrace dbt run-operation coverage --args '{threshold: 80, format: json}'
           A column is covered by a test of its own; a model by any. Unit tests are not
           in `graph`, for dbt as for Millrace: `dbt ls --select test_type:unit` lists them. Fails where the
           share of covered columns is below the threshold, in percent. #}
        {% macro coverage(threshold=0, format='text') %}
          {% set report = {} %}
          {% for id, node in graph.nodes.items() | sort(attribute='0') %}
            {% if node.resource_type == 'model' and node.package_name == project_name %}
              {% set columns = {} %}
              {% for name in node.columns %}{% do columns.update({name: []}) %}{% endfor %}
              {% set relation = load_relation(ref(node.name)) %}
              {% if relation is not none %}
                {% for column in adapter.get_columns_in_relation(relation) %}
                  {% if column.name not in columns %}{% do columns.update({column.name: []}) %}{% endif %}
                {% endfor %}
              {% endif %}
              {% do report.update({id: {'model': node.name, 'tests': [], 'columns': columns}}) %}
            {% endif %}
          {% endfor %}
          {% for id, node in graph.nodes.items() | sort(attribute='0') if node.resource_type == 'test' %}
            {% set name = node.test_metadata.name if node.test_metadata else node.name %}
            {% if node.attached_node and node.attached_node in report %}
              {% set entry = report[node.attached_node] %}
              {% if node.column_name %}
                {% do entry.columns.setdefault(node.column_name, []).append(name) %}
              {% else %}
                {% do entry.tests.append(node.name) %}
              {% endif %}
            {% elif not node.test_metadata %}
              {% for parent in node.depends_on.nodes if parent in report %}
                {% do report[parent].tests.append(name) %}
              {% endfor %}
            {% endif %}
          {% endfor %}
          {% set total = namespace(models=0, covered=0, columns=0, covered_columns=0) %}
          {% for id, entry in report.items() %}
            {% set tested = entry.columns.values() | select | list | length %}
            {% set total.models = total.models + 1 %}
            {% set total.columns = total.columns + entry.columns | length %}
            {% set total.covered_columns = total.covered_columns + tested %}
            {% if tested or entry.tests %}
              {% set total.covered = total.covered + 1 %}
            {% endif %}
          {% endfor %}
          {% set share = (100 * total.covered / total.models) | round(1) if total.models else 100.0 %}
          {% set column_share = (100 * total.covered_columns / total.columns) | round(1) if total.columns else 100.0 %}
          {% if format == 'json' %}
            {% do print(tojson({'models': report.values() | list, 'model_coverage': share,
              'column_coverage': column_share, 'threshold': threshold})) %}
          {% else %}
            {% for id, entry in report.items() %}
              {% do print(entry.model ~ ': ' ~ (entry.tests | join(', ') or '-')) %}
              {% for name, tests in entry.columns.items() %}
                {% do print('  ' ~ name ~ ': ' ~ (tests | join(', ') or '-')) %}
              {% endfor %}
            {% endfor %}
            {% do print('models ' ~ total.covered ~ ' of ' ~ total.models ~ ', ' ~ share ~ ' %; columns '
              ~ total.covered_columns ~ ' of ' ~ total.columns ~ ', ' ~ column_share ~ ' %') %}
          {% endif %}
          {% if column_share < threshold %}
            {% do exceptions.raise_compiler_error('tests cover ' ~ column_share
              ~ ' % of the columns, below ' ~ threshold ~ ' %') %}
          {% endif %}
        {% endmacro %}

        """##),
  ]
}
