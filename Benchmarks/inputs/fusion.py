"""Writes a dbt project of one table, two views of it, and their tests: FOLDER ROWS [fail].

The table has keys that are counted up, keys of eight parents, amounts, dates and texts. Of its 200
tests all pass; with `fail` every fourth finds rows, and warns.
"""

import sys
from pathlib import Path

PARENTS = {"customer": 1_000_000, "product": 50_000, "store": 2_000, "carrier": 50,
           "campaign": 10_000, "address": 1_500_000, "seller": 20_000, "currency": 30}
TEXTS = ["email", "phone", "reference", "note"]
AMOUNTS = ["net", "tax", "freight", "discount"]

MACROS = """{% test expression(model, expression) %}
select 1 from {{ model }} where not({{ expression }})
{% endtest %}

{% test in_range(model, column_name, low, high) %}
with meet_condition as (select * from {{ model }}),
validation_errors as (
    select * from meet_condition where 1 = 2
    or not {{ column_name }} >= {{ low }} or not {{ column_name }} <= {{ high }}
)
select * from validation_errors
{% endtest %}

{% test unique_together(model, columns) %}
with validation_errors as (
    select {{ columns | join(', ') }} from {{ model }}
    group by {{ columns | join(', ') }} having count(*) > 1
)
select * from validation_errors
{% endtest %}
"""


def table(rows: int) -> str:
    keys = "".join(
        f"  cast(hash(i + {seed}) % {min(count, rows)} as bigint) as {name}_id,\n"
        for seed, (name, count) in enumerate(PARENTS.items()))
    amounts = "".join(
        f"  cast(hash(i + {20 + seed}) % 100000 as integer) / 100.0 as {name},\n"
        for seed, name in enumerate(AMOUNTS))
    return f"""{{{{ config(materialized='table') }}}}
select
  i as sale_id, 1000 + 3 * i as order_number, 'R-' || lpad(cast(i as varchar), 10, '0') as receipt,
{keys}{amounts}  ['placed', 'shipped', 'done', 'open'][1 + i % 4] as status,
  ['DE', 'FR', 'US', 'GB', 'PL'][1 + i % 5] as country,
  date '2023-01-01' + cast(hash(i + 40) % 900 as integer) as ordered_on,
  'user' || hash(i + 50) % 2000000 || '@example.org' as email,
  '+49' || 100000000 + hash(i + 51) % 90000000 as phone,
  'ref-' || hash(i + 52) % 500000 as reference,
  'note ' || hash(i + 53) % 1000 as note
from range({rows}) as r(i)
"""


def tests(fails: bool) -> list[str]:
    found = ["unique: {column_name: sale_id", "unique: {column_name: order_number",
             "unique: {column_name: receipt", "unique_together: {columns: [sale_id, country]"]
    columns = ["sale_id", "order_number", "receipt", "status", "country", "ordered_on"]
    columns += TEXTS + AMOUNTS + [f"{name}_id" for name in PARENTS]
    found += [f"not_null: {{column_name: {name}" for name in columns]
    found += [f"relationships: {{column_name: {name}_id, to: ref('{name}'), field: id"
              for name in PARENTS]
    found += ["accepted_values: {column_name: status, values: [placed, shipped, done, open]",
              "accepted_values: {column_name: country, values: [DE, FR, US, GB, PL]"]
    for name in AMOUNTS:
        found += [f"in_range: {{column_name: {name}, low: {low}, high: 5000"
                  for low in (0, -1, -10, -100)]
    for index, name in enumerate(AMOUNTS):
        other = AMOUNTS[index - 1]
        found += [f'expression: {{expression: "{name} + {other} >= {-step}"' for step in range(6)]
    checks = ["length({0}) >= {1}", "length({0}) < 100 + {1}", "{0} not like '%#{1}'",
              "{0} <> '{1}'", "not starts_with({0}, 'x{1}')", "trim({0}) <> 'y{1}'"]
    step = 0
    while len(found) < 200:
        for name in TEXTS:
            check = checks[step % len(checks)].format(name, step // len(checks))
            found.append(f'expression: {{expression: "{check}"')
        step += 1
    found = found[:200]
    if fails:
        for index in range(0, 200, 4):
            wrong = TEXTS[index % 4] if index % 8 else AMOUNTS[index % 3]
            check = (f"length({wrong}) > 8 + {index}" if index % 8
                     else f"{wrong} + 1 >= 100 + {index}")
            found[index] = f'expression: {{expression: "{check}"'
    return found


def main() -> None:
    folder, rows, fails = Path(sys.argv[1]), int(sys.argv[2]), len(sys.argv) > 3
    severity = "data_tests: {+severity: warn}\n" if fails else ""
    files = {
        "dbt_project.yml": f"name: fusion\nprofile: fusion\n{severity}",
        "profiles.yml": "fusion:\n  target: dev\n  outputs:\n    dev: {type: duckdb, "
                        f"path: '{folder}/peer.duckdb', threads: 4}}\n",
        "macros/tests.sql": MACROS, "models/sales.sql": table(rows)}
    for name, count in PARENTS.items():
        files[f"models/{name}.sql"] = (
            "{{ config(materialized='table') }}\n"
            f"select i as id, 'Name ' || i as name from range({min(count, rows)}) as r(i)\n")
    files["models/joined.sql"] = (
        "select s.*, c.name as customer, p.name as product, t.name as store\n"
        "from {{ ref('sales') }} s join {{ ref('customer') }} c on c.id = s.customer_id\n"
        "join {{ ref('product') }} p on p.id = s.product_id\n"
        "join {{ ref('store') }} t on t.id = s.store_id\n")
    files["models/grouped.sql"] = (
        "select customer_id, count(*) as sales, sum(net) as net, max(note) as note,\n"
        "  min(ordered_on) as first_on from {{ ref('sales') }} group by customer_id\n")
    lines = ["models:", "  - name: sales", "    data_tests:"]
    for number, body in enumerate(tests(fails)):
        kind = "keys" if body.startswith(("unique", "relationships")) else "conditions"
        lines.append(f"      - {body}, name: sales_{number}, config: {{tags: [{kind}]}}}}")
    lines += ["  - name: joined", "    data_tests:"]
    views = [f"not_null: {{column_name: {name}" for name in ("customer", "product", "store")]
    views += [f'expression: {{expression: "length({name}) > {least}"'
              for name in ("customer", "product", "store") for least in range(5)]
    lines += [f"      - {body}, name: joined_{number}}}" for number, body in enumerate(views)]
    lines += ["  - name: grouped", "    data_tests:"]
    groups = ["not_null: {column_name: note", "unique: {column_name: customer_id"]
    groups += [f'expression: {{expression: "{check}"' for check in (
        "sales > 0", "net >= 0", "net / sales < 1001", "length(note) > 4", "note like 'note%'",
        "first_on > date '2000-01-01'")]
    lines += [f"      - {body}, name: grouped_{number}}}" for number, body in enumerate(groups)]
    files["models/schema.yml"] = "\n".join(lines) + "\n"
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


if __name__ == "__main__":
    main()
