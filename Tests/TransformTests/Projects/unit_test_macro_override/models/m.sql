select {{ shop.doubled() }} as level, {{ var('size', 3) }} as size
