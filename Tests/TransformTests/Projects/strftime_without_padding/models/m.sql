{% set dt = modules.datetime.datetime(2024, 3, 5, 7, 4, 5) %}
select '{{ dt.strftime("%-d/%-m %-I:%M") }}' as a, '{{ dt.strftime("%e %C %G-W%V %u %U %c %x %X %p %% %Z%z") }}' as b
