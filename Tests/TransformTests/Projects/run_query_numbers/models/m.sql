{% set t = run_query("select 1.50 as d, 2.0 as w, 3 as i, 0.1::double as f") %}
{% if execute %}{% set r = t.rows[0] %}
select {{ r.d }} as d, {{ r.w }} as w, {{ r.i }} as i, '{{ r.f }}' as f, {{ r.i + 1 }} as j, {{ r.i / 2 }} as h
{% else %} select 1 as a {% endif %}
