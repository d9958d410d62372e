{{ config(schema='special') }}select '{{ this.schema }}' as s
