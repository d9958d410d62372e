{{ config(custom='yes') }} select '{{ config.require("custom") }}' as a, '{{ config.get("custom", validator=validation.any["yes", "no"]) }}' as b
