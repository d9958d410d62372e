// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let shop2: [TemplateFile] = [
    TemplateFile(
      path: "models/marts/products/dim_products.sql",
      text: ##"""
        -- One row for each product that can be bought, with how it sells.
        with sold as (
          select
            items.sku,
            count(distinct items.order_id) as orders,
            cast(sum(items.quantity) as bigint) as units,
            cast(sum({{ in_euros('items.line_amount', 'rates.euros') }}) as decimal(18, 2)) as sales_eur,
            count(distinct case when orders.is_returned then orders.order_id end) as returned_orders
          from {{ ref('stg_order_items') }} as items
          join {{ ref('stg_orders') }} as orders on items.order_id = orders.order_id
          join {{ ref('exchange_rates') }} as rates
            on orders.currency = rates.currency
            and cast(date_trunc('month', orders.ordered_on) as date) = rates.month
          where not orders.is_cancelled and items.sku is not null
          group by items.sku
        )

        select
          products.sku,
          products.product_id,
          products.title,
          products.vendor,
          products.product_type,
          products.list_price,
          products.inventory_quantity,
          coalesce(sold.orders, 0) as orders,
          coalesce(sold.units, 0) as units,
          coalesce(sold.sales_eur, 0) as sales_eur,
          coalesce(sold.returned_orders, 0) as returned_orders,
          rank() over (order by coalesce(sold.sales_eur, 0) desc) as sales_rank
        from {{ ref('stg_products') }} as products
        left join sold on products.sku = sold.sku

        """##),
    TemplateFile(
      path: "models/marts/sales/fct_orders.sql",
      text: ##"""
        -- One row for each order with what it is worth.
        with orders as (
          select * from {{ ref('stg_orders') }}
        ),

        totals as (
          select * from {{ ref('int_order_totals') }}
        ),

        rates as (
          select * from {{ ref('exchange_rates') }}
        ),

        valued as (
          select
            orders.*,
            coalesce(totals.line_count, 0) as line_count,
            coalesce(totals.units, 0) as units,
            coalesce(totals.items_amount, 0) as items_amount,
            coalesce(totals.discount_amount, 0) as discount_amount,
            cast(coalesce(totals.items_amount, 0) + orders.shipping_amount as decimal(18, 2))
              as order_amount,
            rates.euros as euro_rate
          from orders
          left join totals on orders.order_id = totals.order_id
          left join rates
            on orders.currency = rates.currency
            and cast(date_trunc('month', orders.ordered_on) as date) = rates.month
        )

        select
          order_id,
          customer_id,
          email,
          status,
          is_cancelled,
          is_returned,
          currency,
          country_code,
          ordered_at,
          ordered_on,
          line_count,
          units,
          items_amount,
          discount_amount,
          shipping_amount,
          order_amount,
          {{ in_euros('order_amount', 'euro_rate') }} as order_amount_eur,
          case
            when is_cancelled then cast(0 as decimal(18, 2))
            else {{ in_euros('order_amount', 'euro_rate') }}
          end as sales_eur
        from valued

        """##),
    TemplateFile(
      path: "models/marts/sales/sales_by_day.sql",
      text: ##"""
        -- Sales of each day by country, in euros, without cancelled orders.
        select
          ordered_on,
          country_code,
          count(*) as orders,
          count(distinct customer_id) as customers,
          cast(sum(units) as bigint) as units,
          cast(sum(sales_eur) as decimal(18, 2)) as sales_eur,
          cast(sum(sales_eur) / count(*) as decimal(18, 2)) as average_order_eur
        from {{ ref('fct_orders') }}
        where not is_cancelled
        group by ordered_on, country_code

        """##),
    TemplateFile(
      path: "models/marts/schema.yml",
      text: ##"""
        version: 2
        models:
          - name: fct_orders
            description: One row for each order with what it is worth, in its currency and in euros.
            columns:
              - name: order_id
                description: The order's number.
                data_tests: [unique, not_null]
              - name: order_amount_eur
                description: What the customer owes, shipping included, at the month's rate.
                data_tests: [not_null]
              - name: sales_eur
                description: The same, and zero if the order was cancelled.
                data_tests: [not_null]
          - name: sales_by_day
            description: Sales of each day by country, in euros, without cancelled orders.
            columns:
              - name: ordered_on
                description: The day.
                data_tests: [not_null]
              - name: country_code
                description: Where the orders went.
                data_tests: [not_null]
          - name: dim_customers
            description: One row for each customer with what they have bought.
            columns:
              - name: customer_id
                description: The customer's number.
                data_tests: [unique, not_null]
              - name: segment
                description: How the customer is to be treated.
                data_tests:
                  - accepted_values:
                      arguments: {values: [prospect, new, returning, loyal, lapsed]}
          - name: dim_products
            description: One row for each product that can be bought, with how it sells.
            columns:
              - name: sku
                description: The stock-keeping unit.
                data_tests: [unique, not_null]
          - name: fct_attribution
            description: One row for each order made on the website, with its first and last touch.
            columns:
              - name: order_id
                description: The order's number.
                data_tests:
                  - unique
                  - not_null
                  - relationships:
                      arguments: {to: ref('fct_orders'), field: order_id}
              - name: first_channel
                description: What first brought the customer.
                data_tests: [not_null]
              - name: last_channel
                description: What brought the customer last, unless they typed the address.
                data_tests: [not_null]
          - name: campaign_performance
            description: What each campaign cost and brought, by month, in euros.
            columns:
              - name: month
                description: The first day of the month.
                data_tests: [not_null]
          - name: finance_by_month
            description: Money in and out of each month, by currency.
            columns:
              - name: month
                description: The first day of the month.
                data_tests: [not_null]
              - name: net_eur
                description: Charges less refunds and fees, in euros.
                data_tests: [not_null]
          - name: payment_reconciliation
            description: Each order beside what was paid for it.
            columns:
              - name: order_id
                description: The order's number.
                data_tests: [unique, not_null]
              - name: finding
                description: Whether order and payment agree.
                data_tests:
                  - not_null
                  - accepted_values:
                      arguments:
                        values: [settled, refund is due, no payment names the order]

        """##),
    TemplateFile(
      path: "models/staging/schema.yml",
      text: ##"""
        version: 2
        models:
          - name: stg_orders
            description: One row for each order, in its newest state; addresses and countries tidied.
            columns:
              - name: order_id
                description: The order's number.
                data_tests: [unique, not_null]
              - name: customer_id
                description: Who ordered; null for orders whose customer was not recorded.
                data_tests:
                  - relationships:
                      arguments: {to: ref('stg_customers'), field: customer_id}
              - name: status
                description: What has become of the order.
                data_tests:
                  - accepted_values:
                      arguments: {values: [placed, delivered, cancelled, returned]}
              - name: country_code
                description: Where the order goes, as two letters.
                data_tests: [not_null]
              - name: currency
                description: What the order is paid in.
                data_tests:
                  - accepted_values:
                      arguments: {values: [EUR, GBP, USD]}
          - name: stg_order_items
            description: One row for each line of an order.
            columns:
              - name: order_id
                description: The order.
                data_tests:
                  - not_null
                  - relationships:
                      arguments: {to: ref('stg_orders'), field: order_id}
              - name: sku
                description: The product; null where the export lacks it.
                data_tests:
                  - relationships:
                      arguments: {to: ref('stg_products'), field: sku}
              - name: line_amount
                description: Quantity times price less discount, in the order's currency.
                data_tests: [not_null]
          - name: stg_order_items_invalid
            description: Lines of orders that no sale can consist of.
            columns:
              - name: reason
                description: Why the line is here.
                data_tests: [not_null]
          - name: stg_customers
            description: One row for each customer.
            columns:
              - name: customer_id
                description: The customer's number.
                data_tests: [unique, not_null]
              - name: email
                description: The address in lower case.
                data_tests: [unique, not_null]
              - name: country_code
                description: Where the customer lives, as two letters.
                data_tests: [not_null]
          - name: stg_payments
            description: One row for each charge or refund, in units of its currency.
            columns:
              - name: payment_id
                description: The provider's identifier.
                data_tests: [unique, not_null]
              - name: kind
                description: Whether money came or went.
                data_tests:
                  - accepted_values:
                      arguments: {values: [charge, refund]}
              - name: amount
                description: The amount, not signed.
                data_tests: [not_null]
          - name: stg_events
            description: One row for each event of the website.
            columns:
              - name: event_id
                description: The tracker's identifier.
                data_tests: [unique, not_null]
              - name: event
                description: What happened.
                data_tests:
                  - accepted_values:
                      arguments: {values: [page_view, purchase]}
          - name: stg_products
            description: One row for each product that can be bought.
            columns:
              - name: sku
                description: The stock-keeping unit.
                data_tests: [unique, not_null]
              - name: list_price
                description: The price in euros.
                data_tests: [not_null]

        """##),
    TemplateFile(
      path: "models/staging/sources.yml",
      text: ##"""
        version: 2
        sources:
          - name: bronze
            schema: bronze
            description: >
              What the four systems sent, row for row, with the file it came in. Lines that do not fit
              stand in the table of the same name with __rejected behind it.
            tables:
              - name: orders
                description: Orders as exported, one row for each state of each order.
                columns:
                  - name: order_id
                    data_tests: [not_null]
              - name: order_items
                description: The lines of orders as exported.
              - name: customers
                description: Customers as exported when they are new or changed.
              - name: payments
                description: Charges and refunds as sent; a message may come twice.
                columns:
                  - name: id
                    data_tests: [not_null]
              - name: events
                description: Page views and purchases with the campaign that brought the visitor.
              - name: products
                description: Every product with its variants at the time of each export.

        """##),
    TemplateFile(
      path: "models/staging/stg_customers.sql",
      text: ##"""
        -- One row for each customer, as last exported.
        with newest as (
          select *
          from {{ source('bronze', 'customers') }}
          qualify row_number() over (
            partition by customer_id order by updated_at desc, email, first_name, country
          ) = 1
        )

        select
          newest.customer_id,
          lower(trim(newest.email)) as email,
          trim(newest.first_name) as first_name,
          trim(newest.last_name) as last_name,
          countries.country_code,
          countries.country,
          newest.marketing_consent,
          newest.created_at
        from newest
        left join {{ ref('countries') }} as countries
          on lower(trim(newest.country)) = countries.spelling

        """##),
    TemplateFile(
      path: "models/staging/stg_events.sql",
      text: ##"""
        -- One row for each event of the website. New files are added to what is there; an event that is
        -- delivered again replaces itself.
        {{ config(materialized='incremental', unique_key='event_id') }}

        select
          event_id,
          session_id,
          visitor_id,
          event,
          occurred_at,
          page,
          device,
          utm.source as utm_source,
          utm.medium as utm_medium,
          utm.campaign as utm_campaign,
          cast(order_id as bigint) as order_id,
          _ingested_at
        from {{ source('bronze', 'events') }}
        {% if is_incremental() %}
        where _ingested_at > (select coalesce(max(_ingested_at), timestamptz '1970-01-01') from {{ this }})
        {% endif %}
        qualify row_number() over (partition by event_id order by _ingested_at desc) = 1

        """##),
    TemplateFile(
      path: "models/staging/stg_order_items.sql",
      text: ##"""
        -- One row for each line of an order. Lines with a quantity that means nothing are left out: see
        -- stg_order_items_invalid.
        select distinct
          order_id,
          line_number,
          sku,
          trim(title) as title,
          quantity,
          unit_price,
          discount_amount,
          cast(quantity * unit_price - discount_amount as decimal(18, 2)) as line_amount
        from {{ source('bronze', 'order_items') }}
        where quantity > 0

        """##),
    TemplateFile(
      path: "models/staging/stg_order_items_invalid.sql",
      text: ##"""
        -- Lines of orders that no sale can consist of, kept for whoever has to correct them.
        select distinct
          order_id,
          line_number,
          sku,
          quantity,
          'quantity is not positive' as reason
        from {{ source('bronze', 'order_items') }}
        where quantity is null or quantity <= 0

        """##),
    TemplateFile(
      path: "models/staging/stg_orders.sql",
      text: ##"""
        -- One row for each order, in its newest state.
        with newest as (
          select *
          from {{ source('bronze', 'orders') }}
          qualify row_number() over (partition by order_id order by updated_at desc, status) = 1
        )

        select
          newest.order_id,
          newest.customer_id,
          lower(trim(newest.email)) as email,
          newest.status,
          newest.currency,
          countries.country_code,
          newest.shipping_amount,
          newest.ordered_at,
          cast(newest.ordered_at as date) as ordered_on,
          newest.updated_at,
          newest.status = 'cancelled' as is_cancelled,
          newest.status = 'returned' as is_returned
        from newest
        left join {{ ref('countries') }} as countries
          on lower(trim(newest.shipping_country)) = countries.spelling

        """##),
  ]
}
