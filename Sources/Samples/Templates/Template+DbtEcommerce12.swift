// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtEcommerce12: [TemplateFile] = [
    TemplateFile(
      path: "models/staging/stripe/_stripe__sources.yml",
      text: ##"""
        version: 2
        sources:
          - name: stripe
            schema: raw_stripe
            description: "Stripe: objects as its API gives them, amounts in cents. An object may come twice."
            config:
              loaded_at_field: _ingested_at
              freshness:
                warn_after: {count: 7, period: day}
                error_after: {count: 30, period: day}
            tables:
              - name: charges
                description: Attempts to charge a card.
                columns:
                  - name: id
                    description: Its key in the source.
                    data_tests: [not_null]
              - name: refunds
                description: Money given back.
                columns:
                  - name: id
                    description: Its key in the source.
                    data_tests: [not_null]
              - name: balance_transactions
                description: What moved the balance, and its fee.
                columns:
                  - name: id
                    description: Its key in the source.
                    data_tests: [not_null]

        """##),
    TemplateFile(
      path: "models/staging/stripe/stg_stripe__balance_transactions.sql",
      text: ##"""
        select
          id as balance_transaction_id,
          type as transaction_type,
          {{ warehouse_utils.from_cents('amount') }} as amount,
          {{ warehouse_utils.from_cents('fee') }} as fee,
          {{ warehouse_utils.from_cents('net') }} as net,
          source as source_id,
          {{ warehouse_utils.from_epoch('created') }} as created_at
        from {{ source('stripe', 'balance_transactions') }}
        {{ warehouse_utils.newest_by('id', '_ingested_at desc') }}

        """##),
    TemplateFile(
      path: "models/staging/stripe/stg_stripe__charges.sql",
      text: ##"""
        select
          id as charge_id,
          cast(metadata.order_id as bigint) as order_id,
          {{ warehouse_utils.from_cents('amount') }} as amount,
          upper(currency) as currency,
          status,
          balance_transaction as balance_transaction_id,
          {{ warehouse_utils.from_epoch('created') }} as created_at
        from {{ source('stripe', 'charges') }}
        {{ warehouse_utils.newest_by('id', '_ingested_at desc') }}

        """##),
    TemplateFile(
      path: "models/staging/stripe/stg_stripe__refunds.sql",
      text: ##"""
        select
          id as refund_id,
          charge as charge_id,
          {{ warehouse_utils.from_cents('amount') }} as amount,
          upper(currency) as currency,
          status,
          reason,
          balance_transaction as balance_transaction_id,
          {{ warehouse_utils.from_epoch('created') }} as created_at
        from {{ source('stripe', 'refunds') }}
        {{ warehouse_utils.newest_by('id', '_ingested_at desc') }}

        """##),
    TemplateFile(
      path: "package-lock.yml",
      text: ##"""
        packages:
          - local: packages/warehouse_utils
            name: warehouse_utils

        """##),
    TemplateFile(
      path: "packages.yml",
      text: ##"""
        packages:
          - local: packages/warehouse_utils

        """##),
    TemplateFile(
      path: "packages/warehouse_utils/dbt_project.yml",
      text: ##"""
        name: warehouse_utils
        version: "1.0"
        config-version: 2
        macro-paths: [macros]

        """##),
    TemplateFile(
      path: "packages/warehouse_utils/macros/deduplicate.sql",
      text: ##"""
        {# The newest row of each key: to be put behind a select. #}
        {% macro newest_by(key, order_by) -%}
          qualify row_number() over (partition by {{ key }} order by {{ order_by }}) = 1
        {%- endmacro %}

        """##),
    TemplateFile(
      path: "packages/warehouse_utils/macros/money.sql",
      text: ##"""
        {# An amount in cents as one in units of the currency. #}
        {% macro from_cents(column) -%}
          cast(cast({{ column }} as decimal(18, 2)) / 100 as decimal(18, 2))
        {%- endmacro %}

        {# Seconds since 1970 as a timestamp in UTC. #}
        {% macro from_epoch(column) -%}
          cast(to_timestamp({{ column }}) at time zone 'UTC' as timestamp)
        {%- endmacro %}

        """##),
    TemplateFile(
      path: "packages/warehouse_utils/tests/generic/not_negative.sql",
      text: ##"""
        {% test not_negative(model, column_name) %}
        select {{ column_name }} from {{ model }} where {{ column_name }} < 0
        {% endtest %}

        """##),
    TemplateFile(
      path: "profiles.yml",
      text: ##"""
        # Read by the original dbt alone, with dbt-duckdb, on a database whose schemas raw_* hold the source
        # tables. Millrace needs no profile.
        dbt_ecommerce:
          target: dev
          outputs:
            dev:
              type: duckdb
              path: "{{ env_var('ECOMMERCE_DATABASE', 'ecommerce.duckdb') }}"
              threads: 2

        """##),
    TemplateFile(
      path: "seeds/_seeds.yml",
      text: ##"""
        version: 2
        seeds:
          - name: channel_costs
            description: What was spent on each channel, by month, in euros.
            config:
              column_types: {month: date, channel: varchar, cost: "decimal(18,2)"}
            columns:
              - {name: month, description: First day of the month., data_tests: [not_null]}
              - {name: channel, description: "The channel, as the macro channel_group calls it.", data_tests: [not_null]}
              - {name: cost, description: What was spent., data_tests: [not_null, warehouse_utils.not_negative]}

        """##),
    TemplateFile(
      path: "seeds/channel_costs.csv",
      text: ##"""
        month,channel,cost
        2025-03-01,Paid search,420.00
        2025-03-01,Paid social,310.00
        2025-03-01,Email,60.00
        2025-04-01,Paid search,450.00
        2025-04-01,Paid social,280.00
        2025-04-01,Email,60.00
        2025-05-01,Paid search,390.00
        2025-05-01,Paid social,350.00
        2025-05-01,Email,60.00

        """##),
    TemplateFile(
      path: "sources/ga4.yml",
      text: ##"""
        # Google Analytics 4: exported events, some of them late or twice.
        version: 1
        sources:
          - name: raw_ga4
            kind: files
            tables:
              - name: events
                description: One row for each event sent.
                path: landing/ga4/events*.jsonl
                columns:
                  event_id: varchar
                  event_name: varchar
                  event_timestamp: bigint
                  user_pseudo_id: varchar
                  ga_session_id: bigint
                  traffic_source: struct(source varchar, medium varchar, campaign varchar)
                  page_location: varchar
                  transaction_id: varchar

        """##),
    TemplateFile(
      path: "sources/postgres.yml",
      text: ##"""
        # The shop's own database: nightly exports. A row comes again when it changes.
        version: 1
        sources:
          - name: raw_postgres
            kind: files
            tables:
              - name: customers
                description: Registered customers.
                path: landing/postgres/customers.csv
                columns:
                  id: bigint
                  email: varchar
                  full_name: varchar
                  country: varchar
                  created_at: timestamp
                  updated_at: timestamp
              - name: products
                description: The catalogue.
                path: landing/postgres/products.csv
                columns:
                  id: bigint
                  sku: varchar
                  name: varchar
                  category: varchar
                  price_cents: bigint
                  cost_cents: bigint
                  updated_at: timestamp
              - name: orders
                description: Orders, one row for each state sent.
                path: landing/postgres/orders.csv
                columns:
                  id: bigint
                  customer_id: bigint
                  status: varchar
                  sales_channel: varchar
                  shipping_cents: bigint
                  created_at: timestamp
                  updated_at: timestamp
              - name: order_items
                description: The lines of orders.
                path: landing/postgres/order_items.csv
                columns:
                  id: bigint
                  order_id: bigint
                  product_id: bigint
                  quantity: integer
                  unit_price_cents: bigint
                  discount_cents: bigint

        """##),
    TemplateFile(
      path: "sources/shopify.yml",
      text: ##"""
        # Shopify: the storefront's feed.
        version: 1
        sources:
          - name: raw_shopify
            kind: files
            tables:
              - name: orders
                description: Orders placed in the storefront.
                path: landing/shopify/orders.jsonl
                columns:
                  id: bigint
                  order_number: bigint
                  email: varchar
                  total_price: decimal(18,2)
                  financial_status: varchar
                  discount_code: varchar
                  created_at: timestamp
                  updated_at: timestamp
              - name: products
                description: Products as listed.
                path: landing/shopify/products.jsonl
                columns:
                  id: bigint
                  sku: varchar
                  title: varchar
                  vendor: varchar
                  status: varchar
                  updated_at: timestamp
              - name: customers
                description: Accounts of the storefront.
                path: landing/shopify/customers.jsonl
                columns:
                  id: bigint
                  email: varchar
                  accepts_marketing: boolean
                  created_at: timestamp
                  updated_at: timestamp

        """##),
    TemplateFile(
      path: "sources/stripe.yml",
      text: ##"""
        # Stripe: objects as its API gives them, amounts in cents. An object may come twice.
        version: 1
        sources:
          - name: raw_stripe
            kind: files
            tables:
              - name: charges
                description: Attempts to charge a card.
                path: landing/stripe/charges.jsonl
                columns:
                  id: varchar
                  amount: bigint
                  currency: varchar
                  status: varchar
                  created: bigint
                  balance_transaction: varchar
                  metadata: struct(order_id varchar)
              - name: refunds
                description: Money given back.
                path: landing/stripe/refunds.jsonl
                columns:
                  id: varchar
                  charge: varchar
                  amount: bigint
                  currency: varchar
                  status: varchar
                  reason: varchar
                  created: bigint
                  balance_transaction: varchar
              - name: balance_transactions
                description: What moved the balance, and its fee.
                path: landing/stripe/balance_transactions.jsonl
                columns:
                  id: varchar
                  type: varchar
                  amount: bigint
                  fee: bigint
                  net: bigint
                  source: varchar
                  currency: varchar
                  created: bigint

        """##),
    TemplateFile(
      path: "tests/attribution_gives_each_order_once.sql",
      text: ##"""
        -- The weights of an order add up to one in every attribution model.
        select order_id, attribution_model, sum(weight) as weight
        from {{ ref('fct_attribution') }}
        group by order_id, attribution_model
        having abs(sum(weight) - 1) > 0.0001

        """##),
    TemplateFile(
      path: "tests/payments_match_the_balance.sql",
      text: ##"""
        -- Stripe's balance moved by what the ledger says.
        with ledger as (select sum(amount) - sum(fee) as net from {{ ref('fct_payments') }}),

        balance as (select sum(net) as net from {{ ref('stg_stripe__balance_transactions') }})

        select ledger.net as ledger, balance.net as balance
        from ledger
        cross join balance
        where ledger.net is distinct from balance.net

        """##),
    TemplateFile(
      path: "tests/revenue_is_charges_minus_refunds.sql",
      text: ##"""
        -- Finance's revenue is what Stripe charged less what it gave back, counted from the staging layer.
        with finance as (select sum(revenue) as revenue from {{ ref('fct_revenue_monthly') }}),

        charged as (
          select sum(amount) as amount from {{ ref('stg_stripe__charges') }} where status = 'succeeded'
        ),

        refunded as (
          select sum(amount) as amount from {{ ref('stg_stripe__refunds') }} where status = 'succeeded'
        )

        select finance.revenue, charged.amount as charged, refunded.amount as refunded
        from finance
        cross join charged
        cross join refunded
        where finance.revenue is distinct from charged.amount - refunded.amount

        """##),
    TemplateFile(
      path: "tests/sales_by_day_are_the_orders.sql",
      text: ##"""
        -- Each day's sales, and the days together, are those of the orders and of their lines.
        with days as (
          select sum(orders) as orders, sum(sales_amount) as sales from {{ ref('fct_sales_daily') }}
        ),
        orders as (
          select count(*) as orders, sum(sales_amount) as sales from {{ ref('fct_orders') }}
        ),
        items as (
          select count(distinct order_id) as orders from {{ ref('fct_order_items') }}
        )

        select days.orders, days.sales, orders.orders as all_orders, orders.sales as all_sales
        from days cross join orders cross join items
        where days.orders <> orders.orders or days.sales <> orders.sales or items.orders <> orders.orders

        """##),
  ]
}
