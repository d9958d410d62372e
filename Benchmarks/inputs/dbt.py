"""Writes a dbt project: FOLDER MODELS.

A tenth of the models read sources, the others each two models before them; every second one
configures itself, every fourth calls a macro. A schema file for each fifty describes them, with
columns and two tests each for every tenth model.
"""

import sys
from pathlib import Path


def staging(number: int) -> str:
    return f"""with source as (

    select * from {{{{ source('shop', 'table_{number % 20}') }}}}

),

renamed as (

    select
        id as model_{number}_id,
        amount as amount,
        created_at
    from source

)

select * from renamed
"""


def mart(number: int, first: int, second: int) -> str:
    config = ""
    if number % 2:
        config = "{{ config(materialized='table', tags=['nightly', 'mart']) }}\n\n"
    amount = "{{ cents_to_dollars('left_side.amount') }}" if number % 4 == 0 else "left_side.amount"
    return f"""{config}with left_side as (

    select * from {{{{ ref('model_{first}') }}}}

),

right_side as (

    select * from {{{{ ref('model_{second}') }}}}

),

joined as (

    select
        left_side.model_{first}_id as model_{number}_id,
        {amount} as amount,
        right_side.created_at
    from left_side
    left join right_side
        on left_side.model_{first}_id = right_side.model_{second}_id
    where left_side.amount >= 0

)

select * from joined
"""


def described(number: int) -> str:
    tests = "        data_tests: [unique, not_null]\n" if number % 10 == 0 else ""
    return f"""  - name: model_{number}
    description: What is known of {number}.
    columns:
      - name: model_{number}_id
        description: The key.
{tests}      - name: amount
        description: In dollars.
"""


def main():
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    models = folder / "models"
    (folder / "macros").mkdir(parents=True)
    models.mkdir()
    (folder / "dbt_project.yml").write_text(
        "name: shop\nversion: '1.0'\nprofile: shop\n"
        "models:\n  shop:\n    +materialized: view\n"
        "on-run-start: '{{ make_sources() }}'\n")
    (folder / "profiles.yml").write_text(
        "shop:\n  target: dev\n  outputs:\n    dev: {type: duckdb, path: shop.duckdb, threads: 2}\n")
    (folder / "macros/money.sql").write_text(
        "{% macro cents_to_dollars(column) %}\n  ({{ column }} / 100)::decimal(16, 2)\n"
        "{% endmacro %}\n")
    (folder / "macros/sources.sql").write_text(
        "{% macro make_sources() %}\n"
        "  {% for number in range(20) %}\n"
        "    {% do run_query('create table if not exists main.table_' ~ number ~ ' as '\n"
        "      ~ 'select 1 as id, 250 as amount, current_date as created_at') %}\n"
        "  {% endfor %}\n{% endmacro %}\n")
    (models / "sources.yml").write_text(
        "sources:\n  - name: shop\n    schema: main\n    tables:\n"
        + "".join(f"      - name: table_{number}\n" for number in range(20)))
    staged = max(2, count // 10)
    for number in range(count):
        group = models / f"group_{number // 50}"
        group.mkdir(exist_ok=True)
        if number < staged:
            text = staging(number)
        else:
            text = mart(number, number // 2, number // 3 + 1)
        (group / f"model_{number}.sql").write_text(text)
        if number % 50 == 0:
            last = min(number + 50, count)
            (group / "schema.yml").write_text(
                "models:\n" + "".join(described(one) for one in range(number, last)))


main()
