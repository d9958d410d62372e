{% set r = api.Relation.create(database='d', schema='s', identifier='i', type='view') %}
{% set c = api.Column('n', 'integer') %}
select '{{ r }}' as a, '{{ r.without_identifier() }}' as b, '{{ r.incorporate(path={"identifier": "j"}) }}' as c, '{{ r.include(database=false, schema=false) }}' as d, '{{ r.is_view }}' as e, '{{ c.name }}' as g, '{{ c.quoted }}' as h, '{{ c.data_type }}' as i, '{{ c.is_string() }}' as j, '{{ r.type }}' as k, '{{ r == r.incorporate(path={"identifier": "i"}) }}' as m
