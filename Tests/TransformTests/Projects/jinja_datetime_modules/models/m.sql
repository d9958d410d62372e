{% set dt = modules.datetime.datetime(2024, 3, 10, 13, 4, 5) %}
{% set zone = modules.pytz.timezone('America/New_York') %}
select '{{ dt }}' as a, '{{ dt.isoformat() }}' as b, '{{ dt.date() }}' as c, '{{ (dt - modules.datetime.timedelta(days=40, hours=2)) }}' as d, '{{ dt.strftime("%A %j %d %b %y %I%p") }}' as e,
 '{{ modules.pytz.utc.localize(dt).astimezone(zone) }}' as f, '{{ zone.localize(dt).isoformat() }}' as g, '{{ modules.datetime.datetime.strptime("2024-02-29", "%Y-%m-%d").weekday() }}' as h,
 '{{ (modules.datetime.date(2024, 3, 1) - modules.datetime.date(2024, 2, 1)).days }}' as i, '{{ dt.replace(day=1) }}' as j
