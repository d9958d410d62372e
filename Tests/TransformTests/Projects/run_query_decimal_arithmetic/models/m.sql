{% set t = run_query("select 1.50 as d, 7.5 as s, -7.5 as n, 0.1::double as f, 1e300::double as g, 1e-9::double as h, null::decimal(5, 2) as z, 2.675 as r, 0.00 as o, 12345678901234567890.123456789::decimal(38, 9) as w, timestamp '2024-01-02 03:04:05.678' as ts, 2.5::float as e") %}
{% if execute %}
{% set r = t.rows[0] %}
{% set values = [
  r.d + 1, r.d - 2, 3 * r.d, r.d / 3, r.d / 2, r.s // 2, r.s % 2, r.n // 2, r.n % 2, -r.d, r.d | abs, r.n | abs,
  r.r | round(2), r.d | int, r.n | int, r.d | float, r.f + r.d, r.g * 2, r.h, r.o, r.o == 0,
  r.d == 1.5, r.d < 2, r.d > 1.2, r.d is number, r.d is integer, r.d is float, [r.d, r.s] | sum, [r.d, r.s, r.n] | min,
  [r.d, r.s, r.n] | sort, '%.3f' | format(r.d), r.z is none, r.w * r.w, r.w / 7, 10 / r.s, r.ts, r.e, 100 * r.d,
  r.d ~ '', r.s | string
] %}
{% for v in values %}
select {{ loop.index }} as i, $${{ v }}$$ as v, $${{ [v] }}$$ as w {{ 'union all' if not loop.last }}
{% endfor %}
{% else %}
select 1 as i
{% endif %}
