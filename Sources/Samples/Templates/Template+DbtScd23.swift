// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtScd23: [TemplateFile] = [
    TemplateFile(
      path: "tests/dim_is_the_truth.sql",
      text: ##"""
        -- The versions are those that follow from everything that was ever said, computed at once from the
        -- ledger, without the snapshot, the change log or anything that was there before.
        with told as (
          select
            *,
            count(segment) over running as segments,
            count(address) over running as addresses
          from {{ source('crm', 'ledger') }}
          window running as (
            partition by customer_id
            order by effective_on, recorded_at, entry_id
            rows between unbounded preceding and current row
          )
        ),

        known as (
          select
            customer_id,
            effective_on,
            recorded_at,
            entry_id,
            max(segment) over (partition by customer_id, segments) as segment,
            max(address) over (partition by customer_id, addresses) as address
          from told
        ),

        days as (
          select
            customer_id,
            effective_on,
            coalesce(arg_max(segment, (recorded_at, entry_id)), 'unknown') as segment,
            coalesce(arg_max(address, (recorded_at, entry_id)), 'unknown') as address
          from (select customer_id, effective_on, recorded_at, entry_id,
              coalesce(segment, 'unknown') as segment, coalesce(address, 'unknown') as address
            from known)
          group by customer_id, effective_on
        ),

        -- Days of an unbroken run of one state have the same difference of two row numbers.
        runs as (
          select
            *,
            row_number() over (partition by customer_id order by effective_on)
              - row_number() over (partition by customer_id, segment, address order by effective_on) as run
          from days
        ),

        begun as (
          select customer_id, segment, address, min(effective_on) as valid_from
          from runs
          group by customer_id, segment, address, run
        ),

        truth as (
          select
            customer_id,
            segment,
            address,
            valid_from,
            coalesce(
              min(valid_from) over (
                partition by customer_id order by valid_from
                rows between 1 following and 1 following
              ),
              date '{{ var("end_of_time") }}'
            ) as valid_to
          from begun
        ),

        built as (
          select customer_id, segment, address, valid_from, valid_to
          from {{ ref('dim_customer') }}
          where customer_id <> -1
        )

        select 'missing' as finding, * from (select * from truth except all select * from built)
        union all
        select 'too many' as finding, * from (select * from built except all select * from truth)

        """##),
    TemplateFile(
      path: "tests/every_order_finds_one_version.sql",
      text: ##"""
        -- Each order lies in one version of its customer, whose key it has; or in none, and then its key
        -- is the unknown member's.
        with found as (
          select
            orders.order_id,
            min(orders.customer_key) as customer_key,
            count(customer.customer_key) as versions,
            min(customer.customer_key) as held
          from {{ ref('fct_orders') }} as orders
          left join {{ ref('dim_customer') }} as customer
            on orders.customer_id = customer.customer_id
            and orders.ordered_on >= customer.valid_from
            and orders.ordered_on < customer.valid_to
          group by orders.order_id
        )

        select * from found
        where versions > 1
          or customer_key <> coalesce(held, '{{ var("unknown_key") }}')

        """##),
    TemplateFile(
      path: "tests/facts_are_the_truth.sql",
      text: ##"""
        -- Each order shows the segment and the address that the ledger has for its day: of all that was
        -- said of the customer up to that day, the last.
        with truth as (
          select
            orders.order_id,
            coalesce(
              arg_max(ledger.segment, (ledger.effective_on, ledger.recorded_at, ledger.entry_id))
                filter (where ledger.segment is not null),
              'unknown'
            ) as segment,
            coalesce(
              arg_max(ledger.address, (ledger.effective_on, ledger.recorded_at, ledger.entry_id))
                filter (where ledger.address is not null),
              'unknown'
            ) as address
          from {{ source('crm', 'orders') }} as orders
          left join {{ source('crm', 'ledger') }} as ledger
            on orders.customer_id = ledger.customer_id and ledger.effective_on <= orders.ordered_on
          group by orders.order_id
        )

        select facts.order_id, truth.segment, customer.segment as shown_segment
        from {{ ref('fct_orders') }} as facts
        join truth on facts.order_id = truth.order_id
        left join {{ ref('dim_customer') }} as customer on facts.customer_key = customer.customer_key
        where customer.segment is distinct from truth.segment
          or customer.address is distinct from truth.address

        """##),
    TemplateFile(
      path: "tests/generic/no_gaps.sql",
      text: ##"""
        {# Each version begins on the day on which the one before it ends. #}
        {% test no_gaps(model, key, valid_from, valid_to) %}
        select *
        from ({{ with_next_version(model, key, valid_from, valid_to) }})
        where next_from > {{ valid_to }}
        {% endtest %}

        """##),
    TemplateFile(
      path: "tests/generic/no_overlaps.sql",
      text: ##"""
        {# No version begins before the one before it has ended, and none ends before it begins. #}
        {% test no_overlaps(model, key, valid_from, valid_to) %}
        select *
        from ({{ with_next_version(model, key, valid_from, valid_to) }})
        where next_from < {{ valid_to }} or {{ valid_to }} <= {{ valid_from }}
        {% endtest %}

        """##),
    TemplateFile(
      path: "tests/generic/one_current_version.sql",
      text: ##"""
        {# Each key has one version that is current, and it is the one that ends last. #}
        {% test one_current_version(model, key, is_current, valid_to) %}
        select {{ key }}, count(*) filter (where {{ is_current }}) as current_versions
        from {{ model }}
        group by {{ key }}
        having count(*) filter (where {{ is_current }}) <> 1
          or max({{ valid_to }}) <> max({{ valid_to }}) filter (where {{ is_current }})
        {% endtest %}

        """##),
    TemplateFile(
      path: "tests/no_order_is_lost.sql",
      text: ##"""
        -- The facts are the orders, each once.
        select orders, facts, order_amount, fact_amount
        from (select count(*) as orders, sum(amount) as order_amount from {{ source('crm', 'orders') }})
        cross join (select count(*) as facts, sum(amount) as fact_amount from {{ ref('fct_orders') }})
        where orders <> facts or order_amount <> fact_amount

        """##),
  ]
}
