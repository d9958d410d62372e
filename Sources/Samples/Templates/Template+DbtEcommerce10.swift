// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtEcommerce10: [TemplateFile] = [
    TemplateFile(
      path: "models/marts/marketing/_marketing__models.yml",
      text: ##"""
        version: 2
        models:
          - name: fct_attribution
            description: "One row for each order, model and touch that gets credit."
            columns:
              - name: order_id
                data_type: bigint
                description: "The order's number."
                data_tests: [not_null, {relationships: {arguments: {to: "ref('fct_orders')", field: order_id}}}]
              - name: session_id
                data_type: varchar
                description: "The visit: who, and which of theirs."
                data_tests: [not_null]
              - name: attribution_model
                data_type: varchar
                description: "{{ doc('attribution_model') }}"
                data_tests: [{accepted_values: {arguments: {values: [first_touch, last_touch, linear]}}}]
              - name: channel
                data_type: varchar
                description: "{{ doc('channel') }}"
                data_tests: [not_null]
              - name: ordered_on
                data_type: date
                description: "The day of the order."
                data_tests: [not_null]
              - name: weight
                data_type: decimal(18,8)
                description: "Share of the order, from 0 to 1."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: attributed_sales
                data_type: decimal(18,6)
                description: "That share of its sales."
                data_tests: [not_null]
          - name: fct_channel_performance
            description: "What each channel brought and cost, by month and attribution model."
            columns:
              - name: month
                data_type: date
                description: "First day of the month."
                data_tests: [not_null]
              - name: channel
                data_type: varchar
                description: "{{ doc('channel') }}"
                data_tests: [not_null]
              - name: attribution_model
                data_type: varchar
                description: "{{ doc('attribution_model') }}"
                data_tests: [not_null]
              - name: orders
                data_type: decimal(18,2)
                description: "Orders brought, in shares."
                data_tests: [not_null]
              - name: sales_amount
                data_type: decimal(18,2)
                description: "Sales brought."
                data_tests: [not_null]
              - name: cost_amount
                data_type: decimal(18,2)
                description: "What was spent; null where nothing was."
              - name: return_on_spend
                data_type: decimal(18,2)
                description: "Sales for each euro spent."

        unit_tests:
          - name: test_attribution_models
            description: Two touches share an order as each model says.
            model: fct_attribution
            given:
              - input: ref('int_touches')
                rows:
                  - {order_id: 1, session_id: a, channel: Email, touch_number: 1, touches: 2}
                  - {order_id: 1, session_id: b, channel: Direct, touch_number: 2, touches: 2}
              - input: ref('fct_orders')
                rows:
                  - {order_id: 1, ordered_on: 2025-03-01, sales_amount: 50.00}
            expect:
              rows:
                - {session_id: a, attribution_model: first_touch, attributed_sales: 50}
                - {session_id: b, attribution_model: last_touch, attributed_sales: 50}
                - {session_id: a, attribution_model: linear, attributed_sales: 25}
                - {session_id: b, attribution_model: linear, attributed_sales: 25}

        """##),
    TemplateFile(
      path: "models/marts/marketing/fct_attribution.sql",
      text: ##"""
        {% set models = ['first_touch', 'last_touch', 'linear'] %}
        with weighted as (
        {% for model in models %}
          select order_id, session_id, channel, '{{ model }}' as attribution_model,
            {{ attribution_weight(model) }} as weight
          from {{ ref('int_touches') }}
          {% if not loop.last %}union all{% endif %}
        {% endfor %}
        )

        select
          weighted.order_id,
          weighted.session_id,
          weighted.attribution_model,
          weighted.channel,
          orders.ordered_on,
          weighted.weight,
          cast(weighted.weight * orders.sales_amount as decimal(18, 6)) as attributed_sales
        from weighted
        join {{ ref('fct_orders') }} as orders on weighted.order_id = orders.order_id
        where weighted.weight > 0

        """##),
    TemplateFile(
      path: "models/marts/marketing/fct_channel_performance.sql",
      text: ##"""
        with brought as (
          select cast(date_trunc('month', ordered_on) as date) as month, channel, attribution_model,
            sum(weight) as orders, sum(attributed_sales) as sales
          from {{ ref('fct_attribution') }}
          group by all
        )

        select
          brought.month,
          brought.channel,
          brought.attribution_model,
          cast(brought.orders as decimal(18, 2)) as orders,
          cast(brought.sales as decimal(18, 2)) as sales_amount,
          costs.cost as cost_amount,
          cast(brought.sales / nullif(costs.cost, 0) as decimal(18, 2)) as return_on_spend
        from brought
        left join {{ ref('channel_costs') }} as costs
          on brought.month = costs.month and brought.channel = costs.channel

        """##),
    TemplateFile(
      path: "models/marts/products/_products__models.yml",
      text: ##"""
        version: 2
        models:
          - name: dim_products
            description: "One row for each product with how it sells."
            columns:
              - name: product_id
                data_type: bigint
                description: "The product's number."
                data_tests: [unique, not_null]
              - name: sku
                data_type: varchar
                description: "The stock-keeping unit."
                data_tests: [unique, not_null]
              - name: product_name
                data_type: varchar
                description: "What it is called."
                data_tests: [not_null]
              - name: category
                data_type: varchar
                description: "What kind it is."
                data_tests: [not_null]
              - name: vendor
                data_type: varchar
                description: "Who makes it."
              - name: is_listed
                data_type: boolean
                description: "Whether the storefront sells it."
                data_tests: [not_null]
              - name: price
                data_type: decimal(18,2)
                description: "List price in euros."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: units_sold
                data_type: bigint
                description: "How many were sold."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: sales_amount
                data_type: decimal(18,2)
                description: "What they brought, shipping not counted."
                data_tests: [not_null]
              - name: margin_amount
                data_type: decimal(18,2)
                description: "Sales less what the goods cost."
                data_tests: [not_null]

        """##),
    TemplateFile(
      path: "models/marts/products/dim_products.sql",
      text: ##"""
        with sold as (
          select items.product_id, sum(items.quantity) as units, sum(items.net_amount) as sales,
            sum(items.cost_amount) as cost
          from {{ ref('int_order_items_priced') }} as items
          join {{ ref('fct_orders') }} as orders on items.order_id = orders.order_id
          where orders.status <> 'cancelled'
          group by items.product_id
        )

        select
          products.product_id,
          products.sku,
          products.product_name,
          products.category,
          shopify.vendor,
          coalesce(shopify.listing_status = 'active', false) as is_listed,
          products.price,
          cast(coalesce(sold.units, 0) as bigint) as units_sold,
          cast(coalesce(sold.sales, 0) as decimal(18, 2)) as sales_amount,
          cast(coalesce(sold.sales - sold.cost, 0) as decimal(18, 2)) as margin_amount
        from {{ ref('stg_postgres__products') }} as products
        left join {{ ref('stg_shopify__products') }} as shopify on products.sku = shopify.sku
        left join sold on products.product_id = sold.product_id

        """##),
    TemplateFile(
      path: "models/marts/sales/_sales__models.yml",
      text: ##"""
        version: 2
        models:
          - name: fct_orders
            description: "One row for each order."
            columns:
              - name: order_id
                data_type: bigint
                description: "The order's number."
                data_tests: [unique, not_null]
              - name: customer_id
                data_type: bigint
                description: "The customer's number; null for an order of nobody known."
                data_tests: [{relationships: {arguments: {to: "ref('dim_customers')", field: customer_id}}}]
              - name: status
                data_type: varchar
                description: "Where it stands."
                data_tests: [not_null]
              - name: sales_channel
                data_type: varchar
                description: "Where it was placed."
                data_tests: [not_null]
              - name: discount_code
                data_type: varchar
                description: "The code typed in at the storefront."
              - name: ordered_at
                data_type: timestamp
                description: "When it was placed."
                data_tests: [not_null]
              - name: ordered_on
                data_type: date
                description: "The day of that."
                data_tests: [not_null]
              - name: lines
                data_type: bigint
                description: "How many lines it has."
                data_tests: [not_null]
              - name: order_amount
                data_type: decimal(18,2)
                description: "Lines less discounts, and shipping."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: sales_amount
                data_type: decimal(18,2)
                description: "{{ doc('sales_amount') }}"
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: margin_amount
                data_type: decimal(18,2)
                description: "Sales less what the goods cost."
                data_tests: [not_null]
              - name: paid_amount
                data_type: decimal(18,2)
                description: "What Stripe charged for it, before refunds."
                data_tests: [not_null, warehouse_utils.not_negative]
          - name: fct_order_items
            description: "One row for each line of an order."
            columns:
              - name: order_item_id
                data_type: bigint
                description: "The line's number."
                data_tests: [unique, not_null]
              - name: order_id
                data_type: bigint
                description: "The order's number."
                data_tests: [not_null, {relationships: {arguments: {to: "ref('fct_orders')", field: order_id}}}]
              - name: product_id
                data_type: bigint
                description: "The product's number."
                data_tests: [{relationships: {arguments: {to: "ref('dim_products')", field: product_id}}}]
              - name: customer_id
                data_type: bigint
                description: "The customer's number; null for an order of nobody known."
              - name: ordered_on
                data_type: date
                description: "The day of the order."
                data_tests: [not_null]
              - name: is_cancelled
                data_type: boolean
                description: "Whether the order was cancelled; its lines are then worth nothing."
                data_tests: [not_null]
              - name: quantity
                data_type: integer
                description: "How many."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: net_amount
                data_type: decimal(18,2)
                description: "Quantity at the price paid, less discount."
                data_tests: [not_null]
              - name: cost_amount
                data_type: decimal(18,2)
                description: "What the goods cost."
                data_tests: [not_null, warehouse_utils.not_negative]
          - name: fct_sales_daily
            description: "One row for each day and sales channel."
            columns:
              - name: ordered_on
                data_type: date
                description: "The day of the orders."
                data_tests: [not_null]
              - name: sales_channel
                data_type: varchar
                description: "Where they were placed."
                data_tests: [not_null]
              - name: orders
                data_type: bigint
                description: "How many there are, cancelled ones too."
                data_tests: [not_null]
              - name: cancelled_orders
                data_type: bigint
                description: "How many of them were cancelled."
                data_tests: [not_null]
              - name: customers
                data_type: bigint
                description: "How many customers placed them, those that are known."
                data_tests: [not_null]
              - name: sales_amount
                data_type: decimal(18,2)
                description: "{{ doc('sales_amount') }}"
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: margin_amount
                data_type: decimal(18,2)
                description: "Sales less what the goods cost."
                data_tests: [not_null]

        """##),
    TemplateFile(
      path: "models/marts/sales/fct_order_items.sql",
      text: ##"""
        select
          items.order_item_id,
          items.order_id,
          items.product_id,
          orders.customer_id,
          orders.ordered_on,
          orders.status = 'cancelled' as is_cancelled,
          items.quantity,
          items.net_amount,
          items.cost_amount
        from {{ ref('int_order_items_priced') }} as items
        join {{ ref('fct_orders') }} as orders on items.order_id = orders.order_id

        """##),
    TemplateFile(
      path: "models/marts/sales/fct_orders.sql",
      text: ##"""
        with paid as (
          select order_id, sum(amount) as amount from {{ ref('stg_stripe__charges') }}
          where status = 'succeeded' group by order_id
        )

        select
          orders.order_id,
          orders.customer_id,
          orders.status,
          orders.sales_channel,
          shopify.discount_code,
          orders.ordered_at,
          orders.ordered_on,
          totals.lines,
          totals.order_amount,
          totals.sales_amount,
          cast(totals.sales_amount - totals.cost_amount as decimal(18, 2)) as margin_amount,
          cast(coalesce(paid.amount, 0) as decimal(18, 2)) as paid_amount
        from {{ ref('stg_postgres__orders') }} as orders
        join {{ ref('int_orders_totalled') }} as totals on orders.order_id = totals.order_id
        left join {{ ref('stg_shopify__orders') }} as shopify on orders.order_id = shopify.order_id
        left join paid on orders.order_id = paid.order_id

        """##),
    TemplateFile(
      path: "models/marts/sales/fct_sales_daily.sql",
      text: ##"""
        select
          ordered_on,
          sales_channel,
          count(*) as orders,
          count(*) filter (where status = 'cancelled') as cancelled_orders,
          count(distinct customer_id) as customers,
          cast(sum(sales_amount) as decimal(18, 2)) as sales_amount,
          cast(sum(margin_amount) as decimal(18, 2)) as margin_amount
        from {{ ref('fct_orders') }}
        group by ordered_on, sales_channel

        """##),
    TemplateFile(
      path: "models/staging/ga4/_ga4__models.yml",
      text: ##"""
        version: 2
        models:
          - name: stg_ga4__events
            description: "One row for each event, late ones included, repeated ones once. Incremental."
            columns:
              - name: event_id
                description: "The event."
                data_tests: [unique, not_null]
              - name: event_name
                description: "What happened."
                data_tests: [{accepted_values: {arguments: {values: [session_start, page_view, add_to_cart, purchase]}}}]
              - name: session_id
                description: "The visit: who, and which of theirs."
                data_tests: [not_null]
              - name: occurred_at
                description: "When, in UTC."
                data_tests: [not_null]
              - name: utm_source
                description: "Where the visit came from; null if typed in."
              - name: order_id
                description: "The order, for a purchase."
                data_tests: [{relationships: {arguments: {to: "ref('stg_postgres__orders')", field: order_id}}}]
              - name: user_pseudo_id
                description: "The browser."
              - name: utm_medium
                description: "In which way the visit came."
              - name: utm_campaign
                description: "By which campaign."
              - name: page_location
                description: "The page."
              - name: _ingested_at
                description: "When the event was loaded."

        """##),
  ]
}
