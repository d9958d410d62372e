{{ standard() }}{{ by_name('big') }} select 1 as id
