select '{{ config.require('needed') }}' as x
