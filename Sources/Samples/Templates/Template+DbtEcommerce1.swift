// Written by Scripts/embed-templates from examples/; change the files there.

extension Template {
  static let dbtEcommerce1: [TemplateFile] = [
    TemplateFile(
      path: ".gitignore",
      text: ##"""
        lake/
        .millrace/
        target/
        dbt_packages/
        logs/
        *.duckdb

        """##),
    TemplateFile(
      path: "README.md",
      text: ##"""
        # dbt e-commerce

        A dbt project as a company brings it: four systems' raw tables, staging by source, and marts for sales, customers, products, marketing and finance. The data is invented, small, and in `landing/`.

        ```
        millrace dbt deps
        millrace run
        millrace sql "select month, charges, refunds, revenue, net_revenue from marts.fct_revenue_monthly order by month"
        ```

        `dbt deps` installs the package of `packages.yml`, a folder of this project: nothing comes from the network. `millrace run` loads what is new in `landing/`, builds the models and runs the tests, unit tests included. Run it again and nothing is loaded twice.

        From then on dbt's own commands work on what was loaded:

        ```
        millrace dbt build                                  # or a part: --select +fct_attribution
        millrace dbt compile                                # holds every model against the columns it reads
        millrace dbt source freshness
        millrace dbt docs generate                          # target/index.html
        millrace dbt ls --select +exposure:revenue_report
        millrace dbt build --select stg_ga4__events+ --full-refresh
        ```

        ## What comes in

        | source | files | tables |
        |---|---|---|
        | PostgreSQL, the shop's database | `landing/postgres/*.csv` | `raw_postgres`: `orders`, `order_items`, `customers`, `products` |
        | Stripe | `landing/stripe/*.jsonl` | `raw_stripe`: `charges`, `refunds`, `balance_transactions` |
        | Google Analytics 4 | `landing/ga4/*.jsonl` | `raw_ga4`: `events` |
        | Shopify | `landing/shopify/*.jsonl` | `raw_shopify`: `orders`, `products`, `customers` |

        `sources/*.yml` say which files become which table; `models/staging/*/*__sources.yml` say the same tables to dbt, with their freshness.

        | what is wrong | what becomes of it |
        |---|---|
        | rows sent twice: order lines, charges, refunds, events | once in staging |
        | orders and customers sent again when they change | the newest state |
        | e-mail addresses in capitals or with blanks, countries as `de` | tidied in staging |
        | orders without a customer | kept; they count as sales of nobody |
        | charges that failed | in staging, not in the ledger |
        | charges that do not say for which order | kept; they count in finance |
        | cancelled orders that were charged, and refunded | worth nothing in sales, charge and refund in finance |
        | visits without a source | `Direct` |
        | events in a late file | loaded when it comes |

        ## What comes out

        | layer | table | one row for each |
        |---|---|---|
        | `staging` | `stg_<source>__<entity>` | entity, cleaned, named and typed; views |
        | | `stg_ga4__events` | event; built incrementally |
        | `intermediate` | `int_order_items_priced`, `int_orders_totalled` | line, order, with what it is worth |
        | | `int_payments_unioned` | charge or refund; private to finance |
        | | `int_sessions`, `int_touches` | visit; visit that may have brought an order; private to marketing |
        | `marts`: sales | `fct_orders`, `fct_order_items` | order, line of one |
        | | `fct_sales_daily` | day and sales channel |
        | `marts`: customers | `dim_customers` | customer, with segment and value |
        | `marts`: products | `dim_products` | product, with how it sells |
        | `marts`: marketing | `fct_attribution` | order, attribution model and visit that gets credit |
        | | `fct_channel_performance` | month, channel and attribution model, with cost and return |
        | `marts`: finance | `fct_payments` | charge or refund; built incrementally |
        | | `fct_revenue_monthly` | month in which the money moved |

        `reference` holds the seed `channel_costs`.

        ## How things are named

        | what | name | |
        |---|---|---|
        | staging | `stg_<source>__<entity>` | one for each table of a source, the entity in the plural |
        | intermediate | `int_<entity>_<what was done>` | `int_orders_totalled`; never read from outside |
        | marts | `dim_<entity>`, `fct_<what happens>` | in the folder of the group that answers for them |
        | YAML | `_<source>__sources.yml`, `_<folder>__models.yml` | beside what they describe |
        | keys | `<entity>_id` | the same name wherever it is used |
        | moments, days | `<verb>_at` in UTC, `<verb>_on` | |
        | money | `<what>_amount`, `decimal(18,2)` | in euros, never cents |
        | yes or no | `is_<what>` | |
        | singular tests | a sentence that holds | `payments_match_the_balance` |

        ## Why it is so

        - **Raw data is ingested, not seeded.** dbt knows no order between a seed and a `source()` of the same table. `millrace run` does: a model starts when what it reads is loaded.
        - **Every mart has a contract**, a group and public access; what only one group needs is private to it.
        - **Attribution is a macro.** `attribution_weight` says how much of an order a visit gets; `fct_attribution` holds first touch, last touch and linear side by side.
        - **Sales and revenue are two numbers.** Sales are what orders are worth, on the day of the order; revenue is what Stripe moved, in the month it moved.
        - **Numbers are reconciled.** Singular tests hold revenue against charges less refunds, the ledger against Stripe's balance, and each order's shares against one.

        ## What to change

        - The window of attribution: `attribution_days` in `dbt_project.yml`, or `--vars '{attribution_days: 7}'`.
        - Another attribution model: a branch in `macros/attribution_weight.sql`, its name in `fct_attribution.sql` and in the test beside it.
        - Your files: the paths and columns of `sources/*.yml`. Files added to `landing/` are loaded by the next run.
        - Packages: any of dbt's in `packages.yml`.

        ## The same project elsewhere

        It is a dbt project like any other. `profiles.yml` is for dbt-core with dbt-duckdb, on a DuckDB file whose schemas `raw_*` hold the source tables. The marts are Delta tables, which Spark, Polars, DuckDB and others read where they are: `lake/marts/<table>`.

        """##),
    TemplateFile(
      path: "dbt_project.yml",
      text: ##"""
        name: dbt_ecommerce
        version: "1.0"
        config-version: 2
        profile: dbt_ecommerce

        model-paths: [models]
        seed-paths: [seeds]
        macro-paths: [macros]
        test-paths: [tests]

        vars:
          # How long after a visit an order still counts as brought by it.
          attribution_days: 30

        models:
          dbt_ecommerce:
            staging:
              +schema: staging
              +materialized: view
            intermediate:
              +schema: intermediate
              +materialized: view
            marts:
              +schema: marts
              +materialized: table
              +contract: {enforced: true}
              sales: {+group: sales, +access: public}
              customers: {+group: customers, +access: public}
              products: {+group: products, +access: public}
              marketing: {+group: marketing, +access: public}
              finance: {+group: finance, +access: public}

        seeds:
          dbt_ecommerce:
            +schema: reference

        """##),
  ]
}
