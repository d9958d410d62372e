"""Renders or compiles a template many times: jinja.py jinja2|minijinja FILE COUNT render|compile"""

import sys
import time

engine, path, count, mode = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
with open(path) as file:
    source = file.read()
variables = {
    "config": lambda **settings: "",
    "ref": lambda name: f'"db"."schema"."{name}"',
    "var": lambda name, default=None: default,
    "is_incremental": lambda: True,
    "payment_methods": ["credit_card", "coupon", "bank_transfer", "gift_card"],
    "target": {"name": "prod", "schema": "analytics"},
    "this": '"db"."schema"."orders"',
}

if engine == "jinja2":
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment()
    template = environment.from_string(source)

    def render():
        return template.render(variables)

    def compile_source():
        return environment.from_string(source)

else:
    from minijinja import Environment

    environment = Environment(templates={"model.sql": source})
    environment.auto_escape_callback = lambda name: False

    def render():
        return environment.render_template("model.sql", **variables)

    def compile_source():
        return environment.add_template("model.sql", source)

body = render if mode == "render" else compile_source
start = time.perf_counter()
for _ in range(count):
    body()
print((time.perf_counter() - start) / count)
