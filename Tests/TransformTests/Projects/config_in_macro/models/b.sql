{{ by_name('small') }} select 1 as id
