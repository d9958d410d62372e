// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtEcommerce9: [TemplateFile] = [
    TemplateFile(
      path: "models/intermediate/_int__models.yml",
      text: ##"""
        version: 2
        models:
          - name: int_order_items_priced
            description: "Lines of orders with what they bring and cost."
            columns:
              - name: order_item_id
                description: "The line's number."
                data_tests: [unique, not_null]
              - name: net_amount
                description: "Quantity at the price paid, less discount."
                data_tests: [not_null]
              - name: cost_amount
                description: "What it cost, in euros."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: order_id
                description: "The order's number."
              - name: product_id
                description: "The product's number."
              - name: quantity
                description: "How many."
          - name: int_orders_totalled
            description: "What each order is worth."
            columns:
              - name: order_id
                description: "The order's number."
                data_tests: [unique, not_null]
              - name: order_amount
                description: "Lines less discounts, and shipping."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: sales_amount
                description: "{{ doc('sales_amount') }}"
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: lines
                description: "How many lines it has."
              - name: cost_amount
                description: "What the goods cost us; nothing if cancelled."
          - name: int_payments_unioned
            description: "Charges and refunds as one ledger."
            columns:
              - name: payment_id
                description: "Stripe's number of the charge or refund."
                data_tests: [unique, not_null]
              - name: payment_type
                description: "Which of the two."
                data_tests: [{accepted_values: {arguments: {values: [charge, refund]}}}]
              - name: amount
                description: "In euros; refunds are negative."
                data_tests: [not_null]
              - name: charge_id
                description: "Stripe's number of the charge."
              - name: order_id
                description: "The order; null where Stripe was not told."
              - name: balance_transaction_id
                description: "The movement of Stripe's balance."
              - name: created_at
                description: "When it was made, in UTC."
              - name: fee
                description: "What Stripe kept."
          - name: int_sessions
            description: "One row for each visit."
            columns:
              - name: session_id
                description: "The visit: who, and which of theirs."
                data_tests: [unique, not_null]
              - name: channel
                description: "{{ doc('channel') }}"
                data_tests: [not_null]
              - name: started_at
                description: "Its first event."
                data_tests: [not_null]
              - name: order_id
                description: "The order it ended in."
                data_tests: [unique]
              - name: user_pseudo_id
                description: "The browser."
              - name: ended_at
                description: "Its last event."
              - name: utm_source
                description: "Where it came from."
              - name: utm_medium
                description: "In which way."
              - name: utm_campaign
                description: "By which campaign."
          - name: int_touches
            description: "One row for each visit that may have brought an order."
            columns:
              - name: order_id
                description: "The order's number."
                data_tests: [not_null]
              - name: session_id
                description: "The visit: who, and which of theirs."
                data_tests: [not_null]
              - name: touch_number
                description: "Counted from the first."
                data_tests: [not_null]
              - name: touches
                description: "How many the order has."
                data_tests: [not_null]
              - name: channel
                description: "{{ doc('channel') }}"

        unit_tests:
          - name: test_cancelled_order_is_worth_nothing
            description: A cancelled order keeps its amount and loses its sales; one without lines is its shipping.
            model: int_orders_totalled
            given:
              - input: ref('stg_postgres__orders')
                rows:
                  - {order_id: 1, status: completed, shipping_amount: 4.99}
                  - {order_id: 2, status: cancelled, shipping_amount: 4.99}
                  - {order_id: 3, status: placed, shipping_amount: 5.00}
              - input: ref('int_order_items_priced')
                rows:
                  - {order_id: 1, net_amount: 10.00, cost_amount: 6.00}
                  - {order_id: 1, net_amount: 5.00, cost_amount: 3.00}
                  - {order_id: 2, net_amount: 7.00, cost_amount: 4.00}
            expect:
              rows:
                - {order_id: 1, lines: 2, order_amount: 19.99, sales_amount: 19.99, cost_amount: 9.00}
                - {order_id: 2, lines: 1, order_amount: 11.99, sales_amount: 0.00, cost_amount: 0.00}
                - {order_id: 3, lines: 0, order_amount: 5.00, sales_amount: 5.00, cost_amount: 0.00}

          - name: test_session_without_utm_is_direct
            description: A visit takes its channel from its source and medium; none is Direct.
            model: int_sessions
            given:
              - input: ref('stg_ga4__events')
                rows:
                  - {session_id: a-1, occurred_at: 2025-03-01 10:00:00, utm_source: google, utm_medium: cpc}
                  - {session_id: a-1, occurred_at: 2025-03-01 10:05:00, utm_source: google, utm_medium: cpc, order_id: 7}
                  - {session_id: b-1, occurred_at: 2025-03-01 11:00:00}
            expect:
              rows:
                - {session_id: a-1, channel: Paid search, order_id: 7}
                - {session_id: b-1, channel: Direct, order_id: null}

        """##),
    TemplateFile(
      path: "models/intermediate/int_order_items_priced.sql",
      text: ##"""
        select
          items.order_item_id,
          items.order_id,
          items.product_id,
          items.quantity,
          cast(items.quantity * items.unit_price - items.discount_amount as decimal(18, 2)) as net_amount,
          cast(items.quantity * products.unit_cost as decimal(18, 2)) as cost_amount
        from {{ ref('stg_postgres__order_items') }} as items
        left join {{ ref('stg_postgres__products') }} as products on items.product_id = products.product_id

        """##),
    TemplateFile(
      path: "models/intermediate/int_orders_totalled.sql",
      text: ##"""
        -- What each order is worth. A cancelled order is worth nothing.
        with items as (
          select order_id, count(*) as lines, sum(net_amount) as items_amount, sum(cost_amount) as cost_amount
          from {{ ref('int_order_items_priced') }}
          group by order_id
        )

        select
          orders.order_id,
          coalesce(items.lines, 0) as lines,
          cast(coalesce(items.items_amount, 0) + orders.shipping_amount as decimal(18, 2)) as order_amount,
          cast(case when orders.status = 'cancelled' then 0
            else coalesce(items.items_amount, 0) + orders.shipping_amount end as decimal(18, 2)) as sales_amount,
          cast(case when orders.status = 'cancelled' then 0
            else coalesce(items.cost_amount, 0) end as decimal(18, 2)) as cost_amount
        from {{ ref('stg_postgres__orders') }} as orders
        left join items on orders.order_id = items.order_id

        """##),
    TemplateFile(
      path: "models/intermediate/int_payments_unioned.sql",
      text: ##"""
        -- Charges that succeeded and refunds, as one ledger: refunds are negative. A refund belongs to the
        -- order of its charge.
        {{ config(group='finance', access='private') }}

        with ledger as (
          select charge_id as payment_id, 'charge' as payment_type, charge_id, order_id, amount,
            balance_transaction_id, created_at
          from {{ ref('stg_stripe__charges') }}
          where status = 'succeeded'
          union all
          select refunds.refund_id, 'refund', refunds.charge_id, charges.order_id, -refunds.amount,
            refunds.balance_transaction_id, refunds.created_at
          from {{ ref('stg_stripe__refunds') }} as refunds
          left join {{ ref('stg_stripe__charges') }} as charges on refunds.charge_id = charges.charge_id
          where refunds.status = 'succeeded'
        )

        select ledger.*, coalesce(balance.fee, 0) as fee
        from ledger
        left join {{ ref('stg_stripe__balance_transactions') }} as balance
          on ledger.balance_transaction_id = balance.balance_transaction_id

        """##),
    TemplateFile(
      path: "models/intermediate/int_sessions.sql",
      text: ##"""
        -- One row for each visit, with what brought it and the order it ended in.
        {{ config(group='marketing', access='private') }}

        with sessions as (
          select
            session_id,
            min(user_pseudo_id) as user_pseudo_id,
            min(occurred_at) as started_at,
            max(occurred_at) as ended_at,
            min(utm_source) as utm_source,
            min(utm_medium) as utm_medium,
            min(utm_campaign) as utm_campaign,
            max(order_id) as order_id
          from {{ ref('stg_ga4__events') }}
          group by session_id
        )

        select *, {{ channel_group('utm_source', 'utm_medium') }} as channel
        from sessions

        """##),
    TemplateFile(
      path: "models/intermediate/int_touches.sql",
      text: ##"""
        -- Every visit that may have brought an order, numbered from the first.
        {{ config(group='marketing', access='private') }}

        select
          purchases.order_id,
          visits.session_id,
          visits.channel,
          row_number() over (partition by purchases.order_id order by visits.started_at, visits.session_id)
            as touch_number,
          count(*) over (partition by purchases.order_id) as touches
        from {{ ref('int_sessions') }} as purchases
        join {{ ref('int_sessions') }} as visits
          on purchases.user_pseudo_id = visits.user_pseudo_id
          and visits.started_at <= purchases.ended_at
          and visits.started_at > purchases.ended_at - interval {{ var('attribution_days') }} day
        where purchases.order_id is not null

        """##),
    TemplateFile(
      path: "models/marts/customers/_customers__models.yml",
      text: ##"""
        version: 2
        models:
          - name: dim_customers
            description: "One row for each customer with what they bought."
            columns:
              - name: customer_id
                data_type: bigint
                description: "The customer's number."
                data_tests: [unique, not_null]
              - name: email
                data_type: varchar
                description: "In lower case, without blanks."
                data_tests: [unique, not_null]
              - name: full_name
                data_type: varchar
                description: "First and last name."
              - name: country_code
                data_type: varchar
                description: "Two letters."
                data_tests: [not_null]
              - name: accepts_marketing
                data_type: boolean
                description: "Whether they may be written to."
                data_tests: [not_null]
              - name: orders
                data_type: bigint
                description: "How many, cancelled ones not counted."
                data_tests: [not_null]
              - name: first_ordered_on
                data_type: date
                description: "Day of the first order."
              - name: last_ordered_on
                data_type: date
                description: "Day of the last order."
              - name: lifetime_sales
                data_type: decimal(18,2)
                description: "What all their orders were worth."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: segment
                data_type: varchar
                description: "{{ doc('segment') }}"
                data_tests: [{accepted_values: {arguments: {values: [prospect, new, returning, loyal]}}}]

        """##),
    TemplateFile(
      path: "models/marts/customers/dim_customers.sql",
      text: ##"""
        with orders as (
          select customer_id, count(*) as orders, min(ordered_on) as first_ordered_on,
            max(ordered_on) as last_ordered_on, sum(sales_amount) as lifetime_sales
          from {{ ref('fct_orders') }}
          where status <> 'cancelled'
          group by customer_id
        )

        select
          customers.customer_id,
          customers.email,
          customers.full_name,
          customers.country_code,
          coalesce(shopify.accepts_marketing, false) as accepts_marketing,
          coalesce(orders.orders, 0) as orders,
          orders.first_ordered_on,
          orders.last_ordered_on,
          cast(coalesce(orders.lifetime_sales, 0) as decimal(18, 2)) as lifetime_sales,
          case
            when orders.orders is null then 'prospect'
            when orders.orders = 1 then 'new'
            when orders.orders < 4 then 'returning'
            else 'loyal'
          end as segment
        from {{ ref('stg_postgres__customers') }} as customers
        left join {{ ref('stg_shopify__customers') }} as shopify on customers.email = shopify.email
        left join orders on customers.customer_id = orders.customer_id

        """##),
    TemplateFile(
      path: "models/marts/finance/_finance__models.yml",
      text: ##"""
        version: 2
        models:
          - name: fct_payments
            description: "One row for each charge that succeeded and each refund. Incremental."
            columns:
              - name: payment_id
                data_type: varchar
                description: "Stripe's number of the charge or refund."
                data_tests: [unique, not_null]
              - name: payment_type
                data_type: varchar
                description: "Which of the two."
                data_tests: [{accepted_values: {arguments: {values: [charge, refund]}}}]
              - name: charge_id
                data_type: varchar
                description: "Stripe's number of the charge."
                data_tests: [not_null]
              - name: order_id
                data_type: bigint
                description: "The order; null where Stripe was not told."
                data_tests: [{relationships: {arguments: {to: "ref('fct_orders')", field: order_id}}}]
              - name: amount
                data_type: decimal(18,2)
                description: "In euros; refunds are negative."
                data_tests: [not_null]
              - name: fee
                data_type: decimal(18,2)
                description: "What Stripe kept."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: paid_at
                data_type: timestamp
                description: "When the money moved."
                data_tests: [not_null]
          - name: fct_revenue_monthly
            description: "Revenue by the month in which the money moved."
            columns:
              - name: month
                data_type: date
                description: "First day of the month."
                data_tests: [unique, not_null]
              - name: charges
                data_type: decimal(18,2)
                description: "Charged."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: refunds
                data_type: decimal(18,2)
                description: "Given back."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: revenue
                data_type: decimal(18,2)
                description: "Charges less refunds."
                data_tests: [not_null]
              - name: fees
                data_type: decimal(18,2)
                description: "What Stripe kept."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: net_revenue
                data_type: decimal(18,2)
                description: "Revenue less fees."
                data_tests: [not_null]

        """##),
    TemplateFile(
      path: "models/marts/finance/fct_payments.sql",
      text: ##"""
        -- The ledger grows: the last 30 days are read again, since refunds and fees arrive late. Should older
        -- ones arrive, payments_match_the_balance fails, and --full-refresh puts it right.
        {{ config(materialized='incremental', unique_key='payment_id', on_schema_change='fail') }}

        select
          payment_id,
          payment_type,
          charge_id,
          order_id,
          cast(amount as decimal(18, 2)) as amount,
          cast(fee as decimal(18, 2)) as fee,
          created_at as paid_at
        from {{ ref('int_payments_unioned') }}
        {% if is_incremental() %}
        where created_at >= (select max(paid_at) - interval 30 day from {{ this }})
        {% endif %}

        """##),
    TemplateFile(
      path: "models/marts/finance/fct_revenue_monthly.sql",
      text: ##"""
        select
          cast(date_trunc('month', paid_at) as date) as month,
          cast(coalesce(sum(amount) filter (where payment_type = 'charge'), 0) as decimal(18, 2)) as charges,
          cast(coalesce(-sum(amount) filter (where payment_type = 'refund'), 0) as decimal(18, 2)) as refunds,
          cast(sum(amount) as decimal(18, 2)) as revenue,
          cast(sum(fee) as decimal(18, 2)) as fees,
          cast(sum(amount) - sum(fee) as decimal(18, 2)) as net_revenue
        from {{ ref('fct_payments') }}
        group by 1

        """##),
  ]
}
