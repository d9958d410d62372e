// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let shop3: [TemplateFile] = [
    TemplateFile(
      path: "models/staging/stg_payments.sql",
      text: ##"""
        -- One row for each charge or refund, in units of its currency.
        with messages as (
          select distinct
            id,
            object,
            amount,
            currency,
            status,
            created,
            charge,
            reason,
            balance_transaction.fee as fee,
            metadata.order_id as order_id
          from {{ source('bronze', 'payments') }}
        )

        select
          id as payment_id,
          object as kind,
          cast(order_id as bigint) as order_id,
          case when object = 'refund' then charge else id end as charge_id,
          {{ from_cents('amount') }} as amount,
          {{ from_cents('coalesce(fee, 0)') }} as fee,
          upper(currency) as currency,
          status,
          reason,
          to_timestamp(created) at time zone 'UTC' as paid_at,
          cast(to_timestamp(created) at time zone 'UTC' as date) as paid_on
        from messages

        """##),
    TemplateFile(
      path: "models/staging/stg_products.sql",
      text: ##"""
        -- One row for each product that can be bought, as in the newest catalogue that has it.
        with newest as (
          select *
          from {{ source('bronze', 'products') }}
          qualify row_number() over (partition by id order by updated_at desc, product_type) = 1
        ),

        variants as (
          select
            id,
            title,
            vendor,
            product_type,
            updated_at,
            unnest(variants) as variant
          from newest
        )

        select
          variant.sku as sku,
          id as product_id,
          title,
          vendor,
          upper(substr(product_type, 1, 1)) || lower(substr(product_type, 2)) as product_type,
          cast(variant.price as decimal(18, 2)) as list_price,
          cast(variant.inventory_quantity as integer) as inventory_quantity,
          updated_at as listed_at
        from variants

        """##),
    TemplateFile(
      path: "profiles.yml",
      text: ##"""
        # Read by the original dbt alone, with dbt-duckdb, on a database whose schema bronze holds the
        # source tables. Millrace needs no profile.
        shop:
          target: dev
          outputs:
            dev:
              type: duckdb
              path: "{{ env_var('SHOP_DATABASE', 'shop.duckdb') }}"
              threads: 2

        """##),
    TemplateFile(
      path: "seeds/campaign_costs.csv",
      text: ##"""
        month,source,medium,campaign,cost
        2025-01-01,google,cpc,brand,1919.00
        2025-01-01,google,cpc,generic-home,4650.59
        2025-01-01,google,cpc,shopping,3657.67
        2025-01-01,instagram,paid_social,spring-look,3002.98
        2025-01-01,instagram,paid_social,gift-guide,2677.60
        2025-01-01,newsletter,email,weekly,323.90
        2025-01-01,newsletter,email,win-back,214.89
        2025-01-01,newsletter,email,welcome,138.64
        2025-02-01,google,cpc,brand,1712.26
        2025-02-01,google,cpc,generic-home,6169.89
        2025-02-01,google,cpc,shopping,4466.53
        2025-02-01,instagram,paid_social,spring-look,2826.83
        2025-02-01,instagram,paid_social,gift-guide,2672.85
        2025-02-01,newsletter,email,weekly,412.77
        2025-02-01,newsletter,email,win-back,196.51
        2025-02-01,newsletter,email,welcome,142.60
        2025-03-01,google,cpc,brand,2093.06
        2025-03-01,google,cpc,generic-home,4963.80
        2025-03-01,google,cpc,shopping,4198.59
        2025-03-01,instagram,paid_social,spring-look,2361.02
        2025-03-01,instagram,paid_social,gift-guide,2612.89
        2025-03-01,newsletter,email,weekly,305.48
        2025-03-01,newsletter,email,win-back,171.99
        2025-03-01,newsletter,email,welcome,127.33
        2025-04-01,google,cpc,brand,1532.13
        2025-04-01,google,cpc,generic-home,5653.84
        2025-04-01,google,cpc,shopping,4163.53
        2025-04-01,instagram,paid_social,spring-look,2492.06
        2025-04-01,instagram,paid_social,gift-guide,3295.80
        2025-04-01,newsletter,email,weekly,356.39
        2025-04-01,newsletter,email,win-back,172.89
        2025-04-01,newsletter,email,welcome,122.21
        2025-05-01,google,cpc,brand,1973.94
        2025-05-01,google,cpc,generic-home,4523.74
        2025-05-01,google,cpc,shopping,5122.52
        2025-05-01,instagram,paid_social,spring-look,2230.81
        2025-05-01,instagram,paid_social,gift-guide,3226.04
        2025-05-01,newsletter,email,weekly,401.00
        2025-05-01,newsletter,email,win-back,154.14
        2025-05-01,newsletter,email,welcome,135.09
        2025-06-01,google,cpc,brand,1760.70
        2025-06-01,google,cpc,generic-home,5472.90
        2025-06-01,google,cpc,shopping,3668.66
        2025-06-01,instagram,paid_social,spring-look,2252.52
        2025-06-01,instagram,paid_social,gift-guide,2648.63
        2025-06-01,newsletter,email,weekly,414.51
        2025-06-01,newsletter,email,win-back,165.38
        2025-06-01,newsletter,email,welcome,133.74
        2025-07-01,google,cpc,brand,2115.68
        2025-07-01,google,cpc,generic-home,6134.52
        2025-07-01,google,cpc,shopping,4173.29
        2025-07-01,instagram,paid_social,spring-look,2532.86
        2025-07-01,instagram,paid_social,gift-guide,2997.57
        2025-07-01,newsletter,email,weekly,392.51
        2025-07-01,newsletter,email,win-back,159.81
        2025-07-01,newsletter,email,welcome,133.43
        2025-08-01,google,cpc,brand,2032.25
        2025-08-01,google,cpc,generic-home,5984.64
        2025-08-01,google,cpc,shopping,3710.13
        2025-08-01,instagram,paid_social,spring-look,3070.68
        2025-08-01,instagram,paid_social,gift-guide,2557.55
        2025-08-01,newsletter,email,weekly,339.24
        2025-08-01,newsletter,email,win-back,191.48
        2025-08-01,newsletter,email,welcome,140.56
        2025-09-01,google,cpc,brand,1744.17
        2025-09-01,google,cpc,generic-home,6102.04
        2025-09-01,google,cpc,shopping,4475.44
        2025-09-01,instagram,paid_social,spring-look,2494.33
        2025-09-01,instagram,paid_social,gift-guide,2786.55
        2025-09-01,newsletter,email,weekly,319.24
        2025-09-01,newsletter,email,win-back,157.93
        2025-09-01,newsletter,email,welcome,108.25
        2025-10-01,google,cpc,brand,1964.18
        2025-10-01,google,cpc,generic-home,6234.04
        2025-10-01,google,cpc,shopping,3898.10
        2025-10-01,instagram,paid_social,spring-look,2254.18
        2025-10-01,instagram,paid_social,gift-guide,3466.50
        2025-10-01,newsletter,email,weekly,362.86
        2025-10-01,newsletter,email,win-back,178.57
        2025-10-01,newsletter,email,welcome,111.97
        2025-11-01,google,cpc,brand,1904.19
        2025-11-01,google,cpc,generic-home,5923.86
        2025-11-01,google,cpc,shopping,4340.78
        2025-11-01,instagram,paid_social,spring-look,2593.80
        2025-11-01,instagram,paid_social,gift-guide,2521.54
        2025-11-01,newsletter,email,weekly,409.72
        2025-11-01,newsletter,email,win-back,155.06
        2025-11-01,newsletter,email,welcome,122.73
        2025-12-01,google,cpc,brand,2058.21
        2025-12-01,google,cpc,generic-home,4657.64
        2025-12-01,google,cpc,shopping,4756.15
        2025-12-01,instagram,paid_social,spring-look,3074.32
        2025-12-01,instagram,paid_social,gift-guide,3104.86
        2025-12-01,newsletter,email,weekly,394.03
        2025-12-01,newsletter,email,win-back,159.72
        2025-12-01,newsletter,email,welcome,120.25

        """##),
    TemplateFile(
      path: "seeds/countries.csv",
      text: ##"""
        spelling,country_code,country
        de,DE,Germany
        germany,DE,Germany
        deutschland,DE,Germany
        fr,FR,France
        france,FR,France
        gb,GB,United Kingdom
        uk,GB,United Kingdom
        united kingdom,GB,United Kingdom
        us,US,United States
        usa,US,United States
        united states,US,United States
        es,ES,Spain
        spain,ES,Spain
        it,IT,Italy
        italy,IT,Italy
        nl,NL,Netherlands
        netherlands,NL,Netherlands

        """##),
    TemplateFile(
      path: "seeds/exchange_rates.csv",
      text: ##"""
        month,currency,euros
        2025-01-01,EUR,1.0
        2025-01-01,GBP,1.1900
        2025-01-01,USD,0.9550
        2025-02-01,EUR,1.0
        2025-02-01,GBP,1.1905
        2025-02-01,USD,0.9543
        2025-03-01,EUR,1.0
        2025-03-01,GBP,1.1944
        2025-03-01,USD,0.9588
        2025-04-01,EUR,1.0
        2025-04-01,GBP,1.1972
        2025-04-01,USD,0.9628
        2025-05-01,EUR,1.0
        2025-05-01,GBP,1.1857
        2025-05-01,USD,0.9549
        2025-06-01,EUR,1.0
        2025-06-01,GBP,1.1926
        2025-06-01,USD,0.9518
        2025-07-01,EUR,1.0
        2025-07-01,GBP,1.1986
        2025-07-01,USD,0.9347
        2025-08-01,EUR,1.0
        2025-08-01,GBP,1.1960
        2025-08-01,USD,0.9211
        2025-09-01,EUR,1.0
        2025-09-01,GBP,1.1949
        2025-09-01,USD,0.9160
        2025-10-01,EUR,1.0
        2025-10-01,GBP,1.1831
        2025-10-01,USD,0.9017
        2025-11-01,EUR,1.0
        2025-11-01,GBP,1.1767
        2025-11-01,USD,0.9055
        2025-12-01,EUR,1.0
        2025-12-01,GBP,1.1800
        2025-12-01,USD,0.8896

        """##),
    TemplateFile(
      path: "seeds/schema.yml",
      text: ##"""
        version: 2
        seeds:
          - name: countries
            description: How countries are written in the sources, in lower case, and what they are.
            columns:
              - name: spelling
                data_tests: [unique, not_null]
              - name: country_code
                data_tests: [not_null]
          - name: exchange_rates
            description: Euros for one unit of a currency, by month.
            config:
              column_types: {month: date, currency: varchar, euros: "decimal(18,6)"}
            columns:
              - name: euros
                data_tests: [not_null]
          - name: campaign_costs
            description: What was spent on each campaign, by month, in euros.
            config:
              column_types: {month: date, cost: "decimal(18,2)"}
            columns:
              - name: cost
                data_tests: [not_null]

        """##),
    TemplateFile(
      path: "sources/catalogue.yml",
      text: ##"""
        # The storefront's catalogue, whole, once a month. Its columns are inferred.
        version: 1
        sources:
          - name: bronze
            kind: files
            tables:
              - name: products
                description: Every product with its variants at the time of each export.
                path: landing/catalogue/*.jsonl

        """##),
    TemplateFile(
      path: "sources/orders_db.yml",
      text: ##"""
        # Nightly exports of the order database. Every order is exported when it is placed and again when
        # its status changes; what was held up arrives some days later in orders.late.csv.
        version: 1
        sources:
          - name: bronze
            kind: files
            tables:
              - name: orders
                description: Orders as exported, one row for each state of each order.
                path: landing/orders_db/*/orders*.csv
                columns:
                  order_id: bigint
                  customer_id: bigint
                  email: varchar
                  status: varchar
                  currency: varchar
                  shipping_country: varchar
                  shipping_amount: decimal(18,2)
                  ordered_at: timestamp
                  updated_at: timestamp
              - name: order_items
                description: The lines of orders as exported.
                path: landing/orders_db/*/order_items.csv
                columns:
                  order_id: bigint
                  line_number: integer
                  sku: varchar
                  title: varchar
                  quantity: integer
                  unit_price: decimal(18,2)
                  discount_amount: decimal(18,2)
              - name: customers
                description: Customers as exported when they are new or changed.
                path: landing/orders_db/*/customers.csv
                columns:
                  customer_id: bigint
                  email: varchar
                  first_name: varchar
                  last_name: varchar
                  country: varchar
                  marketing_consent: boolean
                  created_at: timestamp
                  updated_at: timestamp

        """##),
    TemplateFile(
      path: "sources/payments.yml",
      text: ##"""
        # Events of the payment provider: charges and refunds, amounts in cents.
        version: 1
        sources:
          - name: bronze
            kind: files
            tables:
              - name: payments
                description: Charges and refunds as sent; a message may come twice.
                path: landing/payments/*.jsonl
                columns:
                  id: varchar
                  object: varchar
                  amount: bigint
                  currency: varchar
                  status: varchar
                  created: bigint
                  charge: varchar
                  reason: varchar
                  balance_transaction: struct(fee bigint, net bigint)
                  metadata: struct(order_id varchar)
                evolution: rescue

        """##),
    TemplateFile(
      path: "sources/web.yml",
      text: ##"""
        # What the website's tracker records.
        version: 1
        sources:
          - name: bronze
            kind: files
            tables:
              - name: events
                description: Page views and purchases with the campaign that brought the visitor.
                path: landing/web/*.jsonl
                columns:
                  event_id: varchar
                  session_id: varchar
                  visitor_id: varchar
                  event: varchar
                  occurred_at: timestamp
                  page: varchar
                  device: varchar
                  utm: struct(source varchar, medium varchar, campaign varchar)
                  order_id: varchar
                evolution: rescue

        """##),
    TemplateFile(
      path: "tests/attribution_keeps_sales.sql",
      text: ##"""
        -- Attribution shares sales out: it neither makes nor loses any.
        with by_campaign as (
          select
            sum(first_touch_sales_eur) as first_touch,
            sum(last_touch_sales_eur) as last_touch
          from {{ ref('campaign_performance') }}
        ),

        by_order as (
          select sum(sales_eur) as sales from {{ ref('fct_attribution') }}
        )

        select *
        from by_campaign
        cross join by_order
        where last_touch > sales or first_touch > sales

        """##),
    TemplateFile(
      path: "tests/days_add_up_to_orders.sql",
      text: ##"""
        -- What the days sold is what the orders sold.
        select days.sales_eur as by_day, orders.sales_eur as by_order
        from (select sum(sales_eur) as sales_eur from {{ ref('sales_by_day') }}) as days
        cross join (select sum(sales_eur) as sales_eur from {{ ref('fct_orders') }}) as orders
        where days.sales_eur <> orders.sales_eur

        """##),
    TemplateFile(
      path: "tests/order_lines_are_unique.sql",
      text: ##"""
        -- No line of an order stands twice among the clean ones.
        select order_id, line_number, count(*) as times
        from {{ ref('stg_order_items') }}
        group by order_id, line_number
        having count(*) > 1

        """##),
  ]
}
