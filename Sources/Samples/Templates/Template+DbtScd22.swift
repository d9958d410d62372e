// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtScd22: [TemplateFile] = [
    TemplateFile(
      path: "models/marts/dim_customer.sql",
      text: ##"""
        -- One row for each version of a customer. A version holds from valid_from until the day before
        -- valid_to. Customers with news are rebuilt whole from all that is known of them, and replace
        -- what stood here; the others are not touched.
        {{ config(
          materialized='incremental',
          incremental_strategy='delete+insert',
          unique_key='customer_id'
        ) }}

        with touched as (
          select distinct customer_id
          from {{ ref('customer_changes') }}
          {% if is_incremental() %}
          where batch > (select coalesce(max(batch), 0) from {{ this }})
          {% endif %}
        ),

        -- What held after each change. A null keeps what held before it; of several changes on one day
        -- each adds to the one recorded before it.
        filled as (
          select
            customer_id,
            valid_from,
            source,
            last_value(segment ignore nulls) over so_far as segment,
            last_value(address ignore nulls) over so_far as address,
            max(batch) over (partition by customer_id) as batch,
            row_number() over (
              partition by customer_id, valid_from
              order by recorded_at desc, source, change_id desc
            ) as from_last
          from {{ ref('customer_changes') }}
          where customer_id in (select customer_id from touched)
          window so_far as (
            partition by customer_id
            order by valid_from, recorded_at, source desc, change_id
            rows between unbounded preceding and current row
          )
        ),

        -- One state a day, the last; and of equal states that follow each other the first.
        states as (
          select
            customer_id,
            valid_from,
            coalesce(segment, 'unknown') as segment,
            coalesce(address, 'unknown') as address,
            source = 'correction' as is_corrected,
            batch
          from filled
          where from_last = 1
        ),

        compared as (
          select
            *,
            lag(valid_from) over by_day is null
              or segment <> lag(segment) over by_day
              or address <> lag(address) over by_day as differs
          from states
          window by_day as (partition by customer_id order by valid_from)
        ),

        versions as (
          select
            *,
            lead(valid_from, 1, date '{{ var("end_of_time") }}') over (
              partition by customer_id order by valid_from
            ) as valid_to
          from compared
          where differs
        )

        select
          {{ customer_key('customer_id', 'valid_from') }} as customer_key,
          customer_id,
          segment,
          address,
          valid_from,
          valid_to,
          valid_to = date '{{ var("end_of_time") }}' as is_current,
          valid_to <> date '{{ var("end_of_time") }}' as is_historical,
          is_corrected,
          batch
        from versions
        {% if not is_incremental() %}
        union all
        -- The unknown member: whom an order belongs to that is older than its customer's first version.
        select
          '{{ var("unknown_key") }}', -1, 'unknown', 'unknown',
          date '0001-01-01', date '{{ var("end_of_time") }}', true, false, false, 0
        {% endif %}

        """##),
    TemplateFile(
      path: "models/marts/fct_orders.sql",
      text: ##"""
        -- One row for each order, with the version of the customer that held on its day. Orders come here
        -- when they are loaded, and again when the history of their customer has changed.
        {{ config(
          materialized='incremental',
          incremental_strategy='merge',
          unique_key='order_id'
        ) }}

        with due as (
          select *
          from {{ source('crm', 'orders') }}
          {% if is_incremental() %}
          where loaded_at > (select coalesce(max(loaded_at), timestamp '1970-01-01') from {{ this }})
            or customer_id in (
              select customer_id from {{ ref('dim_customer') }}
              where batch > (select coalesce(max(customer_batch), 0) from {{ this }})
            )
          {% endif %}
        )

        select
          due.order_id,
          due.customer_id,
          coalesce(customer.customer_key, '{{ var("unknown_key") }}') as customer_key,
          due.ordered_on,
          due.amount,
          due.loaded_at,
          coalesce(customer.batch, 0) as customer_batch
        from due
        left join {{ ref('dim_customer') }} as customer
          on due.customer_id = customer.customer_id
          and due.ordered_on >= customer.valid_from
          and due.ordered_on < customer.valid_to

        """##),
    TemplateFile(
      path: "models/marts/schema.yml",
      text: ##"""
        version: 2
        models:
          - name: dim_customer
            description: One row for each version of a customer, and one for the unknown customer.
            data_tests:
              - no_overlaps:
                  arguments: {key: customer_id, valid_from: valid_from, valid_to: valid_to}
              - no_gaps:
                  arguments: {key: customer_id, valid_from: valid_from, valid_to: valid_to}
              - one_current_version:
                  arguments: {key: customer_id, is_current: is_current, valid_to: valid_to}
            columns:
              - name: customer_key
                description: The version's key, a hash of customer_id and valid_from.
                data_tests: [unique, not_null]
              - name: customer_id
                description: The customer's number in the CRM; -1 for the unknown customer.
                data_tests: [not_null]
              - name: segment
                data_tests: [not_null]
              - name: address
                data_tests: [not_null]
              - name: valid_from
                description: The first day of the version.
                data_tests: [not_null]
              - name: valid_to
                description: The first day that is no longer of the version; 9999-12-31 if it still holds.
                data_tests: [not_null]
              - name: is_current
                description: Whether the version still holds.
                data_tests: [not_null]
              - name: is_historical
                description: Whether it no longer does.
              - name: is_corrected
                description: Whether the version begins with a correction.
              - name: batch
                description: The newest batch of customer_changes that the customer's versions know of.

          - name: fct_orders
            description: One row for each order, with the version of its customer on its day.
            columns:
              - name: order_id
                description: The order's number.
                data_tests: [unique, not_null]
              - name: customer_key
                description: The version of the customer; 32 zeros where there was none yet.
                data_tests:
                  - not_null
                  - relationships:
                      arguments: {to: ref('dim_customer'), field: customer_key}

        """##),
    TemplateFile(
      path: "models/marts/unit_tests.yml",
      text: ##"""
        version: 2
        # `this` is what the dimension knows already. What is expected are the rows that replace all rows
        # of their customers. The keys are left out: they are a hash. `this` is given as SQL, for on the first
        # day there is no table yet whose columns rows could be held against.
        unit_tests:
          - name: a_late_change_splits_the_version_it_falls_into
            description: >
              Known are January and March; in April it turns out that the address changed in February, and
              the segment did not. Customer 2 has no news and is not rebuilt.
            model: dim_customer
            overrides:
              macros: {is_incremental: true}
            given:
              - input: this
                format: sql
                rows: |
                  select 1 as customer_id, date '2026-01-01' as valid_from, date '2026-03-01' as valid_to, 1 as batch
                  union all select 1 as customer_id, date '2026-03-01' as valid_from, date '9999-12-31' as valid_to, 1 as batch
                  union all select 2 as customer_id, date '2026-01-01' as valid_from, date '9999-12-31' as valid_to, 1 as batch
              - input: ref('customer_changes')
                rows:
                  - {source: snapshot, change_id: a, customer_id: 1, valid_from: 2026-01-01, recorded_at: 2026-01-01 09:00:00, segment: consumer, address: Quay, batch: 1}
                  - {source: snapshot, change_id: b, customer_id: 1, valid_from: 2026-03-01, recorded_at: 2026-03-01 09:00:00, segment: premium, address: Mill, batch: 1}
                  - {source: snapshot, change_id: c, customer_id: 2, valid_from: 2026-01-01, recorded_at: 2026-01-01 09:00:00, segment: partner, address: High, batch: 1}
                  - {source: correction, change_id: d, customer_id: 1, valid_from: 2026-02-10, recorded_at: 2026-04-02 17:00:00, segment: null, address: Park, batch: 2}
            expect:
              rows:
                - {customer_id: 1, segment: consumer, address: Quay, valid_from: 2026-01-01, valid_to: 2026-02-10, is_current: false, is_historical: true, is_corrected: false, batch: 2}
                - {customer_id: 1, segment: consumer, address: Park, valid_from: 2026-02-10, valid_to: 2026-03-01, is_current: false, is_historical: true, is_corrected: true, batch: 2}
                - {customer_id: 1, segment: premium, address: Mill, valid_from: 2026-03-01, valid_to: 9999-12-31, is_current: true, is_historical: false, is_corrected: false, batch: 2}

          - name: a_late_change_before_the_first_version_becomes_the_first
            model: dim_customer
            overrides:
              macros: {is_incremental: true}
            given:
              - input: this
                format: sql
                rows: |
                  select 1 as customer_id, date '2026-03-01' as valid_from, date '9999-12-31' as valid_to, 1 as batch
              - input: ref('customer_changes')
                rows:
                  - {source: snapshot, change_id: a, customer_id: 1, valid_from: 2026-03-01, recorded_at: 2026-03-01 09:00:00, segment: premium, address: Mill, batch: 1}
                  - {source: correction, change_id: b, customer_id: 1, valid_from: 2026-01-15, recorded_at: 2026-04-02 17:00:00, segment: consumer, address: null, batch: 2}
            expect:
              rows:
                - {customer_id: 1, segment: consumer, address: unknown, valid_from: 2026-01-15, valid_to: 2026-03-01, is_current: false}
                - {customer_id: 1, segment: premium, address: Mill, valid_from: 2026-03-01, valid_to: 9999-12-31, is_current: true}

          - name: a_late_change_may_make_a_version_vanish
            description: >
              What was seen on March 1 turns out to have held since February 10: the version of March has
              nothing of its own any more.
            model: dim_customer
            overrides:
              macros: {is_incremental: true}
            given:
              - input: this
                format: sql
                rows: |
                  select 1 as customer_id, date '2026-01-01' as valid_from, date '2026-03-01' as valid_to, 1 as batch
                  union all select 1 as customer_id, date '2026-03-01' as valid_from, date '9999-12-31' as valid_to, 1 as batch
              - input: ref('customer_changes')
                rows:
                  - {source: snapshot, change_id: a, customer_id: 1, valid_from: 2026-01-01, recorded_at: 2026-01-01 09:00:00, segment: consumer, address: Mill, batch: 1}
                  - {source: snapshot, change_id: b, customer_id: 1, valid_from: 2026-03-01, recorded_at: 2026-03-01 09:00:00, segment: premium, address: Mill, batch: 1}
                  - {source: correction, change_id: c, customer_id: 1, valid_from: 2026-02-10, recorded_at: 2026-04-02 17:00:00, segment: premium, address: null, batch: 2}
            expect:
              rows:
                - {customer_id: 1, segment: consumer, valid_from: 2026-01-01, valid_to: 2026-02-10, is_current: false}
                - {customer_id: 1, segment: premium, valid_from: 2026-02-10, valid_to: 9999-12-31, is_current: true}

          - name: of_two_changes_for_one_day_the_later_recorded_holds
            description: Each column by itself, for the correction names the segment alone.
            model: dim_customer
            overrides:
              macros: {is_incremental: true}
            given:
              - input: this
                format: sql
                rows: |
                  select 1 as customer_id, date '2026-03-01' as valid_from, date '9999-12-31' as valid_to, 1 as batch
              - input: ref('customer_changes')
                rows:
                  - {source: snapshot, change_id: a, customer_id: 1, valid_from: 2026-03-01, recorded_at: 2026-03-01 09:00:00, segment: premium, address: Mill, batch: 1}
                  - {source: correction, change_id: b, customer_id: 1, valid_from: 2026-03-01, recorded_at: 2026-04-02 17:00:00, segment: partner, address: null, batch: 2}
            expect:
              rows:
                - {customer_id: 1, segment: partner, address: Mill, valid_from: 2026-03-01, valid_to: 9999-12-31, is_current: true, is_corrected: true}

          - name: an_order_belongs_to_the_version_of_its_day
            description: On the day of a change the new version holds; before the first there is none.
            model: fct_orders
            overrides:
              macros: {is_incremental: false}
            given:
              - input: source('crm', 'orders')
                rows:
                  - {order_id: 1, customer_id: 1, ordered_on: 2025-12-31, amount: 10, loaded_at: 2026-04-01 00:00:00}
                  - {order_id: 2, customer_id: 1, ordered_on: 2026-01-01, amount: 10, loaded_at: 2026-04-01 00:00:00}
                  - {order_id: 3, customer_id: 1, ordered_on: 2026-02-28, amount: 10, loaded_at: 2026-04-01 00:00:00}
                  - {order_id: 4, customer_id: 1, ordered_on: 2026-03-01, amount: 10, loaded_at: 2026-04-01 00:00:00}
              - input: ref('dim_customer')
                rows:
                  - {customer_key: january, customer_id: 1, valid_from: 2026-01-01, valid_to: 2026-03-01, batch: 1}
                  - {customer_key: march, customer_id: 1, valid_from: 2026-03-01, valid_to: 9999-12-31, batch: 1}
            expect:
              rows:
                - {order_id: 1, customer_key: "00000000000000000000000000000000", customer_batch: 0}
                - {order_id: 2, customer_key: january, customer_batch: 1}
                - {order_id: 3, customer_key: january, customer_batch: 1}
                - {order_id: 4, customer_key: march, customer_batch: 1}

          - name: an_order_is_judged_again_when_its_customer_has_news
            description: Of the orders that are here already, the ones of customer 1 alone; and the new one.
            model: fct_orders
            overrides:
              macros: {is_incremental: true}
            given:
              - input: this
                format: sql
                rows: |
                  select 1 as order_id, timestamp '2026-03-02 00:00:00' as loaded_at, 1 as customer_batch
                  union all select 2 as order_id, timestamp '2026-03-02 00:00:00' as loaded_at, 1 as customer_batch
              - input: source('crm', 'orders')
                rows:
                  - {order_id: 1, customer_id: 1, ordered_on: 2026-02-20, amount: 10, loaded_at: 2026-03-02 00:00:00}
                  - {order_id: 2, customer_id: 2, ordered_on: 2026-02-20, amount: 10, loaded_at: 2026-03-02 00:00:00}
                  - {order_id: 3, customer_id: 2, ordered_on: 2026-02-21, amount: 10, loaded_at: 2026-04-02 00:00:00}
              - input: ref('dim_customer')
                rows:
                  - {customer_key: one_january, customer_id: 1, valid_from: 2026-01-01, valid_to: 2026-02-10, batch: 2}
                  - {customer_key: one_february, customer_id: 1, valid_from: 2026-02-10, valid_to: 9999-12-31, batch: 2}
                  - {customer_key: two, customer_id: 2, valid_from: 2026-01-01, valid_to: 9999-12-31, batch: 1}
            expect:
              rows:
                - {order_id: 1, customer_key: one_february}
                - {order_id: 3, customer_key: two}

        """##),
    TemplateFile(
      path: "models/sources.yml",
      text: ##"""
        version: 2
        sources:
          - name: crm
            schema: crm
            description: What the company's systems hold; made by the macros of macros/generate.sql.
            tables:
              - name: customers
                description: One row for each customer as they are now. The past is overwritten.
                columns:
                  - name: customer_id
                    data_tests: [unique, not_null]
              - name: corrections
                description: >
                  What was found out late, with the day from which it holds. Added to, never changed. A
                  column that is null stays as it was on that day.
                columns:
                  - name: correction_id
                    data_tests: [unique, not_null]
              - name: orders
                description: One row for each order; loaded_at says when it came.
                columns:
                  - name: order_id
                    data_tests: [unique, not_null]
              - name: ledger
                description: >
                  Everything that was ever said about a customer. Real companies have no such table: it is
                  here for the tests alone, which compute the truth from it.

        """##),
    TemplateFile(
      path: "snapshots/customers_snapshot.yml",
      text: ##"""
        version: 2
        snapshots:
          - name: customers_snapshot
            description: >
              What the CRM said about each customer, each time it was asked. In the order in which it was
              learnt, which is not the order in which it was true: see customer_changes.
            relation: source('crm', 'customers')
            config:
              schema: silver
              unique_key: customer_id
              strategy: timestamp
              updated_at: updated_at

        """##),
  ]
}
