// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let shop1: [TemplateFile] = [
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
        # Shop

        An e-commerce company in small: four systems that send files, and the tables that sales, marketing and finance ask for. The data is invented, and dirty as real data is.

        ```
        millrace generate shop --orders 200000 --seed 1
        millrace run
        millrace sql "select month, sum(net_eur) from gold.finance_by_month group by month order by month"
        ```

        `millrace run` loads what is new in `landing/`, builds the models and runs the tests. Run it again and nothing is loaded twice: every table holds the same rows. `--seed` chooses another shop, `--orders` its size.

        ## What comes in

        | source | files | tables in bronze |
        |---|---|---|
        | order database | `landing/orders_db/<day>/*.csv` | `orders`, `order_items`, `customers` |
        | payment provider | `landing/payments/<day>.jsonl` | `payments` |
        | website | `landing/web/<day>.jsonl` | `events` |
        | storefront | `landing/catalogue/<day>.jsonl` | `products` |

        `sources/*.yml` say which files become which table. Lines that do not fit are not lost: they stand in `bronze.<table>__rejected` with their file, line, reason and text.

        | what is wrong | how often | what becomes of it |
        |---|---|---|
        | lines sent twice | 0.5 % | kept in bronze, once in silver |
        | torn lines, and lines with a column too many | 0.1 % | rejected |
        | a 30th of February, a quantity `two`, an amount `12,50` | 0.08 % | rejected |
        | JSON that breaks off, or is no object | 0.1 % | rejected |
        | a name in Latin-1 | 0.1 % of customers | rejected |
        | orders that arrive three days late | 10 % of some days | loaded when they come |
        | orders without a customer | 1 % | kept; they count as sales of nobody |
        | order lines without a product | 0.2 % | kept; they count as sales of no product |
        | payments that do not say for which order | 0.3 % | kept; they count in finance |
        | order lines with a negative quantity | 0.2 % of orders | in `silver.stg_order_items_invalid` |
        | e-mail addresses in mixed case or with blanks | 10 % | tidied in silver |
        | countries as `Germany`, `de` or `UK` | 5 % | turned into codes by the seed `countries` |

        `landing/_expected.json` counts what was planted, and has the totals that a clean-up must find again.

        ## What comes out

        | layer | table | one row for each |
        |---|---|---|
        | silver | `stg_orders` | order, in its newest state |
        | | `stg_order_items`, `stg_order_items_invalid` | line of an order |
        | | `stg_customers`, `stg_products` | customer, product variant |
        | | `stg_payments` | charge or refund |
        | | `stg_events` | event of the website; built incrementally |
        | gold: sales | `fct_orders`, `sales_by_day` | order; day and country |
        | gold: customers | `dim_customers` | customer, with segment and value |
        | gold: products | `dim_products` | product variant, with how it sells |
        | gold: marketing | `fct_attribution` | order, with its first and its last touch |
        | | `campaign_performance` | month and campaign, with cost and return |
        | gold: finance | `finance_by_month` | month and currency |
        | | `payment_reconciliation` | order, beside what was paid for it |

        Sales are in euros at the rates of the seed `exchange_rates`. `reference` holds the seeds.

        ## The same project elsewhere

        It is a dbt project like any other: with the source tables in a DuckDB file, `dbt build --profiles-dir .` on dbt-core with dbt-duckdb builds the same tables. The tables themselves are Delta tables, which Spark, Polars, DuckDB and others read where they are: `lake/<schema>/<table>`.

        """##),
    TemplateFile(
      path: "dbt_project.yml",
      text: ##"""
        name: shop
        version: "1.0"
        config-version: 2
        profile: shop

        model-paths: [models]
        seed-paths: [seeds]
        macro-paths: [macros]
        test-paths: [tests]

        vars:
          # How long after a visit an order still counts as brought by it.
          attribution_days: 14

        models:
          shop:
            staging:
              +schema: silver
              +materialized: table
              +tags: [silver]
            intermediate:
              +materialized: ephemeral
            marts:
              +schema: gold
              +materialized: table
              +tags: [gold]

        seeds:
          shop:
            +schema: reference

        """##),
    TemplateFile(
      path: "macros/channel.sql",
      text: ##"""
        {# The marketing channel of a source and a medium. #}
        {% macro channel(source, medium) -%}
          case
            when {{ source }} is null then 'Direct'
            when {{ medium }} = 'organic' then 'Organic search'
            when {{ medium }} = 'cpc' then 'Paid search'
            when {{ medium }} = 'paid_social' then 'Paid social'
            when {{ medium }} = 'email' then 'Email'
            when {{ medium }} = 'referral' then 'Referral'
            else 'Other'
          end
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
      path: "macros/money.sql",
      text: ##"""
        {# An amount in cents as one in units of the currency. #}
        {% macro from_cents(column) -%}
          cast(cast({{ column }} as decimal(18, 2)) / 100 as decimal(18, 2))
        {%- endmacro %}

        {# An amount in euros, at the month's rate. #}
        {% macro in_euros(amount, rate) -%}
          cast(round({{ amount }} * {{ rate }}, 2) as decimal(18, 2))
        {%- endmacro %}

        """##),
    TemplateFile(
      path: "millrace.yml",
      text: ##"""
        # Everything here may be left out; these are the defaults, spelled out.
        name: shop
        storage: lake        # the tables, one folder each: lake/<schema>/<table>
        state: .millrace     # the catalogue

        """##),
    TemplateFile(
      path: "models/intermediate/int_order_totals.sql",
      text: ##"""
        -- What each order is worth, from its lines.
        select
          order_id,
          count(*) as line_count,
          sum(quantity) as units,
          cast(sum(line_amount) as decimal(18, 2)) as items_amount,
          cast(sum(discount_amount) as decimal(18, 2)) as discount_amount
        from {{ ref('stg_order_items') }}
        group by order_id

        """##),
    TemplateFile(
      path: "models/intermediate/int_sessions.sql",
      text: ##"""
        -- One row for each visit to the website.
        select
          session_id,
          min(visitor_id) as visitor_id,
          min(occurred_at) as started_at,
          max(occurred_at) as ended_at,
          count(*) as event_count,
          min(device) as device,
          min(utm_source) as utm_source,
          min(utm_medium) as utm_medium,
          min(utm_campaign) as utm_campaign,
          {{ channel('min(utm_source)', 'min(utm_medium)') }} as channel,
          max(order_id) as order_id
        from {{ ref('stg_events') }}
        group by session_id

        """##),
    TemplateFile(
      path: "models/marts/customers/dim_customers.sql",
      text: ##"""
        -- One row for each customer with what they have bought.
        with customers as (
          select * from {{ ref('stg_customers') }}
        ),

        bought as (
          select
            customer_id,
            count(*) as orders,
            min(ordered_at) as first_order_at,
            max(ordered_at) as last_order_at,
            cast(sum(sales_eur) as decimal(18, 2)) as sales_eur,
            cast(sum(case when is_returned then 1 else 0 end) as bigint) as returned_orders
          from {{ ref('fct_orders') }}
          where customer_id is not null and not is_cancelled
          group by customer_id
        ),

        today as (
          select max(ordered_on) as today from {{ ref('fct_orders') }}
        )

        select
          customers.customer_id,
          customers.email,
          customers.first_name,
          customers.last_name,
          customers.country_code,
          customers.country,
          customers.marketing_consent,
          customers.created_at,
          coalesce(bought.orders, 0) as orders,
          coalesce(bought.returned_orders, 0) as returned_orders,
          coalesce(bought.sales_eur, 0) as sales_eur,
          bought.first_order_at,
          bought.last_order_at,
          case
            when bought.orders is null then 'prospect'
            when bought.last_order_at < today.today - interval 180 day then 'lapsed'
            when bought.orders = 1 then 'new'
            when bought.orders >= 10 then 'loyal'
            else 'returning'
          end as segment
        from customers
        left join bought on customers.customer_id = bought.customer_id
        cross join today

        """##),
    TemplateFile(
      path: "models/marts/finance/finance_by_month.sql",
      text: ##"""
        -- Money in and out of each month, by currency.
        with movements as (
          select
            cast(date_trunc('month', paid_on) as date) as month,
            currency,
            case when kind = 'charge' then amount else 0 end as charged,
            case when kind = 'refund' then amount else 0 end as refunded,
            fee
          from {{ ref('stg_payments') }}
          where status = 'succeeded'
        ),

        summed as (
          select
            month,
            currency,
            cast(sum(charged) as decimal(18, 2)) as charged,
            cast(sum(refunded) as decimal(18, 2)) as refunded,
            cast(sum(fee) as decimal(18, 2)) as fees
          from movements
          group by month, currency
        )

        select
          summed.month,
          summed.currency,
          summed.charged,
          summed.refunded,
          summed.fees,
          cast(summed.charged - summed.refunded - summed.fees as decimal(18, 2)) as net,
          {{ in_euros('(summed.charged - summed.refunded - summed.fees)', 'rates.euros') }} as net_eur
        from summed
        left join {{ ref('exchange_rates') }} as rates
          on summed.month = rates.month and summed.currency = rates.currency

        """##),
    TemplateFile(
      path: "models/marts/finance/payment_reconciliation.sql",
      text: ##"""
        -- Each order beside what was paid for it.
        with paid as (
          select
            order_id,
            sum(case when kind = 'charge' then amount else 0 end) as charged,
            sum(case when kind = 'refund' then amount else 0 end) as refunded,
            sum(fee) as fees
          from {{ ref('stg_payments') }}
          where status = 'succeeded' and order_id is not null
          group by order_id
        )

        select
          orders.order_id,
          orders.status,
          orders.currency,
          orders.order_amount,
          cast(coalesce(paid.charged, 0) as decimal(18, 2)) as charged,
          cast(coalesce(paid.refunded, 0) as decimal(18, 2)) as refunded,
          cast(coalesce(paid.fees, 0) as decimal(18, 2)) as fees,
          case
            when paid.order_id is null then 'no payment names the order'
            when paid.charged <> orders.order_amount then 'amounts differ'
            when orders.is_cancelled and paid.refunded < paid.charged then 'refund is due'
            else 'settled'
          end as finding
        from {{ ref('fct_orders') }} as orders
        left join paid on orders.order_id = paid.order_id

        """##),
    TemplateFile(
      path: "models/marts/marketing/campaign_performance.sql",
      text: ##"""
        -- What each campaign cost and brought, by month.
        with visits as (
          select
            cast(date_trunc('month', started_at) as date) as month,
            coalesce(utm_source, '(direct)') as source,
            coalesce(utm_medium, '(none)') as medium,
            coalesce(utm_campaign, '(none)') as campaign,
            min(channel) as channel,
            count(*) as sessions
          from {{ ref('int_sessions') }}
          group by 1, 2, 3, 4
        ),

        first_orders as (
          select
            cast(date_trunc('month', ordered_on) as date) as month,
            coalesce(first_source, '(direct)') as source,
            coalesce(first_medium, '(none)') as medium,
            coalesce(first_campaign, '(none)') as campaign,
            count(*) as orders,
            sum(sales_eur) as sales_eur
          from {{ ref('fct_attribution') }}
          group by 1, 2, 3, 4
        ),

        last_orders as (
          select
            cast(date_trunc('month', ordered_on) as date) as month,
            coalesce(last_source, '(direct)') as source,
            coalesce(last_medium, '(none)') as medium,
            coalesce(last_campaign, '(none)') as campaign,
            count(*) as orders,
            sum(sales_eur) as sales_eur
          from {{ ref('fct_attribution') }}
          group by 1, 2, 3, 4
        )

        select
          visits.month,
          visits.channel,
          visits.source,
          visits.medium,
          visits.campaign,
          visits.sessions,
          coalesce(first_orders.orders, 0) as first_touch_orders,
          cast(coalesce(first_orders.sales_eur, 0) as decimal(18, 2)) as first_touch_sales_eur,
          coalesce(last_orders.orders, 0) as last_touch_orders,
          cast(coalesce(last_orders.sales_eur, 0) as decimal(18, 2)) as last_touch_sales_eur,
          costs.cost as cost_eur,
          cast(last_orders.sales_eur / nullif(costs.cost, 0) as decimal(18, 2)) as return_on_spend
        from visits
        left join first_orders using (month, source, medium, campaign)
        left join last_orders using (month, source, medium, campaign)
        left join {{ ref('campaign_costs') }} as costs using (month, source, medium, campaign)

        """##),
    TemplateFile(
      path: "models/marts/marketing/fct_attribution.sql",
      text: ##"""
        -- One row for each order made on the website: the visit that first brought the customer, and the
        -- last one that was not typed in.
        with sessions as (
          select * from {{ ref('int_sessions') }}
        ),

        purchases as (
          select session_id, visitor_id, order_id, ended_at as purchased_at
          from sessions
          where order_id is not null
        ),

        touches as (
          select
            purchases.order_id,
            sessions.session_id,
            sessions.started_at,
            sessions.channel,
            sessions.utm_source,
            sessions.utm_medium,
            sessions.utm_campaign
          from purchases
          join sessions
            on purchases.visitor_id = sessions.visitor_id
            and sessions.started_at <= purchases.purchased_at
            and sessions.started_at > purchases.purchased_at
              - interval {{ var('attribution_days') }} day
        ),

        first_touch as (
          select * from touches
          qualify row_number() over (partition by order_id order by started_at, session_id) = 1
        ),

        last_touch as (
          select * from touches
          qualify row_number() over (
            partition by order_id
            order by case when channel = 'Direct' then 1 else 0 end, started_at desc, session_id
          ) = 1
        ),

        counted as (
          select order_id, count(*) as touches from touches group by order_id
        )

        select
          orders.order_id,
          orders.ordered_on,
          orders.customer_id,
          orders.sales_eur,
          counted.touches,
          first_touch.channel as first_channel,
          first_touch.utm_source as first_source,
          first_touch.utm_medium as first_medium,
          first_touch.utm_campaign as first_campaign,
          last_touch.channel as last_channel,
          last_touch.utm_source as last_source,
          last_touch.utm_medium as last_medium,
          last_touch.utm_campaign as last_campaign
        from counted
        join {{ ref('fct_orders') }} as orders on counted.order_id = orders.order_id
        join first_touch on counted.order_id = first_touch.order_id
        join last_touch on counted.order_id = last_touch.order_id

        """##),
  ]
}
