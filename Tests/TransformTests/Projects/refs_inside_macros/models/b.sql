{{ from_a() }}
