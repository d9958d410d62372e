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
