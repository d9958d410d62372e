select "Order Id" as id, "select" as s, upper from {{ ref('r') }}
