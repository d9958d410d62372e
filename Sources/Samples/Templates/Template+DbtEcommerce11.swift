// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtEcommerce11: [TemplateFile] = [
    TemplateFile(
      path: "models/staging/ga4/_ga4__sources.yml",
      text: ##"""
        version: 2
        sources:
          - name: ga4
            schema: raw_ga4
            description: "Google Analytics 4: exported events, some of them late or twice."
            config:
              loaded_at_field: _ingested_at
              freshness:
                warn_after: {count: 7, period: day}
                error_after: {count: 30, period: day}
            tables:
              - name: events
                description: One row for each event sent.
                columns:
                  - name: event_id
                    description: Its key in the source.
                    data_tests: [not_null]

        """##),
    TemplateFile(
      path: "models/staging/ga4/stg_ga4__events.sql",
      text: ##"""
        -- Late events are found by when they were loaded, not by when they happened; one that is sent again
        -- replaces itself.
        {{ config(materialized='incremental', unique_key='event_id') }}

        select
          event_id,
          event_name,
          {{ warehouse_utils.from_epoch('event_timestamp / 1000000') }} as occurred_at,
          user_pseudo_id,
          user_pseudo_id || '-' || ga_session_id as session_id,
          traffic_source.source as utm_source,
          traffic_source.medium as utm_medium,
          traffic_source.campaign as utm_campaign,
          page_location,
          cast(transaction_id as bigint) as order_id,
          _ingested_at
        from {{ source('ga4', 'events') }}
        {% if is_incremental() %}
        where _ingested_at > (select coalesce(max(_ingested_at), timestamptz '1970-01-01') from {{ this }})
        {% endif %}
        {{ warehouse_utils.newest_by('event_id', '_ingested_at desc') }}

        """##),
    TemplateFile(
      path: "models/staging/postgres/_postgres__models.yml",
      text: ##"""
        version: 2
        models:
          - name: stg_postgres__customers
            description: "One row for each registered customer, newest state."
            columns:
              - name: customer_id
                description: "The customer's number."
                data_tests: [unique, not_null]
              - name: email
                description: "In lower case, without blanks."
                data_tests: [unique, not_null]
              - name: country_code
                description: "Two letters, upper case."
                data_tests: [not_null]
              - name: full_name
                description: "First and last name."
                data_tests: [not_null]
              - name: created_at
                description: "When it was made, in UTC."
              - name: updated_at
                description: "When it last changed."
          - name: stg_postgres__products
            description: "One row for each product, newest state."
            columns:
              - name: product_id
                description: "The product's number."
                data_tests: [unique, not_null]
              - name: sku
                description: "The stock-keeping unit."
                data_tests: [unique, not_null]
              - name: price
                description: "List price in euros."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: unit_cost
                description: "What one costs us."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: product_name
                description: "What it is called."
              - name: category
                description: "What kind it is."
              - name: updated_at
                description: "When it last changed."
          - name: stg_postgres__orders
            description: "One row for each order, newest state."
            columns:
              - name: order_id
                description: "The order's number."
                data_tests: [unique, not_null]
              - name: customer_id
                description: "The customer's number; null for an order of nobody known."
                data_tests: [{relationships: {arguments: {to: "ref('stg_postgres__customers')", field: customer_id}}}]
              - name: status
                description: "Where it stands."
                data_tests: [{accepted_values: {arguments: {values: [placed, completed, shipped, cancelled, returned]}}}]
              - name: sales_channel
                description: "Where it was placed."
                data_tests: [{accepted_values: {arguments: {values: [shopify, phone]}}}]
              - name: shipping_amount
                description: "What shipping is charged."
                data_tests: [warehouse_utils.not_negative]
              - name: ordered_at
                description: "When it was placed."
              - name: ordered_on
                description: "The day of that."
              - name: updated_at
                description: "When it last changed."
          - name: stg_postgres__order_items
            description: "One row for each line of an order."
            columns:
              - name: order_item_id
                description: "The line's number."
                data_tests: [unique, not_null]
              - name: order_id
                description: "The order's number."
                data_tests: [not_null, {relationships: {arguments: {to: "ref('stg_postgres__orders')", field: order_id}}}]
              - name: product_id
                description: "The product's number."
                data_tests: [not_null, {relationships: {arguments: {to: "ref('stg_postgres__products')", field: product_id}}}]
              - name: quantity
                description: "How many."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: unit_price
                description: "Price of one, as it was then."
              - name: discount_amount
                description: "Taken off the line."

        """##),
    TemplateFile(
      path: "models/staging/postgres/_postgres__sources.yml",
      text: ##"""
        version: 2
        sources:
          - name: postgres
            schema: raw_postgres
            description: "The shop's own database: nightly exports. A row comes again when it changes."
            config:
              loaded_at_field: _ingested_at
              freshness:
                warn_after: {count: 7, period: day}
                error_after: {count: 30, period: day}
            tables:
              - name: customers
                description: Registered customers.
                columns:
                  - name: id
                    description: Its key in the source.
                    data_tests: [not_null]
              - name: products
                description: The catalogue.
                columns:
                  - name: id
                    description: Its key in the source.
                    data_tests: [not_null]
              - name: orders
                description: Orders, one row for each state sent.
                columns:
                  - name: id
                    description: Its key in the source.
                    data_tests: [not_null]
              - name: order_items
                description: The lines of orders.
                columns:
                  - name: id
                    description: Its key in the source.
                    data_tests: [not_null]

        """##),
    TemplateFile(
      path: "models/staging/postgres/stg_postgres__customers.sql",
      text: ##"""
        select
          id as customer_id,
          lower(trim(email)) as email,
          full_name,
          upper(country) as country_code,
          created_at,
          updated_at
        from {{ source('postgres', 'customers') }}
        {{ warehouse_utils.newest_by('id', 'updated_at desc') }}

        """##),
    TemplateFile(
      path: "models/staging/postgres/stg_postgres__order_items.sql",
      text: ##"""
        select
          id as order_item_id,
          order_id,
          product_id,
          quantity,
          {{ warehouse_utils.from_cents('unit_price_cents') }} as unit_price,
          {{ warehouse_utils.from_cents('discount_cents') }} as discount_amount
        from {{ source('postgres', 'order_items') }}
        {{ warehouse_utils.newest_by('id', '_ingested_at desc') }}

        """##),
    TemplateFile(
      path: "models/staging/postgres/stg_postgres__orders.sql",
      text: ##"""
        select
          id as order_id,
          customer_id,
          status,
          sales_channel,
          {{ warehouse_utils.from_cents('shipping_cents') }} as shipping_amount,
          created_at as ordered_at,
          cast(created_at as date) as ordered_on,
          updated_at
        from {{ source('postgres', 'orders') }}
        {{ warehouse_utils.newest_by('id', 'updated_at desc') }}

        """##),
    TemplateFile(
      path: "models/staging/postgres/stg_postgres__products.sql",
      text: ##"""
        select
          id as product_id,
          sku,
          name as product_name,
          category,
          {{ warehouse_utils.from_cents('price_cents') }} as price,
          {{ warehouse_utils.from_cents('cost_cents') }} as unit_cost,
          updated_at
        from {{ source('postgres', 'products') }}
        {{ warehouse_utils.newest_by('id', 'updated_at desc') }}

        """##),
    TemplateFile(
      path: "models/staging/shopify/_shopify__models.yml",
      text: ##"""
        version: 2
        models:
          - name: stg_shopify__orders
            description: "One row for each order of the storefront, newest state."
            columns:
              - name: shopify_order_id
                description: "Shopify's number."
                data_tests: [unique, not_null]
              - name: order_id
                description: "The order's number."
                data_tests: [unique, not_null, {relationships: {arguments: {to: "ref('stg_postgres__orders')", field: order_id}}}]
              - name: total_price
                description: "What the storefront showed."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: discount_code
                description: "The code that was typed in."
              - name: email
                description: "In lower case, without blanks."
              - name: financial_status
                description: "Whether it is paid or refunded."
              - name: created_at
                description: "When it was made, in UTC."
              - name: updated_at
                description: "When it last changed."
          - name: stg_shopify__products
            description: "One row for each listed product."
            columns:
              - name: shopify_product_id
                description: "Shopify's number."
                data_tests: [unique, not_null]
              - name: sku
                description: "The stock-keeping unit."
                data_tests: [unique, not_null, {relationships: {arguments: {to: "ref('stg_postgres__products')", field: sku}}}]
              - name: listing_status
                description: "Whether it can be bought."
                data_tests: [{accepted_values: {arguments: {values: [active, archived]}}}]
              - name: title
                description: "What the storefront calls it."
              - name: vendor
                description: "Who makes it."
          - name: stg_shopify__customers
            description: "One row for each account of the storefront."
            columns:
              - name: shopify_customer_id
                description: "Shopify's number."
                data_tests: [unique, not_null]
              - name: email
                description: "In lower case, without blanks."
                data_tests: [unique, not_null]
              - name: accepts_marketing
                description: "Whether they may be written to."
                data_tests: [not_null]
              - name: created_at
                description: "When it was made, in UTC."

        """##),
    TemplateFile(
      path: "models/staging/shopify/_shopify__sources.yml",
      text: ##"""
        version: 2
        sources:
          - name: shopify
            schema: raw_shopify
            description: "Shopify: the storefront's feed."
            config:
              loaded_at_field: _ingested_at
              freshness:
                warn_after: {count: 7, period: day}
                error_after: {count: 30, period: day}
            tables:
              - name: orders
                description: Orders placed in the storefront.
                columns:
                  - name: id
                    description: Its key in the source.
                    data_tests: [not_null]
              - name: products
                description: Products as listed.
                columns:
                  - name: id
                    description: Its key in the source.
                    data_tests: [not_null]
              - name: customers
                description: Accounts of the storefront.
                columns:
                  - name: id
                    description: Its key in the source.
                    data_tests: [not_null]

        """##),
    TemplateFile(
      path: "models/staging/shopify/stg_shopify__customers.sql",
      text: ##"""
        select
          id as shopify_customer_id,
          lower(email) as email,
          accepts_marketing,
          created_at
        from {{ source('shopify', 'customers') }}
        {{ warehouse_utils.newest_by('id', 'updated_at desc') }}

        """##),
    TemplateFile(
      path: "models/staging/shopify/stg_shopify__orders.sql",
      text: ##"""
        select
          id as shopify_order_id,
          order_number as order_id,
          lower(email) as email,
          total_price,
          financial_status,
          discount_code,
          created_at,
          updated_at
        from {{ source('shopify', 'orders') }}
        {{ warehouse_utils.newest_by('id', 'updated_at desc') }}

        """##),
    TemplateFile(
      path: "models/staging/shopify/stg_shopify__products.sql",
      text: ##"""
        select
          id as shopify_product_id,
          sku,
          title,
          vendor,
          status as listing_status
        from {{ source('shopify', 'products') }}
        {{ warehouse_utils.newest_by('id', 'updated_at desc') }}

        """##),
    TemplateFile(
      path: "models/staging/stripe/_stripe__models.yml",
      text: ##"""
        version: 2
        models:
          - name: stg_stripe__charges
            description: "One row for each attempt to charge, failed ones included."
            columns:
              - name: charge_id
                description: "Stripe's number of the charge."
                data_tests: [unique, not_null]
              - name: order_id
                description: "The order it pays for; null where Stripe was not told."
                data_tests: [{relationships: {arguments: {to: "ref('stg_postgres__orders')", field: order_id}}}]
              - name: amount
                description: "In euros."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: currency
                description: "Three letters."
                data_tests: [{accepted_values: {arguments: {values: ["EUR"]}}}]
              - name: status
                description: "Where it stands."
                data_tests: [{accepted_values: {arguments: {values: [succeeded, failed]}}}]
              - name: balance_transaction_id
                description: "The movement of Stripe's balance."
              - name: created_at
                description: "When it was made, in UTC."
          - name: stg_stripe__refunds
            description: "One row for each refund."
            columns:
              - name: refund_id
                description: "Stripe's number of the refund."
                data_tests: [unique, not_null]
              - name: charge_id
                description: "Stripe's number of the charge."
                data_tests: [not_null, {relationships: {arguments: {to: "ref('stg_stripe__charges')", field: charge_id}}}]
              - name: amount
                description: "In euros."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: reason
                description: "Why, if somebody said."
              - name: currency
                description: "Three letters."
              - name: status
                description: "Where it stands."
              - name: balance_transaction_id
                description: "The movement of Stripe's balance."
              - name: created_at
                description: "When it was made, in UTC."
          - name: stg_stripe__balance_transactions
            description: "One row for each movement of the balance."
            columns:
              - name: balance_transaction_id
                description: "The movement of Stripe's balance."
                data_tests: [unique, not_null]
              - name: transaction_type
                description: "What moved it."
                data_tests: [{accepted_values: {arguments: {values: [charge, refund]}}}]
              - name: fee
                description: "What Stripe kept."
                data_tests: [not_null, warehouse_utils.not_negative]
              - name: net
                description: "Amount less fee."
                data_tests: [not_null]
              - name: amount
                description: "In euros; refunds are negative."
              - name: source_id
                description: "The charge or refund."
              - name: created_at
                description: "When it was made, in UTC."

        """##),
  ]
}
