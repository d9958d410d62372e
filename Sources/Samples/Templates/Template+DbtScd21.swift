// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtScd21: [TemplateFile] = [
    TemplateFile(
      path: ".gitignore",
      text: ##"""
        lake/
        landing/
        .millrace/
        target/
        logs/
        *.duckdb

        """##),
    TemplateFile(
      path: "README.md",
      text: ##"""
        # Type 2 history with late changes

        What a customer's segment and address were on any day, and orders that show the customer as they were when they ordered; also when it is found out in April what changed in February. The data is invented.

        ```
        millrace dbt run-operation day_zero          # 2,000 customers, and a year of orders
        millrace run
        ```

        Then day after day, as often as you like. Every third day brings corrections that hold from some day of the past:

        ```
        millrace dbt run-operation next_day          # day 1: 1 % of the customers change
        millrace run
        millrace dbt run-operation next_day          # day 2
        millrace run
        millrace dbt run-operation next_day          # day 3: changes, and late corrections
        millrace run
        ```

        `millrace run` takes the snapshot, builds the models and runs the tests: each of them holds after each day. A second run on the same day finds nothing to do.

        ```
        millrace sql "select segment, count(*) as orders, sum(amount) as amount
            from gold.fct_orders join gold.dim_customer using (customer_key)
            group by segment order by segment"
        ```

        ## What comes in

        | table | one row for each | made of |
        |---|---|---|
        | `crm.customers` | customer, as they are now | the past is overwritten, `updated_at` says when |
        | `crm.corrections` | thing that was found out late | from `effective_on` on; a column that is null stays as it was |
        | `crm.orders` | order | some come a week late, some are older than their customer's account |
        | `crm.ledger` | thing that was ever said | read by the tests alone; nobody has such a table in real life |

        `macros/generate.sql` makes them; the same commands make the same rows.

        ## What comes out

        | layer | table | one row for each |
        |---|---|---|
        | silver | `customers_snapshot` | state of a customer that the CRM was seen in |
        | | `customer_changes` | change that was ever learnt, seen or corrected; only added to |
        | gold | `dim_customer` | version of a customer, and one for the unknown customer |
        | | `fct_orders` | order, with the version of its customer on its day |

        ## A late change

        Customer 549 lives at 140 Quay since they signed up. On 3 January somebody pressed Save in the CRM and changed nothing, so there is one version:

        | segment | address | valid_from | valid_to | is_current |
        |---|---|---|---|---|
        | consumer | 140 Quay | 2025-04-01 | 9999-12-31 | true |

        Day 3 brings a correction: from 1 May 2025 on it was 13 Quay. It falls into the version and splits it. It holds until the next thing that is known, and that is 3 January, when the CRM said 140 Quay:

        | segment | address | valid_from | valid_to | is_current | |
        |---|---|---|---|---|---|
        | consumer | 140 Quay | 2025-04-01 | 2025-05-01 | false | ended; its key stays |
        | consumer | 13 Quay | 2025-05-01 | 2026-01-03 | false | new, `is_corrected` |
        | consumer | 140 Quay | 2026-01-03 | 9999-12-31 | true | known already, now worth a version |

        ```
        millrace sql "select * from silver.customer_changes where customer_id = 549 order by recorded_at"
        millrace sql "select * from gold.dim_customer where customer_id = 549 order by valid_from"
        ```

        The orders of the customer since May get the key of their new version in the same run. A correction may also come before the first version, and orders that belonged to nobody get a customer; or say that a change held earlier than it was seen, and the version that began when it was seen vanishes. `models/marts/unit_tests.yml` has each of these cases.

        ## Why it is built this way

        - **Why not the snapshot alone.** A snapshot adds behind what it has: it closes the newest row and opens one. It cannot put a row between two others, and does not take one whose `updated_at` is older. It knows in which order things were *learnt*; a dimension has to be in the order in which they were *true*. So the snapshot feeds a log, and the versions are computed from the log.
        - **Why a log of changes.** `customer_changes` has both times, `valid_from` and `recorded_at`, and is only added to. What was believed on some day can still be asked of it, and `millrace run --full-refresh` makes the same dimension from all of it at once. What is new is found by its id and not by a watermark, for what is late is older than the newest. Refresh the models together: the batches are counted anew.
        - **Why whole customers are rebuilt.** A change may shorten a version, add one or remove one. So the customers that `batch` says have news are computed from all that is known of them, and replace what stood there, by delete and insert; a merge on the version's key would leave the removed ones. All others are not touched.
        - **Why keys are hashes.** `customer_key` is a hash of `customer_id` and `valid_from`: a version has the same key whenever, however often and wherever it is built. A number counted up would change with each rebuild, and each fact with it.
        - **Why half-open intervals.** A version holds from `valid_from` until before `valid_to`, which is the next one's `valid_from`. No day is between two versions and none in both, whatever the unit. Versions that still hold end on 9999-12-31 and not with null, so that the join needs no `or is null`.
        - **Why an unknown member.** Orders older than the first version have the key of 32 zeros, `customer_id` -1. Each order finds one row: an inner join loses none.
        - **The unit is the day.** Of several changes for one day the one recorded last holds, each column by itself.
        - **Deleted customers** keep their last version. `hard_deletes: new_record` in the snapshot would tell of them.

        ## How it is proved

        `tests/generic` has `no_overlaps`, `no_gaps` and `one_current_version`, for any table of versions. `every_order_finds_one_version` and `no_order_is_lost` look at the facts. `dim_is_the_truth` and `facts_are_the_truth` compute everything from the whole ledger, at once and in another way, and compare every row: what was built day by day has to be what one would build knowing everything.

        Take the snapshot every day: what the CRM overwrites between two snapshots nobody has seen, and the two last tests will say so.

        ## How to scale

        ```
        millrace dbt run-operation day_zero --args '{customers: 5000000}'
        millrace run
        millrace dbt run-operation next_day --args '{share: 0.01}'
        millrace run --exclude dim_is_the_truth facts_are_the_truth
        ```

        Measured so, on two cores that other work shared, 5,000,000 customers and as many orders, of which a
        day changes 1 %:

        | | processor | memory |
        |---|---|---|
        | the first run, tests too: 5,000,001 versions, 5,000,000 facts | 41 s | 2.0 GB |
        | a day's snapshot | 9 s | 1.3 GB |
        | a day's models: 94,800 versions written, 150,094 facts judged again | 11 s | 1.0 GB |
        | the tests, all but the two of the truth | 24 s | 2.3 GB |
        | a day, all together | 36 s | 2.0 GB |
        | the two tests of the truth | 47 s | 4.8 GB |

        After three days the lake has 1.6 GB.

        - A day costs what has changed, and a look at the columns that tell what that is: `updated_at` for the snapshot, the change's id for the log, `batch` for the dimension. The versions are computed for the touched customers alone.
        - The two tests of the truth read everything on purpose. Run them on a small company, or once a week.
        - Many small commits leave many small files: `millrace sql "optimize gold.dim_customer zorder by (customer_id)"` now and then.
        - Keep `customers_snapshot`: it is the one table that cannot be made anew. dbt leaves snapshots alone under `--full-refresh`.

        """##),
    TemplateFile(
      path: "dbt_project.yml",
      text: ##"""
        name: scd2
        version: "1.0"
        config-version: 2
        profile: scd2

        model-paths: [models]
        snapshot-paths: [snapshots]
        macro-paths: [macros]
        test-paths: [tests]

        vars:
          # The end of a version that still holds: a date, so that a join needs no "or is null".
          end_of_time: "9999-12-31"
          # The key of the version that stands for "nobody knew the customer yet".
          unknown_key: "00000000000000000000000000000000"

        models:
          scd2:
            history:
              +schema: silver
            marts:
              +schema: gold

        """##),
    TemplateFile(
      path: "macros/customer_key.sql",
      text: ##"""
        {# The key of a version: a hash of whose it is and when it begins, so that it is the same whenever,
           and however often, the version is built. #}
        {% macro customer_key(customer_id, valid_from) -%}
          md5(cast({{ customer_id }} as varchar) || '|' || strftime({{ valid_from }}, '%Y-%m-%d'))
        {%- endmacro %}

        """##),
    TemplateFile(
      path: "macros/generate.sql",
      text: ##"""
        {# Invents a company: `day_zero` makes everything anew, `next_day` lets a day pass. Everything
           follows from hash(), so the same commands make the same rows. #}

        {% macro day_zero(customers=2000) %}
          {% for schema in ['crm'] %}{% do run_query('create schema if not exists ' ~ schema) %}{% endfor %}

          {# The first state of each customer holds from the day they signed up, in 2025. #}
          {% do run_query("
            create or replace table crm.ledger as
            select
              'crm' as kind,
              cast(customer_id as bigint) as entry_id,
              cast(customer_id as bigint) as customer_id,
              signed_up_on as effective_on,
              cast(signed_up_on as timestamp) as recorded_at,
              " ~ invented_segment("hash(customer_id, 'segment')") ~ " as segment,
              " ~ invented_address("hash(customer_id, 'address')") ~ " as address,
              0 as day
            from (
              select
                range as customer_id,
                date '2025-01-01' + cast(hash(range, 'signup') % 300 as integer) as signed_up_on
              from range(1, " ~ customers ~ " + 1)
            )
          ") %}
          {% do run_query("
            create or replace table crm.customers as
            select customer_id, segment, address, recorded_at as updated_at from crm.ledger
          ") %}
          {% do run_query("
            create or replace table crm.corrections as
            select
              entry_id as correction_id, customer_id, effective_on, segment, address, recorded_at
            from crm.ledger where false
          ") %}

          {# As many orders as customers; some are older than the account, as guests' orders are. #}
          {% do run_query("
            create or replace table crm.orders as
            select
              entry_id as order_id,
              customer_id,
              least(
                date '2026-01-01',
                effective_on + cast(hash(customer_id, 'order') % 365 as integer) - 10
              ) as ordered_on,
              cast((hash(customer_id, 'amount') % 50000) / 100 as decimal(18, 2)) as amount,
              timestamp '2026-01-01 00:00:00' as loaded_at
            from crm.ledger
          ") %}
          {% do log('day 0: ' ~ customers ~ ' customers', info=true) %}
        {% endmacro %}

        {% macro next_day(share=0.01) %}
          {% set last = run_query(
            'select max(day), count(*), max(customer_id) from crm.ledger').rows[0] %}
          {% set day = last[0] + 1 %}
          {% set base = day * 1000000000 %}
          {% set today = "(date '2026-01-01' + " ~ day ~ ")" %}
          {% set limit = (share * 10000) | int %}

          {# The CRM changes a share of the customers and gains one new for each thousand. Some changes
             change nothing: somebody pressed Save. #}
          {% do run_query("
            insert into crm.ledger
            select
              'crm', " ~ base ~ " + customer_id, customer_id, " ~ today ~ ",
              cast(" ~ today ~ " as timestamp) + interval 9 hour,
              case when hash(customer_id, " ~ day ~ ", 'what') % 2 = 0 then segment
                else " ~ invented_segment("hash(customer_id, " ~ day ~ ", 'segment')") ~ " end,
              case when hash(customer_id, " ~ day ~ ", 'what') % 3 = 0 then address
                else " ~ invented_address("hash(customer_id, " ~ day ~ ", 'address')") ~ " end,
              " ~ day ~ "
            from crm.customers
            where hash(customer_id, " ~ day ~ ", 'changes') % 10000 < " ~ limit ~ "
            union all
            select
              'crm', " ~ base ~ " + " ~ last[2] ~ " + range, " ~ last[2] ~ " + range, " ~ today ~ ",
              cast(" ~ today ~ " as timestamp) + interval 9 hour,
              " ~ invented_segment("hash(range, " ~ day ~ ", 'segment')") ~ ",
              " ~ invented_address("hash(range, " ~ day ~ ", 'address')") ~ ",
              " ~ day ~ "
            from range(1, " ~ last[2] ~ " // 1000 + 2)
          ") %}
          {% do run_query("
            merge into crm.customers as c
            using (select * from crm.ledger where day = " ~ day ~ " and kind = 'crm') as n
            on c.customer_id = n.customer_id
            when matched then update set
              segment = n.segment, address = n.address, updated_at = n.recorded_at
            when not matched then insert (customer_id, segment, address, updated_at)
              values (n.customer_id, n.segment, n.address, n.recorded_at)
          ") %}

          {# Every third day brings corrections that hold from some day of the past: before the first
             version, between two of them, on the day of one, or within the newest. Most name one column
             only. #}
          {% if day % 3 == 0 %}
            {% do run_query("
              insert into crm.ledger
              select
                'correction', " ~ base ~ " + 500000000 + customer_id, customer_id,
                case hash(customer_id, " ~ day ~ ", 'when') % 5
                  when 0 then signed_up_on - 20
                  when 1 then signed_up_on
                  when 2 then signed_up_on + 30
                  else " ~ today ~ " - cast(hash(customer_id, " ~ day ~ ", 'back') % 5 as integer)
                end,
                cast(" ~ today ~ " as timestamp) + interval 17 hour,
                case when hash(customer_id, " ~ day ~ ", 'column') % 5 < 3
                  then " ~ invented_segment("hash(customer_id, " ~ day ~ ", 'corrected')") ~ " end,
                case when hash(customer_id, " ~ day ~ ", 'column') % 5 > 1
                  then " ~ invented_address("hash(customer_id, " ~ day ~ ", 'corrected')") ~ " end,
                " ~ day ~ "
              from (
                select customer_id, min(effective_on) as signed_up_on
                from crm.ledger where kind = 'crm' group by customer_id
              )
              where hash(customer_id, " ~ day ~ ", 'correction') % 10000 < " ~ limit ~ " // 2
                or hash(customer_id, " ~ (day - 1) ~ ", 'changes') % 10000 < " ~ limit ~ " // 4
            ") %}
            {% do run_query("
              insert into crm.corrections
              select entry_id, customer_id, effective_on, segment, address, recorded_at
              from crm.ledger where day = " ~ day ~ " and kind = 'correction'
            ") %}
          {% endif %}

          {# Orders of today, and some that were held up for a week. #}
          {% do run_query("
            insert into crm.orders
            select
              " ~ base ~ " + customer_id, customer_id,
              " ~ today ~ " - case when hash(customer_id, " ~ day ~ ", 'held') % 10 = 0 then 7 else 0 end,
              cast((hash(customer_id, " ~ day ~ ", 'amount') % 50000) / 100 as decimal(18, 2)),
              cast(" ~ today ~ " as timestamp) + interval 23 hour
            from crm.customers
            where hash(customer_id, " ~ day ~ ", 'orders') % 50 = 0
          ") %}
          {% set made = run_query("
            select count(*) filter (where kind = 'crm'), count(*) filter (where kind = 'correction')
            from crm.ledger where day = " ~ day).rows[0] %}
          {% do log('day ' ~ day ~ ': ' ~ made[0] ~ ' changes, ' ~ made[1] ~ ' corrections', info=true) %}
        {% endmacro %}

        {% macro invented_segment(hash) -%}
          (['consumer', 'business', 'premium', 'partner'])[cast({{ hash }} % 4 as integer) + 1]
        {%- endmacro %}

        {% macro invented_address(hash) -%}
          cast({{ hash }} % 200 + 1 as varchar) || ' '
            || (['Mill Lane', 'High Street', 'Station Road', 'Park Avenue', 'Quay'])
              [cast(({{ hash }} // 200) % 5 as integer) + 1]
        {%- endmacro %}

        """##),
    TemplateFile(
      path: "macros/generate_schema_name.sql",
      text: ##"""
        {# Schemas are called as they are configured, without the target's name before them. #}
        {% macro generate_schema_name(custom_schema_name, node) -%}
          {{ custom_schema_name | trim if custom_schema_name else target.schema }}
        {%- endmacro %}

        """##),
    TemplateFile(
      path: "macros/with_next_version.sql",
      text: ##"""
        {# Each version with the day on which the one after it begins, for the tests of intervals. #}
        {% macro with_next_version(model, key, valid_from, valid_to) %}
        select
          {{ key }},
          {{ valid_from }},
          {{ valid_to }},
          lead({{ valid_from }}) over (partition by {{ key }} order by {{ valid_from }}) as next_from
        from {{ model }}
        {% endmacro %}

        """##),
    TemplateFile(
      path: "millrace.yml",
      text: ##"""
        name: dbt-scd2

        """##),
    TemplateFile(
      path: "models/history/customer_changes.sql",
      text: ##"""
        -- Every change of a customer that was ever learnt, added to and never changed: what the snapshot
        -- saw, and the corrections. `valid_from` says from when it holds, `recorded_at` when it was said,
        -- `batch` with which build it came here.
        {{ config(materialized='incremental', incremental_strategy='append') }}

        with changes as (
          select
            'snapshot' as source,
            dbt_scd_id as change_id,
            customer_id,
            cast(dbt_valid_from as date) as valid_from,
            cast(dbt_valid_from as timestamp) as recorded_at,
            segment,
            address
          from {{ ref('customers_snapshot') }}
          union all
          select
            'correction' as source,
            lpad(cast(correction_id as varchar), 18, '0') as change_id,
            customer_id,
            effective_on as valid_from,
            recorded_at,
            segment,
            address
          from {{ source('crm', 'corrections') }}
        )

        select
          changes.*,
          {% if is_incremental() %}
          (select coalesce(max(batch), 0) + 1 from {{ this }}) as batch
          {% else %}
          cast(1 as bigint) as batch
          {% endif %}
        from changes
        {% if is_incremental() %}
        -- Not by a watermark: what arrives late is older than the newest.
        where not exists (
          select 1 from {{ this }} as known
          where known.change_id = changes.change_id and known.source = changes.source
        )
        {% endif %}

        """##),
    TemplateFile(
      path: "models/history/schema.yml",
      text: ##"""
        version: 2
        models:
          - name: customer_changes
            description: >
              Every change of a customer that was ever learnt, from the snapshot and from the corrections.
              Added to, never changed.
            columns:
              - name: change_id
                description: The snapshot's row, or the correction.
                data_tests: [unique, not_null]
              - name: source
                data_tests:
                  - accepted_values:
                      arguments: {values: [snapshot, correction]}
              - name: valid_from
                description: The first day on which the change holds.
                data_tests: [not_null]
              - name: recorded_at
                description: When it was said. Of two changes for one day, the one recorded later holds.
                data_tests: [not_null]
              - name: batch
                description: With which build the change came, counted from 1.
                data_tests: [not_null]

        """##),
  ]
}
