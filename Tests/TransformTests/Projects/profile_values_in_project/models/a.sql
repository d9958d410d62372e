select '{{ this.schema }}' as s
